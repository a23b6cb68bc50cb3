"""What is missing: who is met already, and which few new places help most."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from traedesten.planning.missing import LEAST, PLACES, Offered, Place, Wish, meets, missing

HERE, AWAY = (56.36, 8.62), (56.50, 9.10)
TOWNS = (Place("here", HERE), Place("away", AWAY))
WISH = Wish("a", frozenset({"garden"}), frozenset({"tue-pm"}), HERE, 10, 40)
GARDEN = Offered("g", frozenset({"garden"}), frozenset({"tue-pm"}), HERE)


def people(number: int, **fields) -> list[Wish]:
    return [replace(WISH, person=f"p{at}", **fields) for at in range(number)]


def test_a_place_that_fits_meets_the_wish():
    assert meets(GARDEN, WISH, "garden")
    assert missing([WISH], [GARDEN], TOWNS, 3).unmet == 0


def test_full_far_off_another_day_too_old_or_tried_before_does_not():
    others = [
        replace(GARDEN, capacity="full"),
        replace(GARDEN, capacity="waiting_list"),
        replace(GARDEN, point=AWAY),
        replace(GARDEN, slots=frozenset({"wed-am"})),
        replace(GARDEN, minimum_age=65),
        replace(GARDEN, maximum_age=30),
        replace(GARDEN, interests=frozenset({"music"})),
    ]
    assert [meets(offer, WISH, "garden") for offer in others] == [False] * 7
    assert not meets(GARDEN, replace(WISH, failed=frozenset({"g"})), "garden")


def test_what_nobody_knows_speaks_for_neither():
    assert meets(replace(GARDEN, slots=frozenset(), point=None), WISH, "garden")
    assert meets(GARDEN, Wish("b", frozenset({"garden"})), "garden")


def test_enough_people_make_a_new_place_where_and_when_they_can():
    found = missing(people(LEAST), [], TOWNS, 3)
    assert [(new.interest, new.place, new.slot, new.served) for new in found.new] == [
        ("garden", "here", "tue-pm", LEAST)
    ]
    assert found.proven


def test_too_few_people_make_none():
    assert missing(people(LEAST - 1), [], TOWNS, 3).new == ()


def test_a_place_has_room_for_so_many():
    assert missing(people(PLACES + 2), [], TOWNS, 1).served == PLACES


def test_those_who_waited_longest_come_first():
    new, old = people(3), people(3, interests=frozenset({"music"}), waited_days=200)
    old = [replace(wish, person=f"old{at}") for at, wish in enumerate(old)]
    assert [row.interest for row in missing([*new, *old], [], TOWNS, 1).new] == ["music"]


def test_the_grid_counts_people_where_they_live():
    found = missing([*people(2), replace(WISH, person="x", point=AWAY)], [], TOWNS, 1)
    assert found.grid == {("garden", "here"): 2, ("garden", "away"): 1}


def test_nobody_and_nothing_is_an_empty_answer():
    found = missing([], [], [], 3)
    assert (found.people, found.unmet, found.new, found.served) == (0, 0, (), 0)


wishes = st.lists(
    st.builds(
        replace,
        st.just(WISH),
        interests=st.frozensets(st.sampled_from(["garden", "music"]), min_size=1),
        times=st.frozensets(st.sampled_from(["mon-am", "tue-pm"]), min_size=1),
        point=st.sampled_from([HERE, AWAY]),
    ),
    min_size=1,
    max_size=9,
).map(lambda rows: [replace(row, person=str(at)) for at, row in enumerate(rows)])


@settings(max_examples=30, deadline=None)
@given(wishes, st.integers(1, 2))
def test_no_other_choice_serves_more(rows, most):
    found = missing(rows, [], TOWNS, most)
    assert found.proven
    assert found.served >= best_by_trying(rows, most)


@settings(max_examples=20, deadline=None)
@given(wishes)
def test_one_more_place_never_serves_fewer_and_order_changes_nothing(rows):
    assert missing(rows, [], TOWNS, 2).served >= missing(rows, [], TOWNS, 1).served
    assert missing(rows[::-1], [], TOWNS, 2).served == missing(rows, [], TOWNS, 2).served


def best_by_trying(rows: list[Wish], most: int) -> int:
    """People who could come to the best `most` places, each of which LEAST could come to, none over PLACES."""
    homes = {HERE: "here", AWAY: "away"}
    could = {
        (interest, town, slot): {
            row.person for row in rows if interest in row.interests and slot in row.times and homes[row.point] == town
        }
        for interest in ("garden", "music")
        for town in ("here", "away")
        for slot in ("mon-am", "tue-pm")
    }
    open_to = [crowd for crowd in could.values() if LEAST <= len(crowd) <= PLACES]
    apart = [
        chosen
        for number in range(1, most + 1)
        for chosen in combinations(open_to, number)
        if all(not one & other for one, other in combinations(chosen, 2))
    ]
    return max((len(set().union(*chosen)) for chosen in apart), default=0)
