"""Stones for one person: hard rules, steps, what overwhelmed, and what the words of a wish do."""

import random
from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traedesten.domain.geo import haversine_km
from traedesten.domain.schedules import Regular
from traedesten.domain.slots import SLOTS
from traedesten.domain.taxonomy import KEYS
from traedesten.domain.terms import GROUP_SIZES, OFFER_KINDS, OVERWHELMS, PACES
from traedesten.planning.finding import Facts
from traedesten.planning.stones import AlreadyTried, Person, Problem, lay, step_now, weigh

TODAY = date(2026, 3, 3)
HOLSTEBRO, VEMB = (56.36, 8.62), (56.48, 8.82)
THURSDAY = Regular("weekly", 3, time(14), time(17))
EVENING = Regular("weekly", 3, time(19), time(21))
KNIT = frozenset({"creative.knitting"})


def facts(id: str = "x", kind: str = "practice", **known) -> Facts:
    return Facts(id, kind, **{"confirmed_on": TODAY, "greeted": True, "regulars": (THURSDAY,), **known})


def problem(*offers: Facts, **person) -> Problem:
    return Problem(Person(**person), offers, TODAY)


def codes(offer: Facts, **person) -> list[str]:
    return [reason.code for reason in weigh(problem(offer, **person), offer.id).reasons]


def caution(offer: Facts, **person) -> str:
    return weigh(problem(offer, **person), offer.id).caution.code


def order(found) -> list[str]:
    return [stone.offer for stone in found.stones]


@pytest.mark.parametrize(
    ("person", "offer", "code"),
    [
        ({"interests": frozenset({"food"})}, {"themes": frozenset({"food", "talk"})}, "interests"),
        ({"interests": frozenset({"creative"})}, {"themes": KNIT}, "interests"),
        ({"group_size": "small"}, {}, "size"),
        ({"times": frozenset({"thu-pm"})}, {}, "times"),
        ({"area": "1"}, {"area": "1"}, "same_area"),
        ({"point": HOLSTEBRO}, {"point": VEMB}, "near"),
        ({"overwhelms": frozenset({"new_people"})}, {"holds": {"anxiety": "yes"}}, "nervous_says_yes"),
        ({"overwhelms": frozenset({"tired"})}, {"pace": "quiet"}, "gentle_pace"),
        ({"access_needs": frozenset({"step_free"})}, {"step_free": True}, "step_free"),
    ],
)
def test_what_speaks_for(person, offer, code):
    assert code in codes(facts(**offer), **person)


@pytest.mark.parametrize(
    ("person", "offer", "code"),
    [
        ({}, {}, "first_time"),
        ({}, {"confirmed_on": None}, "not_confirmed"),
        ({}, {"greeted": None}, "greeting_unknown"),
        ({}, {"regulars": ()}, "times_unknown"),
        ({}, {"capacity": "waiting_list"}, "waiting_list"),
        ({"group_size": "few"}, {}, "more_people"),
        ({"times": frozenset({"mon-am"})}, {}, "other_times"),
        ({"overwhelms": frozenset({"crowd"})}, {"size": "large"}, "crowd"),
        ({"overwhelms": frozenset({"noise"})}, {"pace": "lively"}, "noise"),
        ({"overwhelms": frozenset({"noise"})}, {}, "noise_unsure"),
        ({"overwhelms": frozenset({"evening"})}, {"regulars": (EVENING,)}, "evening"),
        ({"overwhelms": frozenset({"talking"})}, {"kind": "self_help_group"}, "talking"),
        ({"overwhelms": frozenset({"new_people"})}, {"same_people": False}, "new_people"),
        ({"overwhelms": frozenset({"no_greeting"})}, {"greeted": False}, "no_greeting"),
        ({"overwhelms": frozenset({"tired"})}, {"holds": {"low_energy": "no"}}, "tired"),
        ({"access_needs": frozenset({"step_free"})}, {}, "steps"),
        ({"overwhelms": frozenset({"travel"}), "point": HOLSTEBRO, "area": "1"}, {"point": VEMB}, "travel"),
        ({"reach_km": 5, "point": HOLSTEBRO}, {"point": VEMB}, "far"),
        ({"tried": (AlreadyTried("x", "left"),)}, {}, "left_before"),
        ({}, {"gender": "man"}, "only_man"),
        ({}, {"themes": frozenset({"talk.women"})}, "only_woman"),
        ({}, {"minimum_age": 60}, "ages"),
        ({"age": 18}, {"minimum_age": 18}, "ages"),
        ({"age": 36}, {"maximum_age": 35}, "ages"),
        ({"age": 35}, {"maximum_age": 35}, "first_time"),
        ({"overwhelms": frozenset({"crowd"})}, {"size": "large", "gender": "man"}, "only_man"),
        ({}, {"situations": frozenset({"cancer"})}, "situation"),
        ({"told_of": frozenset({"talk.illness"})}, {"situations": frozenset({"cancer"})}, "situation"),
        ({"told_of": frozenset({"cancer"})}, {"situations": frozenset({"talk.illness"})}, "first_time"),
        ({"interests": frozenset({"talk.grief"})}, {"situations": frozenset({"talk.grief"})}, "first_time"),
    ],
)
def test_the_one_caution(person, offer, code):
    assert caution(facts(**offer), **person) == code


