"""Insight for the network: the places that share their editions, side by side, and nothing else of anybody."""

import json
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from traedesten.audit.models import Event
from traedesten.domain.access import MAY, Denied, Role, system
from traedesten.insight import actions, gathering, queries, side_by_side, tasks
from traedesten.insight.measured import measured
from traedesten.insight.models import Edition, NetworkSharing, Reader, SharedEdition, Snapshot
from traedesten.insight.side_by_side import Compared, Place, together
from traedesten.insight.tracks import Track
from traedesten.tenancy.models import Site
from traedesten.tenancy.scope import at_site

NOW = timezone.now()
CAME = NOW.date() - timedelta(days=70)
OTHERS = ("skovby", "lundby", "havneby")
PAGE = "/s/{}/indsigt/netvaerket/"
SHARE = PAGE + "del/"
WAY, AREA = "lægerne-i-nord", "område-øst"


def tracks(counts: Sequence[int], came_on: date = CAME) -> list[Track]:
    """So many who came to each stone and no further."""
    rows = []
    for reached, many in enumerate(counts):
        days = {"contact_days": 6 if reached else None, "community_days": 20 if reached == 4 else None}
        rows += [Track(came_on=came_on, way=WAY, area=AREA, days=60, reached=reached, **days)] * many
    return rows


def a_place(slug: str, monkeypatch, *, counts: Sequence[int] = (10, 0, 0, 0, 10), came_on: date = CAME):
    """(the site, its coordinator): an edition has been given out there about so many people."""
    site = make.a_site(slug)
    by = make.a_coordinator(site, f"Hanne {slug}")
    publish(site, by, monkeypatch, counts=counts, came_on=came_on)
    return site, by


def publish(site, by, monkeypatch, *, counts: Sequence[int], came_on: date = CAME, now=NOW) -> Edition:
    monkeypatch.setattr(gathering, "tracks", lambda now: tracks(counts, came_on))
    with at_site(site):
        return actions.publish(by=by, now=now)


def share(place, is_shared: bool = True) -> None:
    site, by = place
    with at_site(site):
        actions.share_with_network(by=by, is_shared=is_shared, now=NOW)


def seen_by(site: Site) -> list[str]:
    """The places whose editions a site can read."""
    with at_site(site), transaction.atomic():
        return [row.site.slug for row in queries.shared_editions()]


def read(place, **chosen) -> str:
    site, by = place
    return make.signed_in(by.user_id).get(PAGE.format(site.slug), chosen).text


@pytest.fixture
def home(db, monkeypatch):
    return a_place("holstebro", monkeypatch)


@pytest.fixture
def others(home, monkeypatch):
    return [a_place(slug, monkeypatch, counts=(8, 0, 0, 0, 12)) for slug in OTHERS]


# --- sharing --------------------------------------------------------------------------------------------------------


def test_who_shares_sees_the_others_and_who_does_not_sees_nobody(home, others):
    share(others[0])
    share(others[1])
    assert seen_by(home[0]) == []
    text = read(home)
    assert "Del jeres, så kan I se de andres" in text and "Skovby" not in text
    share(home)
    assert seen_by(home[0]) == ["holstebro", "lundby", "skovby"]
    assert seen_by(others[0][0]) == ["holstebro", "lundby", "skovby"]
    assert seen_by(others[2][0]) == []


def test_one_button_shares_and_takes_it_back_at_once(home, others):
    share(others[0])
    site, by = home
    browser = make.signed_in(by.user_id)
    answer = browser.post(SHARE.format(site.slug), follow=True)
    assert "Tak. Nu kan I se hinandens tal." in answer.text and "Skovby" in answer.text
    assert "Holstebro" in read(others[0])
    answer = browser.post(SHARE.format(site.slug), {"stop": "1"}, follow=True)
    assert "Jeres tal er taget ud." in answer.text and "Skovby" not in answer.text
    assert "Holstebro" not in read(others[0]) and seen_by(others[0][0]) == ["skovby"]
    with at_site(site):
        assert not SharedEdition.objects.filter(site=site).exists()
        verbs = list(Event.objects.filter(verb__startswith="insight.network").values_list("verb", flat=True))
    assert sorted(verbs) == ["insight.network_kept", "insight.network_shared"]


