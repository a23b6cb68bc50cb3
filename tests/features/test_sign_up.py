"""Anybody may sign up for a group: a first name and a way in, and an honest word about waiting."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from tests import courses, make
from tests.features.world import token_in
from traedesten.groups import actions as groups
from traedesten.groups.models import Seeker, Talk
from traedesten.messages.models import Message
from traedesten.tenancy.models import Link, Site
from traedesten.tenancy.scope import at_site
from traedesten.ui.open_forms import stamp

PAGE = "/holstebro/grupper/ensomhed/"
THANKS = f"{PAGE}tak/"
PLACE = "/holstebro/venter/"
CPR = "010203-1234"


@pytest.fixture
def programme(site):
    return make.a_programme(site)


def a_form(**changed) -> dict:
    answers = {
        "first_name": "Frida",
        "phone": "40 12 18 60",
        "has_said_yes": "on",
        "submission_key": str(uuid4()),
        "opened": stamp(timezone.now() - timedelta(seconds=30)),
        **changed,
    }
    return {name: value for name, value in answers.items() if value is not None}


def waiting(site) -> list[Seeker]:
    with at_site(site):
        return list(Seeker.objects.order_by("made_at"))


def the_one(site) -> Seeker:
    [seeker] = waiting(site)
    return seeker


def letters(site) -> list[Message]:
    with at_site(site):
        return list(Message.objects.filter(name="group_sign_up"))


def came_in(client, site):
    """The browser, after the person has followed the link in their message."""
    with at_site(site):
        token = token_in("group_sign_up")
    answer = client.get(f"{PLACE}{token}/")
    assert (answer.status_code, answer["Location"]) == (302, PLACE)
    return client


# ---- The pages for everybody ----


def test_the_list_shows_what_is_open_and_nothing_else(client, site, programme):
    make.a_programme(site, "lukket", name="En lukket gruppe", is_open=False)
    page = client.get("/holstebro/grupper/").content.decode()
    assert "Når ensomheden fylder" in page and "En lukket gruppe" not in page
    assert client.get("/holstebro/grupper/lukket/").status_code == 404
    assert client.post("/holstebro/grupper/lukket/", a_form()).status_code == 404


def test_without_a_programme_the_list_says_what_to_do(client, site):
    assert "Der er ingen grupper at skrive sig op til lige nu" in client.get("/holstebro/grupper/").content.decode()


def test_the_page_says_what_a_group_is_and_is_not(client, site, programme):
    page = client.get(PAGE).content.decode()
    for words in ("ikke behandling", "To frivillige", "Vi fører ikke journal", "Hvor længe skal man vente?"):
        assert words in page


def test_a_programme_that_keeps_a_journal_does_not_say_that_it_does_not(client, site):
    make.a_programme(site, journal="ordinary")
    assert "Vi fører ikke journal" not in client.get(PAGE).content.decode()


# ---- Signing up ----


def test_a_name_and_a_number_are_a_place_in_the_pool(client, site, programme):
    answer = client.post(PAGE, a_form(best_time="efter kl. 16", born_year="1968"))
    assert (answer.status_code, answer["Location"]) == (302, THANKS)
    seeker = the_one(site)
    assert (seeker.first_name, seeker.phone, seeker.born_year) == ("Frida", "+4540121860", 1968)
    assert (seeker.state, seeker.came, seeker.held_for) == ("for_talk", "sign_up", [])
    assert "Tak. Du er skrevet op." in client.get(THANKS).content.decode()


def test_the_receipt_says_nothing_of_what_it_is(client, site, programme):
    client.post(PAGE, a_form())
    [letter] = letters(site)
    with at_site(site):
        said = f"{letter.subject} {letter.text}".casefold()
    assert "/venter/" in said
    assert [word for word in ("gruppe", "ensom", "selvhjælp", "forløb") if word in said] == []


def test_an_email_is_enough(client, site, programme):
    client.post(PAGE, a_form(phone="", email="frida@example.org"))
    assert the_one(site).email == "frida@example.org"
    assert [letter.channel for letter in letters(site)] == ["email"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"first_name": ""}, "Skriv dit fornavn"),
        ({"phone": ""}, "Skriv et telefonnummer"),
        ({"phone": "40 12"}, "skal have 8 cifre"),
        ({"email": "frida@"}, "E-mailadressen ser ikke rigtig ud"),
        ({"has_said_yes": None}, "Sæt et flueben, hvis vi må kontakte dig"),
        ({"born_year": "68"}, "fire cifre"),
        ({"born_year": "2099"}, "ikke kommet endnu"),
        ({"best_time": f"efter 16, {CPR}"}, "Det ligner et CPR-nummer"),
        ({"area": str(uuid4())}, "Hvor bor du?"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client, site, programme, changed, words):
    answer = client.post(PAGE, a_form(**changed))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert waiting(site) == []


def test_a_cpr_number_is_taken_out_on_request(client, site, programme):
    client.post(PAGE, a_form(best_time=f"efter 16 {CPR}", remove_cpr="1"))
    assert the_one(site).best_time == "efter 16 ******-****"


def test_somebody_too_young_is_shown_who_can_help(client, site, programme):
    answer = client.post(PAGE, a_form(born_year=str(timezone.localdate().year - 15)))
    assert "BørneTelefonen" in answer.content.decode()
    assert waiting(site) == []


def test_in_the_year_they_may_have_turned_eighteen_they_are_taken_in(client, site, programme):
    client.post(PAGE, a_form(born_year=str(timezone.localdate().year - 18)))
    assert the_one(site).state == "for_talk"


def test_the_age_is_the_programmes_own(client, site):
    make.a_programme(site, minimum_age=16, maximum_age=25)
    client.post(PAGE, a_form(born_year=str(timezone.localdate().year - 16)))
    assert the_one(site).state == "for_talk"


def test_words_of_danger_stop_for_numbers_to_ring_and_can_be_sent_all_the_same(client, site, programme):
    form = a_form(best_time="jeg vil ikke leve mere")
    page = client.post(PAGE, form).content.decode()
    assert "70 201 201" in page and waiting(site) == []
    client.post(PAGE, {**form, "acknowledged": "1"})
    assert the_one(site).first_name == "Frida"


def test_what_was_written_is_there_when_one_goes_back(client, site, programme):
    page = client.post(PAGE, a_form(best_time="om aftenen", change="1")).content.decode()
    assert 'value="Frida"' in page and 'value="om aftenen"' in page


# ---- Twice, and too many ----


def test_the_same_form_twice_is_one(client, site, programme):
    form = a_form()
    assert [client.post(PAGE, form).status_code for _time in range(2)] == [302, 302]
    assert len(waiting(site)) == len(letters(site)) == 1


def test_the_same_person_twice_is_one_and_the_answer_tells_nobody(client, site, programme):
    first = client.post(PAGE, a_form())
    place = the_one(site)
    again = client.post(PAGE, a_form(first_name=" FRIDA ", best_time="hvornår som helst"))
    assert (again.status_code, again["Location"], again.content) == (first.status_code, THANKS, first.content)
    assert set(again.cookies) == set(first.cookies)
    now = the_one(site)
    assert (now.pk, now.version, now.best_time) == (place.pk, place.version, "")
    assert len(letters(site)) == 1


def test_signing_up_gives_the_browser_no_way_into_anybodys_page(client, site, programme):
    client.post(PAGE, a_form())
    client.post(PAGE, a_form())
    assert client.get(PLACE).status_code == 410


def test_four_tabs_at_once_are_one_place(committed):
    """Each with a form of its own, so that only the person is the same."""
    with transaction.atomic():
        site = make.a_site("holstebro")
        make.a_programme(site)
    start, answers = threading.Barrier(4), []

    def send():
        start.wait()
        answers.append(Client().post(PAGE, a_form()).status_code)
        connections.close_all()

    tabs = [threading.Thread(target=send) for _tab in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert answers == [302] * 4
    with transaction.atomic():
        assert len(waiting(site)) == len(letters(site)) == 1


def test_two_who_share_a_telephone_are_two(client, site, programme):
    client.post(PAGE, a_form())
    client.post(PAGE, a_form(first_name="Aksel"))
    assert len(waiting(site)) == 2


def test_the_same_email_twice_is_one(client, site, programme):
    for address in ("frida@example.org", "Frida@Example.org"):
        client.post(PAGE, a_form(phone="", email=address))
    assert len(waiting(site)) == 1


def test_another_programme_is_another_place(client, site, programme):
    make.a_programme(site, "sorg")
    client.post(PAGE, a_form())
    client.post("/holstebro/grupper/sorg/", a_form())
    assert len(waiting(site)) == 2


def test_who_left_may_sign_up_again(client, site, programme):
    client.post(PAGE, a_form())
    came_in(client, site).post(f"{PLACE}meld-fra/")
    client.post(PAGE, a_form())
    assert sorted(seeker.state for seeker in waiting(site)) == ["for_talk", "withdrawn"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (lambda: {"webside": "https://x"}, "honeypot"),
        (lambda: {"opened": "x"}, "no_stamp"),
        (lambda: {"opened": stamp(timezone.now())}, "too_fast"),
    ],
)
def test_what_looks_like_a_machine_is_held_and_never_lost(client, site, programme, changed, why):
    assert client.post(PAGE, a_form(**changed()))["Location"] == THANKS
    assert the_one(site).held_for == [why]
    assert letters(site) == []


def test_over_the_limit_they_are_held(client, site, programme):
    Site.objects.update(referrals_per_hour=2)
    for number in range(4):
        client.post(PAGE, a_form(phone=f"40 12 18 6{number}"))
    assert [seeker.held_for for seeker in waiting(site)] == [[], [], ["over_limit"], ["over_limit"]]


def test_a_programme_that_closed_a_moment_ago_takes_nobody_in(site, programme):
    with at_site(site):
        groups.write_programme(by=make.a_coordinator(site), programme=programme, is_open=False, now=timezone.now())
    with pytest.raises(groups.ProgrammeClosed):
        make.a_seeker(programme)
    assert waiting(site) == []


# ---- The honest word about waiting ----


def talked_after(programme, *weeks: int) -> None:
    now = timezone.now()
    by = make.a_coordinator(Site.objects.get(pk=programme.site_id))
    with at_site(programme.site_id):
        for number, waited in enumerate(weeks):
            came = now - timedelta(weeks=waited + 1)
            seeker = make.a_seeker(programme, phone=f"+454012{number:04}", now=came)
            held = {"by": by, "seeker": seeker, "outcome": "found_ready", "times": ["mon-am"]}
            groups.hold_talk(now=came + timedelta(weeks=waited), **held)


def test_with_too_few_to_count_it_says_so(client, site, programme):
    talked_after(programme, 2, 2, 2, 2)
    page = client.get(PAGE).content.decode()
    assert "Vi har for få at regne på" in page and "ikke mange, der venter" in page


def test_the_median_of_the_last_year_is_told_with_a_band(client, site, programme):
    talked_after(programme, 1, 3, 3, 5, 20)
    page = client.get(PAGE).content.decode()
    assert "Det seneste år har man typisk ventet 3 uger" in page
    assert "venter der mindst 5 på en gruppe" in page


def test_talks_older_than_a_year_do_not_count(client, site, programme):
    talked_after(programme, 1, 1, 1, 1, 1)
    with at_site(site):
        Talk.objects.update(held_at=timezone.now() - timedelta(days=366))
    assert "Vi har for få at regne på" in client.get(PAGE).content.decode()


def test_how_long_it_takes_until_a_group_begins_is_told_too(client, site, programme):
    now = timezone.now()
    group = courses.a_group(programme, [], now=now, first_on=timezone.localdate() - timedelta(days=3))
    for number in range(5):
        came = now - timedelta(weeks=6, days=3)
        courses.a_member(group, f"Frida {number}", phone=f"+454012{number:04}", now=came)
    page = client.get(PAGE).content.decode()
    assert "De, der er kommet med i en gruppe, ventede typisk 6 uger, til den begyndte." in page


def test_who_joins_a_group_that_is_under_way_did_not_wait_for_it_to_begin(client, site, programme):
    now = timezone.now()
    group = courses.a_group(programme, [], now=now, first_on=timezone.localdate() - timedelta(days=30))
    for number in range(5):
        courses.a_member(group, f"Frida {number}", phone=f"+454012{number:04}", now=now - timedelta(days=9))
    assert "De, der er kommet med" not in client.get(PAGE).content.decode()


# ---- The page of one's own ----


def test_ones_own_page_tells_how_long_and_what_next(client, site, programme):
    make.a_seeker(programme, now=timezone.now() - timedelta(days=22))
    page = came_in(client, site).get(PLACE).content.decode()
    assert "Du har ventet i 3 uger" in page and "Det næste er en samtale" in page and "97 11 00 00" in page


def test_withdrawing_can_be_undone_and_the_days_are_kept(client, site, programme):
    since = make.a_seeker(programme, now=timezone.now() - timedelta(days=22)).waiting_since
    came_in(client, site)
    page = client.post(f"{PLACE}meld-fra/", follow=True).content.decode()
    assert "Du har meldt fra, og det er helt i orden" in page
    assert the_one(site).state == "withdrawn"
    assert client.post(f"{PLACE}meld-fra/").status_code == 409
    page = client.post(f"{PLACE}kom-igen/", follow=True).content.decode()
    assert "Du har ventet i 3 uger" in page
    assert (the_one(site).state, the_one(site).waiting_since) == ("for_talk", since)


def test_a_link_that_is_closed_opens_nothing(client, site, programme):
    seeker = make.a_seeker(programme)
    came_in(client, site)
    with at_site(site):
        Link.revoke_all(purpose=Link.Purpose.SEEKER, subject_id=seeker.pk, now=timezone.now())
    assert client.get(PLACE).status_code == 410
    assert client.post(f"{PLACE}meld-fra/").status_code == 410
    assert the_one(site).state == "for_talk"
