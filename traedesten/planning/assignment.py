"""Who gets which place, for everybody at once: exact by min-cost flow, with a bound that proves it.

Every person is a unit that flows to one of the guides they could have, or to nowhere at no worth. The proof
does not lean on the solver: prices on the guides' places give an upper bound by weak duality, and where the
bound is the value, nothing better exists. Source: D. P. Bertsekas, Network Optimization (1998), chapter 7.
"""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from ortools.graph.python import min_cost_flow

Ints = NDArray[np.int64]
LARGEST = 2**61
"""What worth times nodes must stay below, for the flow to count in 64 bits."""
PASSES = 40
"""At most so many times as much work as there are pairs goes into making the bound tight."""


class LocksContradict(ValueError):
    """What somebody has fixed cannot all be kept."""


class ListTooLong(ValueError):
    """More than this planner is meant for; most often something was chosen by mistake."""


@dataclass(frozen=True)
class Pairs:
    """The possible pairs, as arrays: pair e joins `person[e]` (0…people-1) and `guide[e]`, worth `value[e]`.

    `capacity` holds the free places of each guide, not negative. `first` (bool, one per person) marks those who
    come before all others whatever it costs: as many of them as at all possible are placed, then worth decides.
    `places` is what a place is worth in itself by how many are still free: `places[k]` for the k-th last place,
    `places[-1]` for all before it, so it must not fall with k; `(0,)` counts nothing.
    Raises ValueError where the lengths differ, a number points at nobody or a capacity is negative.
    """

    people: int
    capacity: Ints = field(hash=False)
    person: Ints = field(hash=False)
    guide: Ints = field(hash=False)
    value: Ints = field(hash=False)
    first: NDArray[np.bool_] | None = field(default=None, hash=False)
    places: tuple[int, ...] = (0,)

    def __post_init__(self) -> None:
        for name in ("capacity", "person", "guide", "value"):
            object.__setattr__(self, name, _integers(name, getattr(self, name)))
        if not len(self.person) == len(self.guide) == len(self.value):
            raise ValueError("person, guide and value must be equally long")
        if self.people < 0 or (self.first is not None and len(self.first) != self.people):
            raise ValueError("first must have one entry per person")
        if len(self.capacity) and self.capacity.min() < 0:
            raise ValueError("no guide can have fewer than 0 places")
        if len(self.person) and not (
            self.person.min() >= 0
            and self.person.max() < self.people
            and self.guide.min() >= 0
            and self.guide.max() < len(self.capacity)
        ):
            raise ValueError("a pair names a person or a guide who does not exist")
        if not self.places or list(self.places) != sorted(self.places):
            raise ValueError("a place must not be worth less when more of them are free")


@dataclass(frozen=True)
class Assignment:
    """`chosen` are the indices of the pairs taken, one at most per person, in the order of the people.

    `value` is what they are worth with their places; no assignment that places as many of the first is worth
    more than `bound`. `prices` says per guide what one more place would add.
    """

    chosen: Ints = field(hash=False)
    value: int
    bound: int
    prices: Ints = field(hash=False)

    @property
    def proven(self) -> bool:
        return self.value == self.bound


def best(pairs: Pairs, locked: ArrayLike = ()) -> Assignment:
    """The assignment worth most, with every pair whose index is `locked` in it.

    Raises LocksContradict when a person is locked to two pairs or a guide to more people than there are places;
    ValueError when the worths are too large to be counted exactly. 10,000 people, 2,000 guides and 300,000 pairs
    take a quarter of a second.
    """
    fixed = np.unique(_integers("locked", locked))
    _check_locks(pairs, fixed)
    rest = _without(pairs, fixed)
    worth, head_start = _with_head_start(pairs)
    kept = np.flatnonzero(~np.isin(pairs.person, pairs.person[fixed]))
    taken = kept[_flow(rest, worth[kept])]
    chosen = np.sort(np.concatenate([fixed, taken]))
    chosen = chosen[np.argsort(pairs.person[chosen], kind="stable")]
    value = value_of(pairs, chosen)
    prices, bound = _prove(replace(rest, value=worth[kept]), np.searchsorted(kept, taken))
    ahead = head_start * int(pairs.first[pairs.person[taken]].sum()) if pairs.first is not None else 0
    locked_worth = value_of(pairs, fixed)
    return Assignment(chosen, value, bound + locked_worth - ahead, prices)


