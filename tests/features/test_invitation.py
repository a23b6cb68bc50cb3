"""From an invitation to an account of one's own."""

import threading

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from tests import make
from traedesten.messages.models import Message
from traedesten.people import actions
from traedesten.people.models import Volunteer
from traedesten.tenancy.models import Link, Membership, User
from traedesten.tenancy.scope import at_site

PAGE = "/holstebro/velkommen/"
LONG = "fire glade gule kopper"


def invite(site, email="birthe@example.org"):
    with at_site(site):
        row = actions.invite_volunteer(
            by=make.a_coordinator(site),
            now=timezone.now(),
            first_name="Birthe",
            last_name="Kjær",
            email=email,
            phone="+4530552108",
            languages=["da"],
        )
        token = Link.issue(purpose=Link.Purpose.INVITATION, subject_id=row.pk, person_id=row.pk, now=timezone.now())
    return row, token


def test_the_invitation_goes_to_the_mailbox(site):
    invite(site)
    with at_site(site):
        message = Message.objects.get(name="invitation")
        assert (message.channel, message.to) == ("email", "birthe@example.org")


def test_a_password_opens_the_account_and_leads_to_the_profile(client, site):
    row, token = invite(site)
    assert client.get(f"{PAGE}{token}/").url == PAGE
    assert "Velkommen, Birthe" in client.get(PAGE).content.decode()
    answer = client.post(PAGE, {"password": LONG})
    assert (answer.status_code, answer.url) == (302, "/s/holstebro/mig/")
    user = User.objects.get(email="birthe@example.org")
    with at_site(site):
        assert Volunteer.objects.get(pk=row.pk).user == user
        assert Membership.objects.filter(user=user, role="guide").exists()
    assert user.check_password(LONG)
    assert client.get("/s/holstebro/mig/").status_code == 200


@pytest.mark.parametrize("password", ["kort", "password1234", "birthe@example.org", ""])
def test_a_weak_password_is_kindly_refused(client, site, password):
    _row, token = invite(site)
    client.get(f"{PAGE}{token}/")
    answer = client.post(PAGE, {"password": password})
    assert (answer.status_code, User.objects.filter(email="birthe@example.org").exists()) == (422, False)


def test_looking_many_times_uses_nothing_up_and_a_used_link_is_gone(client, site):
    _row, token = invite(site)
    for _again in range(10):
        client.get(f"{PAGE}{token}/")
        assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, {"password": LONG}).status_code == 302
    assert client.get(PAGE).status_code == 410
    assert client.post(PAGE, {"password": "en helt anden kode her"}).status_code == 410


def test_an_account_that_exists_never_gets_a_new_password(client, site, other_site):
    guide = make.a_guide(other_site)
    row, token = invite(site, guide.email)
    client.get(f"{PAGE}{token}/")
    page = client.get(PAGE).content.decode()
    assert "allerede en adgang" in page and 'name="password"' not in page
    assert client.post(PAGE, {"password": LONG}).status_code == 302
    assert User.objects.get(pk=guide.user_id).check_password(make.PASSWORD)
    with at_site(site):
        assert Volunteer.objects.get(pk=row.pk).user_id is None
        assert Link.objects.filter(used_at__isnull=False).count() == 0


def test_the_owner_of_the_account_signs_in_and_says_yes(client, site, other_site):
    guide = make.a_guide(other_site)
    row, token = invite(site, guide.email.upper())
    client.get(f"{PAGE}{token}/")
    client.force_login(guide.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Ja, jeg er med" in client.get(PAGE).content.decode()
    assert client.post(PAGE).url == "/s/holstebro/mig/"
    with at_site(site):
        assert Volunteer.objects.get(pk=row.pk).user_id == guide.user_id
    assert User.objects.get(pk=guide.user_id).check_password(make.PASSWORD)


def test_somebody_else_who_is_signed_in_cannot_take_it(client, site, other_site):
    guide, stranger = make.a_guide(other_site), make.a_guide(other_site, "Jonas Meldgaard")
    row, token = invite(site, guide.email)
    client.get(f"{PAGE}{token}/")
    client.force_login(stranger.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "en anden logget ind" in client.get(PAGE).content.decode()
    client.post(PAGE)
    with at_site(site):
        assert Volunteer.objects.get(pk=row.pk).user_id is None


@pytest.mark.slow
def test_of_many_who_press_at_once_one_wins(committed):
    with transaction.atomic():
        _row, token = invite(make.a_site("holstebro"))
    clients = [Client() for _each in range(6)]
    for client in clients:
        client.get(f"{PAGE}{token}/")
    answers, start = [], threading.Barrier(len(clients))

    def press(client):
        start.wait()
        answers.append(client.post(PAGE, {"password": LONG}).headers.get("Location"))
        connection.close()

    threads = [threading.Thread(target=press, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count("/s/holstebro/mig/") == 1  # the others get a 410, or are asked to sign in
    assert User.objects.filter(email="birthe@example.org").count() == 1
