"""From the linear program to a plan: the groups that it wants most are fixed, and what they leave is solved anew.

The program is built again each time, with the columns that matter and a few rounds of those that it then lacks.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from traedesten.planning.groups.columns import Column, Master

SURE = 0.95
"""A group of which the program takes so much is fixed without further question."""
LIKELY = 0.4
"""One of which it takes less is fixed alone."""
AT_ONCE = 0.09
"""The share of the groups that are still open that is fixed in one step."""
KEPT, ROUNDS = 2_000, 4
"""Columns that a step goes on with, and rounds of new ones in it."""


@dataclass(frozen=True)
class Dived:
    """The groups of a plan, and all columns that were met on the way."""

    fixed: list[Column]
    met: list[Column]


def dive(
    master: Master,
    *,
    stop: Callable[[float], bool],
    rounds: int = ROUNDS,
    first: int = 0,
    floor: float = -np.inf,
) -> Dived:
    """A plan from a solved program; unfinished when `stop`, told how far the dive has come (0–1), says so.

    `first`: how many of the likeliest groups the first step passes over, so that every dive goes another way. A dive
    whose program is worth no more than `floor` is broken off, with nothing.
    """
    fixed: list[Column] = []
    met = dict.fromkeys(master.columns)
    while shares := master.shares():
        still_open = sum(shares.values())
        if stop(len(fixed) / (len(fixed) + still_open)):
            break
        wanted, columns = _wanted(master, shares, max(1, int(AT_ONCE * still_open)), first), master.ranked()
        first, anew = 0, None
        while wanted and anew is None:
            anew = master.with_fixed([*fixed, *wanted], columns, KEPT)
            refused = wanted.pop() if anew is None else None
        if anew is None:
            columns.remove(refused)
            anew = master.with_fixed(fixed, columns, KEPT)
        else:
            fixed += wanted
            anew.enrich(rounds)
            met |= dict.fromkeys(anew.columns)
        master = anew
        if master.value <= floor:
            return Dived([], list(met))
    return Dived(fixed, list(met))


def _wanted(master: Master, shares: dict[Column, float], count: int, first: int) -> list[Column]:
    """Groups that can meet beside each other: all that are sure, then the likeliest, one at least."""
    model = master.model
    wanted: list[Column] = []
    people, spots = set(), set()
    ranked = sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))
    for column, share in ranked[min(first, len(ranked) - 1) :][: 1 if first else None]:
        if share < SURE and (len(wanted) >= count or (wanted and share < LIKELY)):
            break
        members, spot = {*model.person[list(column[1])].tolist()}, int(model.spot[column[0]])
        if spot not in spots and not members & people:
            wanted.append(column)
            people |= members
            spots.add(spot)
    return wanted
