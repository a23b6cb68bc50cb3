"""What statistics are made of: each wave that is over, with the total that came in time. Pseudonyms, no names."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from traedesten.consent.models import Consent
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.asking import Wave
from traedesten.domain.consent import Purpose
from traedesten.outcomes.models import Asking, Goal, Score
from traedesten.outcomes.questions import GOALS
from traedesten.tenancy.queries import site_now


class Occasion(NamedTuple):
    """One instrument at one wave of one subject. ``value`` is None when no total came before the window closed.

    A goal is there at the later waves of those who told one: the first time nobody has reached anything yet.
    """

    subject: UUID
    course: str
    wave: str
    instrument: str
    closed_on: date
    value: float | None

    @property
    def is_goal(self) -> bool:
        return self.instrument in GOALS


def occasions(*, by: Actor, before: date) -> list[Occasion]:
    """Every instrument ("key:version") of every wave whose window closed before a day, answered or not.

    Late answers are left out, so that a wave that is over stays as it was counted. Nobody's answers are in it who
    has taken their yes to research back; they are still among those who began. Three queries, for the clock alone.
    """
    require(by, Deed.READ_SCORES, site_id=site_now().pk)
    values, told = dict(_totals(before)), who_told_a_goal()
    waves = Asking.objects.filter(closes_on__lt=before).order_by("subject", "wave")
    rows = waves.values_list("pk", "subject", "course", "wave", "closes_on", "instruments")
    return [
        Occasion(subject, course, wave, instrument, closed_on, values.get((pk, instrument)))
        for pk, subject, course, wave, closed_on, instruments in rows
        for instrument in instruments
        if is_told(instrument, wave, subject, told)
    ]


def is_told(instrument: str, wave: str, subject: UUID, told: Collection[UUID]) -> bool:
    """Whether there is a figure, or one is missing: of a goal only later, and only of those who ``told`` one."""
    return instrument not in GOALS or (wave != Wave.T0 and subject in told)


def who_told_a_goal() -> set[UUID]:
    """The subjects who are asked about what they most hope for, also where the words have gone since."""
    return set(Goal.objects.filter(reason="", is_asked_about=True).values_list("asking__subject", flat=True))


def _totals(before: date) -> Iterable[tuple[tuple[UUID, str], float | None]]:
    scores = Score.objects.filter(subscale="", response__is_late=False, response__asking__closes_on__lt=before)
    for score in scores.filter(_says_yes()).select_related("response").iterator():
        response = score.response
        yield (response.asking_id, f"{response.instrument}:{response.version}"), score.figure


def _says_yes() -> Q:
    """Members of groups without a journal are forgotten when they say no; on journeys the yes is looked up."""
    return Q(response__asking__journey=None) | Q(Exists(_yes()))


def _yes() -> QuerySet[Consent]:
    person = OuterRef("response__asking__journey__participant_id")
    return Consent.objects.filter(person_id=person, purpose=Purpose.RESEARCH, withdrawn_at=None)
