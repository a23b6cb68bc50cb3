"""The tables of self-help groups."""

from .facilitators import Declaration, Facilitator, FacilitatorTerms, PairWish, Sparring, Thanks, Training
from .pool import BLANK, NotWith, Seeker, Talk
from .programmes import Programme, PublishedProgramme, SessionPlan

__all__ = [
    "BLANK",
    "Declaration",
    "Facilitator",
    "FacilitatorTerms",
    "NotWith",
    "PairWish",
    "Programme",
    "PublishedProgramme",
    "Seeker",
    "SessionPlan",
    "Sparring",
    "Talk",
    "Thanks",
    "Training",
]
