"""What a person can say yes to, and the rules about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    CONTACT = "contact"
    SHARE_WITH_OFFER = "share_with_offer"
    FEEDBACK = "feedback"
    RELATIVE = "relative"
    HANDOVER = "handover"
    RESEARCH = "research"


class Channel(StrEnum):
    """How the yes was given."""

    PHONE = "phone"
    MEETING = "meeting"
    LINK = "link"
    REFERRER = "referrer"


TEXT_VERSION = {purpose: "2026-11" for purpose in Purpose}
"""The version of the words now in use; each consent keeps the version it was given under."""


class ConsentMissing(Exception):
    """The person has not said yes to this, or has taken it back."""

    def __init__(self, purpose: Purpose):
        super().__init__(f"no consent for {purpose}")
        self.purpose = purpose


@dataclass(frozen=True)
class Given:
    """One consent as the rules see it."""

    purpose: Purpose
    given_at: datetime
    withdrawn_at: datetime | None = None


def holds(consents: tuple[Given, ...], purpose: Purpose, at: datetime) -> bool:
    """Whether any consent for the purpose was given before ``at`` and not taken back by then."""
    return any(
        given.purpose == purpose and given.given_at <= at and (given.withdrawn_at is None or at < given.withdrawn_at)
        for given in consents
    )


FEEDBACK_STEPS = ("received", "in_contact", "attending", "ended")


def feedback_step(*, opened: bool, contacted: bool, attending: bool, ended: bool, may_tell: bool) -> str:
    """How far a referrer may see. Without consent nothing beyond "received" is told, not even the end."""
    if not (opened and may_tell):
        return "received"
    if ended:
        return "ended"
    return "attending" if attending else "in_contact" if contacted else "received"
