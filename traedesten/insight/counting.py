"""From tracks to figures that JSON can hold. Knows no Django and no person."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from traedesten import evaluation
from traedesten.insight.tracks import LEVELS, Track

ALL = "all"
WAITING_BANDS = (7, 14, 28)
"""Days: up to a week, two weeks, four weeks, longer."""
MARKS = {"contact": (0, 7, 14, 21, 28), "community": (0, 45, 90, 135, 180)}
"""Days at which the curves say how many are still waiting; the last is as far as they are drawn."""
STANDING_IN = ("community", "elsewhere")
LOOKS_BACK = ("three_months", "six_months")


def periods(tracks: Iterable[Track]) -> list[str]:
    """ "all", and each year in which somebody came, the newest first."""
    return [ALL, *sorted({str(track.came_on.year) for track in tracks}, reverse=True)]


def parts(tracks: Iterable[Track]) -> list[str]:
    """ "" for everybody, then each area and each way that somebody came from."""
    tracks = list(tracks)
    areas = sorted({f"area:{track.area}" for track in tracks if track.area})
    return ["", *areas, *sorted({f"way:{track.way}" for track in tracks})]


def chosen(tracks: Iterable[Track], period: str, part: str) -> list[Track]:
    kind, _, key = part.partition(":")
    return [
        track
        for track in tracks
        if period in (ALL, str(track.came_on.year)) and (not kind or getattr(track, kind) == key)
    ]


def figures(tracks: Sequence[Track], silence_days: int) -> dict[str, Any]:
    return {
        "funnel": funnel(tracks),
        "left": sum(track.left_days is not None for track in tracks),
        "curves": {
            "contact": curve(tracks, "contact", lambda track: track.contact_days),
            "community": curve(tracks, "community", lambda track: track.community_days),
        },
        "trend": trend(tracks),
        "waiting": waiting(tracks),
        "silence": silence(tracks, silence_days),
        "ways": ranked(tracks, lambda track: track.way),
        "areas": ranked(tracks, lambda track: track.area),
        "went_to": went_to(tracks),
        "stones": stones(tracks),
        "settled": {name: looked_back(tracks, name) for name in LOOKS_BACK},
        "relatives": [sum(t.relatives for t in tracks), sum(t.relatives_reached for t in tracks)],
    }


def funnel(tracks: Iterable[Track]) -> list[int]:
    """How many have come at least to each of ``LEVELS``."""
    at = Counter(track.reached for track in tracks)
    return [sum(many for reached, many in at.items() if reached >= level) for level in range(len(LEVELS))]


def ranked(tracks: Iterable[Track], key: Callable[[Track], str]) -> list[list]:
    """[key, the funnel of those who share it], the largest first."""
    groups: dict[str, list[Track]] = {}
    for track in tracks:
        groups.setdefault(key(track), []).append(track)
    rows = [[name, funnel(group)] for name, group in groups.items()]
    return sorted(rows, key=lambda row: (-row[1][0], row[0]))


def curve(tracks: Sequence[Track], name: str, happened: Callable[[Track], int | None]) -> dict[str, Any]:
    """The share to whom it has happened, day by day, where leaving stands in its way. Shares are 0–1."""
    rows = [_row(track, happened(track)) for track in tracks]
    told: dict[str, Any] = {"n": len(rows), "events": 0, "left": 0, "steps": [], "left_steps": [], "median": None}
    if not rows:
        return told | {"at_risk": [[mark, 0] for mark in MARKS[name]]}
    import pandas as pd  # large, and only what is prepared needs it

    found = evaluation.survival(pd.DataFrame(rows, columns=["days", "event"]), at=MARKS[name]).groups[0]
    curves = {each.event: each for each in found.incidences}
    if not curves and found.events:
        curves = {int(max(event for _days, event in rows)): found.curve}
    told |= {"at_risk": [[int(day), many] for day, many in found.at_risk]}
    for event, steps, many in ((1, "steps", "events"), (2, "left_steps", "left")):
        if event in curves:
            told[steps] = [_step(step, curves[event].event == 0) for step in curves[event].steps]
            told[many] = curves[event].events
    told["median"] = next((day for day, share, *_ in told["steps"] if share >= 0.5), None)
    return told


def _row(track: Track, happened: int | None) -> tuple[int, int]:
    if happened is not None:
        return happened, 1
    return (track.left_days, 2) if track.left_days is not None else (track.days, 0)


def _step(step, is_waiting: bool) -> list[float]:
    """[day, share, low, high]; a curve of those who still wait is turned over."""
    share = step.curve
    ends = (
        (1 - share.estimate, 1 - share.high, 1 - share.low) if is_waiting else (share.estimate, share.low, share.high)
    )
    return [int(step.time), *(round(end, 4) for end in ends)]


def trend(tracks: Iterable[Track]) -> list[list]:
    """[month, median days to the first conversation, how many] for the last twelve months that had any."""
    months: dict[str, list[int]] = {}
    for track in tracks:
        if track.contact_days is not None:
            months.setdefault(f"{track.came_on:%Y-%m}", []).append(track.contact_days)
    return [[month, median(days), len(days)] for month, days in sorted(months.items())][-12:]


def waiting(tracks: Iterable[Track]) -> dict[str, Any]:
    waited = [track.waited_days for track in tracks if track.waited_days is not None]
    ends = (-1, *WAITING_BANDS, float("inf"))
    bands = [sum(low < days <= high for days in waited) for low, high in pairwise(ends)]
    return {"bands": bands, "longest": max(waited, default=0)}


def silence(tracks: Iterable[Track], silence_days: int) -> dict[str, int]:
    silent = [track.silent_days for track in tracks if track.silent_days is not None]
    return {"n": sum(days > silence_days for days in silent), "of": len(silent), "days": silence_days}


def went_to(tracks: Iterable[Track]) -> list[list]:
    """[offer, how many have it as their own], the most first."""
    homes = Counter(offer for track in tracks for offer in {step.offer for step in track.steps if step.settled})
    return [[offer, many] for offer, many in sorted(homes.items(), key=lambda row: (-row[1], row[0]))]


def stones(tracks: Iterable[Track]) -> list[list]:
    """[kind of offer, chosen, visited, settled], the most chosen first."""
    kinds: dict[str, list[int]] = {}
    for step in (step for track in tracks for step in track.steps):
        counts = kinds.setdefault(step.kind, [0, 0, 0])
        for at, is_so in enumerate((True, step.visited, step.settled)):
            counts[at] += is_so
    return [[kind, *counts] for kind, counts in sorted(kinds.items(), key=lambda row: (-row[1][0], row[0]))]


def looked_back(tracks: Iterable[Track], name: str) -> list[int]:
    """[due, answered, in a community]."""
    standings = [standing for track in tracks for kind, due, standing in track.follow_ups if kind == name and due]
    answered = [standing for standing in standings if standing not in ("", "unknown")]
    return [len(standings), len(answered), sum(standing in STANDING_IN for standing in answered)]
