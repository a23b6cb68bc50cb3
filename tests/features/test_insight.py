"""Insight: from real journeys to figures, the pages that show them, and who may see which."""

import io
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from tests import make
from tests.crowd import multiply, rows_about
from tests.features.conftest import BACKEND
from traedesten.domain.access import Denied, system
from traedesten.insight import actions, gathering, tasks
from traedesten.insight.models import Edition, Reader, Snapshot
from traedesten.insight.tracks import Track
from traedesten.journeys import actions as journeys
from traedesten.referrals import actions as referrals
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

BEGAN = (timezone.now() - timedelta(days=70)).replace(hour=10, minute=0, second=0, microsecond=0)
NOW = BEGAN + timedelta(days=60)


def later(days: int):
    return BEGAN + timedelta(days=days)


def path(name: str, *rest) -> str:
    return reverse(f"insight:{name}", args=["holstebro", *rest])


def somebody_settles(site, guide, offer, *, on: int, **card):
    """Referred and spoken with on day 0, settled on day ``on``."""
    journey = make.a_journey(site, stage="walking", guide=guide, now=BEGAN, **card)
    with at_site(site):
        by = make.as_guide(guide)
        stone = journeys.lay_stone(by=by, journey=journey, offer=offer, is_chosen=True, now=later(3))
        journeys.report_visit(by=by, introduction=stone, with_guide=True, felt=4, now=later(on - 1))
        journeys.settle(by=by, introduction=stone, now=later(on))
    return journey


@pytest.fixture
def four(site, coordinator):
    """One settles on day 20, one stops on day 9, one waits, one is declined on day 3."""
    guide, offer = make.a_guide(site), make.an_offer(site)
    somebody_settles(site, guide, offer, on=20)
    stops = make.a_journey(site, stage="walking", guide=guide, now=BEGAN)
    make.a_journey(site, stage="waiting", now=BEGAN)
    declined = make.a_referral(site, now=BEGAN)
    with at_site(site):
        journeys.end_journey(by=make.as_guide(guide), journey=stops, outcome="stopped", now=later(9))
        no = {"reason": "elsewhere", "may_tell_reason": False}
        referrals.decline_referral(by=coordinator, referral=declined, now=later(3), **no)
    return site


def refreshed(site, by) -> Snapshot:
    with at_site(site):
        return actions.refresh(by=by, now=NOW)


def test_four_ways_counted_by_hand(four, coordinator):
    figures = refreshed(four, coordinator).figures
    assert figures["funnel"] == [4, 2, 1, 1, 1]
    assert figures["left"] == 2
    curve = figures["curves"]["community"]
    assert [step[:2] for step in curve["steps"]] == [[20, 0.25]]
    assert [step[:2] for step in curve["left_steps"]] == [[3, 0.25], [9, 0.5]]
    assert figures["waiting"] == {"bands": [0, 0, 0, 1], "longest": 60}
    assert figures["silence"] == {"n": 1, "of": 1, "days": 14}
    assert figures["stones"] == [["practice", 1, 1, 1]]
    assert figures["ways"] == [["relative", [4, 2, 1, 1, 1]]]


def test_the_day_a_place_became_ones_own_is_kept_when_the_row_changes_later(site, coordinator):
    guide, offer = make.a_guide(site), make.an_offer(site)
    journey = somebody_settles(site, guide, offer, on=20)
    with at_site(site):
        stone = journey.introductions.get()
        journeys.report_visit(by=make.as_guide(guide), introduction=stone, with_guide=False, felt=4, now=later(50))
        assert gathering.tracks(NOW)[0].community_days == 20


def test_a_held_card_is_not_counted_before_it_is_let_in(site, coordinator):
    held = make.a_referral(site, now=BEGAN, suspicions=["too_fast"])
    with at_site(site):
        assert gathering.tracks(NOW) == []
        referrals.release_referral(by=coordinator, referral=held, now=NOW)
        assert len(gathering.tracks(NOW)) == 1


def test_the_coordinator_reads_the_sentence_first(client, four, coordinator):
    refreshed(four, coordinator)
    text = client.get(path("insight")).content.decode()
    assert "1 af 4 henviste står i dag i et fællesskab" in text
    assert "1 er stadig på vej, og 2 er stoppet før." in text
    assert "Frida" not in text and "Sådan tæller vi" in text


