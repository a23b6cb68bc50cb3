"""The inbox: a card is read, called about, asked about, declined or let in."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import make
from traedesten.audit.models import Lookup
from traedesten.messages.models import Message
from traedesten.referrals.models import CallAttempt, Referral
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client, user_id: int) -> None:
    client.force_login(User.objects.get(pk=user_id), backend=BACKEND)


def url(name: str, *args) -> str:
    return reverse(name, args=["holstebro", *args])


def hold(site, referral: Referral, *codes: str) -> None:
    with at_site(site):
        Referral.objects.filter(pk=referral.pk).update(state="held", warnings=[f"held.{code}" for code in codes])


def now_of(site, referral: Referral) -> Referral:
    with at_site(site):
        return Referral.objects.get(pk=referral.pk)


def test_open_cards_stand_with_their_waiting(client, coordinator, site):
    make.a_referral(site, first_name="Signe", now=timezone.now() - timedelta(days=4))
    html = client.get(url("referrals:inbox")).content.decode()
    assert "1 henvisning venter på et svar fra os" in html
    assert "Signe" in html
    assert "4 dage" in html


def test_an_empty_inbox_is_good_news(client, coordinator):
    assert "Alle henvisninger har fået svar" in client.get(url("referrals:inbox")).content.decode()


def test_a_held_card_is_let_in(client, coordinator, site):
    referral = make.a_referral(site)
    hold(site, referral, "over_limit")
    html = client.get(url("referrals:inbox")).content.decode()
    assert "1 henvisning ligger til gennemsyn" in html
    assert "Kom mange på én gang" in html
    client.post(url("referrals:review_held", referral.pk), {"verdict": "release"})
    assert now_of(site, referral).state == "new"


def test_a_held_card_is_laid_away(client, coordinator, site):
    referral = make.a_referral(site)
    hold(site, referral, "too_fast")
    client.post(url("referrals:review_held", referral.pk), {"verdict": "discard"})
    assert now_of(site, referral).state == "discarded"


def test_the_page_of_a_card_shows_all_of_it(client, coordinator, site):
    referral = make.a_referral(site, age=26, note="Hun holder af at synge.", best_time="Efter kl. 15")
    html = client.get(url("referrals:referral", referral.pk)).content.decode()
    for words in ("Hun holder af at synge.", "26 år", "Efter kl. 15", "tel:+4540121860", "40 12 18 60", "Mona"):
        assert words in html


def test_a_card_with_an_address_alone_is_written_to(client, coordinator, site):
    referral = make.a_referral(site, phone="", email="frida@example.org")
    html = client.get(url("referrals:referral", referral.pk)).content.decode()
    assert 'href="tel:"' not in html
    assert html.count('class="button button--wide" href="mailto:frida@example.org"') == 2
    assert "Skriv til Frida" in html and "Ring til Frida" not in html


def test_the_journey_of_somebody_with_an_address_alone_offers_to_write(client, coordinator, site):
    journey = make.a_journey(site, phone="", email="frida@example.org")
    html = client.get(url("journeys:journey", journey.pk)).content.decode()
    assert 'class="button" href="mailto:frida@example.org"' in html


def test_a_held_card_shows_its_address(client, coordinator, site):
    hold(site, make.a_referral(site, phone="", email="frida@example.org"), "too_fast")
    html = client.get(url("referrals:inbox")).content.decode()
    assert " · frida@example.org</p>" in html


def test_warnings_are_explained(client, coordinator, site):
    referral = make.a_referral(site, note="Kan ikke overskue sin gæld. Vil ikke leve længere.")
    html = client.get(url("referrals:referral", referral.pk)).content.decode()
    assert "Måske brug for mere, end en frivillig kan give" in html
    assert "økonomi" in html
    assert "tel:+4570201201" in html


def test_somebody_known_is_shown_with_the_journey_under_way(client, coordinator, site):
    journey = make.a_journey(site, stage="waiting")
    referral = make.a_referral(site)
    html = client.get(url("referrals:referral", referral.pk)).content.decode()
    assert "Er det en, I kender?" in html
    assert url("journeys:journey", journey.pk) in html


def test_a_call_nobody_answered_is_written_down_with_its_next_try(client, coordinator, site):
    referral, again = make.a_referral(site), timezone.localdate() + timedelta(days=2)
    answer = client.post(
        url("referrals:record_call", referral.pk),
        {"answered": "no", "try_again_on": again.isoformat(), "note": "Telefonsvarer."},
    )
    assert answer.url == url("home:board")
    with at_site(site):
        call = CallAttempt.objects.get()
    assert (call.answered, call.try_again_on, call.note) == (False, again, "Telefonsvarer.")
    assert now_of(site, referral).state == "clarifying"


def test_a_double_click_is_one_call(client, coordinator, site):
    referral = make.a_referral(site)
    for _press in range(2):
        client.post(url("referrals:record_call", referral.pk), {"answered": "no"})
    with at_site(site):
        assert CallAttempt.objects.count() == 1


def test_a_call_without_an_answer_to_the_question_keeps_what_was_typed(client, coordinator, site):
    referral = make.a_referral(site)
    answer = client.post(url("referrals:record_call", referral.pk), {"note": "Hun ringer selv."})
    assert answer.status_code == 422
    assert "Hun ringer selv." in answer.content.decode()
    assert "Vælg, om du fik fat i nogen." in answer.content.decode()


def test_a_try_in_the_past_is_not_taken(client, coordinator, site):
    referral = make.a_referral(site)
    answer = client.post(url("referrals:record_call", referral.pk), {"answered": "no", "try_again_on": "2020-01-01"})
    assert answer.status_code == 422


def test_a_cpr_number_is_refused_kindly(client, coordinator, site):
    referral = make.a_referral(site)
    answer = client.post(url("referrals:record_call", referral.pk), {"answered": "yes", "note": "cpr 250947-9989"})
    assert answer.status_code == 422
    assert "CPR" in answer.content.decode()


def test_the_referrer_is_asked_for_more(client, coordinator, site):
    referral = make.a_referral(site)
    client.post(url("referrals:ask_more", referral.pk), {"question": "Må vi ringe om aftenen?"})
    assert now_of(site, referral).question == "Må vi ringe om aftenen?"
    with at_site(site):
        assert Message.objects.filter(idempotency_key__startswith="referral_ask_more").count() == 1


def test_the_same_question_twice_is_one_letter(client, coordinator, site):
    referral = make.a_referral(site)
    for _press in range(2):
        client.post(url("referrals:ask_more", referral.pk), {"question": "Må vi ringe om aftenen?"})
    assert now_of(site, referral).questions == 1


def test_a_referrer_without_contact_cannot_be_asked(client, coordinator, site):
    referral = make.a_referral(site, referrer_contact="")
    html = client.get(url("referrals:referral", referral.pk)).content.decode()
    assert "så vi kan ikke spørge" in html


def test_a_card_is_declined_with_a_reason(client, coordinator, site):
    referral = make.a_referral(site)
    client.post(
        url("referrals:decline", referral.pk),
        {"reason": "lives_elsewhere", "may_tell_reason": "on", "note": "Henvist til Skovby."},
    )
    kept = now_of(site, referral)
    assert (kept.state, kept.decline_reason, kept.may_tell_reason) == ("declined", "lives_elsewhere", True)


def test_a_no_without_a_reason_is_asked_again(client, coordinator, site):
    referral = make.a_referral(site)
    answer = client.post(url("referrals:decline", referral.pk), {"note": "Vi talte om det."})
    assert answer.status_code == 422
    assert "Vi talte om det." in answer.content.decode()


def test_a_card_laid_away_has_no_buttons_left(client, coordinator, site):
    referral = make.a_referral(site)
    client.post(url("referrals:decline", referral.pk), {"reason": "no_answer"})
    html = client.get(url("referrals:referral", referral.pk)).content.decode()
    assert "Henvisningen er lagt væk" in html
    assert url("referrals:record_call", referral.pk) not in html


def test_guides_and_other_places_stay_outside(client, site, other_site):
    referral = make.a_referral(site)
    pages = [url("referrals:inbox"), url("referrals:referral", referral.pk)]
    sign_in(client, make.a_guide(site).user_id)
    assert [client.get(page).status_code for page in pages] == [403, 403]
    sign_in(client, make.a_coordinator(other_site).user_id)
    assert [client.get(page).status_code for page in pages] == [404, 404]


def test_one_look_is_written_for_each_page(client, coordinator, site):
    journey = make.a_journey(site, stage="waiting")
    referral = make.a_referral(site)
    client.get(url("referrals:referral", referral.pk))
    with at_site(site):
        (lookup,) = Lookup.objects.all()
    assert set(lookup.person_ids) == {referral.pk, journey.participant_id}


def test_the_inbox_asks_no_more_often_with_many_cards(client, coordinator, site):
    make.Site.objects.filter(pk=site.pk).update(referrals_per_hour=10_000)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(url("referrals:inbox"))
        return len(queries)

    make.a_referral(site)
    cost()
    one = cost()
    for n in range(19):
        make.a_referral(site, phone=f"+4520{n:06}")
    assert cost() == one


def call(client, referral, **answers):
    return client.post(url("referrals:record_call", referral.pk), answers, follow=True).content.decode()


def calls_of(site, referral) -> list[CallAttempt]:
    with at_site(site):
        return list(CallAttempt.objects.filter(referral=referral).select_related("key").order_by("at"))


def test_a_second_call_with_other_words_is_never_lost(client, coordinator, site):
    referral = make.a_referral(site)
    call(client, referral, answered="no")
    call(client, referral, answered="yes", note="Hun vil gerne synge.")
    call(client, referral, answered="yes", note="Hun vil gerne synge.")
    assert [row.note for row in calls_of(site, referral)] == ["", "Hun vil gerne synge."]


def test_the_board_remembers_a_day_only_when_one_was_chosen(client, coordinator, site):
    referral, tomorrow = make.a_referral(site), timezone.localdate() + timedelta(days=1)
    html = call(client, referral, answered="no")
    assert "Opkaldet er skrevet ned." in html and "minder jer om det" not in html
    html = call(client, referral, answered="no", try_again_on=tomorrow.isoformat())
    assert "Tavlen minder jer om det i morgen." in html


def test_what_the_referrer_was_asked_stands_on_the_card(client, coordinator, site):
    referral = make.a_referral(site)
    client.post(url("referrals:ask_more", referral.pk), {"question": "Hvornår er det godt at ringe?"})
    html = client.get(url("referrals:referral", referral.pk)).content.decode()
    assert "»Hvornår er det godt at ringe?«" in html.split("<details")[0]
