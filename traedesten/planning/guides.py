"""Who could guide whom: proposals with reasons, for a coordinator to disagree with.

Hard rules delete pairs and give codes; what remains is scored 0–100 by what the two share. Health is
never asked for. An optimiser that assigns everybody at once can stand on the same two functions:
`broken_rules` (which edges exist) and `propose_pair` (what an edge is worth).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil

from traedesten.domain.geo import haversine_km
from traedesten.domain.slots import sort_slots

LEAVE_DAYS = 28
"""A guide away on every one of these days from today on is not proposed."""
LEAVE_SOON_DAYS = 42
FAR_KM = 10.0
USUAL_REACH_KM = 20.0
TIME_WEIGHTS = (0.0, 14.0, 22.0, 30.0)
"""For 0, 1, 2, 3 or more shared weekly times; likewise the two below."""
INTEREST_WEIGHTS = (0.0, 14.0, 20.0, 25.0)
SPARE_WEIGHTS = (0.0, 4.0, 7.0, 10.0)
DISTANCE_WEIGHT, SAME_AREA_WEIGHT = 20.0, 12.0
AGE_WEIGHTS = ((5, 15.0), (10, 10.0), (15, 6.0))
"""Years apart at most, weight."""
EXPERIENCE_WEIGHT = 12.0
UNKNOWN_WEIGHTS = {"times": 10.0, "interests": 6.0, "distance": 8.0, "age": 5.0}
"""What counts in the score, without being a reason, where one side has not said."""
FITS = ((70, "very_good"), (45, "good"), (0, "possible"))
RULES = ("capacity", "leave", "distance", "language", "gender", "declined")
"""Hard rules, the easiest to relax first."""


@dataclass(frozen=True)
class Person:
    """Someone waiting. Empty sets, strings and None mean: not known, or no wish.

    `times` are keys of `domain.slots`; `point` is (latitude, longitude) in degrees; `guide_gender` is
    "", "woman" or "man"; `reach_km` is how far they can travel.
    """

    id: str
    point: tuple[float, float] | None = None
    times: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    age: int | None = None
    guide_gender: str = ""
    reach_km: float | None = None
    group_size: str = ""
    waited_days: int = 0
    area: str = ""


@dataclass(frozen=True)
class Guide:
    """A volunteer. `capacity` journeys at most, `load` running, `asked` requests not yet answered;
    `away` first and last days of leave, both included; `experience` tags of interests and age bands
    of people followed before, such as "age:18-29" or "age:75+".
    """

    id: str
    point: tuple[float, float] | None = None
    times: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    age: int | None = None
    gender: str = ""
    capacity: int = 1
    load: int = 0
    asked: int = 0
    away: tuple[tuple[date, date], ...] = ()
    experience: frozenset[str] = frozenset()
    journeys_done: int = 0
    radius_km: float | None = None
    area: str = ""


@dataclass(frozen=True)
class Problem:
    """`declined` holds (person id, guide id) of earlier no's. Raises ValueError if ids repeat."""

    people: tuple[Person, ...]
    guides: tuple[Guide, ...]
    today: date
    declined: frozenset[tuple[str, str]] = frozenset()

    def __post_init__(self) -> None:
        for rows in (self.people, self.guides):
            if len({row.id for row in rows}) != len(rows):
                raise ValueError("ids must be unique")


