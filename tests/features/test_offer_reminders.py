"""Owners are asked in time, three times at most; whoever does not answer goes on the coordinator's list."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from tests.features.test_offers import LIST, sign_in
from traedesten.messages.models import Message
from traedesten.offers import actions
from traedesten.offers.models import Offer
from traedesten.offers.tasks import ask_owners
from traedesten.tenancy.scope import at_site

MORNING = datetime(2026, 3, 3, 8, 10, tzinfo=UTC)
"""Ten past nine in the morning in Denmark."""
WAITING = f"{LIST}ingen-svarer/"


def run(site, *, days: float = 0, since: datetime = MORNING) -> int:
    """The clock strikes ``days`` later; how many messages asked that the offer be confirmed so far."""
    with at_site(site):
        ask_owners(now=since + timedelta(days=days))
        return Message.objects.filter(name="offer_confirm").count()


def confirmed(site, *, days: int, name: str = "Café Nygade", until: datetime = MORNING, **fields) -> Offer:
    offer = make.an_offer(site, name, **fields)
    with at_site(site):
        return actions.confirm_offer(by=make.a_coordinator(site), offer=offer, now=until - timedelta(days=days))


def stands(site, offer) -> Offer:
    with at_site(site):
        return Offer.objects.get(pk=offer.pk)


def test_an_owner_is_asked_when_it_is_time_and_three_times_in_all(site):
    offer = confirmed(site, days=121)
    assert [run(site, days=day) for day in range(40)] == [1] * 10 + [2] * 14 + [3] * 16
    row = stands(site, offer)
    assert (row.asked_times, row.unanswered_since.date()) == (3, (MORNING + timedelta(days=25)).date())


def test_the_same_day_again_asks_nobody_again(site):
    confirmed(site, days=121)
    assert [run(site), run(site), run(site, days=0.05)] == [1, 1, 1]


def test_nobody_is_asked_before_it_is_time_or_at_night(site):
    confirmed(site, days=120)
    assert run(site) == 0
    assert run(site, days=1 - 7 / 24) == 0
    assert run(site, days=1) == 1


def test_an_answer_stops_the_questions_at_once(site):
    offer = confirmed(site, days=121)
    run(site)
    with at_site(site):
        actions.confirm_offer(by=make.a_coordinator(site), offer=offer, now=MORNING + timedelta(days=2))
    assert [run(site, days=day) for day in (10, 24, 122, 123)] == [1, 1, 1, 2]


@pytest.mark.parametrize(
    ("at", "asked"),
    [
        (datetime(2026, 6, 15, 8, tzinfo=UTC), 0),
        (datetime(2026, 6, 16, 8, tzinfo=UTC), 1),
        (datetime(2026, 11, 30, 8, 10, tzinfo=UTC), 1),
        (datetime(2026, 12, 1, 8, 10, tzinfo=UTC), 0),
    ],
)
def test_before_the_holidays_everybody_is_asked_sooner(site, at, asked):
    confirmed(site, days=61, until=at)
    assert run(site, since=at) == asked


def test_a_site_may_ask_more_often(site):
    site.confirm_offers_days = 30
    site.save()
    confirmed(site, days=31)
    assert run(site) == 1


def test_nothing_is_sent_to_somebody_whose_offer_is_closed(site):
    offer = confirmed(site, days=200)
    with at_site(site):
        actions.stop_offer(by=make.a_coordinator(site), offer=offer, now=MORNING)
    assert run(site) == 0
    assert stands(site, offer).unanswered_since is None


def test_an_offer_that_has_nobody_to_ask_goes_on_the_list_directly(site):
    offer = confirmed(site, days=121, contact_phone="", contact_email="")
    assert run(site) == 0
    first = stands(site, offer).unanswered_since
    run(site, days=1)
    assert first == stands(site, offer).unanswered_since == MORNING


def test_somebody_found_later_is_asked_and_the_offer_leaves_the_list(site):
    offer = confirmed(site, days=121, contact_phone="", contact_email="")
    run(site)
    with at_site(site):
        actions.edit_offer(by=make.a_coordinator(site), offer=offer, now=MORNING, contact_phone="+4520304050")
    assert run(site, days=1) == 1
    assert stands(site, offer).unanswered_since is None


def test_the_message_has_a_first_name_and_a_link_and_nothing_more(site):
    confirmed(site, days=121, contact_name="Lone Hemmelig", contact_email="lone@example.org", contact_phone="")
    run(site)
    with at_site(site):
        message = Message.objects.get(name="offer_confirm")
    assert message.text.startswith("Hej Lone. Passer det stadig") and "/holstebro/tilbud-ret/" in message.text
    assert not any(word in message.text + message.subject for word in ("Hemmelig", "Nygade", "lone@"))
    assert message.channel == "email"


def test_two_sites_are_asked_for_apart(site, other_site):
    confirmed(site, days=121)
    assert run(other_site) == 0
    assert run(site) == 1


def test_a_night_costs_no_more_for_twenty_that_rest(site):
    by = make.a_coordinator(site)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            run(site)
        return len(queries)

    first = cost()
    for number in range(20):
        make.an_offer(site, f"Sted {number}", by=by)
        with at_site(site):
            actions.confirm_offer(by=by, offer=Offer.objects.latest("made_at", "pk"), now=MORNING)
    with at_site(site):
        for row in Offer.objects.filter(confirmed_at=None):
            actions.confirm_offer(by=by, offer=row, now=MORNING)
    assert cost() == first


# --- the coordinator's list ---------------------------------------------------------------------------------------


@pytest.fixture
def silent(site):
    offer = confirmed(site, days=300, until=timezone.now())
    with at_site(site):
        by = make.a_coordinator(site)
        for days in (46, 36, 22):
            actions.ask_owner(by=by, offer=offer, now=timezone.now() - timedelta(days=days))
        actions.give_up_asking(by=by, offer=offer, now=timezone.now() - timedelta(days=21))
    return offer


@pytest.fixture
def boss(client, site):
    return sign_in(client, make.a_coordinator(site))


def test_the_list_says_how_long_and_who_was_asked_and_gives_a_number(boss, silent):
    page = boss.get(WAITING).content.decode()
    assert "Ét sted har ingen, der svarer" in page and "Kom på listen for 3 uger siden" in page
    assert "Lone er spurgt 3 gange, sidst " in page and "tel:+4561727374" in page
    assert '<span class="count">1</span>' in boss.get(LIST).content.decode()


def test_a_call_confirms_and_takes_it_off_the_list(boss, site, silent):
    answer = boss.post(f"{LIST}{silent.pk}/passer/", {"tilbage": "unanswered"}, follow=True)
    assert "er bekræftet i dag" in answer.content.decode()
    assert "Alle steder har nogen, der svarer" in answer.content.decode()
    row = stands(site, silent)
    assert (row.unanswered_since, row.asked_times) == (None, 0)


def test_the_link_is_sent_again_and_it_stays_on_the_list(boss, site, silent):
    for _double_click in range(2):
        boss.post(f"{LIST}{silent.pk}/spoerg/", {"tilbage": "unanswered"})
    assert stands(site, silent).asked_times == 4
    assert "spurgt 4 gange" in boss.get(WAITING).content.decode()


def test_what_is_taken_off_the_list_of_offers_leaves_this_one(boss, silent):
    boss.post(f"{LIST}{silent.pk}/af-listen/")
    assert "Alle steder har nogen, der svarer" in boss.get(WAITING).content.decode()


def test_buttons_pressed_on_an_old_page_say_what_happened(boss, site, silent):
    boss.post(f"{LIST}{silent.pk}/af-listen/")
    for path in ("passer", "spoerg"):
        answer = boss.post(f"{LIST}{silent.pk}/{path}/", {"tilbage": "unanswered"}, follow=True)
        assert "er taget af listen imens" in answer.content.decode()


def test_an_offer_without_a_number_is_not_asked_about(boss, site):
    offer = make.an_offer(site, contact_phone="")
    answer = boss.post(f"{LIST}{offer.pk}/spoerg/", follow=True)
    assert "Vi har hverken nummer eller mail endnu" in answer.content.decode()


def test_a_guide_has_no_such_list(client, site, silent):
    sign_in(client, make.a_guide(site))
    assert client.get(WAITING).status_code == 403
    assert client.post(f"{LIST}{silent.pk}/passer/").status_code == 403
    assert "Ingen svarer for dem" not in client.get(LIST).content.decode()
