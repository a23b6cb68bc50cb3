"""What the planner is asked, and what guides have been asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from traedesten.domain.access import Actor
from traedesten.domain.geo import haversine_km
from traedesten.domain.journey import Stage
from traedesten.journeys import queries as journeys
from traedesten.journeys.models import Journey
from traedesten.matching import reasons
from traedesten.matching.models import GuideRequest
from traedesten.people.models import Volunteer
from traedesten.people.queries import free_places, guides
from traedesten.planning import guides as planning


def problem_for(waiting: list[Journey], now: datetime) -> planning.Problem:
    """The planner's problem for these journeys, in a number of queries that does not grow with them."""
    loads, asked, declined = journeys.loads(), _asked(), _declined()
    done = dict(
        Journey.objects.filter(guide__isnull=False, stage="ended").values_list("guide_id").annotate(n=Count("pk"))
    )
    experience = _experience(now)
    return planning.Problem(
        people=tuple(_person(journey, now) for journey in waiting),
        guides=tuple(
            _guide(volunteer, loads, asked, done, experience, now) for volunteer in guides().filter(capacity__gt=0)
        ),
        declined=declined,
        today=timezone.localdate(now),
    )


def _person(journey: Journey, now: datetime) -> planning.Person:
    person, wishes = journey.participant, getattr(journey, "wishes", None)
    interests = set(wishes.interests if wishes else ()) | set(journey.referral.interests if journey.referral else ())
    return planning.Person(
        id=str(journey.pk),
        point=person.area.point if person.area else None,
        times=frozenset(wishes.times if wishes else ()),
        interests=frozenset(interests),
        languages=frozenset((wishes.languages if wishes else ()) or [person.language]),
        age=person.age(now),
        guide_gender=wishes.guide_gender if wishes else "",
        reach_km=wishes.reach_km if wishes else None,
        group_size=wishes.group_size if wishes else "",
        waited_days=journey.waited_days(timezone.localdate(now)),
        area=str(person.area_id or ""),
    )


def _guide(volunteer: Volunteer, loads, asked, done, experience, now: datetime) -> planning.Guide:
    away = ((volunteer.away_from, volunteer.away_until),) if volunteer.away_from and volunteer.away_until else ()
    return planning.Guide(
        id=str(volunteer.pk),
        point=volunteer.area.point if volunteer.area else None,
        times=frozenset(volunteer.times),
        interests=frozenset(volunteer.interests),
        languages=frozenset(volunteer.languages),
        age=now.year - volunteer.born_year if volunteer.born_year else None,
        gender=volunteer.gender,
        capacity=volunteer.capacity,
        load=loads.get(volunteer.pk, 0),
        asked=asked.get(volunteer.pk, 0),
        away=away,
        experience=experience.get(volunteer.pk, frozenset()),
        journeys_done=done.get(volunteer.pk, 0),
        radius_km=None,
        area=str(volunteer.area_id or ""),
    )


