"""The roster as a page shows it: weeks, days, shifts, and who is on them. Composed without a query."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _

from traedesten.people.models import Volunteer
from traedesten.support.models import Duty, Shift
from traedesten.support.roster import Facts
from traedesten.ui import labels
from traedesten.ui.schedules import span_words
from traedesten.ui.templatetags.ui import day


@dataclass(frozen=True)
class Line:
    """One shift: who is on it, how many are missing, and whether it lies outside the opening times."""

    shift: Shift
    hours: str
    duties: list = field(hash=False)
    is_outside: bool = False

    @property
    def missing(self) -> int:
        return 0 if self.shift.closed_at else max(0, self.shift.needed - len(self.duties))

    @property
    def is_below(self) -> bool:
        return not self.shift.closed_at and len(self.duties) < self.shift.fewest


@dataclass(frozen=True)
class Week:
    number: int
    monday: date
    days: list = field(hash=False)
    """(date, lines) for each day with a shift."""


def hours(shift) -> str:
    return span_words(shift.starts, shift.ends)


def when(shift: Shift, today: date) -> str:
    """ "tirsdag 1. december, kl. 10–13"."""
    return f"{day(shift.on, today)}, {hours(shift)}"


def weeks(facts: Facts, gone: Iterable[Duty] = ()) -> list[Week]:
    """The roster from the first day of ``facts`` to the last. ``gone`` are duties of guides who have left."""
    left = list(gone)
    lines = [_line(facts, shift, left) for shift in facts.shifts]
    found = []
    for monday, rows in groupby(lines, key=lambda line: line.shift.on - timedelta(days=line.shift.on.weekday())):
        days = [(on, list(there)) for on, there in groupby(rows, key=lambda line: line.shift.on)]
        found.append(Week(monday.isocalendar()[1], monday, days))
    return found


def _line(facts: Facts, shift: Shift, left: list[Duty]) -> Line:
    duties = facts.on_shift(shift)
    for duty in duties:
        duty.guide = facts.guides[duty.guide_id]
        duty.is_gone = False
    starts = {(opening.weekday, opening.starts) for opening in facts.openings}
    line = Line(shift, hours(shift), duties, (shift.on.weekday(), shift.starts) not in starts)
    line.shift.left = [duty for duty in left if duty.shift_id == shift.pk]
    return line


def loads(facts: Facts) -> list[tuple[Volunteer, int]]:
    """(guide, shifts in the period) for everybody who takes shifts or has one, those with most first."""
    count = {pk: 0 for pk, terms in facts.terms.items() if terms.most_a_week}
    for duty in facts.duties:
        if facts.first <= duty.shift.on <= facts.last:
            count[duty.guide_id] = count.get(duty.guide_id, 0) + 1
    rows = [(facts.guides[pk], number) for pk, number in count.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0].full_name.lower()))


def candidates(facts: Facts, shift: Shift) -> list[tuple[Volunteer, str, str]]:
    """(guide, what they said of the shift, why not in words) for everybody not on it: those who can come first."""
    there = {duty.guide_id for duty in facts.on_shift(shift)}
    rows = []
    for pk, guide in facts.guides.items():
        if pk not in there:
            against = facts.against(guide, shift)
            why = ", ".join(str(labels.words("shift_against", code)) for code in against)
            rows.append((guide, facts.answer(pk, shift), why))
    rank = {"gladly": 0, "can": 1, "": 2, "cannot": 3}
    return sorted(rows, key=lambda row: (bool(row[2]), rank[row[1]], row[0].full_name.lower()))


def worth(figures: dict) -> str:
    """How good a proposal is, in one sentence that can be held against it."""
    if figures["is_proven"]:
        return _("Ingen plan kan være bedre med de ønsker og regler, der er nu.")
    return _("Der kan findes en bedre plan. Højst så mange flere pladser kunne være besat: %(n)d.") % {
        "n": figures["more_at_most"]
    }


def changed_words(changes: dict, facts: Facts, known: dict, today: date) -> list[str]:
    """What has changed since a proposal, one sentence each. ``known`` names shifts and guides that are gone."""
    guides = {str(pk): guide.first_name for pk, guide in facts.guides.items()}
    shifts = {str(shift.pk): when(shift, today) for shift in facts.shifts}
    words = {
        "shift_gone": _("Vagten %(what)s er der ikke mere."),
        "shift_new": _("Vagten %(what)s er ny."),
        "shift_changed": _("Vagten %(what)s er ændret."),
        "guide_gone": _("%(what)s tager ikke vagter mere."),
        "guide_new": _("%(what)s er kommet til."),
        "guide_changed": _("%(what)s har ændret sine ønsker."),
        "roster_changed": _("Vagtplanen er rettet imens."),
        "rest_changed": _("Hvilen mellem to vagter er nu %(what)s timer."),
    }
    found = []
    for code, ids in changes.items():
        told = ids[:1] if code == "roster_changed" else ids
        found += [words[code] % {"what": _named(code, pk, guides | shifts | known)} for pk in told]
    return [text[:1].upper() + text[1:] for text in found]


def _named(code: str, pk: str, names: dict) -> str:
    unknown = _("En guide") if code.startswith("guide") else _("på en dag i perioden")
    return pk if code == "rest_changed" else names.get(pk) or unknown