@pytest.mark.parametrize(
    ("person", "offer", "code"),
    [
        ({"age": 60}, {"maximum_age": 35}, "too_old"),
        ({"age": 20}, {"minimum_age": 60}, "too_young"),
        ({"gender": "man"}, {"gender": "woman"}, "gender"),
        ({"gender": "woman"}, {"themes": frozenset({"talk.men"})}, "gender"),
        ({"reach_km": 5, "point": HOLSTEBRO}, {"point": VEMB}, "far"),
        ({}, {"capacity": "full"}, "full"),
        ({"tried": (AlreadyTried("x", "left"),)}, {}, "left_before"),
        ({"tried": (AlreadyTried("x", "refused"),)}, {}, "refused"),
        ({"tried": (AlreadyTried("x", "open"),)}, {}, "on_the_path"),
    ],
)
def test_the_rules_that_leave_an_offer_out(person, offer, code):
    found = lay(problem(facts(**offer), **person))
    assert found.stones == () and found.left_out["x"].code == code


CAFE = facts("cafe", themes=KNIT, area="1")
CHOIR = facts("choir", "lasting", themes=frozenset({"music.choir"}), size="large", greeted=None)
CLUB = facts("club", "lasting", themes=KNIT, size="large", greeted=None, area="1")


def test_a_nervous_person_begins_where_one_can_practise_and_goes_on_to_a_lasting_community():
    nervous = {"overwhelms": frozenset({"new_people"}), "interests": KNIT}
    found = lay(problem(CHOIR, CLUB, CAFE, **nervous))
    assert [step.stone.offer for step in found.steps] == ["cafe", "club"]
    assert [step.others for step in found.steps][1][0].offer == "choir"


def test_the_way_goes_on_from_where_one_felt_well_and_back_from_where_it_was_too_much():
    offers = {"cafe": CAFE, "choir": CHOIR}
    assert step_now(Person(), offers) == 2
    assert step_now(Person(overwhelms=frozenset({"crowd"})), offers) == 1
    assert step_now(Person(overwhelms=frozenset({"crowd"}), tried=(AlreadyTried("cafe", "settled"),)), offers) == 2
    assert step_now(Person(tried=(AlreadyTried("cafe", "open", felt=2),)), offers) == 2
    burnt = AlreadyTried("choir", "left", frozenset({"crowd"}))
    assert step_now(Person(tried=(AlreadyTried("cafe", "settled"), burnt)), offers) == 2


