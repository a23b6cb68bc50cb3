"""The tables of the demo's offers: whole, believable, and only of codes the field knows."""

import re
from datetime import date

import pytest

from traedesten.demo import communities, places
from traedesten.demo.offers.rows import LOOK_AHEAD, ZONE, Change, one_offs, regulars, season_around
from traedesten.domain.geo import haversine_km
from traedesten.domain.schedules import occurrences
from traedesten.domain.taxonomy import KEYS, THEMES
from traedesten.domain.terms import (
    CAPACITIES,
    DOINGS,
    GROUP_SIZES,
    HOLDING,
    HOLDS,
    LANGUAGES,
    OFFER_KINDS,
    PACES,
    SIGN_UPS,
)

SITES = {"holstebro": (places.HOLSTEBRO, communities.HOLSTEBRO), "aarhus": (places.AARHUS, communities.AARHUS)}
ALL = (*communities.HOLSTEBRO, *communities.AARHUS)
TODAY = date(2026, 11, 24)

KNOWN = {
    "Café Nygade": ("practice", (2, 5)),
    "Selvhjælpsgruppe for unge med langvarig sygdom": ("self_help_group", (1,)),
    "Selvhjælpsgruppe mod ensomhed": ("self_help_group", (3,)),
    "Gågruppen ved søen": ("lasting", (0, 3)),
    "Herreværelset": ("practice", (2,)),
    "Strikkecaféen": ("lasting", (1,)),
    "Onsdagskoret": ("lasting", (2,)),
    "Fællesspisning i sognehuset": ("lasting", (3, 3)),
    "Brætspil i baghuset": ("practice", (3,)),
    "Aflastningscaféen": ("relief", (4,)),
    "Pårørendegruppen": ("relief", (0,)),
    "Vinderup Cykelhold 60+": ("lasting", (1,)),
    "Hverdagscaféen i Vinderup": ("practice", (3,)),
    "Nørklerne i Ulfborg": ("lasting", (2,)),
    "Skovens venner": ("practice", (5,)),
    "Vemb Fællessang": ("lasting", (0,)),
    "Sprogcaféen": ("lasting", (5,)),
    "Ungerådgivningen": ("professional", (0, 2)),
    "Folkestedet, mandagscaféen": ("practice", (0,)),
    "Læsekredsen på Dokk1": ("lasting", (2,)),
    "Køkkenholdet i Brabrand": ("lasting", (1,)),
    "Havefællesskabet i Viby": ("practice", (5,)),
    "Skak og kaffe": ("lasting", (1,)),
    "Bugtens Kor": ("lasting", (3,)),
    "Pusterummet": ("relief", (4,)),
}
"""Those the stories refer to: their kind and weekdays, seen from a Tuesday."""


def test_there_are_enough_of_them():
    assert len(communities.HOLSTEBRO) >= 105
    assert len(communities.AARHUS) >= 45


def test_those_the_stories_tell_of_are_as_they_were():
    found = {offer.name: (offer.kind, tuple(at.weekday(TODAY) for at in offer.times)) for offer in ALL}
    assert {name: found[name] for name in KNOWN} == KNOWN


def test_names_are_told_apart():
    for _town, offers in SITES.values():
        names = [offer.name for offer in offers]
        assert len(set(names)) == len(names)


def test_no_two_share_a_telephone_or_an_address():
    contacts = [offer.contact for offer in ALL]
    assert all(re.fullmatch(r"\+4561\d{6}", phone) for _name, phone, _email in contacts)
    assert all(re.fullmatch(r"[a-z.]+@example\.org", email) for _name, _phone, email in contacts)
    assert len({phone for _name, phone, _email in contacts}) == len({contact[2] for contact in contacts}) == len(ALL)


def test_every_theme_and_kind_is_there():
    themes = {theme for offer in ALL for theme in offer.themes}
    assert {f"{first}.{second}" for first in THEMES for second in THEMES[first]} - themes == set()
    assert themes <= set(KEYS)
    assert {offer.kind for offer in ALL} == set(OFFER_KINDS)


@pytest.mark.parametrize(
    ("name", "codes"),
    [("pace", PACES), ("doing", DOINGS), ("size", GROUP_SIZES), ("capacity", CAPACITIES), ("sign_up", SIGN_UPS)],
)
def test_every_code_is_used_and_no_other(name, codes):
    assert {getattr(offer, name) for offer in ALL} - {""} == set(codes)


def test_languages_and_what_they_hold_are_codes():
    assert {code for offer in ALL for code in offer.languages} == set(LANGUAGES)
    assert {code for offer in ALL for code in offer.holds} == set(HOLDS)
    assert {answer for offer in ALL for answer in offer.holds.values()} == set(HOLDING)


def test_words_are_short_and_there():
    assert [offer.name for offer in ALL if not 20 <= len(offer.about) <= 250 or len(offer.name) > 100] == []
    assert [offer.name for offer in ALL if len(offer.can_hold) > 250] == []


def test_ages_prices_and_people_are_possible():
    for offer in ALL:
        assert (offer.minimum_age or 0) < (offer.maximum_age or 120)
        assert 0 <= offer.price <= 100
        assert offer.gender in ("", "woman", "man")


@pytest.mark.parametrize("slug", SITES)
def test_every_venue_lies_near_its_town(slug):
    town, offers = SITES[slug]
    points = {name: (latitude, longitude) for name, _code, latitude, longitude in town.areas}
    far = [o.venue.name for o in offers if haversine_km(o.venue.point, points[o.venue.area]) > 6]
    assert far == []
    assert {offer.venue.area for offer in offers} == set(points)
    assert "Holstebro" in {offer.venue.town for offer in offers} or slug == "aarhus"


def test_some_are_fresh_some_are_stale_and_some_never_answered_for():
    ages = [offer.confirmed for offer in ALL]
    fresh = [age for age in ages if age is not None and age <= 120]
    assert len(fresh) > len(ages) * 0.8
    assert any(age is not None and age > 120 for age in ages)
    assert None in ages
    assert [offer.name for offer in ALL if (offer.confirmed or 0) > offer.opened] == []


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 7, 15), TODAY, date(2027, 1, 1)])
def test_all_that_have_times_meet_within_a_year(today):
    for offer in ALL:
        seasons = regulars(offer, today)
        first = max([today, *(regular.valid_from or today for regular in seasons)])
        found = occurrences(seasons, one_offs(offer, today), first, first + LOOK_AHEAD / 2, zone=ZONE)
        assert found or not offer.times, offer.name


def test_changes_are_days_to_come():
    changed = [offer for offer in ALL if offer.changes]
    found = {change.kind for offer in changed for change in one_offs(offer, TODAY)}
    assert found == {"cancelled", "moved", "extra"}
    assert all(change.on >= TODAY for offer in changed for change in one_offs(offer, TODAY))
    assert all(isinstance(change, Change) and change.words for offer in changed for change in offer.changes)


@pytest.mark.parametrize(
    ("today", "season", "expected"),
    [
        (date(2026, 7, 15), ("09-01", "05-31"), (date(2026, 9, 1), date(2027, 5, 31))),
        (date(2026, 2, 1), ("09-01", "05-31"), (date(2025, 9, 1), date(2026, 5, 31))),
        (date(2026, 11, 24), ("04-01", "10-31"), (date(2027, 4, 1), date(2027, 10, 31))),
        (date(2026, 5, 31), ("09-01", "05-31"), (date(2025, 9, 1), date(2026, 5, 31))),
    ],
)
def test_the_season_that_runs_or_the_next(today, season, expected):
    assert season_around(season, today) == expected
