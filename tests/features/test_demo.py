"""The demo tells an invented year by the project's own actions, and every page one can reach in it answers."""

import re
import types
from collections import Counter
from datetime import datetime
from html import unescape
from zoneinfo import ZoneInfo

import psycopg
import pytest
from django.db import connections, transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import Resolver404, include, path, resolve
from django.utils import timezone

from tests import make
from traedesten import urls
from traedesten.demo import queries, story
from traedesten.domain.groups import Waiting
from traedesten.domain.journey import Judgement, Outcome, Stage, Stone
from traedesten.gathering.models import GroupProposal
from traedesten.gathering.table import table_of
from traedesten.groups.models import Programme, Seeker
from traedesten.groups.queries import pool
from traedesten.insight.queries import shared_editions
from traedesten.insight.side_by_side import network
from traedesten.journeys.models import Assessment, Introduction, Journey
from traedesten.messages.models import Message
from traedesten.people.models import Participant, Relative, Volunteer
from traedesten.referrals.models import Referral
from traedesten.tenancy.models import Site, User
from traedesten.tenancy.queries import site_with
from traedesten.tenancy.scope import at_site

PRESENT = datetime(2026, 3, 3, 13, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
HREF = re.compile(r'href="(/[^"]*)"')
NOT_FOLLOWED = ("/static/", "/demo/", "/konto/", "/sprog/", "/manifest")


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker, superuser_url):
    """The whole story, told once for this file with the clock of today, and cleared away."""
    with django_db_blocker.unblock():
        story.tell_once(seed=1)
        for connection in connections.all():
            connection.close()
        yield
        for connection in connections.all():
            connection.close()
        name = connections["default"].settings_dict["NAME"]
        with psycopg.connect(superuser_url, dbname=name, autocommit=True) as superuser:
            tables = superuser.execute(
                "select string_agg(format('%I', tablename), ', ') from pg_tables "
                "where schemaname = 'public' and tablename not in ('django_migrations', 'django_content_type')"
            ).fetchone()[0]
            superuser.execute(f"truncate {tables} restart identity cascade")


@pytest.fixture
def holstebro(told, db):
    with at_site(site_with("holstebro")):
        yield site_with("holstebro")


@pytest.fixture
def demo_pages(settings):
    """The addresses as they are when the demo is on."""
    module = types.ModuleType("addresses_of_the_demo")
    module.urlpatterns = [path("demo/", include("traedesten.demo.urls")), *urls.urlpatterns]
    settings.DEMO, settings.ROOT_URLCONF = True, module


def _retold(monkeypatch, seed):
    """Names, stages, guides and letters of the smaller site, told and undone."""
    monkeypatch.setattr(story, "TOWNS", [told for told in story.TOWNS if told[0].slug == "aarhus"])
    with transaction.atomic():
        Site.objects.update(slug=Concat(Value("earlier-"), "slug"))  # what another test has told stays aside
        User.objects.update(email=Concat(Value("earlier-"), "email"))
        story.tell_once(seed=seed, present=PRESENT)
        with at_site(site_with("aarhus")):
            journeys = Journey.objects.select_related("participant__key", "guide__key").order_by("opened_at")
            people = [(one.participant.first_name, one.stage, one.guide and one.guide.first_name) for one in journeys]
            letters = list(Message.objects.order_by("made_at", "name").values_list("name", "made_at"))
        transaction.set_rollback(True)
    return people, letters


def test_the_same_seed_tells_the_same_story(db, monkeypatch):
    first = _retold(monkeypatch, 1)
    assert len(first[0]) > 8 and len(first[1]) > 50
    assert _retold(monkeypatch, 1) == first
    assert _retold(monkeypatch, 2) != first


def test_told_again_nothing_happens(holstebro):
    before = (Site.objects.count(), Journey.objects.count(), Message.objects.count())
    story.tell_once(seed=7)
    assert (Site.objects.count(), Journey.objects.count(), Message.objects.count()) == before


def test_people_are_at_every_stage(holstebro):
    stages = Counter(Journey.objects.values_list("stage", flat=True))
    assert set(stages) == set(Stage)
    assert set(Journey.objects.exclude(outcome="").values_list("outcome", flat=True)) == set(Outcome)
    assert set(Assessment.objects.values_list("judgement", flat=True)) == set(Judgement)
    stones = set(Introduction.objects.values_list("stone", flat=True))
    assert stones >= {Stone.CHOSEN, Stone.AGREED, Stone.TOGETHER, Stone.ALONE, Stone.SETTLED, Stone.LEFT}


def test_cards_are_in_every_state_of_the_inbox(holstebro):
    states = set(Referral.objects.values_list("state", flat=True))
    assert states == {*Referral.State.values}


def test_nobody_without_a_number_is_called(told, db, demo_pages):
    coordinator = next(door for door in queries.doors() if door.user_id)
    client = Client()
    client.post(f"/demo/ind/{coordinator.user_id}/")
    with at_site(site_with("holstebro")):
        waiting = [row for row in Referral.objects.filter(state="new") if not row.phone]
    assert [row.email for row in waiting] == ["ole@example.org"]
    pages = [client.get(f"/s/holstebro/henvisning/{row.pk}/").text for row in waiting]
    pages.append(client.get("/s/holstebro/henvisninger/").text)
    assert not [page for page in pages if 'href="tel:"' in page]
    assert "mailto:ole@example.org" in pages[0] and "mads@example.org" in pages[-1]