def test_the_copy_says_what_the_edition_says_without_towns_and_workplaces(home):
    share(home)
    with at_site(home[0]):
        copy, edition = SharedEdition.objects.get(), Edition.objects.get()
    assert edition.figures["all"]["way"] and edition.figures["all"]["area"]
    assert copy.figures["all"] == {name: edition.figures["all"][name] for name in queries.FOR_NETWORK}
    told = json.dumps(copy.figures, ensure_ascii=False)
    assert WAY not in told and AREA not in told and WAY in json.dumps(edition.figures, ensure_ascii=False)
    assert set(copy.figures) == set(edition.figures) and (copy.until, copy.made_at) == (edition.until, NOW)


def test_a_new_edition_goes_on_by_itself_and_only_while_it_is_shared(home, others, monkeypatch):
    share(home)
    share(others[0])
    later = NOW + timedelta(days=95)
    for site, by in (home, others[1]):
        publish(site, by, monkeypatch, counts=(20, 0, 0, 0, 25), now=later)
    with at_site(others[0][0]):
        shared = {row.site.slug: row for row in queries.shared_editions()}
    assert set(shared) == {"holstebro", "skovby"}
    assert shared["holstebro"].until == timezone.localdate(later).replace(day=1)
    assert shared["holstebro"].figures["all"]["funnel"][0] == 45


def test_the_clock_hands_on_what_it_gives_out(home, monkeypatch):
    share(home)
    monkeypatch.setattr(gathering, "tracks", lambda now: tracks((20, 0, 0, 0, 20)))
    with at_site(home[0]):
        tasks.publish(now=NOW + timedelta(days=95))
        assert SharedEdition.objects.get().figures["all"]["funnel"][0] == 40


def test_sharing_before_there_is_an_edition_begins_with_the_first(home, monkeypatch):
    site = make.a_site("nyby")
    place = site, make.a_coordinator(site, "Rikke Sand")
    share(place)
    assert "Ingen har en opgørelse at vise endnu" in read(place) and "Lav den første opgørelse" in read(place)
    share(home)
    text = read(place)
    assert "I har ingen opgørelse endnu" in text and "Holstebro" in text
    assert "1 sted deler, hvordan det går" in text and "I er de første" not in text
    publish(*place, monkeypatch, counts=(10, 0, 0, 0, 10))
    assert seen_by(home[0]) == ["holstebro", "nyby"]


def test_sharing_twice_is_sharing_once(home):
    share(home)
    share(home)
    with at_site(home[0]):
        assert (NetworkSharing.objects.count(), SharedEdition.objects.count()) == (1, 1)


# --- walls ----------------------------------------------------------------------------------------------------------


def test_nothing_else_of_another_place_is_opened(home, others):
    share(home)
    share(others[0])
    with at_site(home[0]):
        reads = {"name": "Fonden", "expires_at": NOW + timedelta(days=9), "now": NOW}
        actions.refresh(by=home[1], now=NOW)
        actions.open_reading(by=home[1], **reads)
    with at_site(others[0][0]), transaction.atomic():
        for model in (Edition, Snapshot, Reader, NetworkSharing):
            assert not model._base_manager.filter(site=home[0]).exists()
        assert SharedEdition.objects.filter(site=home[0]).exists()
    text = read(others[0])
    assert WAY not in text and AREA not in text and "Fonden" not in text


def test_a_place_neither_writes_nor_removes_anothers(home, others):
    share(home)
    share(others[0])
    with at_site(home[0]):
        row = SharedEdition.objects.get(site=home[0])
    with at_site(others[0][0]), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select count(*) from insight_sharededition where id = %s", [row.pk])
        assert cursor.fetchone() == (1,)
        cursor.execute("update insight_sharededition set until = '2020-01-01' where id = %s", [row.pk])
        assert cursor.rowcount == 0
        cursor.execute("delete from insight_sharededition where id = %s", [row.pk])
        assert cursor.rowcount == 0
    with at_site(others[1][0]), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        SharedEdition.objects.create(site=home[0], until=CAME, figures={}, made_at=NOW)