def test_nothing_is_prepared_yet_and_the_button_does_it(client, four, coordinator):
    assert "Tallene er ikke gjort op endnu" in client.get(path("insight")).content.decode()
    answer = client.post(path("refresh"), follow=True)
    assert "Tallene er gjort op lige nu." in answer.content.decode()
    assert "1 af 4 henviste" in answer.content.decode()


def test_filters_are_in_the_address_and_wrong_ones_are_everybody(client, four, coordinator):
    make.a_referral(four, now=BEGAN, source="self")
    refreshed(four, coordinator)
    assert "0 af 1 henvist står" in client.get(path("insight"), {"del": "way:self"}).content.decode()
    year = str(BEGAN.year)
    assert "1 af 5 henviste" in client.get(path("insight"), {"periode": year}).content.decode()
    wrong = client.get(path("insight"), {"periode": "1999'", "del": "way:<script>"}).content.decode()
    assert "1 af 5 henviste" in wrong and "<script>" not in wrong


def test_guides_and_strangers_do_not_see_it(four, coordinator):
    guide, client = make.a_guide(four, "Knud Holm"), Client()
    client.force_login(User.objects.get(pk=guide.user_id), backend=BACKEND)
    for name in ("insight", "sharing", "preview", "report"):
        assert client.get(path(name)).status_code == 403
    assert Client().get(path("summary")).status_code == 410
    assert Client().get(path("summary_report")).status_code == 410
    with at_site(four), pytest.raises(Denied):
        actions.refresh(by=make.as_guide(guide), now=NOW)


def test_the_clock_prepares_and_gives_out(four):
    with at_site(four):
        tasks.refresh(now=NOW)
        tasks.publish(now=NOW)
        assert Snapshot.objects.filter(period="all", part="").get().as_of == NOW
        assert Edition.objects.get().until == timezone.localdate(NOW).replace(day=1)
        again = actions.publish(by=system(four.pk), now=NOW + timedelta(hours=1))
        assert again.pk == Edition.objects.get().pk


def test_preparing_again_leaves_nothing_behind(four, coordinator):
    make.a_referral(four, now=BEGAN, source="self")
    refreshed(four, coordinator)
    with at_site(four):
        before = Snapshot.objects.count()
        actions.refresh(by=coordinator, now=NOW + timedelta(hours=1))
        assert Snapshot.objects.count() == before
        assert set(Snapshot.objects.values_list("as_of", flat=True)) == {NOW + timedelta(hours=1)}


# --- readers outside the house --------------------------------------------------------------------------------------


@pytest.fixture
def crowd(site, coordinator, monkeypatch):
    """Twelve from one workplace and twelve who wrote themselves, half of each settled, all before this month."""
    with at_site(site):
        unit = referrals.add_unit(by=coordinator, name="Rehabilitering", kind="health", now=BEGAN)
        came = {"came_on": BEGAN.date(), "area": "", "days": 60}
        home = {**came, "reached": 4, "contact_days": 6, "community_days": 20}
        tracks = [
            Track(**how, way=way) for way in (str(unit.pk), "self") for how in (home, {**came, "reached": 0})
        ] * 6
        monkeypatch.setattr(gathering, "tracks", lambda now: tracks)
        actions.publish(by=coordinator, now=timezone.now())
        reading = {"name": "Styregruppen", "expires_at": timezone.now() + timedelta(days=30)}
        reader = actions.open_reading(by=coordinator, now=timezone.now(), **reading)
    return unit, reader


def come_in(reader) -> Client:
    visitor = Client()
    answer = visitor.get(path("enter_summary", reader.token))
    assert answer.status_code == 302 and reader.token not in answer.url
    return visitor


def test_the_steering_group_reads_counts_and_no_small_ones(crowd):
    _unit, reader = crowd
    text = come_in(reader).get(path("summary")).content.decode()
    assert "12 af 24 henviste er kommet med i et fællesskab" in text
    assert "vises ikke" in text
    assert not re.search(r'is-number">[1-4]<', text)
    assert "Frida" not in text


def test_a_closed_link_and_one_that_has_run_out_open_nothing(site, coordinator, crowd):
    _unit, reader = crowd
    visitor = come_in(reader)
    with at_site(site):
        actions.close_reading(by=coordinator, reader=reader, now=timezone.now())
        past = timezone.now() - timedelta(days=1)
        expired = actions.open_reading(by=coordinator, name="Fonden", expires_at=past, now=past)
    assert visitor.get(path("summary")).status_code == 410
    assert visitor.get(path("summary_report")).status_code == 410
    assert Client().get(path("enter_summary", expired.token)).status_code == 410


