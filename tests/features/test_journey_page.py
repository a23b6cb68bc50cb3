"""The page of one journey, and the list of them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import make
from traedesten.audit.models import Lookup
from traedesten.domain.access import Role
from traedesten.journeys import actions
from traedesten.journeys.models import Journey
from traedesten.journeys.traces import traces_of
from traedesten.messages.models import Message
from traedesten.referrals import actions as referrals
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def guide(site, client):
    guide = make.a_guide(site)
    sign_in(client, guide.user_id)
    return guide


@pytest.fixture
def coordinator(site, client):
    coordinator = make.a_coordinator(site)
    sign_in(client, coordinator.user_id)
    return coordinator


def sign_in(client, user_id):
    client.force_login(User.objects.get(pk=user_id), backend=BACKEND)


def url(name, journey, *ids):
    return reverse(f"journeys:{name}", args=[journey.site.slug, journey.pk, *ids])


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


PAGES = (
    "journey", "edit_participant", "log_contact", "write_wishes", "consents", "propose_agreement",
    "answer_agreement", "add_relative", "lay_stone", "pause", "end_journey",
)  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_guide_opens_every_page_of_their_own_journey(client, site, guide, now, name):
    journey = make.a_journey(site, guide=guide, now=now)
    answer = client.get(url(name, journey))
    assert answer.status_code == 200
    with at_site(site):
        assert Lookup.objects.get(page=f"journeys:{name}").person_ids[0]


@pytest.mark.parametrize("name", PAGES)
def test_a_coordinator_opens_every_page(client, site, coordinator, now, name):
    assert client.get(url(name, make.a_journey(site, now=now))).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_another_guide_finds_nothing(client, site, guide, now, name):
    assert client.get(url(name, make.a_journey(site, now=now))).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_another_sites_coordinator_finds_nothing(client, site, other_site, now, name):
    sign_in(client, make.a_coordinator(other_site).user_id)
    assert client.get(url(name, make.a_journey(site, now=now))).status_code == 404


def test_the_assessment_is_for_the_coordinator_only(client, site, guide, now):
    journey = make.a_journey(site, guide=guide, now=now)
    assert "Vurderinger" not in text(client.get(url("journey", journey)))
    sign_in(client, make.a_coordinator(site).user_id)
    assert "Vurderinger" in text(client.get(url("journey", journey)))


def test_the_countdown_and_the_kind_warning(client, site, guide, now):
    journey = make.a_journey(site, guide=guide, now=now - timedelta(days=2))
    with at_site(site):
        by = make.as_guide(guide)
        stone = actions.lay_stone(by=by, journey=journey, offer=make.an_offer(site), is_chosen=True, now=now)
        for n in range(2):
            actions.report_visit(
                by=by, introduction=stone, with_guide=True, felt=4, held_at=now - timedelta(hours=n), now=now
            )
    page = text(client.get(url("journey", journey)))
    assert "2 af 5 gange" in page
    assert "den vigtigste støtte" not in page
    with at_site(site):
        for n in range(3):
            actions.report_visit(
                by=by, introduction=stone, with_guide=True, felt=4, held_at=now - timedelta(hours=5 + n), now=now
            )
    assert "Er du blevet den vigtigste støtte?" in text(client.get(url("journey", journey)))


def test_the_page_costs_the_same_with_one_stone_and_with_five(client, site, guide, now):
    journey = make.a_journey(site, guide=guide, now=now)
    counts = []
    for more in (1, 4):
        for _ in range(more):
            with at_site(site):
                offer = make.an_offer(site, name=f"Sted {_}{more}")
                actions.lay_stone(by=make.as_guide(guide), journey=journey, offer=offer, is_chosen=True, now=now)
                actions.add_relative(by=make.as_guide(guide), journey=journey, first_name="Mona", now=now)
        client.get(url("journey", journey))
        with CaptureQueriesContext(connection) as queries:
            client.get(url("journey", journey))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_who_the_person_is_can_be_put_right(client, site, guide, now):
    journey = make.a_journey(site, guide=guide, now=now)
    card = {"first_name": "Frida", "phone": "22 33 44 55", "language": "da", "expected_version": journey.version}
    answer = client.post(url("edit_participant", journey), card)
    assert (answer.status_code, answer.url) == (302, url("journey", journey))
    with at_site(site):
        assert journey.locked().participant.phone == "+4522334455"


def test_a_stale_form_keeps_what_was_typed_and_shows_what_stands(client, site, guide, now):
    journey = make.a_journey(site, guide=guide, now=now)
    card = {
        "first_name": "Frederikke",
        "phone": "22334455",
        "language": "da",
        "expected_version": journey.version - 1,
    }
    answer = client.post(url("edit_participant", journey), card)
    page = text(answer)
    assert answer.status_code == 409
    assert 'value="Frederikke"' in page and "Nu står der: Frida" in page
    card["expected_version"] = journey.version
    assert client.post(url("edit_participant", journey), card).status_code == 302


def test_bad_input_keeps_what_was_typed(client, site, guide, now):
    journey = make.a_journey(site, guide=guide, now=now)
    card = {"first_name": "Frederikke", "phone": "123", "language": "da", "expected_version": journey.version}
    answer = client.post(url("edit_participant", journey), card)
    assert answer.status_code == 422
    assert 'value="Frederikke"' in text(answer)


def test_the_link_is_sent_by_post_only(client, site, guide, now):
    journey = make.a_journey(site, guide=guide, now=now)
    assert client.get(url("send_link", journey)).status_code == 405
    assert client.post(url("send_link", journey)).url == url("journey", journey)
    with at_site(site):
        assert Message.objects.filter(name="person_page").count() == 1


def test_without_a_number_the_guide_is_asked_for_one(client, site, guide, now):
    journey = make.a_journey(
        site, guide=guide, now=now, whom_to_call="relative", participant_name="Frida", first_name="Mona"
    )
    assert client.post(url("send_link", journey)).url == url("edit_participant", journey)


def the_list(client, site, **query):
    return client.get(reverse("journeys:journeys", args=[site.slug]), query)


def test_a_guide_lists_their_own_open_journeys(client, site, guide, now):
    mine = make.a_journey(site, guide=guide, now=now)
    make.a_journey(site, guide=guide, stage="ended", now=now)
    make.a_journey(site, now=now)
    answer = the_list(client, site)
    assert [card[0].pk for card in answer.context["cards"]] == [mine.pk]


@pytest.mark.parametrize(
    ("vis", "stages"),
    [
        ("alle", {"assessing", "walking", "paused", "ended"}),
        ("igang", {"walking"}),
        ("pause", {"paused"}),
        ("afsluttet", {"ended"}),
        ("stille", set()),
    ],
)
def test_a_coordinator_filters(client, site, coordinator, now, vis, stages):
    for stage in ("assessing", "walking", "paused", "ended"):
        make.a_journey(site, stage=stage, now=now)
    assert {card[0].stage for card in the_list(client, site, vis=vis).context["cards"]} == stages


def test_the_silent_ones_are_found(client, site, coordinator, now):
    make.a_journey(site, now=now - timedelta(days=30))
    assert len(the_list(client, site, vis="stille").context["cards"]) == 1
    assert the_list(client, site, vis="andet").status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many(client, site, coordinator, now):
    counts = []
    for more in (1, 6):
        for _ in range(more):
            make.a_journey(site, now=now)
        the_list(client, site)
        with CaptureQueriesContext(connection) as queries:
            the_list(client, site)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_list_comes_in_pages(client, site, coordinator, now, monkeypatch):
    monkeypatch.setattr("traedesten.journeys.views.show.PER_PAGE", 2)
    for _ in range(3):
        make.a_journey(site, stage="assessing", now=now)
    assert len(the_list(client, site, vis="alle").context["cards"]) == 2
    assert len(the_list(client, site, vis="alle", side=2).context["cards"]) == 1
    with at_site(site):
        assert Journey.objects.count() == 3


def test_what_was_learnt_on_the_card_is_on_the_journey(client, site, guide, now):
    by, referral = make.a_coordinator(site), make.a_referral(site, now=now - timedelta(days=2))
    with at_site(site):
        calling = {"by": by, "referral": referral, "answered": True, "note": "Hun savner at synge."}
        referrals.record_call(now=now - timedelta(days=1), **calling)
        journey = actions.open_journey(by=by, referral=referral, now=now)
        actions.assess(by=by, journey=journey, judgement="volunteer", reasons=["wants_community"], now=now)
        actions.assign_guide(by=by, journey=journey, guide=guide, now=now)
    page = text(client.get(url("journey", journey)))
    assert "Koordinatoren talte med Frida" in page and "Hun savner at synge." in page
    assert "I har ikke talt sammen endnu" not in page
    assert "Skrev Mona, pårørende" in page
    assert "Se henvisningskortet" not in page
    sign_in(client, by.user_id)
    assert reverse("referrals:referral", args=[site.slug, referral.pk]) in text(client.get(url("journey", journey)))


def test_quotation_marks_are_not_doubled(client, site, guide, now):
    journey = make.a_journey(site, guide=guide, now=now, note="»Jeg vil gerne ud.«", source="self")
    page = text(client.get(url("journey", journey)))
    assert "»Jeg vil gerne ud.«" in page and "»»" not in page
    assert "Skrev selv på henvisningskortet" in page


def test_a_relatives_visit_carries_their_name(client, site, guide, now):
    journey = make.a_journey(site, guide=guide, now=now)
    mona = make.a_relative(site, journey)
    with at_site(site):
        by = make.as_guide(guide)
        stone = actions.lay_stone(
            by=by, journey=journey, offer=make.an_offer(site, "Pusterum"), relative=mona, is_chosen=True, now=now
        )
        form = text(client.get(url("report_visit", journey, stone.pk)))
        actions.report_visit(by=by, introduction=stone, with_guide=True, felt=None, now=now)
    assert "Hvordan gik det for Mona hos Pusterum?" in form
    assert "Mona besøgte Pusterum, sammen" in text(client.get(url("journey", journey)))


def test_a_look_back_stands_among_what_has_happened(client, site, guide, now):
    journey = make.a_journey(site, stage="following", guide=guide, now=now - timedelta(days=20))
    with at_site(site):
        actions.answer_follow_up(
            by=make.as_guide(guide), follow_up=journey.follow_ups.first(), standing="community", note="Glad.", now=now
        )
    assert "Hørt, hvordan det går: Kommer fast i fællesskabet" in text(client.get(url("journey", journey)))


def test_a_page_the_phone_keeps_is_not_written_down_as_read(client, site, guide, now):
    journey = make.a_journey(site, guide=guide, now=now)
    client.get(url("log_contact", journey), headers={"X-Kept": "1"})
    with at_site(site):
        assert [row.page for row in Lookup.objects.all()] == ["journeys:log_contact_kept"]
        [trace] = [one for one in traces_of(journey.participant_id, Role.PARTICIPANT)[0] if one.is_look]
    assert trace.what == "havde siden til et notat klar på telefonen"


def find(client, site, name) -> str:
    return text(client.post(reverse("journeys:journeys", args=[site.slug]), {"navn": name}))


def test_the_list_begins_with_what_is_under_way_and_can_be_one_guides(client, site, coordinator, now):
    birthe, jonas = make.a_guide(site), make.a_guide(site, "Jonas Holm")
    make.a_journey(site, guide=birthe, now=now)
    make.a_journey(site, guide=jonas, now=now, first_name="Kaj", phone="+4520304051")
    make.a_journey(site, guide=birthe, now=now, first_name="Lis", phone="+4520304052", stage="ended")
    page = text(the_list(client, site))
    assert "Frida" in page and "Kaj" in page and "Lis" not in page
    only = text(the_list(client, site, guide=jonas.pk))
    assert "Kaj" in only and "Frida" not in only


@pytest.mark.parametrize("has_area", [True, False])
def test_somebody_is_found_by_first_name_wherever_they_are(client, site, coordinator, now, has_area):
    with at_site(site):
        area = make.Area.objects.first() if has_area else None
    make.a_journey(site, now=now, first_name="Søren", area=area, stage="ended", phone="+4520304053")
    make.a_journey(site, now=now)
    page = find(client, site, "søren")
    assert "Søren" in page and "Frida" not in page
    assert "staves helt ens" in find(client, site, "Sør")


def test_a_guide_cannot_look_for_names(client, site, guide, now):
    make.a_journey(site, now=now)
    assert "Frida" not in find(client, site, "Frida")


def test_only_the_newest_of_what_has_happened_is_unfolded(client, site, guide, now):
    journey = make.a_journey(site, guide=guide, now=now)
    with at_site(site):
        for _ in range(6):
            actions.log_contact(
                by=make.as_guide(guide), journey=journey, kind="phone", held_at=now, client_key=uuid4(), now=now
            )
    assert "Vis 4 fra før" in text(client.get(url("journey", journey)))


def test_five_places_are_shown_and_the_rest_are_a_tap_away(client, site, guide, now):
    journey = make.a_journey(site, guide=guide, now=now)
    for n in range(7):
        make.an_offer(site, f"Sted {n}")
    page = text(client.get(url("lay_stone", journey)))
    assert "Se 2 steder mere" in page and all(f"Sted {n}" in page for n in range(7))


def test_who_and_the_agreement_come_before_what_has_happened(client, site, guide, now):
    page = text(client.get(url("journey", make.a_journey(site, guide=guide, now=now))))
    places = [page.index(f"<h2>{words}</h2>") for words in ("Hvem", "Aftalen", "Når noget ændrer sig", "Det er sket")]
    assert places == sorted(places)


def test_what_was_agreed_to_is_said_about_the_person(client, site, guide, now):
    page = text(client.get(url("journey", make.a_journey(site, guide=guide, now=now))))
    assert "At vi kontakter borgeren" in page and "At vi kontakter dig" not in page


def test_errors_speak_our_language(client, site, guide, now):
    journey = make.a_journey(site, guide=guide, now=now)
    person = {"first_name": "", "email": "frida", "born_year": "1700", "language": "da"}
    page = text(client.post(url("edit_participant", journey), person | {"expected_version": journey.version}))
    for words in ("Skriv et fornavn.", "navn@eksempel.dk", "Det skal være efter 1900."):
        assert words in page
    terms = {"how_often": "weekly", "planned_visits": "31", "ends_on": "i morgen", "way": "link"}
    page = text(client.post(url("propose_agreement", journey), terms | {"expected_version": journey.version}))
    assert "Højst 30 gange." in page and "Skriv datoen som fx" in page