def test_the_database_lets_nothing_out_of_a_place_that_does_not_share(home):
    with at_site(home[0]), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        SharedEdition.objects.create(site=home[0], until=CAME, figures={}, made_at=NOW)
    share(home)
    with at_site(home[0]):
        assert SharedEdition.objects.count() == 1


def test_only_coordinators_of_the_place_read_and_decide(home, others):
    share(others[0])
    site, _by = home
    guide = make.a_guide(site)
    browser = make.signed_in(guide.user_id)
    assert browser.get(PAGE.format("holstebro")).status_code == 403
    assert browser.post(SHARE.format("holstebro")).status_code == 403
    stranger = make.signed_in(others[0][1].user_id)
    assert stranger.get(PAGE.format("holstebro")).status_code == 404
    assert stranger.post(SHARE.format("holstebro")).status_code == 404
    with at_site(site):
        for by in (make.as_guide(guide), system(site.pk)):
            with pytest.raises(Denied):
                actions.share_with_network(by=by, is_shared=True, now=NOW)
        assert not NetworkSharing.objects.exists()
    assert [role for role in Role if "read_network" in MAY[role]] == [Role.COORDINATOR]
    assert make.signed_in(home[1].user_id).get(SHARE.format("holstebro")).status_code == 405


# --- figures --------------------------------------------------------------------------------------------------------


def test_a_sum_is_told_only_where_every_part_is():
    assert together([[20, 10, 8, 7, 6], [30, 20, 12, 9, 5]]) == [50, 30, 20, 16, 11]
    assert together([[20, None, 8, 7, None], [30, 20, None, 9, 5]]) == [50, None, None, 16, None]
    assert together([]) == [None] * 5


def test_what_a_place_hides_cannot_be_reckoned_from_what_they_have_together(home, others, monkeypatch):
    small = a_place("enby", monkeypatch, counts=(12, 0, 0, 0, 3))
    for place in (home, *others, small):
        share(place)
    with at_site(home[0]):
        found = side_by_side.network(queries.shared_editions(), "", home[0].pk)
    hidden = next(place for place in found.places if place.name == "Enby")
    assert hidden.funnel[0] == 15 and hidden.funnel[-1] is None
    for stone, parts in enumerate(zip(*(place.funnel for place in found.counted), strict=True)):
        assert found.together[stone] == (None if None in parts else sum(parts))
    assert found.together[0] == 95 and found.together[-1] is None
    text = read(home)
    assert "95 er blevet henvist, alle steder lagt sammen" in text
    assert ">49<" not in text and ">95<" in text
    with at_site(small[0]):
        actions.share_with_network(by=small[1], is_shared=False, now=NOW)
    assert "46 af 80 henviste er kommet med i et fællesskab" in read(home)


def test_the_page_tells_each_place_and_what_they_have_together(home, others):
    for place in (home, others[0]):
        share(place)
    text = read(home)
    assert "22 af 40 henviste er kommet med i et fællesskab, alle steder lagt sammen" in text
    assert "Det midterste tal til den første samtale er" in text
    assert (
        text.index('lang="da">Holstebro') < text.index('lang="da">Skovby')
        and text.count("(jer)") == 2
        and "Tilsammen" in text
    )
    assert text.count("Sådan tæller vi") >= 4 and "udvikling, ikke en årsag" in text


def test_the_days_are_told_from_the_quickest_to_the_slowest_of_those_that_are_shown():
    def words(*days) -> str:
        figures = [{"funnel": [9] * 5, "days": {"contact": many, "community": None}} for many in days]
        rows = [SharedEdition(site=Site(pk=at, place="By"), figures={"all": one}) for at, one in enumerate(figures)]
        return side_by_side.network(rows, "", 0).days_words

    assert words(4, 9, 7) == "Det midterste tal til den første samtale er fra 4 til 9 dage."
    assert words(1, 1) == "Det midterste tal til den første samtale er 1 dag."
    assert words(6, None).endswith("er 6 dage. Hos resten er for få nået så langt.")
    assert words(None) == "For få er nået så langt til, at vi kan vise det midterste tal."


