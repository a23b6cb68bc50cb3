"""Facilitators who are inside: closed on the very day that something runs out, and looked after."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests import make
from tests.features.world_facilitators import accepted, an_able, as_facilitator, interested
from traedesten.audit.models import Event
from traedesten.domain.access import Denied, system
from traedesten.domain.facilitators import FacilitatorMoveNotAllowed, Standing, months_later
from traedesten.groups import actions, tasks
from traedesten.groups.models import Facilitator, PairWish, Sparring
from traedesten.groups.queries import facilitators as queries
from traedesten.messages.models import Message
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site
from traedesten.vault.models import DataKey

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


def two_years_ago(days: int = 0) -> int:
    """How many days before today something valid for 24 months must be signed to end ``days`` after today."""
    ends = today() + timedelta(days=days)
    return (today() - months_later(ends, -24)).days


def fresh(row: Facilitator) -> Facilitator:
    return Facilitator.objects.get(pk=row.pk)


# --- what must be valid -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", ["trained", "declared"])
def test_access_is_open_on_the_last_day_and_closed_on_the_next(paper, here, by):
    last = an_able(by, timezone.now(), phone="+4540121801", **{paper: two_years_ago()})
    over = an_able(by, timezone.now(), phone="+4540121802", word="Over", **{paper: two_years_ago(-1)})
    assert over.standing != Standing.PAIR
    Facilitator.objects.filter(pk=over.pk).update(standing=Standing.PAIR)
    assert [row.pk for row in queries.able(here, today())] == [last.pk]
    assert list(queries.able(here, today() + timedelta(days=1))) == []
    open_, closed = (signed_in(row.volunteer.user_id) for row in (last, over))
    for page in ("makkere/", "sparring/"):
        assert open_.get(OWN + page).status_code == 200
        answer = closed.get(OWN + page)
        assert answer.status_code == 403
        assert "Her er lukket, til det er fornyet" in answer.text and "Ring til" in answer.text
        assert closed.post(OWN + page, {"about": "x", "likes": []}).status_code == 403
    assert closed.get(OWN).status_code == closed.get(f"{OWN}erklaering/").status_code == 200
    assert "Noget er udløbet" in closed.get(OWN).text


def test_the_deed_itself_is_refused_when_papers_have_run_out(here, by):
    row, now = an_able(by, timezone.now()), timezone.now()
    later = now + timedelta(days=800)
    theirs = as_facilitator(row)
    actions.ask_sparring(by=theirs, facilitator=row, about="Rammen", now=now)
    with pytest.raises(Denied), transaction.atomic():
        actions.ask_sparring(by=theirs, facilitator=row, about="Rammen", now=later)
    with pytest.raises(Denied), transaction.atomic():
        actions.wish_pairs(by=theirs, facilitator=row, likes=[], not_with=[], now=later)
    actions.sign_declaration(by=theirs, facilitator=row, signed_as="Solveig", now=later)
    with pytest.raises(Denied), transaction.atomic():
        actions.ask_sparring(by=theirs, facilitator=row, about="Rammen", now=later)
    actions.record_training(by=by, facilitator=row, kind="theme_day", held_on=later.date(), now=later)
    with pytest.raises(Denied), transaction.atomic():
        actions.ask_sparring(by=theirs, facilitator=row, about="Rammen", now=later)
    actions.record_training(by=by, facilitator=row, kind="renewal", held_on=later.date(), now=later)
    actions.ask_sparring(by=theirs, facilitator=row, about="Rammen", now=later)


def test_a_site_sets_how_long_and_what_is_written_keeps_its_day(here, by, staff):
    before = an_able(by, timezone.now(), phone="+4540121801", declared=0)
    page = staff.get(f"{LIST}aftaler/")
    assert page.context["form"].initial["declaration_months"] == 24
    typed = {"training_months": 12, "declaration_months": 6, "forget_after_days": 90, "expected_version": 1}
    assert staff.post(f"{LIST}aftaler/", typed).status_code == 302
    assert staff.post(f"{LIST}aftaler/", typed).status_code == 409
    after = an_able(by, timezone.now(), phone="+4540121802", word="Ny", declared=0)
    assert fresh(before).declared_until == months_later(today(), 24)
    assert fresh(after).declared_until == months_later(today(), 6)


def test_days_that_cannot_be_are_refused(here, by, staff):
    row, ahead = accepted(by, timezone.now()), today() + timedelta(days=1)
    for name, typed in (
        ("oplaering", {"kind": "basic", "held_on": str(ahead)}),
        ("oplaering", {"kind": "basic", "held_on": str(today()), "valid_until": "2001-01-01"}),
        ("oplaering", {"kind": "magic", "held_on": str(today())}),
        ("paa-papir", {"signed_as": "Solveig", "signed_on": str(ahead)}),
    ):
        assert staff.post(f"{LIST}{row.pk}/{name}/", typed).status_code == 422, typed
    for held_on, until in ((ahead, None), (today(), today() - timedelta(days=1))):
        with pytest.raises(actions.NotThatDay), transaction.atomic():
            actions.record_training(
                by=by, facilitator=row, kind="basic", held_on=held_on, valid_until=until, now=timezone.now()
            )
    assert not row.trainings.exists() and not row.declarations.exists()


def test_nobody_signs_for_another_or_on_another_day(here, by):
    row = accepted(by, timezone.now(), phone="+4540121801")
    other = accepted(by, timezone.now(), phone="+4540121802", word="Anden")
    with pytest.raises(Denied), transaction.atomic():
        actions.sign_declaration(by=as_facilitator(other), facilitator=row, signed_as="x", now=timezone.now())
    signed = actions.sign_declaration(
        by=as_facilitator(row),
        facilitator=row,
        signed_as="Solveig",
        signed_on=today() - timedelta(days=400),
        now=timezone.now(),
    )
    assert (signed.signed_on, signed.on_paper) == (today(), False)
    outside = interested(by, timezone.now(), phone="+4540121803", word="Ude")
    with pytest.raises(FacilitatorMoveNotAllowed), transaction.atomic():
        actions.sign_declaration(by=by, facilitator=outside, signed_as="x", now=timezone.now())


def test_the_coordinator_and_the_facilitator_are_told_once_two_months_before(here, by, staff):
    an_able(by, timezone.now(), phone="+4540121801", word="Snart", declared=two_years_ago(50))
    an_able(by, timezone.now(), phone="+4540121802", word="Senere", declared=two_years_ago(90))
    for _night in range(2):
        tasks.warn_of_expiry(now=timezone.now())
    told = Message.objects.filter(name__in=["facilitator_expiring", "facilitator_renew"])
    assert sorted(message.name for message in told) == ["facilitator_expiring", "facilitator_renew"]
    assert all("Snart" not in message.text for message in told if message.name == "facilitator_expiring")
    assert Event.objects.filter(verb="facilitator.warned").count() == 1
    page = staff.get(LIST).text
    assert "1 ting skal fornyes" in page
    assert page.index("Skal fornyes") < page.index("Snart") < page.index("Gælder til og med")


# --- pairs, sparring, thanks, being forgotten ---------------------------------------------------------------------


def test_a_wish_is_shown_when_it_is_mutual_and_not_with_to_the_coordinator_alone(here, by, staff):
    names = ("Solveig", "Ketty", "Bo")
    rows = [an_able(by, timezone.now(), word=name, phone=f"+454012180{n}") for n, name in enumerate(names)]
    solveig, ketty, bo = rows
    own = [signed_in(row.volunteer.user_id) for row in rows]
    assert own[0].post(f"{OWN}makkere/", {"likes": [str(ketty.pk)], "not_with": [str(bo.pk)]}).status_code == 302
    assert "I vil begge gerne" not in own[1].get(f"{OWN}makkere/").text
    assert own[1].post(f"{OWN}makkere/", {"likes": [str(solveig.pk)]}).status_code == 302
    assert "I vil begge gerne" in own[1].get(f"{OWN}makkere/").text
    assert own[2].get(f"{OWN}makkere/").context["form"].initial == {"likes": [], "not_with": []}
    for row in (solveig, bo):
        assert "Ikke sammen med" in staff.get(f"{LIST}{row.pk}/").text
    assert "De vil begge gerne" in staff.get(f"{LIST}{solveig.pk}/").text
    both = {"likes": [str(bo.pk)], "not_with": [str(bo.pk)]}
    assert own[0].post(f"{OWN}makkere/", both).status_code == 422
    assert PairWish.objects.count() == 3


def test_sparring_is_asked_for_answered_and_held(here, by, staff):
    row = an_able(by, timezone.now())
    own = signed_in(row.volunteer.user_id)
    assert own.post(f"{OWN}sparring/", {"about": "Der bliver meget stille i runden."}).status_code == 302
    assert "Én vil gerne sparre" in staff.get(LIST).text
    asked = Sparring.objects.get()
    page = f"{LIST}sparring/{asked.pk}/"
    assert "meget stille" in staff.get(page).text
    assert staff.post(page, {"expected_version": 1}).status_code == 422
    assert staff.post(page, {"answer": "Lad stilheden være der.", "expected_version": 1}).status_code == 302
    assert staff.post(page, {"answer": "For sent", "expected_version": 1}).status_code == 409
    assert "Lad stilheden være der." in own.get(f"{OWN}sparring/").text
    held = {"answer": "Lad stilheden være der.", "held_on": str(today()), "expected_version": 2}
    assert staff.post(page, held).status_code == 302
    assert list(queries.open_sparrings()) == []
    assert Message.objects.filter(name="facilitator_answered").count() == 1


def test_thanks_are_read_on_ones_own_page_and_not_in_the_message(here, by, staff):
    row = an_able(by, timezone.now())
    words = "Tak, fordi du fik alle til at føle sig hjemme."
    assert staff.post(f"{LIST}{row.pk}/tak/", {"words": words}).status_code == 302
    assert words in signed_in(row.volunteer.user_id).get(OWN).text
    message = Message.objects.get(name="facilitator_thanks")
    assert words not in message.text and "Solveig" in message.text
    assert Event.objects.filter(verb="facilitator.thanked").count() == 1


def test_availability_is_ones_own(here, by):
    row = an_able(by, timezone.now(), phone="+4540121801")
    other = an_able(by, timezone.now(), phone="+4540121802", word="Anden")
    own = signed_in(row.volunteer.user_id)
    page = own.get(f"{OWN}tider/")
    place = page.context["form"].fields["places"].choices[0][0]
    typed = {"times": ["tue-eve"], "places": [place], "groups_at_once": 2, "expected_version": row.version}
    assert own.post(f"{OWN}tider/", typed).status_code == 302
    assert own.post(f"{OWN}tider/", typed).status_code == 409
    assert own.post(f"{OWN}tider/", typed | {"places": ["none"], "groups_at_once": 99}).status_code == 422
    row = fresh(row)
    assert (row.times, [str(one) for one in row.places], row.groups_at_once) == (["tue-eve"], [place], 2)
    with pytest.raises(Denied), transaction.atomic():
        actions.keep_availability(by=as_facilitator(row), facilitator=other, times=[], now=timezone.now())


def test_nothing_is_left_of_those_who_are_not_with_us(here, by):
    long_ago = timezone.now() - timedelta(days=200)
    row = interested(by, long_ago, word="Kanariefugl", last_name="Kanariefugl")
    actions.move_facilitator(by=by, facilitator=row, move="decline", now=long_ago)
    key, waits = row.key_id, interested(by, long_ago, phone="+4540121802")
    tasks.forget_facilitators(now=timezone.now())
    assert list(queries.facilitators()) == [waits]
    gone = fresh(row)
    assert (gone.first_name, gone.phone, bytes(gone.phone_index)) == ("", "", b"")
    assert not Message.objects.filter(person_id=row.pk).exists() and not DataKey.objects.filter(pk=key).exists()
    with pytest.raises(FacilitatorMoveNotAllowed), transaction.atomic():
        actions.forget_facilitator(by=system(here.pk), facilitator=waits, now=timezone.now())
