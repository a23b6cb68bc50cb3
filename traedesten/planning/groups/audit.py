"""Who is placed and who is left, by what the planner knows of them: the input to the network's look at fairness."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from traedesten.planning.groups.problem import Person, Problem
from traedesten.planning.groups.proposal import Proposal

AGES = ((30, "18-29"), (45, "30-44"), (60, "45-59"), (75, "60-74"))
WEEKS = ((4, "0-3"), (13, "4-12"), (26, "13-25"))


@dataclass(frozen=True)
class Placement:
    """How many with a value of an attribute were placed and left; "" where the value is not known."""

    attribute: str
    value: str
    placed: int
    left: int


def placements(problem: Problem, proposal: Proposal) -> tuple[Placement, ...]:
    """By gender, age, weeks waited, access and small groups, sorted. Kept groups count as placed.

    Small counts are not hidden here.
    """
    placed = {member for group in proposal.groups for member in group.members}
    counts: Counter[tuple[str, str, bool]] = Counter()
    for person in problem.people:
        for attribute, value_of in _ATTRIBUTES.items():
            counts[attribute, value_of(person), person.id in placed] += 1
    pairs = sorted({(attribute, value) for attribute, value, _ in counts})
    return tuple(Placement(*pair, counts[*pair, True], counts[*pair, False]) for pair in pairs)


_ATTRIBUTES: dict[str, Callable[[Person], str]] = {
    "gender": lambda person: person.gender,
    "age": lambda person: "" if person.age is None else _band(person.age, AGES, "75+"),
    "weeks": lambda person: _band(person.weeks, WEEKS, "26+"),
    "needs": lambda person: "+".join(sorted(person.needs)) or "none",
    "small_only": lambda person: "yes" if person.small_only else "no",
}


def _band(amount: float, limits: tuple[tuple[int, str], ...], last: str) -> str:
    return next((name for below, name in limits if amount < below), last)
