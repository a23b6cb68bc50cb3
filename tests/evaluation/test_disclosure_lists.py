"""Lists of persons, and the log of what has been given out."""

import json

import pandas as pd
import pytest

from tests.evaluation.test_disclosure import AMONG_212, PARTNERS, PUBLICATION, population, reckoned_out
from traedesten.evaluation.disclosure import Cut, Dimension, TooFew, Unknown, noted, protect, protect_list, recalled

BOTH = Cut(("age", "gender"))


def rows(people) -> pd.DataFrame:
    names = [dimension.name for dimension in people.dimensions]
    kinds = [kind for kind, count in people.counts.items() for _ in range(count)]
    return pd.DataFrame(kinds, columns=names).assign(score=range(len(kinds)))


def test_whoever_could_be_known_by_age_and_gender_gets_blanks():
    listed, table = protect_list(rows(AMONG_212), AMONG_212, BOTH, PARTNERS)
    groups = listed.groupby(["age", "gender"]).size()
    assert ("young", "f") not in groups
    assert groups.min() >= 5
    assert (len(listed), list(listed.score)) == (212, list(range(212)))
    assert reckoned_out(AMONG_212, [table], 5) == []


def test_a_list_and_a_table_cannot_be_held_against_each_other():
    by_age = protect(AMONG_212, Cut(("age",)), PARTNERS)
    alone, _ = protect_list(rows(AMONG_212), AMONG_212, BOTH, PARTNERS)
    assert by_age.figure("young") - (alone.age == "young").sum() in (1, 21)
    listed, table = protect_list(rows(AMONG_212), AMONG_212, BOTH, PARTNERS, [by_age])
    assert (listed.age == "young").sum() == 0
    assert reckoned_out(AMONG_212, [by_age, table], 5) == []


def test_a_list_of_too_few_is_not_given_out():
    people = population((Dimension("age", ("young", "old")),), (1, 2))
    with pytest.raises(TooFew):
        protect_list(rows(people), people, Cut(("age",)), PARTNERS)


def test_rows_are_not_rounded_and_must_be_those_that_were_counted():
    with pytest.raises(Unknown):
        protect_list(rows(AMONG_212), AMONG_212, BOTH, PUBLICATION)
    with pytest.raises(Unknown):
        protect_list(rows(AMONG_212).head(200), AMONG_212, BOTH, PARTNERS)


def test_the_log_brings_back_what_was_given_out_and_holds_no_small_count():
    release = protect(AMONG_212, Cut(("age",), {"gender": frozenset({"f"})}), PARTNERS)
    note = json.loads(json.dumps(noted(release)))
    assert recalled(note) == release
    assert all(cell["figure"] is None or cell["figure"] >= 5 for cell in note["cells"])
