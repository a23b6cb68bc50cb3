"""The board: everybody who waits, the next thing to do, and every move with and without script."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import make
from traedesten.audit.models import Lookup
from traedesten.home import queries
from traedesten.journeys import actions as journeys
from traedesten.journeys.models import Journey
from traedesten.matching import actions as matching
from traedesten.referrals import actions as referrals
from traedesten.referrals.models import Referral
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def days_ago(number: int):
    return timezone.now() - timedelta(days=number)


def url(name: str, *args) -> str:
    return reverse(name, args=["holstebro", *args])


def page(client, asked: str = "", **headers) -> str:
    answer = client.get(url("home:board") + asked, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_headline_says_how_many_wait_in_words(client, coordinator, site):
    assert "Ingen venter på os lige nu" in page(client)
    make.a_referral(site, first_name="Signe", now=days_ago(5))
    assert "Én borger venter på os" in page(client)
    make.a_journey(site, stage="waiting", first_name="Frida", now=days_ago(16), phone="+4520202020")
    html = page(client)
    assert "To borgere venter på os" in html
    assert "Frida har ventet længst: 16 dage." in html


def test_numbers_beyond_twelve_are_figures():
    assert (queries.in_words(8), queries.in_words(12), queries.in_words(13)) == ("otte", "tolv", "13")


def test_free_places_are_counted_without_those_away(client, coordinator, site):
    today = timezone.localdate()
    make.a_guide(site, "Birthe Kjær", capacity=3)
    make.a_guide(site, "Jonas Holm", capacity=2)
    make.a_guide(site, "Karen Vad", capacity=4, away_from=today, away_until=today)
    html = page(client)
    assert "5 ledige pladser" in html
    assert "hos 2 guider" in html


def test_a_card_with_an_address_alone_is_to_be_written_to(client, coordinator, site):
    referral = make.a_referral(site, first_name="Ole", phone="", email="ole@example.org")
    with at_site(site):
        assert [card.step for card in queries.board(timezone.now()).cards] == ["write"]
        referrals.record_call(by=coordinator, referral=referral, answered=True, now=timezone.now())
        assert [card.step for card in queries.board(timezone.now()).cards] == ["accept"]
    assert "Ring op" not in page(client)


def test_a_card_says_what_was_tried_and_when_to_try_again(client, coordinator, site):
    referral = make.a_referral(site, first_name="Mette", now=days_ago(4))
    again = timezone.localdate() + timedelta(days=1)
    with at_site(site):
        for ago in (3, 2):
            referrals.record_call(
                by=coordinator, referral=referral, answered=False, try_again_on=again, now=days_ago(ago)
            )
    html = page(client)
    assert "Ringet op to gange uden svar." in html
    assert "Prøv i morgen" in html
    assert "Ring igen" in html


def test_a_card_warns_before_anything_else(client, coordinator, site):
    make.a_journey(site, stage="ended", first_name="Frida")
    make.a_referral(site, first_name="Frida", note="Kan ikke overskue sin gæld. Vil ikke leve længere.")
    html = page(client)
    for words in ("Spørg brobygger", "Læs straks", "Kendt i forvejen?"):
        assert words in html


def test_a_name_we_do_not_know_is_said_kindly(client, coordinator, site):
    make.a_referral(site, whom_to_call="relative", first_name="Mona")
    html = page(client)
    assert "Navn kendes ikke endnu" in html
    assert ">Mona<" not in html


def test_a_card_tells_who_was_asked_and_when(client, coordinator, site):
    journey, guide = make.a_journey(site, stage="waiting", now=days_ago(9)), make.a_guide(site)
    with at_site(site):
        matching.ask_guide(by=coordinator, journey=journey, volunteer=guide, now=days_ago(2))
    assert "Spurgt Birthe for 2 dage siden" in page(client)


def test_a_card_moves_with_an_ordinary_form(client, coordinator, site):
    referral = make.a_referral(site, first_name="Ole")
    answer = client.post(url("referrals:move", referral.pk), {"to": "clarifying"}, follow=True)
    assert "Ole er flyttet til Afklares." in answer.content.decode()
    with at_site(site):
        assert Referral.objects.get().state == "clarifying"


def test_a_card_moves_with_script_and_the_board_alone_comes_back(client, coordinator, site):
    referral = make.a_referral(site, first_name="Ole")
    answer = client.post(
        url("referrals:move", referral.pk), {"to": "clarifying"}, follow=True, headers={"hx-request": "true"}
    )
    html = answer.content.decode()
    assert html.startswith('<div class="board" id="board"')
    assert 'data-moved="Ole er flyttet til Afklares."' in html
    assert "<html" not in html


def test_somebody_who_waits_can_go_back_to_being_looked_at(client, coordinator, site):
    journey = make.a_journey(site, stage="waiting")
    answer = client.post(url("journeys:reassess", journey.pk), {"to": "clarifying"}, follow=True)
    assert "Frida er flyttet til Afklares." in answer.content.decode()
    with at_site(site):
        assert Journey.objects.get().stage == "assessing"


def test_a_move_that_came_too_late_shows_the_board_as_it_is(client, coordinator, site):
    journey = make.a_journey(site, stage="meeting")
    answer = client.post(url("journeys:reassess", journey.pk), {"to": "clarifying"}, follow=True)
    assert "Nogen kom dig i forkøbet" in answer.content.decode()


def test_a_card_cannot_be_moved_where_it_may_not_go(client, coordinator, site):
    referral = make.a_referral(site)
    client.post(url("referrals:move", referral.pk), {"to": "accepted"})
    with at_site(site):
        assert Referral.objects.get().state == "new"


def test_one_area_can_be_looked_at_alone(client, coordinator, site):
    with at_site(site):
        town, village = make.Area.objects.order_by("name")
    make.a_referral(site, first_name="Signe", area=town)
    make.a_referral(site, first_name="Ole", area=village)
    html = page(client, f"?omraade={village.pk}")
    assert "Én borger venter på os i Landsbyen" in html
    assert "Ole" in html
    assert "Signe" not in html
    assert "To borgere venter på os" in page(client, "?omraade=noget-andet")


def test_the_board_can_be_read_as_a_list(client, coordinator, site):
    make.a_referral(site, first_name="Signe")
    html = page(client, "?vis=liste")
    assert "<table" in html
    assert "Signe" in html


def test_what_goes_on_beside_the_board_has_its_lines(client, coordinator, site):
    make.a_journey(site, stage="walking", now=days_ago(20))
    paused = make.a_journey(site, stage="assessing", first_name="Kaj", phone="+4530303030", now=days_ago(20))
    calling = make.a_journey(site, stage="meeting", first_name="Lis", phone="+4530303031", now=days_ago(1))
    make.a_referral(site, first_name="Bent", phone="+4530303032")
    with at_site(site):
        resume_on = timezone.localdate() - timedelta(days=1)
        journeys.assess(
            by=coordinator,
            journey=paused,
            judgement="not_now",
            reasons=["not_ready"],
            resume_on=resume_on,
            now=days_ago(9),
        )
        Journey.objects.filter(pk=calling.pk).update(wants_call_since=days_ago(1))
        make.a_relative(site, calling, first_name="Mona", wants_call_since=days_ago(2))
        Referral.objects.filter(state="new").update(state="held")
    html = page(client)
    assert "2 forløb er i gang." in html
    assert "Én har ikke haft kontakt i 14 dage." in html
    assert url("journeys:journeys") + "?vis=stille" in html
    assert "Pausen er forbi" in html
    assert "Vil gerne ringes op" in html and "Mona" in html
    assert "1 henvisning ligger til gennemsyn." in html


def test_a_guide_may_not_see_the_board(client, site):
    guide = make.a_guide(site)
    client.force_login(User.objects.get(pk=guide.user_id), backend=BACKEND)
    assert client.get(url("home:board")).status_code == 403


def test_staff_of_another_place_get_the_same_as_for_no_page(client, site, other_site):
    actor = make.a_coordinator(other_site)
    client.force_login(User.objects.get(pk=actor.user_id), backend=BACKEND)
    assert client.get(url("home:board")).status_code == 404


def test_one_look_is_written_for_each_time_the_board_is_opened(client, coordinator, site):
    journey = make.a_journey(site, stage="waiting")
    page(client)
    with at_site(site):
        (lookup,) = Lookup.objects.all()
    assert lookup.page == "home:board"
    assert journey.participant_id in lookup.person_ids


def test_the_board_asks_the_database_no_more_often_with_many_than_with_few(client, coordinator, site):
    def fill(number: int, first: int) -> None:
        for n in range(first, first + number):
            card = {"first_name": f"Navn{n}", "phone": f"+4520{n:06}"}
            referral = make.a_referral(site, **card)
            with at_site(site):
                referrals.record_call(by=coordinator, referral=referral, answered=False, now=timezone.now())
            relative = {**card, "whom_to_call": "relative", "participant_name": "Kaj"}
            make.a_journey(site, stage="waiting", **{**relative, "phone": f"+4521{n:06}"})
            make.a_journey(site, stage="assessing", **{**card, "phone": f"+4522{n:06}"})

    make.Site.objects.filter(pk=site.pk).update(referrals_per_hour=10_000)
    make.a_guide(site)
    fill(3, 0)
    page(client)
    with CaptureQueriesContext(
        connection,
    ) as few:
        page(client)
    fill(10, 3)
    with CaptureQueriesContext(connection) as many:
        page(client)
    assert len(many) == len(few)


def judged(site, by, journey, judgement):
    with at_site(site):
        journeys.assess(by=by, journey=journey, judgement=judgement, reasons=["needs_treatment"], now=timezone.now())


def test_a_professional_chosen_without_a_handover_is_said_and_led_to(client, coordinator, site):
    journey = make.a_journey(site, stage="assessing")
    judged(site, coordinator, journey, "professional")
    html = page(client)
    assert "Mangler overlevering" in html
    assert url("journeys:hand_over", journey.pk) in html


def test_a_handover_sent_is_no_longer_missing_and_its_answer_stands_on_the_card(client, coordinator, site):
    journey = make.a_journey(site, stage="assessing")
    judged(site, coordinator, journey, "both")
    with at_site(site):
        handover = journeys.hand_over(
            by=coordinator, journey=journey, summary="Hej", channel="phone", guide_goes_on=True, now=timezone.now()
        )
    html = page(client)
    assert "Mangler overlevering" not in html and "Venter på Brobyggeren" in html
    with at_site(site):
        by = make.Actor(site.pk, frozenset({make.Role.BRIDGE_BUILDER}), subject_id=handover.pk)
        journeys.answer_handover(by=by, handover=handover, answer="talk", now=timezone.now())
    assert "Brobyggeren vil tale først" in page(client)


def test_waiting_is_counted_by_one_rule_before_and_after_a_move(client, coordinator, site):
    journey = make.a_journey(site, stage="waiting", now=days_ago(11))
    with at_site(site):
        Journey.objects.update(opened_at=days_ago(8))
    assert "Ventet 11 dage" in page(client)
    client.post(url("journeys:reassess", journey.pk), {"to": "clarifying"})
    assert ">11 dage</span>" in page(client)


def test_somebody_whose_guide_left_is_not_new(client, coordinator, site):
    journey = make.a_journey(site, now=days_ago(30))
    with at_site(site):
        journeys.release_guide(by=coordinator, journey=journey, reason="guide_stops", now=timezone.now())
    html = page(client)
    assert "Venter igen fra i dag" in html and "Ny i dag" not in html


def test_nobody_is_promised_a_place_while_more_wait_than_there_are_places(client, coordinator, site):
    make.a_guide(site, capacity=2)
    make.a_journey(site, stage="waiting", guide=None)
    assert "ingen behøver vente" in page(client)
    for n in range(2):
        make.a_referral(site, first_name=f"Ole{n}", phone=f"+452030404{n}")
    assert "ingen behøver vente" not in page(client)


def test_free_places_are_the_same_everywhere(client, coordinator, site):
    guide = make.a_guide(site, capacity=2)
    journey = make.a_journey(site, stage="waiting")
    with at_site(site):
        matching.ask_guide(by=coordinator, journey=journey, volunteer=guide, now=timezone.now())
    assert "1 ledig plads" in page(client)
    for name, words in (("volunteers", "plads til én mere"), ("volunteer", "har plads til én mere")):
        args = [guide.pk] if name == "volunteer" else []
        assert words in client.get(url(f"people:{name}", *args)).content.decode()
    other = make.a_journey(site, stage="waiting", first_name="Kaj", phone="+4520304055")
    assert "1 plads ledig" in client.get(url("journeys:assign_guide", other.pk)).content.decode()


def test_a_guides_no_and_their_words_stand_on_the_card_until_the_next_is_asked(client, coordinator, site):
    journey, guide = make.a_journey(site, stage="waiting"), make.a_guide(site)
    with at_site(site):
        asked = matching.ask_guide(by=coordinator, journey=journey, volunteer=guide, now=timezone.now())
        matching.decline_request(by=make.as_guide(guide), request=asked, note="Travlt til jul.", now=timezone.now())
    assert "Birthe kunne ikke denne gang. »Travlt til jul.«" in page(client)
    with at_site(site):
        other = make.a_guide(site, "Jonas Holm")
        matching.ask_guide(by=coordinator, journey=journey, volunteer=other, now=timezone.now())
    assert (
        "Spurgt Jonas" in page(client) and "Birthe kunne ikke denne gang. »" not in page(client).split("forslag")[0]
    )


def test_an_endless_word_shows_its_first_letters(client, coordinator, site):
    make.a_referral(site, note="x" * 300)
    assert "x" * 89 + "…" in page(client)


def test_the_inbox_is_in_the_menu_on_a_phone_too(client, coordinator, site):
    assert f'<a href="{url("referrals:inbox")}"' in page(client)
