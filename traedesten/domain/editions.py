"""What a published programme carries, and how a site's own differs from it.

Content is a mapping of plain values: the fields of ``SHARED``, and "plans", a list with a mapping of ``PLAN`` for
each meeting. It is compared in parts; fields that only make sense together are one part.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PARTS = {
    "name": ("name",),
    "theme": ("theme",),
    "about": ("about",),
    "sizes": ("smallest", "ideal_from", "ideal_to", "largest"),
    "course": ("sessions", "minutes", "weeks_between", "review_after"),
    "joining": ("joining",),
    "afterwards": ("afterwards",),
    "ages": ("minimum_age", "maximum_age", "age_span"),
    "venue_needs": ("venue_needs",),
    "core": ("core",),
}
"""Whether a journal is kept, and how long anybody waits and is remembered, is each site's own to answer for."""

SHARED = tuple(name for names in PARTS.values() for name in names)
PLAN = ("theme", "opening_round", "exercise", "social_training", "timing", "is_core")
MEETING = "plan."


@dataclass(frozen=True)
class Difference:
    """One part that is not the same. A meeting that one side lacks is None there."""

    part: str
    before: Mapping | None
    after: Mapping | None

    @property
    def number(self) -> int:
        """The meeting that it is about, 0 for any other part."""
        return int(self.part.removeprefix(MEETING)) if self.part.startswith(MEETING) else 0


def part_of(content: Mapping, part: str) -> Mapping | None:
    """The fields of one part; None for a meeting that is not there."""
    if part.startswith(MEETING):
        number, plans = int(part.removeprefix(MEETING)), content["plans"]
        return plans[number - 1] if number <= len(plans) else None
    return {name: content[name] for name in PARTS[part]}


def differences(before: Mapping, after: Mapping) -> list[Difference]:
    """Every part that differs, in the order they are read."""
    longest = max(len(before["plans"]), len(after["plans"]))
    parts = [*PARTS, *(f"{MEETING}{number}" for number in range(1, longest + 1))]
    pairs = [Difference(part, part_of(before, part), part_of(after, part)) for part in parts]
    return [pair for pair in pairs if pair.before != pair.after]


def taken_over(mine: Mapping, theirs: Mapping, parts: set[str]) -> dict:
    """My content with those parts of theirs. Meetings that theirs lacks are left out."""
    content = dict(mine)
    for part in set(PARTS) & parts:
        content |= part_of(theirs, part)
    longest = max(len(mine["plans"]), len(theirs["plans"]))
    plans = [
        part_of(theirs if f"{MEETING}{number}" in parts else mine, f"{MEETING}{number}")
        for number in range(1, longest + 1)
    ]
    return content | {"plans": [plan for plan in plans if plan]}