def test_what_overwhelmed_at_a_stone_that_failed_weighs_more_than_an_interest():
    large = facts("large", themes=KNIT, size="large")
    gentle = facts("gentle", themes=frozenset({"food"}))
    burnt = (AlreadyTried("choir", "left", frozenset({"crowd"})),)
    assert order(lay(problem(large, gentle, CHOIR, interests=KNIT)))[0] == "large"
    assert order(lay(problem(large, gentle, CHOIR, interests=KNIT, tried=burnt)))[0] == "gentle"
    assert weigh(problem(large, CHOIR, tried=burnt), "large").caution.params["again"]


def test_a_wish_typed_in_leaves_only_what_answers_it_and_the_best_words_first():
    asked = replace(problem(CHOIR, CLUB, CAFE), words={"choir": 1.0, "club": 0.4}, must_answer=True)
    assert order(lay(asked)) == ["choir", "club"]


def test_what_is_for_a_situation_nobody_told_of_comes_after_what_is_for_everybody():
    cafe = facts("a", themes=frozenset({"food.coffee"}), situations=frozenset({"cancer"}), area="1")
    other = facts("b", confirmed_on=None)
    coffee = {"interests": frozenset({"food.coffee"}), "area": "1"}
    assert order(lay(problem(cafe, other, **coffee))) == ["b", "a"]
    assert order(lay(problem(cafe, other, told_of=frozenset({"cancer"}), **coffee))) == ["a", "b"]


def test_relief_for_others_says_whom_it_is_for():
    rest = facts("rest", "relief", situations=frozenset({"dementia"}))
    free = facts("z", "relief", confirmed_on=None)
    found = lay(problem(rest, free, CHOIR)).relief
    assert [stone.offer for stone in found] == ["z", "rest"]
    assert found[1].caution.params == {"situation": "dementia"}


def test_professional_help_comes_last_and_relief_is_kept_for_the_relative():
    help_, rest = facts("help", "professional", themes=KNIT), facts("rest", "relief")
    found = lay(problem(help_, rest, CHOIR, interests=KNIT))
    assert order(found) == ["choir", "help"]
    assert [stone.offer for stone in found.relief] == ["rest"]


def test_where_people_have_settled_counts_from_three_on():
    few, many = facts("a"), facts("b")
    asked = problem(few, many)
    assert order(lay(replace(asked, settled={"b": (3, 0), "a": (2, 0)})))[0] == "b"
    assert order(lay(replace(asked, settled={"b": (2, 0)})))[0] == "a"


def test_ids_that_repeat_are_refused():
    with pytest.raises(ValueError, match="unique"):
        lay(problem(CAFE, CAFE))


def test_nothing_to_offer_is_no_way():
    found = lay(problem())
    assert (found.stones, found.steps, found.relief) == ((), (), ())


def invented(seed: int) -> Problem:
    """A problem made up from a number: quicker to draw than piece by piece."""
    chance = random.Random(seed)
    rows = tuple(_offer(f"o{number}", chance) for number in range(chance.randrange(9)))
    ids = [row.id for row in rows] or ["none"]
    states = ["left", "refused", "open", "settled"]
    return Problem(
        Person(
            interests=_some(chance, KEYS, 4),
            group_size=chance.choice(["", *GROUP_SIZES]),
            times=_some(chance, SLOTS, 4),
            overwhelms=_some(chance, OVERWHELMS, 3),
            area=chance.choice(["", "1", "2"]),
            point=chance.choice([None, HOLSTEBRO, VEMB]),
            reach_km=chance.choice([None, 0, 5, 30]),
            age=chance.choice([None, 19, 65, 90]),
            gender=chance.choice(["", "woman", "man"]),
            tried=tuple(
                AlreadyTried(chance.choice(ids), chance.choice(states), _some(chance, OVERWHELMS, 3))
                for _ in range(chance.randrange(4))
            ),
        ),
        rows,
        TODAY,
    )


