"""No count under k can be reckoned out, however tables are put together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluation.attacker import Attacker
from traedesten.evaluation.disclosure import (
    PARTNERS,
    PUBLICATION,
    Cell,
    Cut,
    Dimension,
    Population,
    Release,
    Rule,
    Unknown,
    Why,
    leaks,
    protect,
)

AGE = Dimension("age", ("young", "middle", "old"))
GENDER = Dimension("gender", ("f", "m"))
PLACE = Dimension("place", ("north", "east", "south", "west"), {"coast": frozenset({"north", "east"})})
WISH = Dimension("wish", ("walk", "music"))
HOME = Dimension("home", ("own", "care"))


def population(dimensions, counts, **rest) -> Population:
    keys = [()]
    for dimension in dimensions:
        keys = [(*key, value) for key in keys for value in dimension.values]
    return Population(tuple(dimensions), dict(zip(keys, counts, strict=True)), **rest)


def attacker(dimensions) -> Attacker:
    return Attacker(
        {dimension.name: dimension.values for dimension in dimensions},
        {
            dimension.name: {label: set(values) for label, values in dimension.groups.items()}
            for dimension in dimensions
        },
    )


def unprotected(people: Population, cut: Cut, rule: Rule) -> Release:
    """Small cells hidden, and nothing else thought of."""
    cells = []
    for labels, box in cut.cells(people):
        count = people.count(box)
        small = rule.is_small(count)
        cells.append(Cell(labels, box, None if small else rule.rounded(count), Why.SMALL if small else Why.SHOWN))
    return Release(cut, rule, tuple(cells))


def reckoned_out(people: Population, releases: list[Release], k: int) -> list:
    """What the attacker is certain lies below k: small hidden cells, and what shown cells leave when subtracted."""
    reader = attacker(people.dimensions)
    for release in releases:
        reader.read(release)
    cells = [
        (reader.are(release.cut.by, cell.labels, release.cut.where), cell)
        for release in releases
        for cell in release.cells
    ]
    truth = [people.counts.get(kind, 0) for kind in reader.people]
    targets = {
        frozenset(kinds) for kinds, cell in cells if cell.figure is None and sum(truth[at] for at in kinds) < k
    }
    shown = [kinds for kinds, cell in cells if cell.figure is not None]
    for one in shown:
        for other in shown:
            for rest in (one - other, one & other):
                if rest and sum(truth[at] for at in rest) < k:
                    targets.add(frozenset(rest))
    return [kinds for kinds in targets if reader.most(set(kinds)) < k - 1e-6]


# The seed's warning: age × gender alone gave k = 1 among 212 people.
AMONG_212 = population((AGE, GENDER), (1, 20, 40, 50, 60, 41))


def test_one_person_among_212_is_not_told_of():
    table = protect(AMONG_212, Cut(("age", "gender")), PARTNERS)
    assert table.figure("young", "f") is None
    assert len(table.hidden) == 4
    assert (table.figure("*", "*"), table.figure("young", "*"), table.figure("*", "f")) == (212, 21, 101)
    assert reckoned_out(AMONG_212, [table], 5) == []


def test_the_attacker_finds_that_person_when_only_small_cells_are_hidden():
    bare = unprotected(AMONG_212, Cut(("age", "gender")), PARTNERS)
    assert reckoned_out(AMONG_212, [bare], 5) != []
    assert leaks(AMONG_212, [bare], 5) != ()


def test_a_table_without_small_counts_is_shown_whole():
    people = population((AGE, GENDER), (11, 20, 40, 50, 60, 41))
    table = protect(people, Cut(("age", "gender")), PARTNERS)
    assert table.hidden == ()
    assert table.figure("middle", "m") == 50


def test_a_lone_small_cell_in_a_row_takes_another_with_it():
    people = population((PLACE,), (3, 50, 40, 30))
    table = protect(people, Cut(("place",)), PARTNERS)
    assert table.figure("north") is None
    assert table.figure("*") == 123
    # The coast is north and east: with it shown, east would tell on north.
    assert (table.figure("coast") is None) or (table.figure("east") is None)
    assert reckoned_out(people, [table], 5) == []


def test_nought_is_a_small_count_unless_the_rule_says_otherwise():
    people = population((AGE,), (0, 20, 30))
    assert protect(people, Cut(("age",)), PARTNERS).figure("young") is None
    open_rule = Rule(5, hides_zeros=False)
    assert [cell.figure for cell in protect(people, Cut(("age",)), open_rule).cells] == [0, 20, 30, 50]


def test_publication_hides_below_ten_and_rounds_to_five():
    people = population((AGE,), (9, 23, 37))
    table = protect(people, Cut(("age",)), PUBLICATION)
    assert table.figure("young") is None
    assert all(cell.figure % 5 == 0 for cell in table.shown)
    assert reckoned_out(people, [table], 10) == []


@pytest.mark.parametrize(("count", "figure", "span"), [(10, 10, (10, 12)), (12, 10, (10, 12)), (13, 15, (13, 17))])
def test_a_rounded_figure_stands_for_a_span(count, figure, span):
    assert (PUBLICATION.rounded(count), PUBLICATION.span(count)) == (figure, span)


def test_two_filters_cannot_be_subtracted():
    """All of 212 persons by age, then the men only: the rest would be one young woman."""
    first = protect(AMONG_212, Cut(("age",)), PARTNERS)
    men = Cut(("age",), {"gender": frozenset({"m"})})
    alone = protect(AMONG_212, men, PARTNERS)
    assert first.figure("young") - alone.figure("young") == 1
    assert leaks(AMONG_212, [first, alone], 5) != ()
    assert reckoned_out(AMONG_212, [first, alone], 5) != []
    after = protect(AMONG_212, men, PARTNERS, [first])
    assert after.figure("young") is None
    assert reckoned_out(AMONG_212, [first, after], 5) == []
    assert {cell.why for cell in after.hidden} == {Why.GIVES_AWAY}


def test_two_days_cannot_be_subtracted_where_joining_is_a_dimension():
    joined = Dimension("joined", ("by May", "in June"))
    people = population((AGE, joined), (20, 1, 30, 9, 40, 7))
    may = protect(people, Cut(("age",), {"joined": frozenset({"by May"})}), PARTNERS)
    june = protect(people, Cut(("age",)), PARTNERS, [may])
    assert may.figure("young") == 20
    assert june.figure("young") is None
    assert june.figure("*") == 107
    assert reckoned_out(people, [may, june], 5) == []


def test_the_same_table_may_be_given_out_again():
    cut = Cut(("age", "gender"))
    first = protect(AMONG_212, cut, PARTNERS)
    again = protect(AMONG_212, cut, PARTNERS, [first])
    assert [cell.figure for cell in again.cells] == [cell.figure for cell in first.cells]


def test_that_nobody_is_left_is_not_told_either():
    """All three walk: with the total shown, the walkers' figure would say that nobody makes music."""
    people = population((GENDER, WISH), (0, 0, 30, 0))
    whole = protect(people, Cut(()), PARTNERS)
    walkers = protect(people, Cut((), {"wish": frozenset({"walk"})}), PARTNERS, [whole])
    assert (whole.figure(), walkers.figure()) == (30, None)


