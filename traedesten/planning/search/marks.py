"""Spellings of words, many to a word, kept in little room."""

from collections.abc import Collection, Iterable
from zlib import crc32

import numpy as np


class Marks:
    """Text → the places where it stands, as a sorted list of numbers of 32 bits.

    Two texts may have the same number, about once in a million: whoever asks looks at what is found.
    """

    def __init__(self, marked: Iterable[tuple[str, int]]) -> None:
        """`marked` are texts with their places."""
        pairs = (number for text, place in marked for number in (crc32(text.encode()), place))
        both = np.fromiter(pairs, dtype=np.uint32).reshape(-1, 2)
        order = np.argsort(both[:, 0], kind="stable")
        self._numbers, self._places = both[order, 0], both[order, 1]

    def places(self, texts: Collection[str]) -> list[int]:
        """The places of all these texts, those of each in order."""
        sought = np.array([crc32(text.encode()) for text in texts], dtype=np.uint32)
        firsts = np.searchsorted(self._numbers, sought, side="left")
        lasts = np.searchsorted(self._numbers, sought, side="right")
        found: list[int] = []
        for first, last in zip(firsts, lasts, strict=True):
            if first < last:
                found += self._places[first:last].tolist()
        return found
