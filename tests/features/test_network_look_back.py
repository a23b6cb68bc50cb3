"""The network's view of the look back: walls, figures by hand, and what a place hides."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from tests import make
from tests.features.test_insight_network import OTHERS, a_place, publish, share
from tests.features.test_insight_network import read as read_figures
from traedesten.evaluation.stratified import Stratum
from traedesten.gathering.look_back import How
from traedesten.insight import actions, look_back_network, look_back_words, queries
from traedesten.insight.look_back_placed import stratum
from traedesten.insight.models import Edition, SharedEdition
from traedesten.matching import actions as matching
from traedesten.matching.look_back import DIMENSIONS
from traedesten.tenancy.models import Site
from traedesten.tenancy.scope import at_site

NOW = timezone.now()
PAGE = "/s/{}/indsigt/netvaerket/forslag/"
SPAN = {"since": "2025-06-01T05:00:00+00:00", "until": "2026-06-01T05:00:00+00:00", "is_told": True}
NOTHING = {**SPAN, "is_told": False}
NOBODY = {"*": {"": [0, 0]}, **{name: {} for name in DIMENSIONS}}
WENT = dict.fromkeys(("groups", "began", "stayed", "onward", "came", "marks"), 0)


def guides(all_of=40, followed=30, settled=12, placed=None, **counts) -> dict:
    became = {"*": all_of, "followed": followed, "settled": settled, "declined": 8, "withdrawn": 2, "passed_over": 0}
    return {**SPAN, "became": became | {"withdrawn": 0} | counts, "placed": placed or NOBODY}


def groups(*, dropped=6, moved=9, why=((("time_place", 6),), (("own_wish", 9),)), went=None, placed=None) -> dict:
    """``why``: the reasons for turning down, and for moving."""
    became = {"*": 30, "followed": 18, "made": 10, "made_changed": 8, "dropped": dropped, "put_away": 6}
    told = {"became": became, "moved": moved, "placed": placed or NOBODY}
    told |= {name: [list(row) for row in rows] for name, rows in zip(("why_dropped", "why_moved"), why, strict=True)}
    return {**SPAN, **told, "went": dict.fromkeys(How, WENT) | (went or {})}


def stones(**counts) -> dict:
    became = {"*": 50, "settled": 20, "on_the_way": 10, "other": 5, "left": 5, "suggested": 10}
    return {**SPAN, "became": became | counts}


def gender(women, men, everybody=None) -> dict:
    """[placed, of so many] of each, and of everybody."""
    sums = everybody or (women[0] + men[0], women[1] + men[1])
    return NOBODY | {"*": {"": list(sums)}, "gender": {"woman": list(women), "man": list(men)}}


def told(**parts) -> dict:
    nothing = {
        kind: {**one(), **NOTHING} for kind, one in (("guides", guides), ("stones", stones), ("groups", groups))
    }
    nothing = {kind: {**part, "became": dict.fromkeys(part["became"], 0)} for kind, part in nothing.items()}
    return nothing | parts


def shared(place: str, look_back: dict | None, pk: int = 0) -> SharedEdition:
    figures = {"funnel": [], "days": {}} | ({"look_back": look_back} if look_back else {})
    return SharedEdition(site=Site(pk=pk, place=place), site_id=pk, figures={"all": figures})


def network(*look_backs: dict | None) -> look_back_network.Network:
    rows = [shared(f"By {at}", one, at + 1) for at, one in enumerate(look_backs)]
    return look_back_network.network(rows, 1)


def became(found, kind: str):
    return next(one for one in found.became if one.kind == kind)


def placed(found, kind: str = "guides"):
    return next(one for one in found.placed if one.kind == kind)


# --- are they followed? --------------------------------------------------------------------------------------------


def test_what_all_places_show_is_added_up():
    found = network(told(guides=guides()), told(guides=guides(all_of=20, followed=12, settled=5)))
    assert became(found, "guides").together == [60, 42, 17, 16, 0, 0]
    assert look_back_words.lead(found) == "Guiderne sagde ja til 42 af 60 spørgsmål."


def test_one_part_hidden_and_there_is_no_sum():
    found = network(told(guides=guides()), told(guides=guides(followed=None, settled=None)))
    one = became(found, "guides")
    assert one.together == [80, None, None, 16, 0, 0] and one.has_hidden
    assert [bar.label for bar in one.drawn] == ["By 0"]
    assert look_back_words.lead(found) == "Hvor ofte guiderne sagde ja, kan kun ses sted for sted."


def test_how_many_groups_were_made_and_how_many_were_changed_first():
    found = network(told(groups=groups()), told(groups=groups()))
    said = look_back_words.BecameSaid(became(found, "groups"))
    assert said.sentence == "36 af 60 foreslåede grupper blev lavet. Før det blev 16 af dem ændret."
    assert len(said.heads) == len(became(found, "groups").together)


def test_the_places_that_are_not_in_it_are_named_with_the_reason():
    few = told(guides={**guides(None, None, None), **NOTHING})
    found = network(told(guides=guides()), None, few, told())
    assert [(row.place.name, row.why) for row in became(found, "guides").left_out] == [
        ("By 1", "old"),
        ("By 2", "few"),
        ("By 3", "none"),
    ]
    said = look_back_words.BecameSaid(became(found, "guides")).left_out
    assert [why for _place, why in said] == ["ikke med i denne udgave", "for få til at vise", "ingen endnu"]


def test_reasons_are_added_up_where_no_place_hides_any():
    dropped, moved = (("time_place", 6),), (("own_wish", 5), ("knows_them", None), ("together", None))
    one, other = groups(why=(dropped, moved)), groups(dropped=None, why=((), (("own_wish", 9),)))
    (_first, alone), (_second, hidden), (nowhere, sums) = network(told(groups=one), told(groups=other)).reasons
    assert nowhere is None
    assert alone == [("time_place", 6, 0), ("own_wish", 0, 5), ("knows_them", 0, None), ("together", 0, None)]
    assert hidden == [("own_wish", None, 9)]
    assert (sums[0], sums[2]) == (("own_wish", None, 14), ("time_place", None, 0))


def test_how_groups_went_at_each_place_and_together():
    went = {"proposed": {**WENT, "groups": 6, "began": 40, "stayed": 30, "onward": 20, "came": 90, "marks": 100}}
    fewer = {"proposed": {**WENT, "groups": None, "began": 10, "stayed": 5, "onward": None, "came": 60, "marks": 100}}
    rows = network(told(groups=groups(went=went)), told(groups=groups(went=fewer)), told(groups=groups())).went
    assert [place and place.name for place, _rows in rows] == ["By 0", "By 1", None]
    both = rows[-1][1][0]
    assert (both.groups, both.began, both.attended.share, both.stayed.share) == (None, 50, 75, 70)
    assert both.onward.number is None and rows[0][1][0].onward.share == 50


# --- is anybody placed less? ---------------------------------------------------------------------------------------


def test_many_of_one_kind_at_a_place_where_few_are_placed_does_not_look_like_bias():
    """Nine of ten are placed at the one and one of ten at the other, women and men alike."""
    found = placed(
        network(
            told(guides=guides(placed=gender((90, 100), (9, 10)))),
            told(guides=guides(placed=gender((1, 10), (10, 100)))),
        )
    )
    men = dict(found.dimensions)["gender"][0]
    assert (men.code, men.number, men.share, men.places) == ("man", 110, 17, 2)
    assert men.difference.estimate == 0 and not men.is_less and not found.less


def test_a_group_that_is_placed_less_everywhere_is_found():
    one = told(guides=guides(placed=gender((40, 50), (20, 50))))
    found = network(one, one)
    assert [(name, row.code) for name, row in placed(found).less] == [("gender", "man")]
    assert look_back_words.headline(found) == "Nogen bliver sjældnere placeret end andre"
    said = look_back_words.PlacedSaid(placed(found))
    assert said.sentence.endswith("får de her sjældnere en guide: Mand.")
    assert dict(placed(found).dimensions)["gender"][0].words == "−40 (−52 til −27)"
    assert [row.is_less for row in said.drawn] == [True, False]


def test_nobody_tells_how_many_were_placed():
    found = network(told(guides=guides()))
    assert (
        not placed(found).lines
        and look_back_words.PlacedSaid(placed(found)).overall == "Ingen steder viser det endnu."
    )
    assert look_back_words.headline(found).startswith("Der er for få til at se")
    assert look_back_words.headline(network(told(), None)) == "Der er ingen forslag at se tilbage på endnu"


def test_a_group_is_compared_with_the_others_that_are_told():
    three = {"man": [None, 9], "other": [5, 10], "woman": [20, 30]}
    assert stratum(three, "other") == Stratum(5, 10, 20, 30)
    assert stratum(three, "man") is None


def test_a_place_that_hides_a_group_is_not_in_the_comparison_of_it():
    hidden, clear = gender((20, 30), (None, None), everybody=(30, 43)), gender((20, 30), (10, 30))
    found = placed(network(told(guides=guides(placed=hidden)), told(guides=guides(placed=clear))))
    men, women = dict(found.dimensions)["gender"]
    assert (men.places, men.number, women.places, women.number) == (1, 30, 2, 60)
    assert [line.place.name for line in found.hides] == ["By 0"] and found.everybody.number == 103


# --- pages and walls -----------------------------------------------------------------------------------------------


@pytest.fixture
def home(db, monkeypatch):
    return a_place("holstebro", monkeypatch)


@pytest.fixture
def others(home, monkeypatch):
    return [a_place(slug, monkeypatch) for slug in OTHERS]


def tell(place, look_back: dict | None) -> None:
    """Have the newest edition of a place say this, and share it."""
    with at_site(place[0]):
        edition = Edition.objects.get()
        edition.figures["all"].pop("look_back")
        edition.figures["all"] |= {"look_back": look_back} if look_back else {}
        edition.save()
    share(place)


def read(place) -> str:
    site, by = place
    answer = make.signed_in(by.user_id).get(PAGE.format(site.slug), follow=True)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


FULL = told(
    guides=guides(placed=gender((40, 50), (20, 50))),
    stones=stones(),
    groups=groups(
        went={"proposed": {**WENT, "groups": 6, "began": 40, "stayed": 30, "onward": 20, "came": 90, "marks": 100}},
        placed=gender((20, 30), (None, None), everybody=(30, 43)),
    ),
)


def test_who_does_not_share_sees_nothing_and_is_seen_by_nobody(home, others):
    for place in (home, others[0]):
        tell(place, FULL)
    share(others[0], is_shared=False)
    text = read(others[0])
    assert "Del jeres, så kan I se de andres" in text and "Holstebro" not in text.split("</header>")[-1]
    assert "Skovby" not in read(home)
    tell(others[1], FULL)
    assert "Lundby" in read(home) and "Holstebro" in read(others[1])


def test_only_coordinators_of_the_place_read_it(home, others):
    tell(home, FULL)
    address = PAGE.format("holstebro")
    assert make.signed_in(make.a_guide(home[0]).user_id).get(address).status_code == 403
    assert make.signed_in(others[0][1].user_id).get(address).status_code == 404


def test_the_page_tells_first_whether_anybody_is_placed_less(home, others):
    tell(home, FULL)
    tell(others[0], told(guides=guides(placed=gender((40, 50), (20, 50)))))
    tell(others[1], None)
    text = read(home)
    head, rest = text.split("</header>")[-2:]
    assert "Nogen bliver sjældnere placeret end andre" in head and "60 af 80 spørgsmål" in head
    assert "udvikling, ikke en årsag" in head and "(jer)" in rest
    for said in ("Lundby</span> (ikke med i denne udgave)", "Tilsammen", "−40 (−52 til −27)", "70 procent"):
        assert said in text, said
    assert "Tiden eller stedet passer ikke" in rest and "Hvordan grupperne gik" in rest
    with translation.override("en"):
        site, by = home
        english = make.signed_in(by.user_id).get(PAGE.format(site.slug), HTTP_ACCEPT_LANGUAGE="en").text
    assert "Some people are placed less often than others" in english


def test_alone_with_nothing_to_tell_and_without_an_edition(home):
    share(home)
    text = read(home)
    assert "Der er ingen forslag at se tilbage på endnu" in text and "De andre dukker op her" in text
    assert "ingen endnu" in text
    site = make.a_site("nyby")
    place = site, make.a_coordinator(site, "Rikke Sand")
    share(home, is_shared=False)
    share(place)
    assert "Ingen har en opgørelse at vise endnu" in read(place)


def test_it_asks_as_often_for_many_places_as_for_one(home, others):
    browser, counts = make.signed_in(home[1].user_id), []
    tell(home, FULL)
    browser.get(PAGE.format("holstebro"))
    for more in ((), others):
        for place in more:
            tell(place, FULL)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(PAGE.format("holstebro")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_ways_there(home):
    site, by = home
    browser = make.signed_in(by.user_id)
    looks = [reverse(f"{room}:look_back", args=[site.slug]) for room in ("matching", "gathering")]
    assert not any(PAGE.format(site.slug) in browser.get(address).text for address in looks)
    tell(home, FULL)
    assert all(PAGE.format(site.slug) in browser.get(address).text for address in looks)
    assert PAGE.format(site.slug) in read_figures(home)


# --- from real proposals to an edition -----------------------------------------------------------------------------


def test_an_edition_says_what_became_of_real_proposals_and_stands_for_a_year(home, monkeypatch):
    site, by = home
    with at_site(site):
        Edition.objects.all().delete()
    guide = make.a_guide(site, capacity=40)
    for number in range(12):
        journey = make.a_journey(site, stage="waiting", now=NOW - timedelta(days=number + 1))
        with at_site(site):
            row = matching.ask_guide(by=by, journey=journey, volunteer=guide, now=NOW)
            if number < 7:
                matching.accept_request(by=make.as_guide(guide), request=row, now=NOW)
            elif number < 12:
                matching.decline_request(by=make.as_guide(guide), request=row, now=NOW)
    first = publish(site, by, monkeypatch, counts=(10, 0, 0, 0, 10), now=NOW).figures["all"]["look_back"]
    assert first["guides"]["became"] == {
        **{"settled": 0, "accepted": 7, "followed": 7, "declined": 5, "withdrawn": 0},
        **{"*": 12, "passed_over": 0},
    }
    assert first["guides"]["placed"]["*"] == {"": [7, 12]}
    assert not first["stones"]["is_told"] and not first["groups"]["is_told"]
    with at_site(site):
        matching.withdraw_request(
            by=by, request=matching.pass_over(by=by, journey=journey, volunteer=guide, now=NOW), now=NOW
        )
    later = NOW + timedelta(days=95)
    second = publish(site, by, monkeypatch, counts=(20, 0, 0, 0, 25), now=later).figures["all"]["look_back"]
    assert second["guides"] == first["guides"] and second["stones"]["until"] == later.isoformat()
    much_later = NOW + timedelta(days=370)
    third = publish(site, by, monkeypatch, counts=(30, 0, 0, 0, 35), now=much_later).figures["all"]["look_back"]
    assert not third["guides"]["is_told"], "everything was a year ago"
    with at_site(site):
        actions.share_with_network(by=by, is_shared=True, now=much_later)
        assert queries.shared_editions().get().figures["all"]["look_back"] == third
