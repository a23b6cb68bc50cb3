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
from .facilitators import Declaration, Facilitator, FacilitatorTerms, PairWish, Sparring, Thanks, Training
from .pool import BLANK, NotWith, Seeker, Talk
from .programmes import Programme, ProgrammeFigures, PublishedProgramme, SessionPlan

__all__ = [
    "BLANK",
    "AttendanceMark",
    "CaringContact",
    "Declaration",
    "Facilitator",
    "FacilitatorTerms",
    "GroupFacilitator",
    "GroupFollowUp",
    "GroupSession",
    "Member",
    "NotWith",
    "PairWish",
    "Programme",
    "ProgrammeFigures",
    "PublishedProgramme",
    "Seeker",
    "SelfHelpGroup",
    "SessionPlan",
    "Sparring",
    "Talk",
    "Thanks",
    "Training",
]
