"""What to see to when a group is put together: each thing where it is, and not where it is not."""

from datetime import time
from uuid import UUID

import pytest

from traedesten.domain.composing import (
    Code,
    Facilitator,
    Finding,
    Frame,
    Person,
    Severity,
    before_joining,
    blocking,
    check,
)

PAIR = (Facilitator(UUID(int=901), True), Facilitator(UUID(int=902), True))
FRAME = Frame(smallest=3, largest=5, age_span=15, weekday=1, starts=time(19), pair=PAIR)


def one(number: int, **told) -> Person:
    return Person(UUID(int=number), **{"age": 60, "gender": "woman", "times": frozenset({"tue-eve"}), **told})


def three(*others: Person) -> list[Person]:
    return [*(one(number) for number in range(1, 4 - min(len(others), 3))), *others]


def codes(people, **frame) -> set[Code]:
    return {finding.code for finding in check(Frame(**{**vars(FRAME), **frame}), people)}


def test_a_group_that_fits_is_told_nothing():
    assert check(FRAME, three()) == []


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (one(9, is_ready=False), Code.NOT_READY),
        (one(9, is_elsewhere=True), Code.ELSEWHERE),
        (one(9, times=frozenset({"tue-pm"})), Code.TIME),
        (one(9, times=frozenset()), Code.TIME),
        (one(9, access_needs=frozenset({"step_free"})), Code.ACCESS),
        (one(9, languages=frozenset({"ar"})), Code.LANGUAGE),
        (one(9, age=76), Code.AGE_SPAN),
        (one(9, age=73, wishes_age="near"), Code.OWN_AGE),
        (one(9, gender="man", wishes_gender="same"), Code.SAME_GENDER),
        (one(9, wishes_gender="mixed"), Code.MIXED),
        (one(9, reach_km=5, km=5.1), Code.TRAVEL),
        (one(9, not_with=frozenset({UUID(int=1)})), Code.NOT_WITH),
    ],
    ids=lambda part: str(part) if isinstance(part, str) else "",
)
def test_each_thing_is_found_with_the_one_it_concerns(person, code):
    found = [finding for finding in check(FRAME, three(person)) if finding.code == code]
    assert found and person.id in found[0].about
    assert code in {finding.code for finding in before_joining(FRAME, [one(1), one(2)], person)}


@pytest.mark.parametrize(
    "person",
    [
        one(9, times=frozenset({"tue-eve", "wed-am"})),
        one(9, access_needs=frozenset({"breaks", "companion"})),
        one(9, languages=frozenset({"ar", "da"})),
        one(9, languages=frozenset()),
        one(9, age=75),
        one(9, age=None, wishes_age="near"),
        one(9, age=70, wishes_age="near"),
        one(9, wishes_gender="same"),
        one(9, gender="", wishes_gender="same"),
        one(9, gender="man", wishes_gender="mixed"),
        one(9, reach_km=5, km=5.0),
        one(9, reach_km=None, km=80.0),
        one(9, reach_km=5, km=None),
        one(9, not_with=frozenset({UUID(int=77)})),
        one(9, small_only=True),
    ],
)
def test_what_just_fits_and_what_is_not_known_is_not_found(person):
    assert check(FRAME, three(person)) == []


def test_not_with_counts_whoever_of_the_two_has_said_it():
    said, heard = one(8, not_with=frozenset({UUID(int=9)})), one(9)
    for pair in ([said, heard], [heard, said]):
        found = check(FRAME, [one(1), *pair])
        assert found == [Finding(Code.NOT_WITH, frozenset({said.id, heard.id}))]
    assert before_joining(FRAME, [one(1), said], heard) == before_joining(FRAME, [one(1), heard], said)


def test_a_venue_that_has_what_is_needed_is_no_hindrance():
    needs = one(9, access_needs=frozenset({"step_free", "hearing", "quiet"}))
    assert Code.ACCESS in codes(three(needs), venue_has=frozenset({"step_free", "quiet"}))
    assert codes(three(needs), venue_has=frozenset({"step_free", "quiet", "hearing_loop"})) == set()


@pytest.mark.parametrize(("size", "found"), [(2, Code.TOO_FEW), (3, None), (5, None), (6, Code.TOO_MANY)])
def test_size_is_judged_at_both_ends(size, found):
    assert codes([one(number) for number in range(size)]) == ({found} if found else set())


def test_forty_in_a_group_of_eight_are_thirty_two_too_many():
    found = check(Frame(**{**vars(FRAME), "largest": 8}), [one(number) for number in range(40)])
    assert found == [Finding(Code.TOO_MANY, number=32)] and blocking(found) == found


def test_small_only_is_found_from_the_seventh():
    people = [one(number, small_only=number == 0) for number in range(7)]
    assert codes(people, largest=10) == {Code.SMALL}
    assert codes(people[:6], largest=10) == set()


def test_the_pair_is_two_who_may_and_are_there():
    assert codes(three(), pair=()) == {Code.PAIR}
    assert codes(three(), pair=PAIR[:1]) == {Code.PAIR}
    assert codes(three(), pair=(PAIR[0], Facilitator(UUID(int=903), False))) == {Code.NOT_ABLE}
    assert codes(three(), pair=(PAIR[0], Facilitator(UUID(int=903), True, is_away=True))) == {Code.ONE_AWAY}


def test_hard_comes_first_and_only_hard_blocks():
    found = check(FRAME, three(one(8, age=80), one(9, times=frozenset())))
    assert [finding.severity for finding in found] == [Severity.HARD, Severity.SOFT]
    assert [finding.code for finding in blocking(found)] == [Code.TIME]


def test_joining_tells_nothing_about_what_was_between_the_others_already():
    apart = [one(1, not_with=frozenset({UUID(int=2)})), one(2)]
    assert before_joining(FRAME, apart, one(9)) == []