def test_one_place_alone_is_told_so_and_adds_nothing_up(home):
    share(home)
    text = read(home)
    assert "I er de første, der deler" in text and "Holstebro" in text and "Tilsammen" not in text


def test_a_period_is_in_the_address_and_a_place_without_it_is_not_counted(home, monkeypatch):
    long_ago = a_place("skovby", monkeypatch, counts=(8, 0, 0, 0, 12), came_on=date(CAME.year - 2, 3, 3))
    share(home)
    share(long_ago)
    year = str(CAME.year)
    text = read(home, periode=year)
    assert "10 af 20 henviste" in text and "Ingen i den periode" in text
    assert "12 af 20 henviste" in read(home, periode=str(CAME.year - 2))
    for wrong in ("1999", "<script>", "all"):
        assert "22 af 40 henviste" in read(home, periode=wrong)


def changed(estimate: float, low: float, high: float, wave: str = "t1", **more) -> dict:
    row = {"course": "journeys", "instrument": "t-ils:da-2", "wave": wave, "until": "2026-07-01", "cautions": []}
    row |= {"both": 20, "enrolled": 30, "before": 7.0, "after": 7.0 + estimate, "change": [estimate, low, high]}
    return row | {"completers": None, "effect": None} | more


def compared(*rows: dict) -> Compared:
    parts = []
    for at, row in enumerate(rows):
        shared = SharedEdition(site=Site(place=f"By {at}"), figures={"all": {"changes": [row]}})
        parts.append((Place(shared, "all"), *measured([row])))
    return Compared(tuple(parts))


def test_which_way_it_went_is_said_only_where_the_interval_leaves_out_nought():
    lower, unclear, higher = changed(-1, -1.5, -0.5), changed(-1, -2.5, 0.5), changed(1, 0.5, 1.5)
    assert compared(lower).sentence == "Sidst der blev spurgt, gik det bedre hos 1 af 1 sted."
    assert compared(lower, unclear).sentence.endswith("1 af 2 steder. Hos 1 kan vi ikke se, om det har flyttet sig.")
    assert compared(lower, higher).sentence.endswith("1 af 2 steder. Hos 1 gik det den anden vej.")


def test_before_and_after_stand_with_interval_coverage_and_place(home, others):
    thin = changed(-1.2, -1.9, -0.5, effect=[-0.6, -0.9, -0.3], cautions=["low_coverage"])
    hidden = {**changed(0, 0, 0), "both": None, "enrolled": None}
    for place, row in ((home, thin), (others[0], hidden)):
        with at_site(place[0]):
            edition = Edition.objects.get()
            edition.figures["all"]["changes"] = [row]
            edition.save()
        share(place)
    text = read(home)
    assert "−1,2 (−1,9 til −0,5)" in text and "−0,60 (−0,90 til −0,30), mellem" in text
    assert "Holstebro: Under 70 % svarede begge gange." in text
    assert "For få har svaret begge gange til, at vi kan vise tal." in text
    assert "Sidst der blev spurgt, gik det bedre hos 1 af 1 sted." in text
    assert "Før og efter" not in read(home, periode=str(CAME.year)).split("</header>")[1].split("share-title")[0]


def test_the_page_asks_as_often_for_many_places_as_for_one(home, others):
    browser = make.signed_in(home[1].user_id)
    share(home)
    browser.get(PAGE.format("holstebro"))
    counts = []
    for more in ((), others):
        for place in more:
            share(place)
        with CaptureQueriesContext(connection) as asked:
            text = browser.get(PAGE.format("holstebro")).text
        assert text.count('<th scope="row"><span lang="da">') == 2 * (1 + len(more))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_way_there_is_on_the_insight_page(home):
    text = make.signed_in(home[1].user_id).get("/s/holstebro/indsigt/").text
    assert PAGE.format("holstebro") in text
