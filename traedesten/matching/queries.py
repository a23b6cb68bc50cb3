"""What the planner is asked, and what guides have been asked."""

from datetime import datetime

from django.db.models import Count, QuerySet

from traedesten.domain.access import Actor
from traedesten.journeys import queries as journeys
from traedesten.journeys.models import Journey
from traedesten.matching.models import GuideRequest
from traedesten.people.models import Volunteer
from traedesten.people.queries import guides
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
        today=now.date(),
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
        waited_days=(now - (journey.waiting_since or journey.opened_at)).days,
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
    rows = GuideRequest.objects.filter(state=GuideRequest.State.ASKED).values("volunteer_id")
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
    """Questions that no guide has answered yet."""
    rows = GuideRequest.objects.filter(state=GuideRequest.State.ASKED)
    return rows.select_related("volunteer__key", "key").order_by("asked_at")


def requests_to(actor: Actor) -> QuerySet[GuideRequest]:
    """What this user is asked, and nobody else's."""
    mine = open_requests().filter(volunteer__user_id=actor.user_id)
    return mine.select_related(
        "journey__participant__key",
        "journey__participant__area",
        "journey__wishes__key",
        "journey__key",
        "key",
    )


def requests_for(journey: Journey) -> QuerySet[GuideRequest]:
    return journey.guide_requests.select_related("volunteer__key", "key").order_by("-asked_at")