def _asked() -> dict:
    rows = _unanswered().values("volunteer_id")
    return {row["volunteer_id"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def _declined() -> frozenset:
    no = (GuideRequest.State.DECLINED, GuideRequest.State.PASSED_OVER)
    rows = GuideRequest.objects.filter(state__in=no).values_list("journey_id", "volunteer_id")
    return frozenset((str(journey), str(volunteer)) for journey, volunteer in rows)


def _experience(now: datetime) -> dict:
    """Age bands of the people each guide has followed."""
    bands: dict = {}
    rows = Journey.objects.filter(guide__isnull=False, participant__born_year__isnull=False)
    for guide_id, born in rows.values_list("guide_id", "participant__born_year"):
        bands.setdefault(guide_id, set()).add(_age_band(now.year - born))
    return {guide_id: frozenset(found) for guide_id, found in bands.items()}


def _age_band(age: int) -> str:
    return "age:18-29" if age < 30 else "age:30-64" if age < 65 else "age:65+"


def open_requests() -> QuerySet[GuideRequest]:
    """Questions that no guide has answered yet, about journeys that still wait for a guide."""
    return _unanswered().select_related("volunteer__key", "key").order_by("asked_at")


def latest_refusals() -> dict:
    """The guide's last no by journey id, while nobody else has been asked since; the person still waits."""
    rows = GuideRequest.objects.filter(
        journey__stage=Stage.WAITING, asked_at__gte=F("journey__waiting_since")
    ).exclude(state__in=(GuideRequest.State.PASSED_OVER, GuideRequest.State.WITHDRAWN))
    latest = {row.journey_id: row for row in rows.select_related("volunteer__key", "key").order_by("asked_at")}
    return {pk: row for pk, row in latest.items() if row.state == GuideRequest.State.DECLINED}


def _unanswered() -> QuerySet[GuideRequest]:
    """A question from before the person last began to wait has been overtaken, whatever its state."""
    return GuideRequest.objects.filter(
        state=GuideRequest.State.ASKED, journey__stage=Stage.WAITING, asked_at__gte=F("journey__waiting_since")
    )


def is_open(request: GuideRequest) -> bool:
    """The same for a row already fetched with its journey."""
    journey = request.journey
    is_asked = request.state == GuideRequest.State.ASKED and journey.stage == Stage.WAITING
    return is_asked and request.asked_at >= (journey.waiting_since or request.asked_at)


def requests_to(actor: Actor) -> QuerySet[GuideRequest]:
    """What this user is asked, and nobody else's."""
    return _with_journey(open_requests().filter(volunteer__user_id=actor.user_id))


def all_requests_to(actor: Actor) -> QuerySet[GuideRequest]:
    """What this user was ever asked, answered or not."""
    mine = GuideRequest.objects.filter(volunteer__user_id=actor.user_id)
    return _with_journey(mine.exclude(state=GuideRequest.State.PASSED_OVER))


def _with_journey(rows: QuerySet[GuideRequest]) -> QuerySet[GuideRequest]:
    return rows.select_related(
        "volunteer__key",
        "volunteer__area",
        "journey__participant__key",
        "journey__participant__area",
        "journey__referral__key",
        "journey__wishes__key",
        "journey__key",
        "key",
    )


def requests_for(journey: Journey) -> QuerySet[GuideRequest]:
    return journey.guide_requests.select_related("volunteer__key", "key").order_by("-asked_at")


def free_by_guide(problem: planning.Problem) -> dict[UUID, int]:
    """Places with each guide of the problem; below 0 when one has more than agreed."""
    return {UUID(guide.id): free_places(guide.capacity, guide.load, guide.asked) for guide in problem.guides}


def no_longer_possible(pairs: list[tuple[Journey, Volunteer]], now: datetime) -> frozenset[UUID]:
    """Journeys that do not wait any more, are asked about, or whose guide has too few places for all these pairs."""
    asked = set(_unanswered().values_list("journey_id", flat=True))
    gone = {journey.pk for journey, _guide in pairs if journey.stage != Stage.WAITING or journey.pk in asked}
    free = free_by_guide(problem_for([], now))
    for journey, guide in pairs:
        free[guide.pk] = free.get(guide.pk, 0) - 1
        if free[guide.pk] < 0:
            gone.add(journey.pk)
    return frozenset(gone)


@dataclass(frozen=True)
class Fit:
    """A guide who could say yes, with what speaks for it in words. ``km`` is whole kilometres."""

    guide: Volunteer
    proposal: planning.Proposal
    km: int | None
    taken: int
    reasons: list[str]
    caution: str

    @property
    def words(self) -> str:
        return str(reasons.FIT[self.proposal.fit])

    @property
    def free(self) -> int:
        return free_places(self.guide.capacity, self.taken, 0)

    @property
    def initials(self) -> str:
        return (self.guide.first_name[:1] + self.guide.last_name[:1]).upper()

    @property
    def codes(self) -> list[str]:
        """What is kept of the proposal when the guide is asked."""
        return [reason.code for reason in self.proposal.reasons]


@dataclass(frozen=True)
class Suggestions:
    """Who fits one journey, best first; else why nobody does and the smallest thing that would change it."""

    journey: Journey
    fits: list[Fit]
    nobody: str
    way_out: str
    asked: GuideRequest | None
    answers: list[GuideRequest]

    @property
    def people(self) -> list:
        """Everybody a page with these suggestions shows."""
        shown = [request.volunteer_id for request in (*self.answers, *([self.asked] if self.asked else []))]
        return [self.journey.participant_id, *(fit.guide.pk for fit in self.fits), *shown]


def suggestions_for(journey: Journey, now: datetime, most: int = 3) -> Suggestions:
    """The panel for one who waits, in a number of queries that does not grow with the site."""
    problem, by_id = problem_for([journey], now), {str(guide.pk): guide for guide in guides()}
    result, requests = planning.propose(problem), list(requests_for(journey))
    asked = next((request for request in requests if is_open(request)), None)
    ranked = result.proposals.get(str(journey.pk), ())
    if asked:
        ranked = [proposal for proposal in ranked if proposal.guide != str(asked.volunteer_id)]
    left = next(iter(result.left), None)
    no = (GuideRequest.State.DECLINED, GuideRequest.State.PASSED_OVER)
    return Suggestions(
        journey=journey,
        fits=[proposed(journey, by_id[proposal.guide], proposal, problem) for proposal in ranked[:most]],
        nobody=said(left.binding, journey, by_id) if left else "",
        way_out=said(left.relaxation, journey, by_id) if left and left.relaxation else "",
        asked=asked,
        answers=[request for request in requests if request.state in no],
    )


def proposed(journey: Journey, guide: Volunteer, proposal: planning.Proposal, problem: planning.Problem) -> Fit:
    """A proposal of the planner's in words."""
    return _fit(journey, guide, proposal, problem, guide.first_name)


def fit_of(journey: Journey, guide: Volunteer, now: datetime, says_you: bool = False) -> Fit | None:
    """How one guide fits, whether or not the rules would propose it; None for a guide without places.

    ``says_you``: the words are for the guide themself.
    """
    problem = problem_for([journey], now)
    found = next((row for row in problem.guides if row.id == str(guide.pk)), None)
    if found is None:
        return None
    proposal = planning.propose_pair(problem.people[0], found, problem.today)
    return _fit(journey, guide, proposal, problem, name=_("du") if says_you else guide.first_name)


def _fit(
    journey: Journey, guide: Volunteer, proposal: planning.Proposal, problem: planning.Problem, name: str
) -> Fit:
    row = next(row for row in problem.guides if row.id == str(guide.pk))
    person = journey.participant
    both = person.area and guide.area and person.area_id != guide.area_id
    names = {"person": person.first_name, "guide": name}
    return Fit(
        guide=guide,
        proposal=proposal,
        km=round(haversine_km(person.area.point, guide.area.point)) if both else None,
        taken=min(guide.capacity, row.load + row.asked),
        reasons=reasons.words_for(proposal, age=row.age, **names),
        caution=reasons.reason_words(proposal.caution, **names) if proposal.caution else "",
    )


def said(reason: planning.Reason, journey: Journey, by_id: Mapping[str, Volunteer]) -> str:
    """A reason about a journey in words, with the guide it names."""
    guide = by_id.get(str(reason.params.get("guide", "")))
    return reasons.reason_words(
        reason, person=journey.participant.first_name, guide=guide.first_name if guide else ""
    )


@dataclass(frozen=True)
class Room:
    """Free places with guides who are here."""

    places: int
    guides: int


def free_room(now: datetime) -> Room:
    problem = problem_for([], now)
    free = [
        free_places(guide.capacity, guide.load, guide.asked)
        for guide in problem.guides
        if not any(start <= problem.today <= end for start, end in guide.away)
    ]
    return Room(places=sum(places for places in free if places > 0), guides=sum(places > 0 for places in free))
