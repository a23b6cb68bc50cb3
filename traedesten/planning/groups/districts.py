"""Where there are too many people for one linear program: spots that share people make a district of their own."""

from collections.abc import Iterator

import numpy as np

from traedesten.planning.groups.model import Model


def districts(model: Model, most: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """The candidates (sorted) and the people (marks) of each district; a person belongs where most of their
    candidates are. Some `most` people at most in each, when spots allow.
    """
    at = np.zeros((len(model.at_spot), len(model.people)))
    np.add.at(at, (model.spot[model.candidate], model.person), 1.0)
    share = at / np.maximum(1.0, at.sum(axis=0))
    length = np.sqrt((at**2).sum(axis=1))
    found = list(_split(np.arange(len(at)), share.sum(axis=1), at @ at.T / np.outer(length, length), most))
    home = np.argmax([share[spots].sum(axis=0) for spots in found], axis=0)
    return [(np.flatnonzero(np.isin(model.spot, spots)), home == index) for index, spots in enumerate(found)]


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
