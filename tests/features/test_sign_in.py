"""Signing in, forgetting the password, and being signed out in time."""

import re
import time

import pytest
from django.core import mail

from tests import make
from traedesten.tenancy.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LOGIN, STAFF = "/konto/login/", "/s/holstebro/tilbud/"


@pytest.fixture
def user(site):
    return User.objects.get(pk=make.a_coordinator(site).user_id)


def test_a_right_password_signs_in(client, user):
    answer = client.post(LOGIN, {"login": user.email.upper(), "password": make.PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/mine-steder/")
    assert client.get(STAFF).status_code == 200


def test_a_wrong_password_and_an_unknown_address_get_the_same_kind_words(client, user):
    pages = []
    for login in (user.email, "ukendt@example.org"):
        page = client.post(LOGIN, {"login": login, "password": "ikke den rigtige"}).content.decode()
        assert "Det passede ikke helt" in page
        pages.append(re.sub(r'csrfmiddlewaretoken" value="[^"]+"|data-token="[^"]+"', "", page.replace(login, "")))
    assert pages[0] == pages[1]


def test_staff_pages_lead_to_the_login_and_back(client, user):
    answer = client.get(STAFF)
    assert (answer.status_code, answer.url) == (302, f"{LOGIN}?next={STAFF}")
    assert 'value="/s/holstebro/tilbud/"' in client.get(answer.url).content.decode()


def test_every_account_page_wears_our_clothes(client, user):
    for path in (LOGIN, "/konto/password/reset/", "/konto/password/reset/done/", "/konto/signup/"):
        page = client.get(path)
        assert (path, page.status_code, "ui/kit.css" in page.content.decode()) == (path, 200, True)
    client.force_login(user, backend=BACKEND)
    for path in ("/konto/logout/", "/konto/password/change/"):
        page = client.get(path)
        assert (path, page.status_code, "ui/kit.css" in page.content.decode()) == (path, 200, True)


def test_nobody_makes_an_account_without_an_invitation(client, db):
    assert "bliver inviteret" in client.get("/konto/signup/").content.decode()
    client.post("/konto/signup/", {"email": "x@example.org", "password1": "fire glade gule kopper"})
    assert not User.objects.filter(email="x@example.org").exists()


def test_a_forgotten_password_is_replaced_by_mail(client, user):
    assert client.post("/konto/password/reset/", {"email": user.email}).status_code == 302
    (letter,) = mail.outbox
    assert letter.subject == "En hilsen fra fællesskabsguiderne"
    assert user.name not in letter.body and user.email not in letter.body
    address = re.search(r"https?://[^/\s]+(/\S+)", letter.body)[1]
    form = client.get(address, follow=True)
    path = form.redirect_chain[-1][0]
    new = "syv stille svaner sover"
    assert client.post(path, {"password1": new, "password2": new}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(new)
    assert client.get(address, follow=True).status_code == 200


def test_an_unknown_address_gets_the_same_answer(client, db):
    assert client.post("/konto/password/reset/", {"email": "ukendt@example.org"}).status_code == 302
    assert all("ukendt@example.org" not in letter.body for letter in mail.outbox)


def test_logging_out_is_asked_first(client, user):
    client.force_login(user, backend=BACKEND)
    assert "Vil du logge ud?" in client.get("/konto/logout/").content.decode()
    assert client.get(STAFF).status_code == 200
    client.post("/konto/logout/")
    assert client.get(STAFF).status_code == 302


@pytest.mark.parametrize(
    ("began", "seen", "status"),
    [(0, 0, 200), (0, 29 * 60, 200), (0, 30 * 60 + 5, 302), (8 * 3600 - 60, 10, 200), (8 * 3600 + 5, 10, 302)],
    ids=["now", "29 minutes idle", "30 minutes idle", "nearly eight hours", "eight hours"],
)
def test_a_session_ends_in_time(client, user, began, seen, status):
    client.force_login(user, backend=BACKEND)
    assert client.get(STAFF).status_code == 200
    session, now = client.session, int(time.time())
    session["began"], session["seen"] = now - max(began, seen), now - seen
    session.save()
    assert client.get(STAFF).status_code == status


def test_a_disabled_user_is_refused_on_the_next_request(client, user):
    client.force_login(user, backend=BACKEND)
    assert client.get(STAFF).status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(STAFF).status_code == 302
    assert client.post(LOGIN, {"login": user.email, "password": make.PASSWORD}).status_code in (200, 302)
    assert client.get(STAFF).status_code == 302


def test_nobody_gives_their_account_an_address_that_no_invitation_went_to(client, user):
    client.force_login(user, backend=BACKEND)
    added = client.post("/konto/email/", {"action_add": "", "email": "en.anden@example.org"})
    assert (client.get("/konto/email/").status_code, added.status_code) == (404, 404)


@pytest.mark.parametrize("path", ["confirm-email/", "confirm-email/en-noegle/"])
def test_pages_that_nothing_leads_to_are_not_there(client, user, path):
    client.force_login(user, backend=BACKEND)
    assert client.get("/konto/logout/").status_code == 200
    assert client.get(f"/konto/{path}").status_code == 404
