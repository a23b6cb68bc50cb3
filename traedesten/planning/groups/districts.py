"""Where there are too many people for one linear program: spots that share people make a district of their own."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from traedesten.planning.groups.model import Model


@dataclass(frozen=True, eq=False)
class District:
    """The candidates (sorted), and marks of the people and the facilitators who belong there."""

    candidates: np.ndarray
    people: np.ndarray
    leaders: np.ndarray


def districts(model: Model, most: int) -> list[District]:
    """Districts of some `most` people, when spots allow. Everybody belongs where most of their candidates are."""
    people, leaders = _shares(model, model.candidate, model.person, len(model.people)), _leaders(model)
    length = np.sqrt((people**2).sum(axis=1))
    alike = people @ people.T / np.outer(length, length)
    found = list(_split(np.arange(len(people)), people.sum(axis=1), alike, most))
    homes = [np.argmax([share[spots].sum(axis=0) for spots in found], axis=0) for share in (people, leaders)]
    inside = [np.flatnonzero(np.isin(model.spot, spots)) for spots in found]
    return [District(rows, *(home == at for home in homes)) for at, rows in enumerate(inside)]


def _leaders(model: Model) -> np.ndarray:
    counts = [len(leaders) for leaders in model.leaders]
    candidate = np.repeat(np.arange(len(model.keys)), counts)
    return _shares(model, candidate, np.concatenate(model.leaders), len(model.facilitators))


def _shares(model: Model, candidate: np.ndarray, who: np.ndarray, count: int) -> np.ndarray:
    """Of each person or facilitator (columns) the share of their candidates that is at each spot (rows)."""
    found = np.zeros((len(model.at_spot), count))
    np.add.at(found, (model.spot[candidate], who), 1.0)
    return found / np.maximum(1.0, found.sum(axis=0))


def _split(spots: np.ndarray, people: np.ndarray, alike: np.ndarray, most: int) -> Iterator[np.ndarray]:
    if len(spots) < 2 or people[spots].sum() <= most:
        yield spots
        return
    order = spots[np.argsort(_along(alike[np.ix_(spots, spots)]), kind="stable")]
    half = int(np.searchsorted(np.cumsum(people[order]), people[spots].sum() / 2))
    border = min(max(half, 1), len(order) - 1)
    for part in (order[:border], order[border:]):
        yield from _split(np.sort(part), people, alike, most)


def _along(alike: np.ndarray) -> np.ndarray:
    """Where each spot lies along the line on which those alike are nearest (Fiedler 1973)."""
    degree = alike.sum(axis=1)
    scale = 1 / np.sqrt(np.maximum(1e-9, degree))
    _values, vectors = np.linalg.eigh(np.eye(len(alike)) - scale[:, None] * alike * scale)
    line = vectors[:, 1] * scale
    return line * np.sign(line[np.argmax(np.abs(line))])
