"""What an edition tells of proposals: by hand, and what a reader can reckon from it."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from tests.evaluation.attacker import Attacker
from traedesten.gathering.look_back import Gone, How
from traedesten.insight import look_back
from traedesten.insight.look_back import ALL, DIMENSIONS, NO, YES

NEW_YEAR = datetime(2026, 1, 1, 5, tzinfo=UTC)
VALUES = {
    "gender": ("", "man", "woman"),
    "age": ("0-29", "30-64", "65-200"),
    "language": ("", "da", "other"),
    "access": ("", "no_needs", "step_free"),
    "size": ("", "any", "small_only"),
}


def people(*rows):
    """(how many, whether they were placed, their codes)."""
    return [(codes, got) for many, got, codes in rows for _each in range(many)]


# --- by hand -------------------------------------------------------------------------------------------------------


def test_who_is_placed_is_counted_by_each_dimension():
    woman, man = {"gender": "woman", "age": "30-64"}, {"gender": "man", "age": "30-64"}
    told = look_back.placed(people((8, True, woman), (6, False, woman), (5, True, man), (7, False, man)))
    assert told[ALL] == {"": [13, 26]}
    assert told["gender"] == {"man": [5, 12], "woman": [8, 14]}
    assert told["age"] == {"30-64": [13, 26]}
    assert told["language"] == {}, "of whom it is not known nothing is told"


def test_of_a_whole_group_nobody_is_told():
    told = look_back.placed(people((20, True, {"gender": "woman"}), (9, False, {"gender": "man"})))
    assert told["gender"] == {"man": [0, 9], "woman": [20, 20]} and told[ALL] == {"": [20, 29]}


def test_few_placed_or_few_not_placed_and_it_is_not_told():
    hidden = {ALL: {"": [None, None]}, **{name: {} for name in DIMENSIONS}}
    assert look_back.placed(people((20, True, {}), (4, False, {}))) == hidden
    assert look_back.placed(people((4, True, {}), (20, False, {}))) == hidden
    assert look_back.placed([]) == {**hidden, ALL: {"": [0, 0]}}


FEW = ((10, True, "man"), (10, False, "man"), (10, True, "woman"), (12, False, "woman"))


def test_a_few_of_a_kind_take_what_would_tell_of_them_along():
    rows = (*FEW, (3, True, "other"))
    told = look_back.placed(people(*((many, got, {"gender": gender}) for many, got, gender in rows)))
    assert told[ALL] == {"": [23, 45]} and None in told["gender"]["other"]
    assert None in told["gender"]["man"] or None in told["gender"]["woman"]


def test_that_it_is_not_known_of_a_few_hides_nothing_and_hides_who_is_few():
    rows = (*FEW, (3, True, ""))
    told = look_back.placed(people(*((many, got, {"gender": gender}) for many, got, gender in rows)))
    assert told["gender"] == {"man": [10, 20], "woman": [10, 22]}
    rows = (*FEW, (3, True, "other"), (4, True, ""), (7, False, ""))
    told = look_back.placed(people(*((many, got, {"gender": gender}) for many, got, gender in rows)))
    assert told["gender"] == {"man": [10, 20], "other": [None, None], "woman": [10, 22]}


def test_a_row_keeps_its_noughts_and_hides_what_tells_a_few():
    assert look_back.row({"a": 6, "b": 9, "c": 0}) == {"a": 6, "b": 9, "c": 0, ALL: 15}
    told = look_back.row({"a": 6, "b": 2, "c": 20})
    assert told["b"] is None and None in (told["a"], told["c"], told[ALL])
    both = look_back.row({"a": 9, "b": 2, "c": 20}, {"followed": frozenset({"a", "b"})})
    assert both["b"] is None and None in (both["a"], both["followed"])


def gone(groups: int, *seats: tuple[int, str, str], came=0, away=0) -> Gone:
    rows = [(seat, onward) for many, seat, onward in seats for _each in range(many)]
    return Gone(groups, rows, Counter({True: came, False: away}))


def test_how_groups_went_by_hand():
    told = look_back.went(
        {
            How.PROPOSED: gone(5, (20, "finished", "together"), (10, "stopped", ""), came=80, away=20),
            How.CHANGED: gone(0),
            How.BY_HAND: gone(1, (6, "finished", ""), came=30, away=3),
        }
    )
    nothing = dict.fromkeys(("groups", "began", "stayed", "onward", "came", "marks"), 0)
    of_proposed = {"groups": 5, "began": 30, "stayed": 20, "onward": 20, "came": 80, "marks": 100}
    by_hand = {"groups": None, "began": 6, "stayed": 6, "onward": 0, "came": None, "marks": 33}
    assert told == {"proposed": of_proposed, "changed": nothing, "by_hand": by_hand}


def test_of_a_small_group_nothing_is_told():
    few = {How.PROPOSED: gone(1, (4, "finished", "together"), came=30, away=8)}
    assert look_back.went(few)["proposed"] == dict.fromkeys(("groups", "began", "stayed", "onward", "came", "marks"))


# --- a reader who reckons ------------------------------------------------------------------------------------------


def crowd(rng: Random):
    many = rng.choice((14, 30, 60))
    weights = {name: [rng.random() ** 2 + 0.02 for _value in values] for name, values in VALUES.items()}
    share = rng.choice((0.3, 0.5, 0.75))
    return [
        ({name: rng.choices(values, weights[name])[0] for name, values in VALUES.items()}, rng.random() < share)
        for _each in range(many)
    ]


def reader_of(told) -> Attacker:
    """Somebody who knows all five tables at once."""
    reader = Attacker({**VALUES, "got": (YES, NO)})
    for name, codes in told.items():
        for code, (got, number) in codes.items():
            where = {} if name == ALL else {name: {code}}
            if got is not None:
                reader.learn(reader.are((), (), {**where, "got": {YES}}), got, got)
            if number is not None:
                reader.learn(reader.are((), (), where), number, number)
    return reader


@pytest.mark.parametrize("seed", range(16))
def test_no_small_count_of_people_can_be_reckoned_from_all_tables_together(seed):
    rows = crowd(Random(seed))
    told = look_back.placed(rows)
    reader = reader_of(told)
    figures = [figure for codes in told.values() for pair in codes.values() for figure in pair if figure]
    assert not figures or min(figures) >= 5
    for name in VALUES:
        counts = Counter((codes[name], YES if got else NO) for codes, got in rows if codes[name])
        for (code, answer), many in counts.items():
            if many < 5:
                assert reader.most(reader.are((), (), {name: {code}, "got": {answer}})) >= 5, (name, code, answer)


def test_some_groups_are_told_of_even_in_crowds_of_a_few_dozen():
    crowds = [crowd(Random(seed)) for seed in range(16)]
    told = [pair for rows in crowds for name in DIMENSIONS for pair in look_back.placed(rows)[name].values()]
    assert sum(None not in pair for pair in told) > 20


def test_the_reader_finds_what_a_careless_table_tells():
    rows = people((9, True, {"gender": "woman"}), (9, False, {"gender": "woman"}), (2, True, {"gender": "man"}))
    rows = [({**dict.fromkeys(VALUES, ""), "age": "0-29", **codes}, got) for codes, got in rows]
    reader = reader_of({ALL: {"": [11, 20]}, "gender": {"woman": [9, 18], "man": [None, None], "": [0, 0]}})
    assert reader.most(reader.are((), (), {"gender": {"man"}, "got": {YES}})) == 2


@pytest.mark.parametrize("seed", range(20))
def test_no_small_count_of_proposals_can_be_reckoned_from_a_row(seed):
    rng = Random(seed)
    counts = {code: rng.choice((0, 1, 2, 4, 5, 9, 30)) for code in ("settled", "accepted", "declined", "withdrawn")}
    for is_sum_known in (False, True):
        told = look_back.row(counts, {"followed": frozenset({"settled", "accepted"})}, is_sum_known=is_sum_known)
        reader = Attacker({"part": tuple(counts)}, {"part": {"followed": {"settled", "accepted"}}})
        known = told | ({ALL: sum(counts.values())} if is_sum_known and sum(counts.values()) >= 5 else {})
        for label, figure in known.items():
            if figure is not None:
                reader.learn(reader.are(("part",), (label,), {}), figure, figure)
        for code, many in counts.items():
            if 0 < many < 5:
                assert told[code] is None and reader.most(reader.are(("part",), (code,), {})) >= 5


# --- from one edition to the next ----------------------------------------------------------------------------------


def parts(monkeypatch, tells=lambda since, until: {"became": {ALL: 9}}) -> None:
    monkeypatch.setattr(look_back, "RECKONED", {"guides": tells})


def test_a_look_back_stands_for_a_year_and_the_next_begins_where_it_ended(monkeypatch):
    parts(monkeypatch)
    first = look_back.prepared(NEW_YEAR, {})
    assert first["guides"]["since"] == (NEW_YEAR - timedelta(days=365)).isoformat()
    assert look_back.prepared(NEW_YEAR + timedelta(days=90), first) == first
    assert look_back.prepared(NEW_YEAR + timedelta(days=364), first) == first
    # The clock of the site is a minute early the next time: the minute is not in both.
    second = look_back.prepared(NEW_YEAR + timedelta(days=365, minutes=-1), first)
    assert second["guides"]["since"] == first["guides"]["until"] and second != first


def test_what_told_nothing_is_made_anew_with_the_next_edition(monkeypatch):
    parts(monkeypatch, lambda since, until: {"became": {ALL: None, "made": 0}, "placed": {}})
    first = look_back.prepared(NEW_YEAR, {})
    assert not first["guides"]["is_told"]
    parts(monkeypatch)
    second = look_back.prepared(NEW_YEAR + timedelta(days=31), first)
    assert second["guides"]["is_told"] and second["guides"]["became"] == {ALL: 9}


@pytest.mark.parametrize("seed", range(10))
def test_no_moment_is_in_two_look_backs_that_tell_something(monkeypatch, seed):
    """Editions on odd days for ten years, of a site where little or much has happened: nothing can be subtracted."""
    rng, now, standing, told = Random(seed), NEW_YEAR, {}, {}
    for _edition in range(60):
        counted = rng.choice((0, None, 9))
        parts(monkeypatch, lambda since, until, counted=counted: {"became": {ALL: counted}})
        standing = look_back.prepared(now, standing)
        if standing["guides"]["is_told"]:
            told[standing["guides"]["until"]] = standing["guides"]["since"]
        now += timedelta(days=rng.choice((1, 28, 31, 90, 200)), minutes=rng.randint(-60, 60))
    spans = sorted((datetime.fromisoformat(since), datetime.fromisoformat(until)) for until, since in told.items())
    assert len(spans) > 3
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