@dataclass(frozen=True)
class Reason:
    """A stable code with parameters; `weight` is what it adds to the score (0 for rules and cautions)."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict, hash=False)
    weight: float = 0.0


@dataclass(frozen=True)
class Proposal:
    """`score` 0–100; `reasons` strongest first, `caution` the most useful one, `unknown` what was unsaid."""

    person: str
    guide: str
    score: int
    fit: str
    reasons: tuple[Reason, ...]
    caution: Reason | None
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Left:
    """Someone no guide is possible for: the binding rule (a code of RULES, or no_guides) and the smallest
    single relaxation that would give a guide; None when no single one would.
    """

    person: str
    binding: Reason
    relaxation: Reason | None


@dataclass(frozen=True)
class Result:
    """Proposals by person id, best first; people and those left in the order of longest waiting."""

    proposals: Mapping[str, tuple[Proposal, ...]] = field(hash=False)
    left: tuple[Left, ...]


def propose(problem: Problem) -> Result:
    """Every possible guide for everyone, ranked. The order of the input changes nothing; ties go by id."""
    guides = sorted(problem.guides, key=lambda guide: guide.id)
    proposals: dict[str, tuple[Proposal, ...]] = {}
    left: list[Left] = []
    for person in sorted(problem.people, key=lambda person: (-person.waited_days, person.id)):
        broken = [(guide, broken_rules(person, guide, problem)) for guide in guides]
        ranked = [propose_pair(person, guide, problem.today) for guide, rules in broken if not rules]
        if ranked:
            proposals[person.id] = tuple(sorted(ranked, key=lambda proposal: (-proposal.score, proposal.guide)))
        else:
            left.append(_left(person, broken))
    return Result(proposals, tuple(left))


def broken_rules(person: Person, guide: Guide, problem: Problem) -> tuple[Reason, ...]:
    """The hard rules the pair breaks, in the order of RULES; the params say what would relax them.

    Distance binds only when both points, the reach and the radius are known, and then by the larger.
    """
    broken: list[Reason] = []
    if guide.load + guide.asked >= guide.capacity:
        places = guide.load + guide.asked - guide.capacity + 1
        broken.append(Reason("capacity", {"guide": guide.id, "places": places, "asked": guide.asked}))
    back = _first_day_home(guide, problem.today)
    if back >= problem.today + timedelta(days=LEAVE_DAYS):
        broken.append(Reason("leave", {"guide": guide.id, "back_on": back}))
    km = _km(person, guide)
    if km is not None and person.reach_km is not None and guide.radius_km is not None:
        limit = max(person.reach_km, guide.radius_km)
        if km > limit:
            broken.append(Reason("distance", {"guide": guide.id, "km": round(km, 1), "more_km": ceil(km - limit)}))
    if person.languages and guide.languages and not person.languages & guide.languages:
        broken.append(Reason("language", {"guide": guide.id, "languages": tuple(sorted(guide.languages))}))
    if person.guide_gender and person.guide_gender != guide.gender:
        broken.append(Reason("gender", {"guide": guide.id, "wish": person.guide_gender}))
    if (person.id, guide.id) in problem.declined:
        broken.append(Reason("declined", {"guide": guide.id}))
    return tuple(broken)


def propose_pair(person: Person, guide: Guide, today: date) -> Proposal:
    """The pair scored, whether or not it may be; ask `broken_rules` for that."""
    parts = (_time(person, guide), _interests(person, guide), _distance(person, guide), _age(person, guide))
    reasons = [reason for reason in (*parts, _spare(guide)) if reason and reason.weight > 0]
    unknown = _unknown(person, guide)
    score = sum(reason.weight for reason in reasons) + sum(UNKNOWN_WEIGHTS.get(name, 0.0) for name in unknown)
    whole = min(100, max(0, round(score)))
    return Proposal(
        person=person.id,
        guide=guide.id,
        score=whole,
        fit=next(fit for least, fit in FITS if whole >= least),
        reasons=tuple(sorted(reasons, key=lambda reason: (-reason.weight, reason.code))),
        caution=_caution(person, guide, today),
        unknown=unknown,
    )


def _time(person: Person, guide: Guide) -> Reason | None:
    shared = person.times & guide.times
    return _counted("shared_time", "times", sort_slots(shared), TIME_WEIGHTS)


def _interests(person: Person, guide: Guide) -> Reason | None:
    shared = person.interests & guide.interests
    return _counted("shared_interest", "interests", tuple(sorted(shared)), INTEREST_WEIGHTS)


def _counted(code: str, name: str, shared: tuple[str, ...], weights: tuple[float, ...]) -> Reason | None:
    weight = weights[min(len(shared), len(weights) - 1)]
    return Reason(code, {name: shared, "count": len(shared)}, weight) if shared else None


def _distance(person: Person, guide: Guide) -> Reason | None:
    km = _km(person, guide)
    if km is None:
        same = person.area and person.area == guide.area
        return Reason("same_area", {"area": person.area}, SAME_AREA_WEIGHT) if same else None
    limit = max(person.reach_km or 0.0, guide.radius_km or 0.0) or USUAL_REACH_KM
    return Reason("near", {"km": round(km, 1)}, round(DISTANCE_WEIGHT * max(0.0, 1 - km / limit), 1))


def _age(person: Person, guide: Guide) -> Reason | None:
    """Near in age, or used to people of that age; whichever weighs more."""
    if person.age is None:
        return None
    apart = abs(person.age - guide.age) if guide.age is not None else None
    weight = next((w for years, w in AGE_WEIGHTS if apart is not None and apart <= years), 0.0)
    band = next((tag for tag in sorted(guide.experience) if _in_band(tag, person.age)), None)
    if band and weight < EXPERIENCE_WEIGHT:
        return Reason("experience_age", {"band": band.removeprefix("age:")}, EXPERIENCE_WEIGHT)
    return Reason("near_age", {"years": apart}, weight) if weight else None


def _in_band(tag: str, age: int) -> bool:
    if not tag.startswith("age:"):
        return False
    low, _, high = tag.removeprefix("age:").rstrip("+").partition("-")
    return low.isdigit() and int(low) <= age and (age <= int(high) if high.isdigit() else tag.endswith("+"))


def _spare(guide: Guide) -> Reason:
    spare = max(0, guide.capacity - guide.load - guide.asked)
    return Reason("spare_capacity", {"places": spare}, SPARE_WEIGHTS[min(spare, 3)])


def _unknown(person: Person, guide: Guide) -> tuple[str, ...]:
    same_area = person.area and person.area == guide.area
    band = person.age is not None and any(_in_band(tag, person.age) for tag in guide.experience)
    known = {
        "languages": bool(person.languages and guide.languages),
        "times": bool(person.times and guide.times),
        "interests": bool(person.interests and guide.interests),
        "distance": bool((person.point and guide.point) or same_area),
        "age": person.age is not None and (guide.age is not None or band),
    }
    return tuple(name for name, told in known.items() if not told)


def _caution(person: Person, guide: Guide, today: date) -> Reason | None:
    """The first that holds, in the order a coordinator would want to know it."""
    shared = sort_slots(person.times & guide.times)
    both_told = bool(person.times and guide.times)
    leave = _next_leave(guide, today)
    km = _km(person, guide)
    spare = guide.capacity - guide.load - guide.asked
    if not (person.languages and guide.languages):
        return Reason("language_unknown")
    if both_told and not shared:
        return Reason("few_shared_times", {"times": (), "count": 0})
    if leave:
        year, week, _ = leave[0].isocalendar()
        return Reason("leave_soon", {"week": week, "year": year, "from": leave[0], "until": leave[1]})
    if km is not None and km > FAR_KM:
        return Reason("far", {"km": round(km, 1)})
    if guide.journeys_done == 0:
        return Reason("new_guide", {"suggest": "companion_at_first_meeting"})
    if not both_told:
        return Reason("times_unknown", {"who": "person" if not person.times else "guide"})
    if len(shared) == 1:
        return Reason("few_shared_times", {"times": shared, "count": 1})
    if spare == 1 and guide.capacity > 1:
        return Reason("nearly_full", {"places": spare})
    return None


def _km(person: Person, guide: Guide) -> float | None:
    return haversine_km(person.point, guide.point) if person.point and guide.point else None


def _first_day_home(guide: Guide, today: date) -> date:
    """The first day from today on that no leave covers."""
    day = today
    for start, end in sorted(guide.away):
        if start <= day <= end:
            day = end + timedelta(days=1)
    return day


def _next_leave(guide: Guide, today: date) -> tuple[date, date] | None:
    """The first leave that is running or begins within LEAVE_SOON_DAYS."""
    soon = today + timedelta(days=LEAVE_SOON_DAYS)
    return next(((start, end) for start, end in sorted(guide.away) if end >= today and start <= soon), None)


def _left(person: Person, broken: Iterable[tuple[Guide, tuple[Reason, ...]]]) -> Left:
    """The cheapest guide who breaks one rule only; else the rule that most guides break."""
    rules = [reasons for _, reasons in broken]
    if not rules:
        return Left(person.id, Reason("no_guides"), None)
    single = [reasons[0] for reasons in rules if len(reasons) == 1]
    if single:
        smallest = min(single, key=_cost)
        return Left(person.id, Reason(smallest.code, {"guides": len(single)}), _relaxation(smallest))
    counts = Counter(reason.code for reasons in rules for reason in reasons)
    binding = min(counts, key=lambda code: (-counts[code], RULES.index(code)))
    return Left(person.id, Reason(binding, {"guides": counts[binding]}), None)


def _cost(reason: Reason) -> tuple[int, float, str]:
    sizes = {"capacity": "places", "distance": "more_km"}
    back = reason.params.get("back_on")
    size = back.toordinal() if isinstance(back, date) else reason.params.get(sizes.get(reason.code, ""), 0)
    return RULES.index(reason.code), float(str(size)), str(reason.params["guide"])


_RELAXED = {
    "capacity": "more_capacity",
    "leave": "wait_until_back",
    "distance": "more_distance",
    "language": "interpreter_or_other_language",
    "gender": "ask_about_gender_wish",
    "declined": "ask_again",
}


def _relaxation(rule: Reason) -> Reason:
    return Reason(_RELAXED[rule.code], rule.params)
