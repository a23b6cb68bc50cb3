"""The words of the look back on proposed groups."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from traedesten.gathering.look_back import Became, Decisions, How, Went
from traedesten.gathering.words import REASONS

Counts = list[tuple[str, int | None]]


def decisions_said(found: Decisions) -> Counts:
    words = {
        Became.MADE: _("Lavet, som de blev foreslået"),
        Became.MADE_CHANGED: _("Lavet efter ændringer"),
        Became.DROPPED: _("Sagt nej til"),
        Became.OPEN: _("Ligger på bordet nu"),
        Became.PUT_AWAY: _("Lagt væk sammen med hele forslaget"),
    }
    rows = [(words[code], found.became[code]) for code in Became]
    return [(_("Grupper foreslået"), found.proposed), *rows]


def reasons_said(why: Counts) -> Counts:
    return [(reason_said(code), count) for code, count in why]


def reason_said(code: str) -> str:
    return str(REASONS.get(code, "")) or _("Uden en grund")


def went_said(rows: Sequence[Went]) -> list[tuple[str, Went]]:
    words = {
        How.PROPOSED: _("Lavet, som de blev foreslået"),
        How.CHANGED: _("Lavet efter ændringer"),
        How.BY_HAND: _("Samlet i hånden"),
    }
    return [(words[row.how], row) for row in rows]