def value_of(pairs: Pairs, chosen: Ints) -> int:
    """What these pairs are worth together, with the places they take."""
    load = np.bincount(pairs.guide[chosen], minlength=len(pairs.capacity))
    seats = sum(_place_worth(pairs, pairs.capacity - load, pairs.capacity))
    return int(pairs.value[chosen].sum()) + int(seats)


def largest_worth(people: int, guides: int, first: int = 0) -> int:
    """The worth of a pair that can still be counted exactly, when `first` people at most are placed before others."""
    return (LARGEST // (people + guides + 2) - 1) // (1 + 2 * first)


def most_placed(pairs: Pairs) -> int:
    """How many people could be placed at most, if nothing else counted."""
    plain = replace(pairs, value=np.ones(len(pairs.value), np.int64), first=None, places=(0,))
    return len(_flow(plain, plain.value))


def _integers(name: str, values: ArrayLike) -> Ints:
    array = np.asarray(values)
    if array.size == 0:
        return np.zeros(0, np.int64)
    if array.ndim != 1 or array.dtype.kind not in "iub":
        raise ValueError(f"{name} must be a row of whole numbers")
    return array.astype(np.int64, copy=False)


def _greatest(worth: Ints) -> int:
    """The greatest amount, of either sign; the lowest int64 has no positive twin."""
    return max(int(worth.max(initial=0)), -int(worth.min(initial=0)))


def _check_locks(pairs: Pairs, fixed: Ints) -> None:
    if len(fixed) and not (fixed[0] >= 0 and fixed[-1] < len(pairs.person)):
        raise LocksContradict("a locked pair does not exist")
    if len(np.unique(pairs.person[fixed])) < len(fixed):
        raise LocksContradict("a person is locked to more than one guide")
    if (np.bincount(pairs.guide[fixed], minlength=len(pairs.capacity)) > pairs.capacity).any():
        raise LocksContradict("more people are locked to a guide than there are places")


def _without(pairs: Pairs, fixed: Ints) -> Pairs:
    """The pairs of everybody else, with the places that remain."""
    if not len(fixed):
        return pairs
    kept = ~np.isin(pairs.person, pairs.person[fixed])
    left = pairs.capacity - np.bincount(pairs.guide[fixed], minlength=len(pairs.capacity))
    return replace(pairs, capacity=left, person=pairs.person[kept], guide=pairs.guide[kept], value=pairs.value[kept])


def _with_head_start(pairs: Pairs) -> tuple[Ints, int]:
    """The worths, those of the first raised by more than everything else together can be worth."""
    nodes = pairs.people + len(pairs.capacity) + 2
    top = _greatest(pairs.value) + max(abs(worth) for worth in pairs.places)
    head_start = 0
    if pairs.first is not None and pairs.first.any():
        placeable = min(pairs.people, int(pairs.capacity.sum()))
        head_start = 2 * top * placeable + 1
    if (top + head_start) * nodes > LARGEST:
        raise ValueError("the worths are too large to be counted exactly")
    return (pairs.value + head_start * pairs.first[pairs.person] if head_start else pairs.value), head_start


def _flow(pairs: Pairs, worth: Ints) -> Ints:
    """Indices of the pairs in a best flow."""
    count, guides, sink = len(pairs.person), len(pairs.capacity), pairs.people + len(pairs.capacity)
    if not count:
        return np.zeros(0, np.int64)
    seat_guide, seat_room, seat_worth = _seats(pairs)
    everyone = np.arange(pairs.people)
    flow = min_cost_flow.SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([pairs.person, everyone, pairs.people + seat_guide]),
        np.concatenate([pairs.people + pairs.guide, np.full(pairs.people + len(seat_guide), sink)]),
        np.concatenate([np.ones(count + pairs.people, np.int64), seat_room]),
        np.concatenate([-worth, np.zeros(pairs.people, np.int64), -seat_worth]),
    )
    supplies = np.zeros(sink + 1, np.int64)
    supplies[: pairs.people], supplies[sink] = 1, -pairs.people
    flow.set_nodes_supplies(np.arange(sink + 1), supplies)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise RuntimeError(f"min-cost flow over {pairs.people} people and {guides} guides ended with {status}")
    return np.flatnonzero(flow.flows(arcs[:count]) > 0)


