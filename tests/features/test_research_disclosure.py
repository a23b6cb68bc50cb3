"""What exports may tell, each for itself, subtracted from one another, and laid over one another by the answers."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from random import Random
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from tests import make, research
from tests.features.test_research import table
from traedesten.audit.models import Lookup
from traedesten.domain.exports import quarter_of
from traedesten.evaluation.disclosure import TooFew, leaks, noted, recalled
from traedesten.research import actions, gathering, giving_out
from traedesten.research.models import Export
from traedesten.research.wanted import Wanted


@pytest.fixture
def other(site):
    """The second person."""
    return make.a_coordinator(site, "Grethe Holm")


@pytest.fixture
def crowd(site, by):
    return research.a_crowd(site, by)


@pytest.fixture
def now():
    return timezone.now()


# ---- Too few, and what can be reckoned out ----


def test_too_few_are_nobody_and_nothing_is_written(site, by, other, here, now):
    research.a_crowd(site, by, 4)
    request = research.approved(site, by, other)
    with pytest.raises(TooFew), transaction.atomic():
        actions.make_export(by=by, request=request, shown_at=now, now=now)
    assert not Export.objects.exists() and not Lookup.objects.filter(page="research:make_export").exists()
    assert request.locked().state == "approved"


def test_a_few_of_a_kind_are_not_told_by_it(site, by, other, crowd, here):
    for number in range(3):
        research.somebody(site, by, 20 + number, source="municipality")
    _request, export = research.made(site, by, other)
    told = [row["came_by"] for row in table(export, "persons.csv")]
    assert len(told) == 15 and "municipality" not in told


def test_a_second_export_cannot_be_subtracted_from_the_first(site, by, other, crowd, here, now):
    """All but three began in one quarter: a list of those alone would tell who the three are."""
    early = research.BEGAN - timedelta(days=120)
    for number in range(3):
        research.somebody(site, by, 30 + number, began=early)
    research.made(site, by, other)
    until = {"began_from": quarter_of(timezone.localdate(research.BEGAN))}
    request = research.approved(site, by, other, **until)
    with pytest.raises(TooFew), transaction.atomic():
        actions.make_export(by=by, request=request, shown_at=now, now=now)
    _again, same = research.made(site, by, other)
    assert same.persons == 15


def test_the_same_list_alone_could_have_been_given(site, by, other, crowd, here):
    """The control: without the first export, nothing speaks against the second."""
    early = research.BEGAN - timedelta(days=120)
    for number in range(3):
        research.somebody(site, by, 30 + number, began=early)
    since = {"began_from": quarter_of(timezone.localdate(research.BEGAN))}
    _request, export = research.made(site, by, other, **since)
    assert export.persons == 12


@dataclass(frozen=True)
class Somebody:
    subject: UUID = field(default_factory=uuid4)
    course: str = "journeys"
    joined: str = "2026Q1"
    began: str = "2026Q1"
    age_band: str = ""
    gender: str = ""
    programme: str = ""
    first_stone: str = ""
    times_together: str = ""
    came_by: str = ""


def a_town(rng: Random, many: int) -> list[Somebody]:
    quarters = [rng.choice(("2025Q3", "2025Q4", "2026Q1")) for _ in range(many)]
    return [
        Somebody(
            began=quarter,
            joined=quarter,
            gender=rng.choice(("woman", "man")),
            came_by=rng.choices(("gp", "self", "health"), (6, 4, 1))[0],
        )
        for quarter in quarters
    ]


def given(people, wishes) -> list[tuple]:
    """(shown, release) of every list that could be given, one after the other."""
    lists: list[tuple] = []
    for wish in wishes:
        try:
            lists.append(giving_out.protected(people, wish, [release for _shown, release in lists]))
        except TooFew:
            continue
    return lists


WISHES = [
    Wanted("journeys", ("came_by",)),
    Wanted("journeys", ("came_by",), began_from="2025Q4"),
    Wanted("journeys", ("gender",)),
    Wanted("journeys", ("gender", "came_by"), began_until="2025Q4"),
]


@pytest.mark.parametrize("seed", range(6))
def test_no_lists_together_tell_of_a_few(seed):
    people = a_town(Random(seed), 45)
    lists = given(people, WISHES)
    assert lists
    releases = [recalled(noted(release)) for _shown, release in lists]
    assert leaks(giving_out.population(people, releases), releases, 5) == ()


@pytest.mark.parametrize("seed", range(6))
def test_whoever_lays_two_lists_over_each_other_by_the_answers_finds_no_few(seed):
    """What all lists say of each person, side by side: whatever is told is shared by five or more."""
    people = a_town(Random(seed), 45)
    lists = given(people, WISHES)
    for (one, _), (two, _) in product(lists, lists):
        said = {}
        for person in people:
            both = one.get(person.subject), two.get(person.subject)
            if all(both):
                said.setdefault(str(both), []).append(person)
        assert all(len(those) >= 5 for those in said.values())


def test_two_lists_that_were_not_looked_at_together_would_tell():
    """The control: each for itself is right, and beside each other they name two."""
    people = [Somebody(gender="woman", came_by="gp") for _ in range(9)]
    people += [Somebody(gender="man", came_by="self") for _ in range(9)]
    people += [Somebody(gender="woman", came_by="self") for _ in range(2)]
    wishes = [Wanted("journeys", (name,)) for name in ("gender", "came_by")]
    alone = [giving_out.protected(people, wish, [])[0] for wish in wishes]
    told = [one for one in people if alone[0][one.subject] and alone[1][one.subject]]
    assert sum((one.gender, one.came_by) == ("woman", "self") for one in told) == 2
    beside = given(people, wishes)[1][0]
    assert not any(beside[one.subject].get("came_by") == "self" for one in people)


def test_one_more_who_joined_is_not_told_of(site, by, other, crowd, here):
    """Whole quarters: who joined this quarter is in no export before it is over."""
    research.somebody(site, by, 50, began=timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0))
    assert len(gathering.people(timezone.now())) == len(crowd)
    later = timezone.now() + timedelta(days=100)
    assert len(gathering.people(later)) == len(crowd) + 1