def test_what_was_given_away_before_does_not_stop_other_tables():
    people = population((AGE, GENDER, WISH), (1, 0, 10, 10, 20, 20, 30, 20, 30, 30, 20, 21))
    bare = unprotected(people, Cut(("age", "gender")), PARTNERS)
    table = protect(people, Cut(("wish",)), PARTNERS, [bare])
    assert table.hidden == ()


def test_what_everybody_knows_to_be_empty_helps_nobody():
    """No young live in the home: the row's other small cell cannot hide behind that one."""
    home = Dimension("home", ("own", "shared", "care"))
    people = population(
        (AGE, home), (20, 3, 0, 30, 30, 30, 30, 30, 30),
        impossible=({"age": frozenset({"young"}), "home": frozenset({"care"})},),
    )  # fmt: skip
    table = protect(people, Cut(("age", "home")), PARTNERS)
    reader = attacker(people.dimensions)
    reader.read(table)
    reader.learn(reader.are(("age", "home"), ("young", "care"), {}), 0, 0)
    assert reader.most(reader.are(("age", "home"), ("young", "shared"), {})) >= 5


@pytest.mark.parametrize(
    "cut", [Cut(("shoe size",)), Cut((), {"age": frozenset({"ancient"})}), Cut((), {"x": frozenset()})]
)
def test_an_unknown_table_is_refused(cut):
    with pytest.raises(Unknown):
        protect(AMONG_212, cut, PARTNERS)


def test_an_unknown_person_is_refused():
    with pytest.raises(Unknown):
        Population((AGE,), {("ancient",): 3})
    with pytest.raises(Unknown):
        Population((AGE,), {("young",): -1})


# Half of the cells are small, so that there is much to hide.
few_or_many = st.one_of(st.integers(0, 4), st.integers(5, 40))


def filled(dimensions):
    size = 1
    for dimension in dimensions:
        size *= len(dimension.values)
    return st.lists(few_or_many, min_size=size, max_size=size).map(lambda counts: population(dimensions, counts))


