"""From the tables to persons without names: who may be in an export, and, for the clock alone, what they answered."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from traedesten.consent.models import Consent
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.asking import PLANS, Course, State
from traedesten.domain.consent import Purpose
from traedesten.domain.exports import age_band, quarter_of, times_band
from traedesten.domain.instruments import Why
from traedesten.domain.journey import Stone
from traedesten.groups.models import SelfHelpGroup
from traedesten.insight import gathering
from traedesten.insight.tracks import Track
from traedesten.journeys.models import Introduction, Journey, Visit
from traedesten.outcomes.measured import is_told, who_told_a_goal
from traedesten.outcomes.models import Asking, Response, Score
from traedesten.tenancy.queries import site_now

HAPPENED, LEFT, STILL_OPEN = 1, 2, 0
Wait = tuple[int | None, int | None]
"""(whole weeks, what became of it); None where there is nothing to count from."""


@dataclass(frozen=True)
class Someone:
    """One person who has said yes. ``subject`` is the pseudonym of their answers, ``person_id`` None in groups.

    ``joined``: the quarter from which on they can be in an export: begun, and said yes.
    """

    subject: UUID
    course: str
    began_on: date
    joined: str
    person_id: UUID | None = None
    key_id: UUID | None = None
    age_band: str = ""
    gender: str = ""
    programme: str = ""
    first_stone: str = ""
    times_together: str = ""
    came_by: str = ""
    contact: Wait = (None, None)
    community: Wait = (None, None)

    @property
    def began(self) -> str:
        return quarter_of(self.began_on)


def people(now: datetime) -> list[Someone]:
    """Everybody with a yes to research today, who joined before this quarter. A handful of queries, no answer read.

    Whole quarters only, so that two exports of one quarter are about the same people.
    """
    this = quarter_of(timezone.localdate(now))
    found = [*_on_journeys(now), *_in_groups()]
    return sorted((one for one in found if one.joined < this), key=lambda one: str(one.subject))


def _on_journeys(now: datetime) -> Iterable[Someone]:
    """Each person once, by their first journey: five rows are to be five persons."""
    yes = dict(_standing().order_by("-given_at").values_list("person_id", "given_at"))
    subjects = dict(Asking.objects.exclude(journey=None).values_list("journey_id", "subject"))
    rows = Journey.objects.filter(pk__in=subjects, participant_id__in=yes).exclude(first_contact_at=None)
    tracks, stones, together = gathering.by_referral(now), _first_stones(), _times_together()
    counted: set[UUID] = set()
    for journey in rows.select_related("participant", "referral").order_by("first_contact_at", "pk"):
        if journey.participant_id in counted:
            continue
        counted.add(journey.participant_id)
        person, began = journey.participant, timezone.localdate(journey.first_contact_at)
        track = tracks.get(journey.referral_id)
        yield Someone(
            subject=subjects[journey.pk],
            course=Course.JOURNEYS,
            began_on=began,
            joined=quarter_of(max(began, timezone.localdate(yes[person.pk]))),
            person_id=person.pk,
            key_id=person.key_id,
            age_band=age_band(began.year - person.born_year if person.born_year else None),
            gender=person.gender,
            first_stone=stones.get(journey.pk, ""),
            times_together=times_band(together[journey.pk]),
            came_by=journey.referral.source if journey.referral else "",
            contact=_wait(track, track.contact_days) if track else (None, None),
            community=_wait(track, track.community_days) if track else (None, None),
        )


def _standing() -> QuerySet[Consent]:
    return Consent.objects.filter(purpose=Purpose.RESEARCH, withdrawn_at=None)


def _first_stones() -> dict[UUID, str]:
    """The kind of the first place each chose for themselves."""
    chosen = Introduction.objects.filter(relative=None).exclude(stone=Stone.SUGGESTED)
    rows = chosen.order_by("-made_at", "-position", "pk").values_list("journey_id", "offer__kind")
    return dict(rows)


def _times_together() -> Counter[UUID]:
    done = Visit.objects.filter(state=Visit.State.DONE, introduction__relative=None, with_guide=True)
    return Counter(done.values_list("introduction__journey_id", flat=True))


def _wait(track: Track, happened: int | None) -> Wait:
    if happened is not None:
        return happened // 7, HAPPENED
    return (track.left_days // 7, LEFT) if track.left_days is not None else (track.days // 7, STILL_OPEN)


def _in_groups() -> Iterable[Someone]:
    """Nothing here leads to a seat: the programme is told where all the groups that began that day had the same."""
    weeks = {plan.wave: plan.weeks for plan in PLANS[Course.GROUPS]}
    began: dict[UUID, date] = {}
    waves = Asking.objects.filter(journey=None, course=Course.GROUPS).order_by("-due_on")
    for subject, wave, due_on in waves.values_list("subject", "wave", "due_on"):
        began[subject] = due_on - timedelta(weeks=weeks.get(wave, 0))
    programmes = _programmes_by_day()
    for subject, on in began.items():
        followed = programmes.get(on, set())
        programme = next(iter(followed)) if len(followed) == 1 else ""
        yield Someone(subject=subject, course=Course.GROUPS, began_on=on, joined=quarter_of(on), programme=programme)


def _programmes_by_day() -> dict[date, set[str]]:
    found: dict[date, set[str]] = {}
    for on, slug in SelfHelpGroup.objects.values_list("first_on", "programme__slug"):
        found.setdefault(on, set()).add(slug)
    return found


Rows = list[dict[str, Any]]


def answers(*, by: Actor, began: Mapping[UUID, date], today: date) -> tuple[Rows, Rows]:
    """What each of these pseudonyms answered in the waves that are over: by questionnaire, and item by item.

    For the clock alone. Rows name the pseudonym as ``subject``. A goal has rows at the later waves of those who told
    one: else it was not asked about, and nothing is missing. Its words are in no row.
    """
    require(by, Deed.READ_SCORES, site_id=site_now().pk)
    totals = Prefetch("scores", Score.objects.filter(subscale=""), to_attr="totals")
    responses = Prefetch("responses", Response.objects.prefetch_related(totals))
    waves = Asking.objects.filter(subject__in=list(began), closes_on__lt=today).prefetch_related(responses)
    told, items, have_goals = [], [], who_told_a_goal()
    for asking in waves.order_by("subject", "due_on"):
        given = {response.instrument: response for response in asking.responses.all()}
        for name in asking.instruments:
            if not is_told(name, asking.wave, asking.subject, have_goals):
                continue
            instrument, version = name.split(":")
            row = {"subject": asking.subject, "wave": asking.wave, "instrument": instrument, "version": version}
            response = given.get(instrument)
            told.append(row | _told(asking, response, began[asking.subject]))
            items += [row | item for item in _items(response)]
    return told, items


def _told(asking: Asking, response: Response | None, began: date) -> dict[str, Any]:
    if response is None or response.finished_at is None:
        return {"status": _silence(asking), "mode": "", "weeks": None, "is_late": None, "score": None}
    answered = timezone.localdate(response.finished_at)
    return {
        "status": str(State.ANSWERED),
        "mode": response.mode,
        "weeks": (answered - began).days // 7,
        "is_late": int(response.is_late),
        "score": next((score.figure for score in response.totals), None),
    }


def _silence(asking: Asking) -> str:
    """Why a wave that is over has no answer."""
    if asking.state in (State.DECLINED, State.STOPPED):
        return asking.state if asking.asked_at or asking.state == State.DECLINED else str(Why.NOT_ASKED)
    return str(Why.NOT_ASKED) if asking.state == State.PLANNED else str(State.MISSED)


def _items(response: Response | None) -> Rows:
    if response is None or response.finished_at is None:
        return []
    given = response.given
    rows = []
    for item in response.definition.items:
        answer = given.get(item.key, Why.SKIPPED)
        is_reason = isinstance(answer, Why)
        rows.append(
            {
                "item": item.key,
                "answer": None if is_reason else answer,
                "reason": str(answer) if is_reason else "",
            }
        )
    return rows
