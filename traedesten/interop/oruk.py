"""ORUK 1.0, the older British standard, translated to HSDS 3 and read as that."""

from collections.abc import Iterator
from typing import BinaryIO

from traedesten.interop import hsds
from traedesten.interop.hsds.older import as_hsds, is_older
from traedesten.interop.records import Read, Reading


def read(file: BinaryIO, reading: Reading | None = None) -> Iterator[Read]:
    """The records of an ORUK 1.0 feed or page, as `hsds.read` gives them, with its refusals."""
    return hsds.read(file, reading, translate=as_hsds)


is_oruk = is_older
