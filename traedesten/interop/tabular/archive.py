"""The files of a data package, in a zip or a folder, none of them trusted."""

import json
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from traedesten.interop.records import Refusal

_OLDER = {
    **{"physical_address": "address", "regular_schedule": "schedule"},
    **{"accessibility_for_disability": "accessibility", "services_at_location": "service_at_location"},
    **{"services_taxonomy": "service_taxonomy"},
}
"""Names of tables in HSDS 1 and 2, and what they are called now."""

MOST_FILES = 200
_BROKEN = (zipfile.BadZipFile, struct.error, ValueError, EOFError, OSError)
"""What a zip whose bytes were changed makes of itself."""
_LARGEST_PACKAGE = 4_000_000


class Budget:
    """A file whose bytes are counted together with those of its neighbours, as they really come out."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.left = limit

    def over(self, file: BinaryIO) -> "Counted":
        return Counted(file, self)


class Counted:
    """Reads from a file at the expense of a budget."""

    def __init__(self, file: BinaryIO, budget: Budget) -> None:
        self._file = file
        self._budget = budget

    def read(self, size: int) -> bytes:
        """At most `size` bytes. Raises Refusal: too_large, truncated, not_a_zip."""
        try:
            chunk = self._file.read(size)
        except (*_BROKEN, zlib.error, lzma.LZMAError):
            raise Refusal("truncated") from None
        self._budget.left -= len(chunk)
        if self._budget.left < 0:
            raise Refusal("too_large", limit=self._budget.limit)
        return chunk


class Archive:
    """The CSV files of a data package by table name, singular: "service", "organization"."""

    def __init__(self, paths: dict[str, str], package: zipfile.ZipFile | Path, limit: int) -> None:
        self._package = package
        self._budget = Budget(limit)
        self.paths = _tables(paths, self._declared(paths))

    @contextmanager
    def open(self, table: str) -> Iterator[Counted]:
        with self._open(self.paths[table]) as file:
            yield self._budget.over(file)

    def _open(self, path: str) -> BinaryIO:
        if isinstance(self._package, Path):
            return (self._package / path).open("rb")
        try:
            return self._package.open(path)
        except (RuntimeError, NotImplementedError, *_BROKEN):
            raise Refusal("not_a_zip") from None

    def _declared(self, paths: dict[str, str]) -> dict[str, str]:
        """Table name by file name, as datapackage.json says; nothing when it is missing or broken."""
        if "datapackage.json" not in paths:
            return {}
        with self._open(paths["datapackage.json"]) as file:
            content = self._budget.over(file).read(_LARGEST_PACKAGE)
        try:
            resources = json.loads(content.decode("utf-8-sig"))["resources"]
            return {entry["path"].rpartition("/")[2].lower(): entry["name"].lower() for entry in resources}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {}


@contextmanager
def opened(source: BinaryIO | Path, limit: int) -> Iterator[Archive]:
    """The package in a folder or in a zip. Raises Refusal: empty, html, not_a_zip, too_large, wrong_kind."""
    if isinstance(source, Path) and source.is_dir():
        files = [path for path in source.iterdir() if path.is_file() and not path.is_symlink()]
        yield Archive({path.name.lower(): path.name for path in files[:MOST_FILES]}, source, limit)
        return
    if isinstance(source, Path):
        with source.open("rb") as file, opened(file, limit) as archive:
            yield archive
        return
    beginning = source.read(512)
    source.seek(0)
    if not beginning:
        raise Refusal("empty")
    if beginning.lstrip().lower().startswith((b"<!doctype", b"<html")):
        raise Refusal("html")
    try:
        package = zipfile.ZipFile(source)
    except (NotImplementedError, *_BROKEN):
        raise Refusal("truncated" if beginning.startswith(b"PK\x03\x04") else "not_a_zip") from None
    with package:
        entries = package.infolist()
        if len(entries) > MOST_FILES:
            raise Refusal("too_large", limit=MOST_FILES)
        names = {entry.filename.rpartition("/")[2].lower(): entry.filename for entry in entries if not entry.is_dir()}
        yield Archive({name: path for name, path in names.items() if "__MACOSX" not in path}, package, limit)


def _tables(paths: dict[str, str], declared: dict[str, str]) -> dict[str, str]:
    found = {
        _singular(declared.get(name, name.removesuffix(".csv"))): path
        for name, path in paths.items()
        if name.endswith(".csv")
    }
    for older, newer in _OLDER.items():
        if older in found:
            found.setdefault(newer, found.pop(older))
    if "service" not in found and "organization" not in found:
        raise Refusal("wrong_kind")
    return found


def _singular(name: str) -> str:
    name = name.replace("-", "_").replace(" ", "_")
    if name.endswith("ies"):
        return name[:-3] + "y"
    return name[:-2] if name.endswith("sses") else name if name.endswith("ss") else name.removesuffix("s")
