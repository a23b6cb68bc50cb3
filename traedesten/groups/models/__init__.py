"""The tables of self-help groups."""

from .pool import BLANK, NotWith, Seeker, Talk
from .programmes import Programme, PublishedProgramme, SessionPlan

__all__ = ["BLANK", "NotWith", "Programme", "PublishedProgramme", "Seeker", "SessionPlan", "Talk"]