def _offer(id: str, chance: random.Random) -> Facts:
    return Facts(
        id,
        chance.choice(OFFER_KINDS),
        _some(chance, KEYS, 3),
        chance.choice([(), (THURSDAY,), (EVENING,)]),
        size=chance.choice(GROUP_SIZES),
        pace=chance.choice(["", *PACES]),
        greeted=chance.choice([None, True, False]),
        minimum_age=chance.choice([None, 18, 60]),
        maximum_age=chance.choice([None, 70]),
        point=chance.choice([None, HOLSTEBRO, VEMB]),
        area=chance.choice(["", "1", "2"]),
        capacity=chance.choice(["open", "few", "waiting_list", "full"]),
        confirmed_on=chance.choice([None, TODAY, date(2024, 1, 1)]),
        doing=chance.choice(["", "do", "talk"]),
        same_people=chance.choice([None, True, False]),
        gender=chance.choice(["", "woman", "man"]),
    )


def _some(chance: random.Random, codes, most: int) -> frozenset[str]:
    return frozenset(chance.sample(list(codes), chance.randrange(most + 1)))


problems = st.integers(0, 10**9).map(invented)


@given(problems)
def test_no_hard_rule_is_ever_broken(asked):
    found, person = lay(asked), asked.person
    known = {row.id: row for row in asked.offers}
    tried = {row.offer for row in person.tried}
    for stone in (*found.stones, *(step.stone for step in found.steps)):
        row = known[stone.offer]
        assert row.id not in tried and row.capacity != "full" and row.kind != "relief"
        assert not (person.gender and row.gender and person.gender != row.gender)
        assert person.age is None or (row.minimum_age or 0) <= person.age <= (row.maximum_age or 200)
        if None not in (person.reach_km, person.point, row.point):
            assert haversine_km(person.point, row.point) <= person.reach_km
    proposed = {stone.offer for stone in found.stones}
    assert proposed.isdisjoint(found.left_out)
    assert proposed | set(found.left_out) == {row.id for row in asked.offers if row.kind != "relief"}


@given(problems, st.integers(0, 999))
def test_the_order_of_the_offers_changes_nothing(asked, seed):
    shuffled = list(asked.offers)
    random.Random(seed).shuffle(shuffled)
    assert lay(replace(asked, offers=tuple(shuffled))) == lay(asked)


@given(problems)
def test_steps_only_go_up_and_end_at_the_first_lasting_community(asked):
    found = lay(asked)
    kinds = {row.id: row.kind for row in asked.offers}
    steps = [step.step for step in found.steps]
    assert steps == sorted(set(steps))
    assert all(kinds[step.stone.offer] != "lasting" for step in found.steps[:-1])


@given(problems, st.sampled_from(OVERWHELMS))
def test_a_stone_that_failed_is_not_proposed_again(asked, thing):
    first = lay(asked).stones[:1]
    if not first:
        return
    failed = AlreadyTried(first[0].offer, "left", frozenset({thing}))
    person = replace(asked.person, tried=(*asked.person.tried, failed))
    again = lay(replace(asked, person=person))
    assert failed.offer not in order(again) and again.left_out[failed.offer].code == "left_before"


@pytest.mark.parametrize(
    ("thing", "hard", "gentle"),
    [
        ("crowd", {"size": "large"}, {"size": "small"}),
        ("noise", {"pace": "lively"}, {"pace": "quiet"}),
        ("evening", {"regulars": (EVENING,)}, {"regulars": (THURSDAY,)}),
        ("talking", {"doing": "talk"}, {"doing": "do"}),
        ("new_people", {"same_people": False}, {"same_people": True}),
        ("no_greeting", {"greeted": False}, {"greeted": True}),
        ("tired", {"holds": {"low_energy": "no"}}, {"holds": {"low_energy": "yes"}}),
    ],
)
@pytest.mark.parametrize("kind", ["practice", "lasting", "self_help_group"])
def test_of_twins_the_one_without_what_overwhelmed_comes_first(thing, hard, gentle, kind):
    kind = "practice" if thing == "new_people" else kind
    failed = (AlreadyTried("choir", "left", frozenset({thing})),)
    twins = (facts("hard", kind, **hard), facts("twin", kind, **gentle))
    assert order(lay(problem(*twins, CHOIR, tried=failed))) == ["twin", "hard"]