def test_those_who_wait_for_a_group_are_in_every_corner_of_the_pool(told, db):
    states, waiting = set(), 0
    for slug in ("holstebro", "aarhus"):
        with at_site(site_with(slug)):
            states |= set(Seeker.objects.values_list("state", flat=True))
            waiting += Seeker.objects.count()
            assert pool.waits(timezone.now())[Programme.objects.get(slug="ensomhed").pk].weeks is not None
    assert states == set(Waiting) and waiting == 66


def test_a_proposal_of_groups_is_on_the_table_and_holds(holstebro):
    row = GroupProposal.objects.get()
    table = table_of(row, timezone.now())
    assert (row.state, len(table.cards), table.is_stale) == ("ready", 2, False) and table.waits


def test_there_are_enough_people_for_a_year(told, db):
    cards = 0
    for slug in ("holstebro", "aarhus"):
        with at_site(site_with(slug)):
            cards += Referral.objects.count()
    assert cards >= 55


def test_no_guide_holds_more_than_they_can(holstebro):
    open_ones = Counter(
        Journey.objects.exclude(stage=Stage.ENDED).exclude(guide=None).values_list("guide_id", flat=True)
    )
    assert [v.first_name for v in Volunteer.objects.all() if open_ones[v.pk] > v.capacity] == []


def test_frida_goes_to_the_cafe_again_tomorrow_with_birthe(holstebro):
    frida = next(one for one in Participant.objects.all() if one.first_name == "Frida")
    journey = frida.journeys.select_related("guide__key").get()
    path_of_stones = [
        (stone.offer.name, stone.stone)
        for stone in journey.introductions.filter(relative=None).select_related("offer").order_by("position")
    ]
    assert journey.guide.first_name == "Birthe"
    assert path_of_stones == [
        ("Selvhjælpsgruppe for unge med langvarig sygdom", Stone.ALONE),
        ("Fællesspisning i sognehuset", Stone.LEFT),
        ("Café Nygade", Stone.TOGETHER),
    ]
    visit = journey.introductions.get(offer__name="Café Nygade").visits.get(state="planned")
    assert visit.remember == "Hun vil gerne sidde ved vinduet."
    assert Relative.objects.get(participant=frida).first_name == "Mona"


def test_every_message_has_left_when_it_was_due(holstebro):
    assert set(Message.objects.values_list("state", flat=True)) == {"kept"}


def test_the_places_let_each_other_read_their_figures(holstebro):
    found = network(shared_editions(), "", holstebro.pk)
    assert {place.shared.site.slug for place in found.places} == {town.slug for town, *_rest in story.TOWNS}


def test_nothing_can_be_told_with_a_real_way_out(db, settings):
    settings.SMS_PROVIDER = "gateway"
    with pytest.raises(story.WouldSend):
        story.tell_once()


def test_without_the_demo_its_pages_are_not_there(db, client):
    assert not any(str(pattern.pattern) == "demo/" for pattern in urls.urlpatterns)
    assert client.get("/demo/").status_code == 404
    assert client.get("/demo/post/").status_code == 404
    assert client.post("/demo/ind/1/").status_code == 404


def test_nobody_real_can_be_stepped_into(told, db, demo_pages, client):
    real = make.a_user(email="hanne@kommune.invalid")
    assert client.post(f"/demo/ind/{real.pk}/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_stepping_in_takes_a_post(told, db, demo_pages, client):
    user = queries.invented_users().first()
    assert client.get(f"/demo/ind/{user.pk}/").status_code == 405
    assert client.get("/demo/ind/holstebro/frida/").status_code == 405
    assert client.post("/demo/ind/holstebro/nobody/").status_code == 404


def test_the_mailbox_shows_working_links_and_filters(told, db, demo_pages, client):
    page = client.get("/demo/post/", {"til": "mona"})
    assert page.status_code == 200
    letters = page.context["letters"]
    assert letters and {letter.message.first_name for letter in letters} == {"Mona"}
    links = [address for letter in letters for _words, address in letter.pieces if address]
    assert links and all(client.get(link).status_code in (302, 410) for link in links)
    assert len(client.get("/demo/post/").context["letters"]) == 50


def test_the_pages_say_that_people_are_invented(told, db, demo_pages, client):
    assert "opdigtede personer" in client.get("/demo/").content.decode()
    assert "opdigtede personer" in client.get("/holstebro/").content.decode()


def _crawl(client, start, most=45, of_a_kind=2):
    """GET every page that can be reached by links, a few of each kind. Gives those that did not answer 200."""
    seen, kinds, failed, queue = set(), Counter(), [], [start]
    while queue and len(seen) < most:
        address = queue.pop(0).split("#")[0]
        try:
            kind = resolve(address.split("?")[0]).view_name
        except Resolver404:
            failed.append((address, "no such address"))
            continue
        if address in seen or kinds[kind] >= of_a_kind:
            continue
        seen.add(address)
        kinds[kind] += 1
        answer = client.get(address, follow=True)
        if answer.status_code != 200:
            failed.append((address, answer.status_code))
        elif answer.headers["Content-Type"].startswith("text/html"):
            links = [unescape(link) for link in HREF.findall(answer.content.decode())]
            queue += [link for link in links if not link.startswith(NOT_FOLLOWED) and not link.startswith("//")]
    return failed


@pytest.mark.slow
@pytest.mark.parametrize("place", range(len(queries.DOORS)), ids=lambda place: str(queries.DOORS[place].heading))
def test_every_page_that_can_be_reached_answers(told, db, demo_pages, place):
    door = queries.doors()[place]
    client = Client()
    step = f"/demo/ind/{door.user_id}/" if door.user_id else f"/demo/ind/{door.site}/{door.who}/"
    entered = client.post(step, follow=True)
    assert entered.status_code == 200, entered.redirect_chain
    assert _crawl(client, entered.redirect_chain[-1][0]) == []
