"""Feeds from outside, and small ones made here."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from traedesten.interop import hsds
from traedesten.interop.records import Read, Reading, Refusal

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data"
SHARED = Path(os.environ.get("SHARED_DATA", BESIDE)) / "hsds"


def shared(name: str) -> Path:
    """A file or folder of the shared feeds and schemas; skips the test where there is none."""
    if not SHARED.exists():
        pytest.skip("the feeds and schemas of HSDS are not on this machine")
    return SHARED / name


def service(**fields: Any) -> dict[str, Any]:
    """A service that gives no warning."""
    organization = {"id": "0d8c5a7e-1111-4a11-8a11-000000000001", "name": "Foreningen", "description": ""}
    own = {"id": "0d8c5a7e-2222-4a22-8a22-000000000002", "name": "Strikkeklub", "status": "active"}
    return {**own, "organization": organization, **fields}


def read(content: Any, reading: Reading | None = None) -> list[Read]:
    """What the HSDS reader makes of bytes, text or an object."""
    if not isinstance(content, bytes):
        content = (content if isinstance(content, str) else json.dumps(content)).encode()
    return list(hsds.read(io.BytesIO(content), reading))


def offer(**fields: Any) -> Read:
    """The read of one service with these fields."""
    return read(service(**fields))[-1]


def codes(reads: list[Read] | Read) -> list[tuple[str, str]]:
    """(field, code) of every warning."""
    reads = [reads] if isinstance(reads, Read) else reads
    return [(warning.field, warning.code) for read in reads for warning in read.warnings]


def refusal(content: Any, reading: Reading | None = None) -> str:
    """Why a whole file is refused."""
    with pytest.raises(Refusal) as refused:
        read(content, reading)
    return refused.value.reason
