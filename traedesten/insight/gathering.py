"""From the tables to tracks: a handful of queries over the whole site, for the job that prepares figures."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from traedesten.audit.models import Event
from traedesten.domain.journey import Outcome, Stage, Stone
from traedesten.insight.tracks import LEVELS, Step, Track
from traedesten.journeys.models import Contact, FollowUp, Introduction, Journey, Visit
from traedesten.matching.missing import missing
from traedesten.people.models import Relative
from traedesten.people.queries import free_places, guides_with_load
from traedesten.referrals.models import Referral

NOT_CHOSEN = (Stone.SUGGESTED,)
OF_JOURNEY = ("pk", "referral_id", "participant_id", "stage", "outcome", "opened_at", "ended_at", "waiting_since")
OF_JOURNEY += ("guided_since", "first_contact_at", "last_contact_at")


def tracks(now: datetime) -> list[Track]:
    """One for each real referral, the oldest first."""
    return list(by_referral(now).values())


def by_referral(now: datetime) -> dict[UUID, Track]:
    """The same, by the referral they are about."""
    cards = Referral.objects.exclude(state__in=(Referral.State.HELD, Referral.State.DISCARDED))
    rows = cards.order_by("received_at", "pk").values(
        "pk", "source", "unit_id", "area_id", "received_at", "closed_at", "state"
    )
    around = _Around()
    return {row["pk"]: _track(row, around.journeys.get(row["pk"]), around, now) for row in rows}


class _Around:
    """What hangs on the journeys, each read once."""

    def __init__(self):
        rows = Journey.objects.exclude(referral=None).order_by("opened_at").values(*OF_JOURNEY)
        self.journeys: dict[UUID, dict[str, Any]] = {row["referral_id"]: row for row in rows}
        self.stones = _by("journey_id", _stones())
        self.settled_at = _settled_at()
        self.visited = set(Visit.objects.filter(state=Visit.State.DONE).values_list("introduction_id", flat=True))
        self.follow_ups = _by(
            "journey_id", FollowUp.objects.values("journey_id", "name", "state", "standing", "due_on")
        )
        self.relatives = _by("participant_id", Relative.objects.values("pk", "participant_id"))
        self.reached = set(Contact.objects.exclude(relative=None).values_list("relative_id", flat=True))
        self.reached |= set(_relief().values_list("relative_id", flat=True))

    def days_to_community(self, journey: dict, came: datetime) -> int | None:
        """Until the first place that is still one's own, or the journey that ended in a community."""
        stones = [stone for stone in self.stones[journey["pk"]] if stone["stone"] == Stone.SETTLED]
        moments = [self.settled_at.get(str(stone["pk"]), stone["changed_at"]) for stone in stones]
        if not moments and journey["outcome"] == Outcome.COMMUNITY:
            moments = [journey["ended_at"]]
        return _days(came, min(moments)) if moments else None


def _stones():
    rows = Introduction.objects.filter(relative=None).exclude(stone__in=NOT_CHOSEN)
    return rows.values("pk", "journey_id", "stone", "changed_at", "offer_id", "offer__kind")


def _relief():
    return Introduction.objects.exclude(relative=None).exclude(stone__in=(*NOT_CHOSEN, Stone.LEFT))


def _settled_at() -> dict[str, datetime]:
    """When each place first became somebody's own, by the audit: the row itself keeps its last change only."""
    settled = Introduction.objects.filter(stone=Stone.SETTLED).values("journey_id")
    events = Event.objects.filter(verb="journey.stone_settled", subject_id__in=settled).order_by("-at")
    return {ids["introduction"]: at for ids, at in events.values_list("ids", "at")}


def _by(key: str, rows: Iterable[dict]) -> dict[Any, list[dict]]:
    found = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found


def _days(came: datetime, then: datetime) -> int:
    return max((timezone.localdate(then) - timezone.localdate(came)).days, 0)


def _track(card: dict, journey: dict | None, around: _Around, now: datetime) -> Track:
    came = card["received_at"]
    where = {
        "came_on": timezone.localdate(came),
        "way": str(card["unit_id"] or card["source"]),
        "area": str(card["area_id"] or ""),
        "days": _days(came, now),
    }
    if journey is None:
        is_declined = card["state"] == Referral.State.DECLINED
        return Track(**where, reached=0, left_days=_days(came, card["closed_at"]) if is_declined else None)
    stones, community = around.stones[journey["pk"]], around.days_to_community(journey, came)
    steps = tuple(_step(stone, around) for stone in stones)
    contact, ended = journey["first_contact_at"], journey["ended_at"]
    relatives = around.relatives[journey["participant_id"]]
    return Track(
        **where,
        reached=_reached(contact is not None, steps, community is not None),
        contact_days=_days(came, contact) if contact else None,
        community_days=community,
        left_days=_days(came, ended) if ended and journey["stage"] == Stage.ENDED and community is None else None,
        waited_days=_waited(journey, now),
        silent_days=_silent(journey, now),
        steps=steps,
        follow_ups=tuple(_look_back(row, now) for row in around.follow_ups[journey["pk"]]),
        relatives=len(relatives),
        relatives_reached=sum(row["pk"] in around.reached for row in relatives),
    )


def _step(stone: dict, around: _Around) -> Step:
    is_settled = stone["stone"] == Stone.SETTLED
    return Step(
        kind=stone["offer__kind"],
        offer=str(stone["offer_id"]),
        visited=is_settled or stone["pk"] in around.visited,
        settled=is_settled,
    )


def _reached(is_spoken_with: bool, steps: tuple[Step, ...], is_settled: bool) -> int:
    come_to = (True, is_spoken_with, bool(steps), any(step.visited for step in steps), is_settled)
    return max(at for at in range(len(LEVELS)) if come_to[at])


def _waited(journey: dict, now: datetime) -> int | None:
    is_waiting = journey["stage"] == Stage.WAITING
    return _days(journey["waiting_since"] or journey["opened_at"], now) if is_waiting else None


def _silent(journey: dict, now: datetime) -> int | None:
    walks = journey["stage"] in (Stage.MEETING, Stage.WALKING) and journey["guided_since"]
    return _days(journey["last_contact_at"] or journey["guided_since"], now) if walks else None


def _look_back(row: dict, now: datetime) -> tuple[str, bool, str]:
    """Due when its day has come or it has been answered; one that was dropped is not to be asked."""
    is_due = row["state"] != FollowUp.State.DROPPED and row["due_on"] <= timezone.localdate(now)
    is_done = row["state"] == FollowUp.State.DONE
    return row["name"], is_due or is_done, row["standing"] if is_done else ""


def load(today: date, most: int = 3) -> dict[str, Any]:
    """Guides with 0, 1, 2 … journeys, the last band open; and how many places are free with those who are here."""
    rows = list(guides_with_load())
    bands = [sum(min(row.open_journeys, most) == band for row in rows) for band in range(most + 1)]
    here = [row for row in rows if not row.is_away_on(today)]
    return {"bands": bands, "free": sum(free_places(r.capacity, r.open_journeys, r.open_questions) for r in here)}


def lacking(today: date) -> dict[str, Any]:
    """What is missing, as ``matching.missing`` finds it: wishes by town against offers."""
    found = missing(today, most=1)
    rows = [[row.interest, [[cell.unmet, cell.offers] for cell in row.cells]] for row in found.rows]
    return {"people": found.plan.people, "unmet": found.plan.unmet, "towns": found.columns, "rows": rows}