def test_a_reader_reaches_nothing_else(crowd):
    visitor = come_in(crowd[1])
    for name in ("insight", "sharing", "preview", "report"):
        assert visitor.get(path(name)).status_code == 302


def test_a_workplace_sees_its_own(crowd):
    unit, _reader = crowd
    text = Client().get(path("unit_summary", unit.token)).content.decode()
    assert "6 af de 12, I har henvist, er kommet med i et fællesskab" in text
    assert Client().get(path("unit_summary", "x" * 32)).status_code == 410


def test_a_workplace_with_few_is_told_kindly(site, coordinator, crowd):
    with at_site(site):
        small = referrals.add_unit(by=coordinator, name="Lille", kind="gp", now=BEGAN)
    text = Client().get(path("unit_summary", small.token)).content.decode()
    assert "Vi kan ikke vise tal for jer endnu" in text


def test_the_coordinator_gives_a_link_sees_what_they_see_and_closes_it(client, site, crowd):
    answer = client.post(path("sharing"), {"name": "Fonden", "months": "3"}, follow=True)
    with at_site(site):
        reader = Reader.objects.get(made_at=max(Reader.objects.values_list("made_at", flat=True)))
    assert reader.token in answer.content.decode()
    assert "12 af 24 henviste" in client.get(path("preview")).content.decode()
    client.post(path("close_reading", reader.pk))
    assert Client().get(path("enter_summary", reader.token)).status_code == 410
    assert client.post(path("sharing"), {"name": "", "months": "3"}).status_code == 422


def test_before_there_is_an_edition_one_is_made_first(client, four, coordinator):
    assert client.get(path("preview")).status_code == 302
    assert client.get(path("report")).status_code == 302
    assert "Opgørelsen er klar" in client.post(path("publish"), follow=True).content.decode()
    assert client.get(path("preview")).status_code == 200


def test_the_report_is_read_as_it_is_written(crowd):
    answer = come_in(crowd[1]).get(path("summary_report"))
    assert answer["Content-Type"] == "application/pdf"
    pdf = PdfReader(io.BytesIO(answer.content))
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "da" and root["/MarkInfo"]["/Marked"]
    assert pdf.metadata.title == "12 af 24 henviste er kommet med i et fællesskab"
    kinds = [element["/S"] for element in _elements(root["/StructTreeRoot"])]
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= set(kinds)
    figures = [element for element in _elements(root["/StructTreeRoot"]) if element["/S"] == "/Figure"]
    assert all("Med i et fællesskab: 12" in element["/Alt"] for element in figures)
    text = "".join(page.extract_text() for page in pdf.pages)
    assert "Rehabilitering" in text and "Tallene viser en udvikling, ikke en årsag." in text


def _elements(node):
    """The elements of the structure tree, in reading order."""
    node = node.get_object()
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object()
        if hasattr(child, "get") and "/S" in child:
            yield child
            yield from _elements(child)


def test_every_drawing_is_told_in_words(client, site, coordinator, crowd):
    refreshed(site, coordinator)
    for page in (client.get(path("insight")), client.get(path("preview"))):
        told = 0
        for drawing in re.findall(r"<svg.*?</svg>", page.content.decode(), re.S):
            svg = ElementTree.fromstring(drawing)
            if svg.get("aria-hidden") == "true":
                continue
            names = {element.get("id"): element.text for element in svg if element.tag in ("title", "desc")}
            assert svg.get("role") == "img" and set(svg.get("aria-labelledby").split()) == set(names)
            assert all(text and text.strip() for text in names.values())
            told += 1
        assert told
        assert " style=" not in page.content.decode()


def test_the_page_asks_as_often_for_twenty_as_for_one(client, site, coordinator):
    journey = somebody_settles(site, make.a_guide(site, capacity=99), make.an_offer(site), on=20)
    client.get(path("insight"))
    counts = []
    for more in (0, 19):
        with at_site(site):
            multiply(rows_about(journey), more)
        with CaptureQueriesContext(connection) as preparing:
            figures = refreshed(site, coordinator).figures
        with CaptureQueriesContext(connection) as reading:
            client.get(path("insight"))
        assert figures["funnel"] == [1 + more] * 5
        counts.append((len(preparing), len(reading)))
    assert counts[0] == counts[1]
