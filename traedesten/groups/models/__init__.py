"""The tables of self-help groups."""

from .courses import (
    AttendanceMark,
    CaringContact,
    GroupFacilitator,
    GroupFollowUp,
    GroupSession,
    Member,
    SelfHelpGroup,
)
from .pool import BLANK, NotWith, Seeker, Talk
from .programmes import Programme, PublishedProgramme, SessionPlan

__all__ = [
    "BLANK",
    "AttendanceMark",
    "CaringContact",
    "GroupFacilitator",
    "GroupFollowUp",
    "GroupSession",
    "Member",
    "NotWith",
    "Programme",
    "PublishedProgramme",
    "Seeker",
    "SelfHelpGroup",
    "SessionPlan",
    "Talk",
]
