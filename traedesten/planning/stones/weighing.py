"""Hard rules, and what speaks for an offer and against it."""

from collections.abc import Iterator
from datetime import time
from functools import lru_cache

from traedesten.domain.geo import haversine_km
from traedesten.domain.slots import overlaps
from traedesten.domain.taxonomy import KEYS, first_level
from traedesten.domain.terms import GROUP_SIZES
from traedesten.planning.finding import STALEST, Facts, Reason, courage, freshness
from traedesten.planning.situations import with_wider
from traedesten.planning.stones.problem import Person, Problem

WORDS_WEIGHT, THEME_WEIGHT, NEAR_THEME_WEIGHT = 3.0, 1.5, 1.0
"""For words that answer the wish best; for the very interest; for one of the same first level."""
SIZE_WEIGHT, TIME_WEIGHT, NEAR_WEIGHT, SAME_TOWN_WEIGHT, ACCESS_WEIGHT = 0.4, 1.0, 0.8, 0.4, 0.6
COURAGE_WEIGHTS = {"says_yes": 0.8, "gentle": 0.5, "ask_first": 0.1}
ENERGY_WEIGHT, SETTLED_WEIGHT = 0.6, 0.6
USUAL_REACH_KM = 20.0
LONG_WAY_KM = 5.0
MOST_THEMES = 3
LEAST_SETTLED = 3
"""People who have settled at a place before it is said; fewer are too few to speak of."""
OVERWHELMED_AGAIN, TOO_MUCH, UNSURE = 4.0, 2.0, 0.5
"""What is known to be too much: at a stone that failed, and otherwise; and what nobody has said."""
CAUTIONS = {"more_people": 1.0, "other_times": 1.2, "steps": 0.8, "waiting_list": 1.0, "ask_first": 0.3, "few": 0.1}
OTHER_SITUATION, OTHER_GENDER, OTHER_AGE = 10.0, 2.0, 1.0
"""Meant for somebody else, as far as is known: for a situation nobody has told of, so it comes after all that is for
everybody; for one gender or age, where the person's is not known."""
WITHIN_WISH = 0.5
"""The same where the words of a wish have found the place: they may tell of it in a way we do not know."""
EVENING = time(17)
COMPANY = {"talk.men": "man", "talk.women": "woman"}
NO_ROOM = "full"


def broken_rule(problem: Problem, facts: Facts, tried: dict[str, str]) -> Reason | None:
    """The first hard rule that the offer breaks for this person. `tried`: offer → state."""
    person = problem.person
    if state := tried.get(facts.id):
        return Reason({"left": "left_before", "refused": "refused"}.get(state, "on_the_path"))
    meant_for = _meant_for(facts)
    if person.gender and meant_for and person.gender != meant_for:
        return Reason("gender", {"gender": meant_for})
    if person.age is not None and facts.minimum_age is not None and person.age < facts.minimum_age:
        return Reason("too_young", {"age": facts.minimum_age})
    if person.age is not None and facts.maximum_age is not None and person.age - 1 > facts.maximum_age:
        return Reason("too_old", {"age": facts.maximum_age})
    km = _km(person, facts)
    if km is not None and person.reach_km is not None and km > person.reach_km:
        return Reason("far", {"km": round(km)})
    return Reason("full") if facts.capacity == NO_ROOM else None


def meant_for_others(problem: Problem, facts: Facts) -> Iterator[tuple[float, Reason]]:
    """(weight, caution) where it is not known whether the person is one of those the offer is for."""
    person, gender = problem.person, _meant_for(facts)
    if facts.situations and not facts.situations & (with_wider(person.told_of) | person.interests):
        yield (
            WITHIN_WISH if problem.must_answer else OTHER_SITUATION,
            Reason("situation", {"situation": min(facts.situations)}),
        )
    if gender and not person.gender:
        yield OTHER_GENDER, Reason(f"only_{gender}")
    if _may_be_outside(person.age, facts):
        yield OTHER_AGE, Reason("ages", {"least": facts.minimum_age, "most": facts.maximum_age})


def speaks_for(problem: Problem, facts: Facts) -> Iterator[tuple[float, Reason]]:
    """(weight, reason) for all that the person and the offer have in common."""
    person = problem.person
    if words := problem.words.get(facts.id, 0.0):
        yield WORDS_WEIGHT * words, Reason("words")
    if shared := _shared(person.interests, facts.themes):
        weights = sorted((THEME_WEIGHT if "." in key else NEAR_THEME_WEIGHT for key in shared), reverse=True)
        yield sum(weights[:MOST_THEMES]) ** 0.9, Reason("interests", {"shared": shared[:MOST_THEMES]})
    if person.group_size and _rank(facts.size) <= _rank(person.group_size):
        yield SIZE_WEIGHT, Reason("size", {"size": facts.size})
    if person.times and any(_can_come(person, regular) for regular in facts.regulars):
        yield TIME_WEIGHT, Reason("times")
    yield from _nearness(person, facts)
    if person.is_nervous and (found := courage(facts)):
        yield COURAGE_WEIGHTS[found], Reason(f"nervous_{found}")
    if person.is_tired and (facts.holds.get("low_energy") == "yes" or facts.pace == "quiet"):
        yield ENERGY_WEIGHT, Reason("gentle_pace")
    if "step_free" in person.access_needs and facts.step_free:
        yield ACCESS_WEIGHT, Reason("step_free")
    settled, left = problem.settled.get(facts.id, (0, 0))
    if settled >= LEAST_SETTLED and settled > left:
        yield SETTLED_WEIGHT * (settled - left) / (settled + left), Reason("settled")


