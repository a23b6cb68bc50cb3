"""What an export is for, where it is from, and how long it may be kept."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class About:
    """``call``: the exact command that makes the same files again; ``version``: of Trædesten."""

    purpose: str
    site: str
    made_on: date
    expires_on: date
    call: str
    version: str
