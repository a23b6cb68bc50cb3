"""The proposal out: groups, who is left, and why. Reasons are stable keys with numbers; words belong to templates."""

from dataclasses import dataclass

from traedesten.planning.groups.problem import Group, Key
from traedesten.planning.guides import Reason


@dataclass(frozen=True)
class Second:
    """The group of the same proposal that the person fits second best, and how much less they would be worth there.

    `full` says that somebody would have to leave it.
    """

    key: Key
    cost: int
    full: bool


@dataclass(frozen=True)
class Member:
    """One person in a group: the hard rules passed, what the place is worth and from what, what is not known.

    `unknown` are names of `Person` fields that were not told; `overridden` rules that only a lock sets aside.
    """

    person: str
    value: int
    rules: tuple[Reason, ...]
    reasons: tuple[Reason, ...]
    unknown: tuple[str, ...] = ()
    overridden: tuple[Reason, ...] = ()
    second: Second | None = None


@dataclass(frozen=True)
class Gathering:
    """A proposed group with its reasons. `kept` groups are the coordinator's own and not judged."""

    group: Group
    value: int
    rules: tuple[Reason, ...]
    members: tuple[Member, ...]
    kept: bool = False


@dataclass(frozen=True)
class Left:
    """Someone without a place: the rule that binds, and the smallest single change that would make one, if any."""

    person: str
    binding: Reason
    relaxation: Reason | None


@dataclass(frozen=True)
class Proposal:
    """`value` is at most `bound`, and equal to the best there is when `proven`.

    Value and bound count the places outside kept groups, less the charge for changes; with a `longest_wait` the bound
    holds among plans that place as many of those past it (`late_placed`), and no plan places more than `late_bound`.
    `stopped` tells that a stop was asked for, so that more time could have helped.
    """

    gatherings: tuple[Gathering, ...]
    left: tuple[Left, ...]
    value: int
    bound: float
    proven: bool
    late_placed: int = 0
    late_bound: int = 0
    changed: int = 0
    stopped: bool = False

    @property
    def groups(self) -> tuple[Group, ...]:
        """The bare groups: what the next run takes as `earlier` or as its start."""
        return tuple(gathering.group for gathering in self.gatherings)

    @property
    def gap(self) -> float:
        """How far the value may be from the best, as a share of the value; 0 when proven."""
        return 0.0 if self.proven or not self.value else max(0.0, self.bound / self.value - 1)
