"""Guides for all who wait, at once, as a page shows it: the planner's proposal with what people have decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from traedesten.journeys import queries as journeys
from traedesten.journeys.models import Journey
from traedesten.matching import queries
from traedesten.matching.actions import Asking
from traedesten.people.models import Volunteer
from traedesten.people.queries import guides
from traedesten.planning import guides as planning
from traedesten.planning.whole_list import Placing, Wishes, share_out

LONGEST_DAYS = 42
"""Who has waited longer than this comes before everybody else."""
MOST_ROOM = 3


@dataclass(frozen=True)
class Row:
    """One who waits, with the guide proposed or the reason why there is none.

    ``instead`` names who would guide otherwise; ``is_chosen``: the coordinator has decided it, and
    ``overridden`` says which rules that breaks.
    """

    journey: Journey
    waited_days: int
    is_overdue: bool = False
    fit: queries.Fit | None = None
    is_chosen: bool = False
    overridden: tuple[str, ...] = ()
    instead: str = ""
    why_not: str = ""
    way_out: str = ""

    @property
    def kept(self) -> dict:
        """What is kept of the proposal when the guide is asked."""
        return {"score": self.fit.proposal.score, "reasons": self.fit.codes}


@dataclass(frozen=True)
class Shared:
    """The whole list, longest waiting first.

    ``more_at_most``: so many more could have a guide if only the number counted. ``room``: guides with whom one
    more place would help most. ``asked``: so many others wait for a guide's answer.
    """

    placed: list[Row]
    left: list[Row]
    put_off: list[Row]
    more_at_most: int
    room: list[Volunteer]
    asked: int
    guides: list[Volunteer]

    @property
    def waiting(self) -> int:
        return len(self.placed) + len(self.left) + len(self.put_off)

    @property
    def all_placed(self) -> bool:
        return not (self.left or self.put_off)

    def askings(self, ticked: Mapping[UUID, UUID]) -> list[Asking]:
        """Whom to ask: ``ticked`` journey → guide as the page showed them, with what still speaks for it."""
        by_id = {guide.pk: guide for guide in self.guides}
        asked = [(row, ticked.get(row.journey.pk)) for row in [*self.placed, *self.left, *self.put_off]]
        return [
            Asking(row.journey, by_id[guide], **(row.kept if row.fit and row.fit.guide.pk == guide else {}))
            for row, guide in asked
            if guide in by_id
        ]

    @property
    def people(self) -> list[UUID]:
        """Everybody the page shows."""
        rows = [*self.placed, *self.left, *self.put_off]
        return [*(row.journey.participant_id for row in rows), *(guide.pk for guide in self.guides)]


@dataclass(frozen=True)
class Waiting:
    """Those whom no guide is asked about, and the guides with their free places."""

    journeys: list[Journey]
    guides: list[Volunteer]
    problem: planning.Problem
    asked: int

    @property
    def free(self) -> dict[UUID, int]:
        return queries.free_by_guide(self.problem)


def who_waits(now: datetime) -> Waiting:
    """In a number of queries that does not grow with them."""
    asked = set(queries.open_requests().values_list("journey_id", flat=True))
    waiting = [journey for journey in journeys.waiting_for_guide() if journey.pk not in asked]
    problem = queries.problem_for(waiting, now)
    ids = {guide.id for guide in problem.guides}
    return Waiting(waiting, [guide for guide in guides() if str(guide.pk) in ids], problem, len(asked))


def shared(waiting: Waiting, chosen: Mapping[UUID, UUID], put_off: Iterable[UUID] = ()) -> Shared:
    """The proposal for all of them but those ``put_off``; ``chosen`` journey → guide who shall go together.

    Raises ``ListTooLong``, and ``LocksContradict`` for more people than the chosen guide has places.
    """
    aside, problem = set(put_off), waiting.problem
    listed = {str(journey.pk): journey for journey in waiting.journeys if journey.pk not in aside}
    problem = replace(problem, people=tuple(person for person in problem.people if person.id in listed))
    locks = {str(journey): str(guide) for journey, guide in chosen.items() if str(journey) in listed}
    plan = share_out(problem, Wishes(locks=locks, longest_days=LONGEST_DAYS))
    page = _Page(problem, listed, {str(guide.pk): guide for guide in waiting.guides})
    worth = sorted(plan.places_worth, key=lambda guide: (-plan.places_worth[guide], guide))
    return Shared(
        placed=[page.placed(placing) for placing in plan.placings],
        left=[page.left(left) for left in plan.left],
        put_off=[
            Row(journey, journey.waited_days(problem.today)) for journey in waiting.journeys if journey.pk in aside
        ],
        more_at_most=plan.more_at_most,
        room=[page.guides[guide] for guide in worth[:MOST_ROOM]] if plan.left else [],
        asked=waiting.asked,
        guides=waiting.guides,
    )


@dataclass(frozen=True)
class _Page:
    """The planner's ids as people."""

    problem: planning.Problem
    journeys: Mapping[str, Journey]
    guides: Mapping[str, Volunteer]

    def placed(self, placing: Placing) -> Row:
        proposal, journey = placing.proposal, self.journeys[placing.proposal.person]
        instead = self.guides[placing.instead].first_name if placing.instead else ""
        return Row(
            journey,
            journey.waited_days(self.problem.today),
            is_overdue=placing.overdue,
            fit=queries.proposed(journey, self.guides[proposal.guide], proposal, self.problem),
            is_chosen=placing.locked,
            overridden=tuple(queries.said(reason, journey, self.guides) for reason in placing.overridden),
            instead=instead,
        )

    def left(self, left: planning.Left) -> Row:
        journey = self.journeys[left.person]
        return Row(
            journey,
            journey.waited_days(self.problem.today),
            why_not=queries.said(left.binding, journey, self.guides),
            way_out=queries.said(left.relaxation, journey, self.guides) if left.relaxation else "",
        )