shapes = st.sampled_from([(PLACE,), (AGE, GENDER), (GENDER, PLACE), (GENDER, WISH, HOME)])
rules = st.sampled_from([PARTNERS, PUBLICATION, Rule(3)])


@settings(max_examples=10, deadline=None)
@given(shapes.flatmap(filled), rules)
def test_no_small_count_of_one_table_can_be_reckoned_out(people, rule):
    table = protect(people, Cut(tuple(people.places)), rule)
    assert all(people.count(cell.box) >= rule.k for cell in table.shown)
    assert reckoned_out(people, [table], rule.k) == []
    assert leaks(people, [table], rule.k) == ()


@st.composite
def requests(draw, dimensions):
    by = draw(st.lists(st.sampled_from([dimension.name for dimension in dimensions]), unique=True, max_size=2))
    where = {}
    for dimension in dimensions:
        if draw(st.booleans()):
            where[dimension.name] = frozenset(draw(st.sets(st.sampled_from(dimension.values), min_size=1)))
    return Cut(tuple(by), where)


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_no_small_count_can_be_reckoned_out_of_a_row_of_exports(data):
    people = data.draw(filled((AGE, GENDER, WISH)))
    rule = data.draw(rules)
    given_out: list[Release] = []
    for cut in data.draw(st.lists(requests(people.dimensions), min_size=2, max_size=4)):
        given_out.append(protect(people, cut, rule, given_out))
    assert reckoned_out(people, given_out, rule.k) == []


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.integers(0, 4), min_size=4, max_size=4), st.lists(requests((GENDER, WISH)), min_size=1, max_size=3)
)
def test_trying_every_world_one_by_one_tells_nothing_either(counts, cuts):
    people, rule = population((GENDER, WISH), counts), Rule(3)
    given_out: list[Release] = []
    for cut in cuts:
        given_out.append(protect(people, cut, rule, given_out))
    reader = attacker(people.dimensions)
    for release in given_out:
        reader.read(release)
    worlds = reader.worlds(most=sum(counts) + 3)
    assert tuple(counts) in worlds
    for release in given_out:
        for cell in release.hidden:
            kinds = reader.are(release.cut.by, cell.labels, release.cut.where)
            if sum(counts[at] for at in kinds) < rule.k:
                assert len({sum(world[at] for at in kinds) for world in worlds}) > 1
                assert max(sum(world[at] for at in kinds) for world in worlds) >= rule.k
    assert_no_sum_is_told(reader, given_out, counts, worlds, rule.k)


def assert_no_sum_is_told(reader, given_out, counts, worlds, k):
    """Whatever kinds of persons are added up, no sum below k is the same in every world."""
    cells = [reader.are(table.cut.by, cell.labels, table.cut.where) for table in given_out for cell in table.cells]
    told_apart = {}
    for at in range(len(counts)):
        told_apart.setdefault(tuple(at in kinds for kinds in cells), set()).add(at)
    parts = list(told_apart.values())
    for choice in range(1, 2 ** len(parts)):
        kinds = set().union(*(part for at, part in enumerate(parts) if choice >> at & 1))
        if sum(counts[at] for at in kinds) < k:
            assert len({sum(world[at] for at in kinds) for world in worlds}) > 1


def test_unprotected_tables_do_leak_to_the_same_attacker():
    """Without this the properties above could hold because the attacker is blind."""
    found = 0
    for seed in range(12):
        counts = [(seed * 7 + at * 5) % 23 for at in range(6)]
        people = population((AGE, GENDER), counts)
        found += bool(reckoned_out(people, [unprotected(people, Cut(("age", "gender")), PARTNERS)], 5))
    assert found >= 6


def test_those_of_whom_it_is_not_known_are_not_told_of_and_hide_nobody_else():
    """Three unknown: nobody else is hidden for them. A small kind among many unknown is safe, among few it is not."""
    size = Dimension("size", ("any", "small", "unknown"))
    unknown = ({"size": frozenset({"unknown"})},)

    def shown(**counts):
        people = Population((size,), {(name,): many for name, many in counts.items()}, unknown=unknown)
        whole = Release(Cut(()), PARTNERS, (Cell((), people.box({}), sum(counts.values()), Why.SHOWN),))
        release = protect(people, Cut(("size",)), PARTNERS, [whole])
        assert leaks(people, [whole, release], 5) == ()
        return [release.figure(name) for name in size.values]

    assert shown(any=20, small=9, unknown=3) == [20, 9, None]
    assert shown(any=20, small=3, unknown=9) == [20, None, None]
    assert shown(any=20, small=3, unknown=1) == [None, None, None]
