"""Why an offer could fit a person, and what could be hard about it. Reasons, never a score; never health."""

from dataclasses import dataclass, field
from datetime import time

from django.utils.translation import gettext as _

from traedesten.domain.geo import haversine_km
from traedesten.domain.slots import fits
from traedesten.domain.terms import GROUP_SIZES
from traedesten.ui.labels import words

EVENING = time(17)


@dataclass(frozen=True)
class Wanted:
    """What the person has told. ``left`` are the ids of offers that did not fit before."""

    interests: frozenset[str] = frozenset()
    group_size: str = ""
    times: frozenset[str] = frozenset()
    overwhelms: frozenset[str] = frozenset()
    access_needs: frozenset[str] = frozenset()
    area: str = ""
    point: tuple[float, float] | None = None
    reach_km: int | None = None
    left: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Place:
    """What is known about the offer; ``times`` are (weekday, start, end)."""

    id: str
    kind: str
    size: str
    interests: frozenset[str] = frozenset()
    times: tuple[tuple[int, time, time], ...] = ()
    step_free: bool = False
    area: str = ""
    point: tuple[float, float] | None = None


@dataclass(frozen=True)
class Reason:
    code: str
    params: dict = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Fit:
    speaks_for: tuple[Reason, ...]
    could_be_hard: tuple[Reason, ...]


def fit(wanted: Wanted, place: Place) -> Fit:
    return Fit(tuple(_speaks_for(wanted, place)), tuple(_could_be_hard(wanted, place)))


def _speaks_for(wanted: Wanted, place: Place):
    shared = sorted(wanted.interests & place.interests)
    if shared:
        yield Reason("interests", {"shared": tuple(shared)})
    if wanted.group_size and _rank(place.size) <= _rank(wanted.group_size):
        yield Reason("size", {"size": place.size})
    if any(fits(wanted.times, *weekly) for weekly in place.times):
        yield Reason("times")
    if wanted.area and wanted.area == place.area:
        yield Reason("same_area")
    if "step_free" in wanted.access_needs and place.step_free:
        yield Reason("step_free")


def _could_be_hard(wanted: Wanted, place: Place):
    if place.id in wanted.left:
        yield Reason("left_before")
    if wanted.group_size and _rank(place.size) > _rank(wanted.group_size):
        yield Reason("more_people", {"size": place.size})
    if "crowd" in wanted.overwhelms and place.size == "large":
        yield Reason("crowd")
    if "new_people" in wanted.overwhelms and place.kind in ("practice", "lasting"):
        yield Reason("new_people")
    if "talking" in wanted.overwhelms and (place.kind == "self_help_group" or "talk" in place.interests):
        yield Reason("talking")
    if (
        "evening" in wanted.overwhelms
        and place.times
        and all(starts >= EVENING for _day, starts, _ends in place.times)
    ):
        yield Reason("evening")
    if wanted.times and place.times and not any(fits(wanted.times, *weekly) for weekly in place.times):
        yield Reason("other_times")
    if "step_free" in wanted.access_needs and not place.step_free:
        yield Reason("steps")
    yield from _far(wanted, place)


def _far(wanted: Wanted, place: Place):
    if wanted.point and place.point:
        km = round(haversine_km(wanted.point, place.point))
        if wanted.reach_km is not None and km > wanted.reach_km:
            yield Reason("far", {"km": km})
        elif "travel" in wanted.overwhelms and wanted.area != place.area:
            yield Reason("travel", {"km": km})


def _rank(size: str) -> int:
    return GROUP_SIZES.index(size)


def said(reason: Reason) -> str:
    """The reason in words."""
    plain = {
        "times": _("Tiden passer"),
        "same_area": _("Ligger i samme by"),
        "step_free": _("Man kan komme ind uden trapper"),
        "left_before": _("Det har været prøvet før og passede ikke"),
        "crowd": _("Mange mennesker har været for meget før"),
        "new_people": _("Der kan være nye ansigter hver gang"),
        "talking": _("Man taler meget sammen her – aftal, at det er fint bare at lytte"),
        "evening": _("Det er om aftenen, og det har været svært før"),
        "other_times": _("Tiden ligger uden for de tider, der passer bedst"),
        "steps": _("Vi ved ikke, om der er trapper"),
    }
    if reason.code in plain:
        return plain[reason.code]
    if reason.code == "interests":
        shared = ", ".join(str(words("interest", code)).lower() for code in reason.params["shared"])
        return _("Fælles interesse: %(shared)s") % {"shared": shared}
    if reason.code in ("size", "more_people"):
        size = {"size": str(words("offer_size", reason.params["size"])).lower()}
        ok, more = _("Ikke for mange: %(size)s") % size, _("Flere, end der føles godt nu: %(size)s") % size
        return ok if reason.code == "size" else more
    return _("Der er %(km)s km derhen") % reason.params