def speaks_against(problem: Problem, facts: Facts) -> Iterator[tuple[float, Reason]]:
    """(weight, caution). What became too much at a stone that failed counts most, what is not known least."""
    person = problem.person
    for code in sorted(person.overwhelms | person.burnt_by):
        sure = _too_much(code, person, facts)
        if sure is None:
            continue
        again = code in person.burnt_by
        weight = (OVERWHELMED_AGAIN if again else TOO_MUCH) if sure else UNSURE
        yield weight, Reason(code if sure else f"{code}_unsure", {"again": again and sure})
    if person.group_size and _rank(facts.size) > _rank(person.group_size):
        over = _rank(facts.size) - _rank(person.group_size)
        yield CAUTIONS["more_people"] * over, Reason("more_people", {"size": facts.size})
    if person.times and facts.regulars and not any(_can_come(person, regular) for regular in facts.regulars):
        yield CAUTIONS["other_times"], Reason("other_times")
    if "step_free" in person.access_needs and not facts.step_free:
        yield CAUTIONS["steps"], Reason("steps")
    if person.is_nervous and courage(facts) == "ask_first":
        yield CAUTIONS["ask_first"], Reason("ask_first")
    if facts.capacity in CAUTIONS:
        yield CAUTIONS[facts.capacity], Reason(facts.capacity)


def fresh(problem: Problem, facts: Facts) -> float:
    """STALEST–1."""
    return freshness(facts.confirmed_on, problem.today, problem.every_days)


def fallback(problem: Problem, facts: Facts) -> Reason:
    """The caution where nothing particular speaks against: what nobody has said, else what is true of every place."""
    if fresh(problem, facts) <= (1 + STALEST) / 2:
        return Reason("not_confirmed")
    if facts.greeted is None:
        return Reason("greeting_unknown")
    return Reason("times_unknown") if not facts.regulars else Reason("first_time")


def _may_be_outside(age: int | None, facts: Facts) -> bool:
    """Of one who is 18 in the course of the year nobody knows whether they are yet."""
    if age is None:
        return facts.minimum_age is not None or facts.maximum_age is not None
    return age == facts.minimum_age or (facts.maximum_age is not None and age == facts.maximum_age + 1)


def _meant_for(facts: Facts) -> str:
    """woman, man, or "" for everybody: said outright, or by being about men's or women's company only."""
    about = {gender for theme, gender in COMPANY.items() if theme in facts.themes}
    return facts.gender or (about.pop() if len(about) == 1 else "")


def _too_much(code: str, person: Person, facts: Facts) -> bool | None:
    """Whether a thing that overwhelms is to be met there: True, False when nobody has said, None when it is not."""
    if code == "crowd":
        return True if facts.size == "large" else None
    if code in ("noise", "pace"):
        if facts.pace == "lively" or (code == "noise" and facts.size == "large"):
            return True
        return None if facts.pace else False
    if code == "new_people":
        return None if facts.same_people or facts.kind not in ("practice", "lasting") else facts.same_people is False
    if code == "talking":
        talks = facts.doing == "talk" or facts.kind == "self_help_group" or "talk" in facts.themes
        return True if talks and facts.doing != "do" else None
    if code == "evening":
        return True if facts.regulars and all(row.starts >= EVENING for row in facts.regulars) else None
    if code == "no_greeting":
        return None if facts.greeted else facts.greeted is False
    if code == "tired":
        says = facts.holds.get("low_energy")
        return True if says == "no" or facts.pace == "lively" else None if says or facts.pace else False
    if code == "travel":
        km = _km(person, facts)
        return True if km is not None and km > LONG_WAY_KM and person.area != facts.area else None
    return None


def _nearness(person: Person, facts: Facts) -> Iterator[tuple[float, Reason]]:
    if person.area and person.area == facts.area:
        yield NEAR_WEIGHT + SAME_TOWN_WEIGHT, Reason("same_area")
        return
    km = _km(person, facts)
    reach = USUAL_REACH_KM if person.reach_km is None else person.reach_km
    if km is not None and km < reach:
        yield NEAR_WEIGHT * (1 - km / reach), Reason("near", {"km": round(km)})


def _shared(wanted: frozenset[str], themes: frozenset[str]) -> tuple[str, ...]:
    """Interests in common, the particular before the wide: "music" and "music.choir" share "music.choir"."""
    same = wanted & themes
    firsts = {key.partition(".")[0] for key in themes}
    wide = {first_level(key) for key in wanted if key in KEYS} & firsts
    found = same | {first for first in wide if not any(key.startswith(f"{first}.") for key in same)}
    return tuple(sorted(found, key=lambda key: ("." not in key, key)))


def _can_come(person: Person, regular) -> bool:
    return _slots(regular.weekday, regular.starts, regular.ends) <= person.times


@lru_cache(maxsize=4_096)
def _slots(weekday: int, starts: time, ends: time) -> frozenset[str]:
    return frozenset(overlap.slot for overlap in overlaps(weekday, starts, ends))


_between = lru_cache(maxsize=16_384)(haversine_km)


def _km(person: Person, facts: Facts) -> float | None:
    if person.point is None or facts.point is None:
        return None
    return _between(person.point, facts.point)


def _rank(size: str) -> int:
    return GROUP_SIZES.index(size)
