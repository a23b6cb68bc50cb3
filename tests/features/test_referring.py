"""Anybody may send a card: four answers, and somebody rings."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from tests import make
from traedesten.messages.models import Message
from traedesten.referrals.actions import add_unit, close_unit, renew_unit_link
from traedesten.referrals.models import Referral
from traedesten.tenancy.scope import at_site
from traedesten.ui.open_forms import stamp

REFER = "/holstebro/henvis/"
RECEIPT = "/holstebro/henvis/tak/"
CPR = "010203-1234"


@pytest.fixture
def unit(site):
    with at_site(site):
        return add_unit(by=make.a_coordinator(site), name="Center for Sundhed", kind="health", now=timezone.now())


def a_card(**changed) -> dict:
    answers = {
        "source": "health",
        "whom_to_call": "participant",
        "first_name": "Frida",
        "phone": "40 12 18 60",
        "has_said_yes": "on",
        "submission_key": str(uuid4()),
        "opened": stamp(timezone.now() - timedelta(seconds=30)),
        **changed,
    }
    return {name: value for name, value in answers.items() if value is not None}


def sent(site) -> list[Referral]:
    with at_site(site):
        return list(Referral.objects.order_by("received_at"))


def the_one(site) -> Referral:
    [referral] = sent(site)
    return referral


def test_four_answers_make_a_referral(client, site):
    answer = client.post(REFER, a_card())
    assert (answer.status_code, answer["Location"]) == (302, RECEIPT)
    referral = the_one(site)
    assert (referral.first_name, referral.phone, referral.state) == ("Frida", "+4540121860", "new")
    assert (referral.source, referral.whom_to_call, referral.language) == ("health", "participant", "da")


def test_the_page_asks_for_four_things_and_says_what_happens(client, site):
    page = client.get(REFER).content.decode()
    for words in (
        "Kender du én, der savner nogen?",
        "Hvem skal guiden ringe til?",
        "Fornavn",
        "Telefon",
        "har sagt ja",
    ):
        assert words in page


def test_the_counter_counts_what_is_really_missing(client, site, unit):
    everybody = client.get(REFER).content.decode()
    workplace = client.get(f"{REFER}{unit.token}/").content.decode()
    assert (
        'data-progress="source first_name phone/email has_said_yes"' in everybody and "Fire ting endnu" in everybody
    )
    assert 'data-progress="first_name phone/email has_said_yes"' in workplace and "Fire ting endnu" not in workplace


@pytest.mark.parametrize(
    ("changed", "title"),
    [
        ({"first_name": ""}, "Vi mangler lige lidt"),
        ({"note": CPR}, "Der er lige noget at rette"),
        ({"note": "a" * 301}, "Der er lige noget at rette"),
    ],
)
def test_the_title_of_the_errors_says_whether_something_is_missing(client, site, changed, title):
    assert title in client.post(REFER, a_card(**changed)).content.decode()


def test_everything_that_is_told_is_kept(client, site):
    with at_site(site):
        area = make.Area.objects.get(name="Byen")
    client.post(
        REFER,
        a_card(
            source="relative", whom_to_call="relative", first_name="Mona", participant_name="Frida", age="20",
            area=area.pk, wishes=["peers", "food"], note="Hun er genert. 🌱", best_time="efter kl. 15",
            referrer_name="Mona", referrer_contact="20 30 40 50", may_give_feedback="on",
        ),
    )  # fmt: skip
    referral = the_one(site)
    assert (referral.participant_name, referral.age, referral.area_id) == ("Frida", 20, area.pk)
    assert (referral.wishes, referral.note, referral.best_time) == (
        ["peers", "food"],
        "Hun er genert. 🌱",
        "efter kl. 15",
    )
    assert (referral.referrer_contact, referral.may_give_feedback) == ("+4520304050", True)


def test_an_email_will_do_instead_of_a_telephone(client, site):
    assert client.post(REFER, a_card(phone="", email="frida@example.org")).status_code == 302
    assert (the_one(site).phone, the_one(site).email) == ("", "frida@example.org")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"source": None}, "Vælg, hvem du er."),
        ({"first_name": " "}, "Skriv et fornavn"),
        ({"phone": ""}, "Skriv et telefonnummer, eller brug en e-mail i stedet."),
        ({"phone": "4012186"}, "Telefonnummeret skal have 8 cifre – der står 7."),
        ({"phone": "", "email": "frida@"}, "E-mailadressen ser ikke rigtig ud."),
        ({"has_said_yes": None}, "Vi kontakter kun den, der har sagt ja."),
        ({"note": "a" * 301}, "Der er plads til 300 tegn – der står 301."),
        ({"age": "tyve"}, "Skriv alderen med tal"),
        ({"referrer_contact": "123"}, "Skriv en e-mail eller et mobilnummer med 8 cifre."),
    ],
)
def test_what_is_missing_is_said_and_what_was_written_stays(client, site, changed, words):
    answer = client.post(REFER, {"best_time": "efter kl. 15", **a_card(**changed)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="efter kl. 15"' in page
    assert "påkrævet" not in page
    assert sent(site) == []


def test_control_signs_and_turned_text_are_cleaned_away(client, site):
    client.post(REFER, a_card(first_name="Fri\0da\u202e", note="a\r\nb\u0007"))
    assert (the_one(site).first_name, the_one(site).note) == ("Frida", "a\nb")


def test_far_too_much_is_answered_kindly_and_nothing_is_kept(client, site):
    answer = client.post(REFER, a_card(note="a" * 10_000_000))
    assert answer.status_code == 413
    assert "Det var for meget på én gang" in answer.content.decode()
    assert sent(site) == []


# ---- a workplace's own link


def test_a_workplace_is_known_by_its_link(client, site, unit):
    address = f"{REFER}{unit.token}/"
    page = client.get(address)
    assert page["Referrer-Policy"] == "same-origin"
    assert "Center for Sundhed" in page.content.decode()
    assert "Hvem er du?" not in page.content.decode()
    client.post(address, a_card(source="self"))
    assert (the_one(site).unit_id, the_one(site).source) == (unit.pk, "health")
    assert address in client.get(RECEIPT).content.decode()


def test_an_unknown_a_renewed_and_a_closed_link_get_the_same_kind_answer(client, site, unit):
    old = unit.token
    with at_site(site):
        coordinator = make.a_coordinator(site)
        renewed = renew_unit_link(by=coordinator, unit=unit, now=timezone.now()).token
        assert client.get(f"{REFER}{renewed}/").status_code == 200
        close_unit(by=coordinator, unit=unit, now=timezone.now())
    pages = [client.get(f"{REFER}{token}/") for token in (old, renewed, "findesikke")]
    assert {page.status_code for page in pages} == {410}
    assert all(f'href="{REFER}"' in page.content.decode() for page in pages)


# ---- for oneself


def test_somebody_who_writes_for_themselves_is_spoken_to(client, site):
    page = client.get(f"{REFER}?hvem=selv").content.decode()
    assert "Savner du nogen?" in page
    assert "Ja, I må gerne ringe til mig" in page
    assert "Hvem skal guiden ringe til?" not in page
    answer = client.post(f"{REFER}?hvem=selv", a_card(source="self", whom_to_call=None))
    assert answer.status_code == 302
    assert (the_one(site).source, the_one(site).whom_to_call) == ("self", "participant")
    assert "ringer til dig senest" in client.get(RECEIPT).content.decode()


# ---- too young, in acute need


def test_somebody_too_young_is_shown_on_and_nothing_is_kept(client, site):
    answer = client.post(REFER, a_card(age="17", best_time="efter kl. 15", wishes=["peers", "food"]))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "116 111" in page
    assert "headspace" in page
    assert 'name="best_time" value="efter kl. 15"' in page
    assert page.count('type="hidden" name="wishes"') == 2
    assert 'value="17"' in page
    assert sent(site) == []


def test_the_whole_card_can_be_seen_again_after_a_pause(client, site):
    answer = client.post(REFER, a_card(age="17", note="Hun er genert.", wishes=["peers"], change="1"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Hun er genert." in page
    assert 'value="peers" id="id_wishes_1" checked' in page
    assert "Vi mangler lige lidt" not in page


def test_acute_words_get_numbers_first_and_can_be_sent_all_the_same(client, site):
    card = a_card(note="Hun vil ikke leve mere.")
    page = client.post(REFER, card)
    assert page.status_code == 200
    assert "70 201 201" in page.content.decode()
    assert "Hun vil ikke leve mere." in page.content.decode()
    assert sent(site) == []
    assert client.post(REFER, card | {"acknowledged": "1"}).status_code == 302
    assert "crisis" in the_one(site).warnings


def test_acute_words_get_numbers_also_when_something_else_is_wrong(client, site):
    answer = client.post(REFER, a_card(phone="40 12 18", note="Hun vil ikke leve mere."))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Er der brug for hjælp lige nu?" in page and "der står 6" in page
    assert "Er der brug for hjælp lige nu?" not in client.post(REFER, a_card(phone="40 12 18")).content.decode()


@pytest.mark.parametrize(("note", "named"), [("Han orker ikke mere.", True), ("Helst om morgenen.", False)])
def test_somebody_worn_out_is_taken_in_and_numbers_are_named_softly(client, site, note, named):
    assert client.post(REFER, a_card(note=note)).status_code == 302
    assert the_one(site).warnings == []
    assert ("Er det tungt lige nu?" in client.get(RECEIPT).content.decode()) == named


def test_an_age_in_the_note_counts_as_an_age(client, site):
    card = a_card(note="Hun er 16 år og vil gerne ud.")
    page = client.post(REFER, card).content.decode()
    assert "116 111" in page and "Er det én, der er fyldt 18?" in page and 'href="https://headspace.dk"' in page
    assert sent(site) == []
    assert client.post(REFER, card | {"age": "20"}).status_code == 302


# ---- CPR


@pytest.mark.parametrize("field", ["first_name", "participant_name", "note", "best_time", "referrer_name", "phone"])
def test_a_cpr_number_is_never_taken_in(client, site, field):
    answer = client.post(REFER, a_card(**{"whom_to_call": "relative", field: f"{CPR}"}))
    assert answer.status_code == 422
    assert "Det ligner et CPR-nummer" in answer.content.decode()
    assert 'name="remove_cpr"' in answer.content.decode()
    assert sent(site) == []


def test_a_cpr_number_is_taken_out_for_those_who_ask(client, site):
    answer = client.post(REFER, a_card(note=f"Ring efter 15. CPR {CPR}.", remove_cpr="1"))
    assert answer.status_code == 302
    assert "Ring efter 15." in the_one(site).note
    assert "1234" not in the_one(site).note


def test_a_name_that_was_only_a_cpr_number_is_asked_for_again(client, site):
    answer = client.post(REFER, a_card(first_name=CPR, note="Hun er genert.", remove_cpr="1"))
    assert answer.status_code == 422
    assert "Skriv et fornavn" in answer.content.decode()
    assert "Hun er genert." in answer.content.decode()


# ---- machines and floods


@pytest.mark.parametrize(
    ("changed", "sign"),
    [
        ({"webside": "https://example.org"}, "held.honeypot"),
        ({"webside": f"\0{CPR}"}, "held.honeypot"),
        ({"opened": None}, "held.no_stamp"),
        ({"opened": "forfalsket"}, "held.no_stamp"),
        ({"opened": lambda now: stamp(now)}, "held.too_fast"),
        ({"opened": lambda now: stamp(now - timedelta(hours=25))}, "held.stale"),
    ],
)
def test_a_card_that_looks_like_a_machines_is_held_and_thanked_for(client, site, changed, sign):
    changed = {name: value(timezone.now()) if callable(value) else value for name, value in changed.items()}
    answer = client.post(REFER, a_card(referrer_contact="mona@example.org", **changed))
    assert (answer.status_code, answer["Location"]) == (302, RECEIPT)
    assert (the_one(site).state, the_one(site).warnings) == ("held", [sign])
    assert "Tak. Nu tager vi over." in client.get(RECEIPT).content.decode()
    with at_site(site):
        assert not Message.objects.exists()


def test_too_many_from_one_place_are_held_and_none_is_lost(client, site):
    site.referrals_per_hour = 3
    site.save()
    for number in range(5):
        assert client.post(REFER, a_card(first_name=f"Frida {number}")).status_code == 302
    assert [referral.state for referral in sent(site)] == ["new"] * 3 + ["held"] * 2
    client.post(REFER, a_card(first_name="Kaj"), REMOTE_ADDR="198.51.100.7")
    assert sent(site)[-1].state == "new"


def test_the_senders_address_is_not_kept(client, site):
    client.post(REFER, a_card(), REMOTE_ADDR="198.51.100.7")
    digest = bytes(the_one(site).sender_digest)
    assert len(digest) == 16
    assert b"198.51" not in digest


# ---- once


def test_the_same_card_twice_is_one_referral_with_the_same_receipt(client, site):
    card = a_card()
    first, second = client.post(REFER, card), client.post(REFER, card)
    assert first["Location"] == second["Location"] == RECEIPT
    assert len(sent(site)) == 1


def test_a_card_about_somebody_else_from_a_page_gone_back_to_is_not_lost(client, site):
    card = a_card()
    client.post(REFER, card)
    client.post(REFER, card | {"first_name": "Kaj", "phone": "20304050"})
    assert [referral.first_name for referral in sent(site)] == ["Frida", "Kaj"]


def test_two_tabs_at_the_same_moment_make_one_referral(committed):
    with transaction.atomic():
        site = make.a_site("holstebro")
    card, start, answers = a_card(), threading.Barrier(4), []

    def send():
        start.wait()
        answers.append(Client().post(REFER, card).status_code)
        connections.close_all()

    tabs = [threading.Thread(target=send) for _ in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert answers == [302] * 4
    with transaction.atomic():
        assert len(sent(site)) == 1