def _seats(pairs: Pairs) -> tuple[Ints, Ints, Ints]:
    """Guide, room and worth of each kind of place: the last ones one by one, all before them together."""
    kinds = len(pairs.places)
    everyone = np.arange(len(pairs.capacity))
    rows = [(everyone, np.maximum(pairs.capacity - (kinds - 1), 0), np.full(len(everyone), pairs.places[-1]))]
    for last in range(kinds - 2, -1, -1):
        rows.append((everyone, (pairs.capacity > last).astype(np.int64), np.full(len(everyone), pairs.places[last])))
    guide, room, worth = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    open_ = room > 0
    return guide[open_], room[open_], worth[open_].astype(np.int64)


def _place_worth(pairs: Pairs, low: Ints, high: Ints) -> Ints:
    """Per guide, what the places from the `high`-th last to the one after the `low`-th last are worth."""
    worths = np.concatenate([[0], np.cumsum(pairs.places)])

    def up_to(count: Ints) -> Ints:
        return (
            worths[np.minimum(count, len(pairs.places))] + np.maximum(count - len(pairs.places), 0) * pairs.places[-1]
        )

    return (up_to(high) - up_to(low)).astype(np.int64)


def _prove(pairs: Pairs, chosen: Ints) -> tuple[Ints, int]:
    """What one more place adds, per guide, and the bound the prices give.

    `price` is what a guide must cost for nobody to want to change; it rises along the chains "if I get this
    place, you get the next". Any prices give a valid bound; the smallest that stand still give the optimum.
    """
    price = _standing_prices(pairs, chosen)
    wish = np.zeros(pairs.people, np.int64)
    np.maximum.at(wish, pairs.person, pairs.value - price[pairs.guide])
    guide, room, worth = _seats(pairs)
    bound = int(wish.sum()) + int((room * np.maximum(price[guide] + worth, 0)).sum())
    one_more = np.asarray(pairs.places)[np.minimum(pairs.capacity, len(pairs.places) - 1)]
    return np.maximum(price + one_more, 0), bound


def _standing_prices(pairs: Pairs, chosen: Ints) -> Ints:
    guides = len(pairs.capacity)
    load = np.bincount(pairs.guide[chosen], minlength=guides)
    free = pairs.capacity - load
    kinds = len(pairs.places) - 1
    taken_last = -np.asarray(pairs.places, np.int64)[np.minimum(free, kinds)]
    floor = -int(np.abs(pairs.value).max(initial=0)) - pairs.places[-1]
    price = np.where((load > 0) | (pairs.capacity == 0), taken_last, floor)
    pair_of = np.full(pairs.people, -1)
    pair_of[pairs.person[chosen]] = chosen
    left = pair_of[pairs.person] < 0
    np.maximum.at(price, pairs.guide[left], pairs.value[left])
    by_person = _rows(pairs.person, pairs.people)
    by_guide = _rows(pairs.guide[chosen], guides)
    changed, work = np.flatnonzero(load > 0), PASSES * len(pairs.person)
    while len(changed) and work > 0:
        movers = chosen[_gather(by_guide, changed)]
        offers = _gather(by_person, pairs.person[movers])
        work -= len(offers)
        has = pair_of[pairs.person[offers]]
        before = price.copy()
        np.maximum.at(price, pairs.guide[offers], pairs.value[offers] - pairs.value[has] + before[pairs.guide[has]])
        changed = np.flatnonzero((price > before) & (load > 0))
    return price


def _rows(keys: Ints, count: int) -> tuple[Ints, Ints]:
    """Where each key stands: an order sorted by key, and the borders in it."""
    ordered = len(keys) < 2 or bool((keys[1:] >= keys[:-1]).all())
    order = np.arange(len(keys)) if ordered else np.argsort(keys, kind="stable")
    return order, np.concatenate([[0], np.cumsum(np.bincount(keys, minlength=count))])


def _gather(rows: tuple[Ints, Ints], keys: Ints) -> Ints:
    order, borders = rows
    sizes = borders[keys + 1] - borders[keys]
    starts = np.repeat(borders[keys] - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes)
    return order[starts + np.arange(int(sizes.sum()))]
