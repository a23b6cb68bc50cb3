"""Facilitators: from interest to a group of their own, and whose business it is."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests import make
from tests.features.world_facilitators import accepted, an_able, interested
from traedesten.audit.models import Event, Lookup
from traedesten.domain.facilitators import Standing
from traedesten.domain.journey import Stale
from traedesten.groups import actions
from traedesten.groups.models import Facilitator
from traedesten.groups.queries import facilitators as queries
from traedesten.messages.models import Message
from traedesten.people.models import Volunteer
from traedesten.people.queries import guides, volunteers_with_load
from traedesten.tenancy.models import Membership, User
from traedesten.tenancy.scope import WrongSite, at_site
from traedesten.ui.open_forms import stamp

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LIST = "/s/holstebro/grupper/facilitatorer/"
OWN = "/s/holstebro/facilitator/"


def signed_in(user_id: int) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user_id), backend=BACKEND)
    return client


@pytest.fixture
def here(site):
    """Work at the site."""
    with at_site(site):
        yield site


@pytest.fixture
def by(site):
    return make.a_coordinator(site)


@pytest.fixture
def staff(by) -> Client:
    return signed_in(by.user_id)


def today():
    return timezone.localdate()


def sign(client: Client, **changed):
    known = {"first_name": "Solveig", "phone": "40 12 18 60", "has_said_yes": "on", "submission_key": ""}
    opened = stamp(timezone.now() - timedelta(seconds=30))
    return client.post("/holstebro/bliv-facilitator/", {**known, "opened": opened, **changed})


def standings(site) -> list[str]:
    with at_site(site):
        return sorted(Facilitator.objects.values_list("standing", flat=True))


# --- interest -----------------------------------------------------------------------------------------------------


def test_anybody_may_show_interest_with_a_name_and_a_number(client, site):
    assert client.get("/holstebro/bliv-facilitator/").status_code == 200
    answer = sign(client)
    assert answer.status_code == 302 and answer.url == "/holstebro/bliv-facilitator/tak/"
    assert "Tak, fordi du har lyst" in client.get(answer.url).text
    with at_site(site):
        row = Facilitator.objects.get()
        assert (row.first_name, row.phone, row.standing) == ("Solveig", "+4540121860", Standing.INTEREST)
        assert [message.name for message in Message.objects.all()] == ["facilitator_interest"]


def test_the_same_person_again_is_one_and_is_thanked_once_a_day(client, site):
    for name in ("Solveig", "solveig"):
        sign(client, first_name=name)
    with at_site(site):
        assert Facilitator.objects.count() == Message.objects.count() == 1


def test_a_machine_and_a_flood_are_held_for_a_look(client, site, staff):
    sign(client, webside="http://spam.example")
    site.referrals_per_hour = 2
    site.save()
    for number in range(3):
        sign(client, first_name=f"Nr {number}", phone=f"40 12 18 6{number + 1}")
    with at_site(site):
        held = sorted(row.first_name for row in Facilitator.objects.exclude(held_for=[]))
        assert held == ["Nr 1", "Nr 2", "Solveig"]
        assert Message.objects.count() == 1
        first, second, third = Facilitator.objects.exclude(held_for=[]).order_by("made_at")
    assert staff.get(LIST).text.count("Den er rigtig, luk ind") == 3
    assert staff.post(f"{LIST}{first.pk}/gennemsyn/", {"verdict": "discard"}).status_code == 302
    assert staff.post(f"{LIST}{second.pk}/gennemsyn/", {"verdict": "release"}).status_code == 302
    assert staff.post(f"{LIST}{third.pk}/gennemsyn/", {"verdict": "perhaps"}).status_code == 404
    assert staff.post(f"{LIST}{second.pk}/gennemsyn/", {"verdict": "release"}).status_code == 409
    with at_site(site):
        assert Facilitator.objects.get(pk=first.pk).first_name == ""
        assert Facilitator.objects.get(pk=second.pk).held_for == []


def test_words_of_acute_need_are_met_before_anything_is_kept(client, site):
    answer = sign(client, best_time="jeg vil ikke leve mere")
    assert "Er der brug for hjælp lige nu?" in answer.text and "70 201 201" in answer.text
    assert standings(site) == []
    assert sign(client, best_time="jeg vil ikke leve mere", acknowledged="1").status_code == 302
    assert standings(site) == ["interest"]


def test_a_cpr_number_is_refused_and_can_be_taken_out(client, site):
    assert "Vi gemmer aldrig CPR-numre" in sign(client, best_time="010203-1234").text
    assert sign(client, best_time="010203-1234", remove_cpr="1").status_code == 302
    with at_site(site):
        assert "010203" not in Facilitator.objects.get().best_time


# --- the way in ---------------------------------------------------------------------------------------------------


def test_from_interest_to_a_group_through_the_pages(client, site, staff):
    sign(client, phone="", email="solveig@example.org")
    with at_site(site):
        row = Facilitator.objects.get()
    page = f"{LIST}{row.pk}/"
    assert "Solveig vil gerne være facilitator" in staff.get(page).text
    for move in ("arrange_talk", "accept"):
        version = fresh(row).version
        sent = staff.post(f"{page}videre/", {"move": move, "expected_version": version})
        assert sent.status_code == 302
    assert "Solveig mangler oplæring" in staff.get(page).text
    own = Client()
    token = link_in(site, "facilitator_invitation")
    answer = own.post(own.get(f"/holstebro/velkommen/{token}/").url, {"password": make.PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == OWN and "Du er på vej" in answer.text
    assert own.get(f"{OWN}makkere/").status_code == 403
    trained = {"kind": "basic", "held_on": str(today())}
    assert staff.post(f"{page}oplaering/", trained).status_code == 302
    assert "Solveig mangler at skrive under" in staff.get(page).text
    assert own.post(f"{OWN}erklaering/", {"signed_as": "Solveig"}).status_code == 422
    signed = own.post(f"{OWN}erklaering/", {"signed_as": "Solveig Bruun", "has_promised": "on"}, follow=True)
    assert "Du er klar til at have en gruppe" in signed.text
    assert "Solveig kan have en gruppe" in staff.get(page).text
    assert own.get(f"{OWN}makkere/").status_code == own.get(f"{OWN}sparring/").status_code == 200
    with at_site(site):
        assert [one.pk for one in queries.able(site, today())] == [row.pk]


def fresh(row: Facilitator) -> Facilitator:
    with at_site(row.site_id):
        return Facilitator.objects.get(pk=row.pk)


def link_in(site, name: str) -> str:
    with at_site(site):
        return Message.objects.filter(name=name).latest("made_at").text.split("/velkommen/")[1].split("/")[0]


def test_a_facilitator_is_no_guide(here, by, client):
    row = an_able(by, timezone.now())
    assert list(guides()) == list(volunteers_with_load()) == []
    own = signed_in(row.volunteer.user_id)
    assert own.get("/s/holstebro/").url == OWN
    for path in ("tavle/", "guider/", "grupper/venter/", "grupper/facilitatorer/", "mig/"):
        assert own.get(f"/s/holstebro/{path}").status_code == 403, path


def test_a_guide_who_is_accepted_keeps_the_account_and_is_both(here, by):
    guide = make.a_guide(here)
    row = interested(by, timezone.now(), email=guide.email)
    for move in ("arrange_talk", "accept"):
        row = actions.move_facilitator(by=by, facilitator=row, move=move, now=timezone.now())
    assert row.volunteer_id == guide.pk and Volunteer.objects.count() == 1
    assert set(Membership.objects.filter(user=guide.user).values_list("role", flat=True)) == {"guide", "facilitator"}
    assert [one.pk for one in guides()] == [guide.pk]
    row = actions.move_facilitator(by=by, facilitator=row, move="put_off", now=timezone.now())
    assert set(Membership.objects.filter(user=guide.user).values_list("role", flat=True)) == {"guide"}


def test_without_an_email_nobody_is_let_in_and_it_is_said(here, by, staff):
    row = interested(by, timezone.now())
    row = actions.move_facilitator(by=by, facilitator=row, move="arrange_talk", now=timezone.now())
    with pytest.raises(actions.NoEmail), transaction.atomic():
        actions.move_facilitator(by=by, facilitator=row, move="accept", now=timezone.now())
    sent = staff.post(f"{LIST}{row.pk}/videre/", {"move": "accept", "expected_version": row.version}, follow=True)
    assert "Skriv først en e-mail" in sent.text
    assert standings(here) == ["talk"]


def test_two_cannot_be_the_same_facilitator(here, by, staff):
    first = accepted(by, timezone.now(), phone="+4540121801")
    other = interested(by, timezone.now(), email=first.email, phone="+4540121802")
    other = actions.move_facilitator(by=by, facilitator=other, move="arrange_talk", now=timezone.now())
    sent = staff.post(f"{LIST}{other.pk}/videre/", {"move": "accept", "expected_version": other.version}, follow=True)
    assert "Der er allerede en facilitator" in sent.text
    assert standings(here) == ["talk", "training"]


@pytest.mark.parametrize("move", ["trained", "declared"])
def test_papers_cannot_be_waved_through(move, here, by, staff):
    row = accepted(by, timezone.now())
    sent = staff.post(f"{LIST}{row.pk}/videre/", {"move": move, "expected_version": row.version})
    assert sent.status_code == 409 and standings(here) == ["training"]


def test_not_now_is_kind_and_is_asked_again_on_its_day(here, by, staff):
    row = interested(by, timezone.now())
    past = {"move": "put_off", "expected_version": row.version, "ask_again_on": str(today())}
    assert staff.post(f"{LIST}{row.pk}/videre/", past).status_code == 422
    again = past | {"ask_again_on": str(today() + timedelta(days=30))}
    assert staff.post(f"{LIST}{row.pk}/videre/", again).status_code == 302
    assert "Solveig vil vente lidt" in staff.get(f"{LIST}{row.pk}/").text
    assert Message.objects.filter(name="facilitator_another_time").count() == 1
    assert not fresh(row).is_to_be_asked(today())
    assert fresh(row).is_to_be_asked(today() + timedelta(days=30))


def test_a_stale_move_is_shown_and_not_made(here, by, staff):
    row = interested(by, timezone.now())
    sent = staff.post(f"{LIST}{row.pk}/videre/", {"move": "arrange_talk", "expected_version": row.version + 1})
    assert sent.status_code == 409 and "En anden har skrevet her imens" in sent.text
    assert standings(here) == ["interest"]
    with pytest.raises(Stale), transaction.atomic():
        actions.edit_facilitator(by=by, facilitator=row, now=timezone.now(), expected_version=9, last_name="x")


def test_who_leaves_finds_the_door_closed_at_once(here, by):
    row = an_able(by, timezone.now())
    own = signed_in(row.volunteer.user_id)
    assert own.get(OWN).status_code == 200
    actions.move_facilitator(by=by, facilitator=row, move="leave", now=timezone.now())
    assert own.get(OWN).status_code == 404
    assert list(queries.able(here, today())) == []


# --- whose --------------------------------------------------------------------------------------------------------


def test_another_site_finds_nothing(here, by):
    row = an_able(by, timezone.now())
    elsewhere = make.a_site("skovby")
    stranger = make.a_coordinator(elsewhere)
    client = signed_in(stranger.user_id)
    for path in ("", "ret/", "oplaering/", "paa-papir/", "tak/"):
        assert client.get(f"{LIST}{row.pk}/{path}").status_code == 404
        assert client.get(f"/s/skovby/grupper/facilitatorer/{row.pk}/{path}").status_code == 404
    own = signed_in(row.volunteer.user_id)
    assert own.get("/s/skovby/facilitator/").status_code == 404
    with at_site(elsewhere), pytest.raises(WrongSite):
        queries.able(here, today())


def test_a_coordinator_who_is_no_facilitator_has_no_such_day(here, staff):
    assert staff.get(OWN).status_code == 404


def test_every_look_is_recorded(here, by, staff):
    row = an_able(by, timezone.now())
    for path in ("", "ret/", "oplaering/", "paa-papir/", "tak/"):
        before = Lookup.objects.filter(person_ids__contains=[row.pk]).count()
        assert staff.get(f"{LIST}{row.pk}/{path}").status_code == 200
        assert Lookup.objects.filter(person_ids__contains=[row.pk]).count() == before + 1, path


def test_no_personal_value_is_written_in_the_events(here, by):
    an_able(by, timezone.now(), word="Kanariefugl", last_name="Kanariefugl")
    assert "Kanariefugl" not in str(list(Event.objects.values()))
