"""Who fits whom: reasons in words, a guide asked, an answer, a change of mind."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from traedesten.audit.models import Lookup
from traedesten.journeys import actions as journeys
from traedesten.journeys.models import Journey
from traedesten.matching import actions, queries, reasons
from traedesten.matching.models import GuideRequest
from traedesten.planning.guides import RULES, Guide, Person, Problem, Reason, propose
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client, user_id: int) -> None:
    client.force_login(User.objects.get(pk=user_id), backend=BACKEND)


@pytest.fixture
def asked(site):
    """Birthe is asked about Frida."""
    journey, guide = make.a_journey(site, stage="waiting", wishes=["peers"]), make.a_guide(site)
    with at_site(site):
        return actions.ask_guide(by=make.a_coordinator(site), journey=journey, volunteer=guide, now=timezone.now())


def url(name: str, *args) -> str:
    return reverse(name, args=["holstebro", *args])


def only_request(site) -> GuideRequest:
    with at_site(site):
        return GuideRequest.objects.get()


FRIDA = Person(
    id="p",
    point=(56.36, 8.62),
    times=frozenset({"thu-pm"}),
    interests=frozenset({"games", "nature"}),
    languages=frozenset({"da"}),
    age=24,
)
BIRTHE = Guide(id="g", point=(56.36, 8.62), languages=frozenset({"da"}), capacity=3, journeys_done=2)


def said_of(person: Person, guide: Guide, today: date = date(2024, 3, 5)) -> list[str]:
    """All words about one pair, or about nobody."""
    result = propose(Problem((person,), (guide,), today))
    if result.left:
        found = [result.left[0].binding, result.left[0].relaxation]
    else:
        proposal = result.proposals["p"][0]
        found = [*proposal.reasons, proposal.caution]
    return [reasons.reason_words(one, person="Frida", guide="Birthe", age=27) for one in found if one]


@pytest.mark.parametrize(
    ("guide", "words"),
    [
        ({"times": frozenset({"thu-pm"})}, "Birthe kan torsdag eftermiddag – det kan Frida også"),
        ({"times": frozenset({"thu-pm"})}, "De har kun ét tidspunkt til fælles: torsdag eftermiddag"),
        ({"times": frozenset({"mon-am"})}, "De kan ikke på de samme tider – spørg, om en af dem kan flytte sig lidt"),
        ({"interests": frozenset({"games"})}, "Fælles interesse: spil"),
        ({"interests": frozenset({"games", "nature"})}, "Fælles interesser: spil og natur"),
        ({"age": 27}, "Birthe er 27 år – tæt på Frida i alder"),
        ({"experience": frozenset({"age:18-29"})}, "Birthe har fulgt andre på 18–29 år før"),
        ({}, "Birthe bor lige i nærheden"),
        ({}, "Birthe har plads til 3 mere"),
        ({}, "Vi ved ikke endnu, hvornår Birthe kan"),
        ({"languages": frozenset()}, "Vi ved ikke, om de taler samme sprog"),
        ({"point": (56.5, 8.7)}, "Der er langt: 16 km hver vej"),
        ({"journeys_done": 0}, "Ny som guide – giv gerne en makker med til første møde"),
        ({"away": ((date(2024, 3, 25), date(2024, 3, 29)),)}, "Birthe er væk i uge 13"),
        (
            {"away": ((date(2024, 3, 25), date(2024, 4, 7)),)},
            "Birthe er væk fra mandag 25. marts 2024 til søndag 7. april 2024",
        ),
        ({"capacity": 0}, "De guider, der ellers passer, har ikke plads lige nu."),
        ({"load": 3}, "Hvis Birthe kunne tage én mere end aftalt, ville det passe."),
        ({"load": 2, "asked": 1}, "Birthe er spurgt om en anden. Bliver det et nej, er der plads."),
        ({"away": ((date(2024, 3, 1), date(2024, 5, 1)),)}, "Birthe er tilbage torsdag 2. maj 2024."),
        ({"languages": frozenset({"so"})}, "Birthe taler somali. Kan en tolk eller et andet sprog være en vej?"),
    ],
)
def test_every_reason_has_words(guide, words):
    assert words in said_of(FRIDA, replace(BIRTHE, **guide))


def test_a_wish_for_a_man_or_a_woman_and_its_way_out_have_words():
    said = said_of(replace(FRIDA, guide_gender="woman"), replace(BIRTHE, gender="man"))
    assert said[1] == "Spørg Frida, om det også kunne være Birthe."


def test_no_code_of_the_planner_is_left_without_words():
    relaxed = ("more_distance", "ask_again", "interpreter_or_other_language", "more_capacity", "wait_until_back")
    others = ("no_guides", "nearly_full", "same_area", "ask_about_gender_wish")
    params = {
        "more_km": 3,
        "asked": 0,
        "languages": ("da",),
        "back_on": date(2024, 3, 5),
        "km": 12.0,
    }
    for code in (*RULES, *relaxed, *others):
        assert reasons.reason_words(Reason(code, params), person="", guide="") != code


def test_the_panel_shows_guides_with_reasons_and_never_a_score(client, coordinator, site):
    make.a_guide(site, interests=["talk"], born_year=timezone.now().year - 27)
    journey = make.a_journey(site, stage="waiting", age=24, wishes=["peers"], now=timezone.now())
    html = client.get(url("matching:proposal", journey.pk)).content.decode()
    for words in ("Hvem passer til Frida?", "Birthe Kjær", "Fælles interesse: samtale", "Spørg Birthe"):
        assert words in html
    with at_site(site):
        fit = queries.suggestions_for(journey, timezone.now()).fits[0]
    assert fit.words in ("Passer rigtig godt", "Passer godt", "Kan lade sig gøre")
    assert f">{fit.proposal.score}<" not in html
    assert len(fit.reasons) in (1, 2, 3)


def test_when_nobody_fits_the_panel_says_why_and_what_would_help(client, coordinator, site):
    make.a_guide(site, capacity=1, interests=[])
    make.a_journey(site, stage="meeting", guide=None, phone="+4530303030")
    with at_site(site):
        for guide in queries.guides():
            guide.capacity = 1
            guide.away_from, guide.away_until = timezone.localdate(), timezone.localdate() + timedelta(days=60)
            guide.save()
    journey = make.a_journey(site, stage="waiting")
    html = client.get(url("matching:proposal", journey.pk)).content.decode()
    assert "Ingen passer lige nu" in html
    assert "Det mindste, der skal til:" in html
    assert "er tilbage" in html


def test_a_guide_is_asked_once_however_often_the_button_is_pressed(client, coordinator, site):
    journey, guide = make.a_journey(site, stage="waiting"), make.a_guide(site)
    for _press in range(2):
        answer = client.post(url("matching:ask_guide", journey.pk), {"guide": str(guide.pk)})
    assert answer.url.startswith(url("home:board") + "?forslag=")
    request = only_request(site)
    assert request.state == "asked"
    assert "spare_capacity" in request.reasons


def test_an_open_question_shows_who_since_when_and_can_be_taken_back(client, coordinator, asked, site):
    html = client.get(url("home:board")).content.decode()
    assert "Birthe Kjær blev spurgt i dag" in html
    client.post(url("matching:withdraw_request", asked.pk))
    assert only_request(site).state == "withdrawn"
    answer = client.post(url("matching:withdraw_request", asked.pk), follow=True)
    assert "Der er allerede svaret." in answer.content.decode()


def test_a_guide_passed_over_is_not_proposed_until_somebody_thinks_again(client, coordinator, site):
    journey, guide = make.a_journey(site, stage="waiting"), make.a_guide(site)
    client.post(url("matching:pass_over", journey.pk), {"guide": str(guide.pk)})
    page = url("matching:proposal", journey.pk)
    assert "Spørg Birthe<" not in client.get(page).content.decode()
    client.post(url("matching:withdraw_request", only_request(site).pk))
    assert "Spørg Birthe<" in client.get(page).content.decode()


def test_the_guide_reads_enough_to_answer_and_no_more(client, asked):
    sign_in(client, asked.volunteer.user_id)
    html = client.get(url("matching:answer_request", asked.pk)).content.decode()
    for words in ("Vil du følge Frida på vej?", "Møde andre i samme båd", "Ja, det vil jeg gerne"):
        assert words in html
    for secret in ("40 12 18 60", "4540121860", "Helst efter kl. 15.", "Mona"):
        assert secret not in html


def test_a_yes_gives_the_guide_the_journey(client, asked, site):
    sign_in(client, asked.volunteer.user_id)
    answer = client.post(url("matching:answer_request", asked.pk), {"answer": "yes"})
    assert answer.url == url("journeys:journey", asked.journey_id)
    with at_site(site):
        journey = Journey.objects.get()
    assert (journey.stage, journey.guide_id) == ("meeting", asked.volunteer_id)
    html = client.get(url("matching:answer_request", asked.pk)).content.decode()
    assert "Du har sagt ja. Tak!" in html


def test_not_this_time_keeps_the_guides_words(client, asked, site):
    sign_in(client, asked.volunteer.user_id)
    answer = client.post(url("matching:answer_request", asked.pk), {"answer": "no", "note": "Gerne i januar."})
    assert answer.url == url("home:day")
    request = only_request(site)
    assert (request.state, request.note) == ("declined", "Gerne i januar.")
    sign_in(client, make.a_coordinator(site).user_id)
    assert "Gerne i januar." in client.get(url("home:board")).content.decode()


def test_no_answer_at_all_is_asked_again_with_what_was_typed(client, asked):
    sign_in(client, asked.volunteer.user_id)
    answer = client.post(url("matching:answer_request", asked.pk), {"note": "Måske."})
    assert answer.status_code == 422
    assert "Måske." in answer.content.decode()


def test_a_question_that_solved_itself_is_told_kindly(client, asked, site):
    with at_site(site):
        actions.withdraw_request(by=make.a_coordinator(site), request=asked, now=timezone.now())
    sign_in(client, asked.volunteer.user_id)
    page = url("matching:answer_request", asked.pk)
    assert "Det har løst sig" in client.get(page).content.decode()
    assert "Det har løst sig" in client.post(page, {"answer": "yes"}).content.decode()


def test_only_the_guide_who_is_asked_may_answer(client, asked, site, other_site):
    page = url("matching:answer_request", asked.pk)
    for user_id in (make.a_guide(site, "Jonas Holm").user_id, make.a_coordinator(site).user_id):
        sign_in(client, user_id)
        assert client.get(page).status_code == 404
    sign_in(client, make.a_coordinator(other_site).user_id)
    assert client.get(page).status_code == 404


def test_a_guide_may_not_ask_others(client, asked):
    sign_in(client, asked.volunteer.user_id)
    for name in ("proposal", "ask_guide", "pass_over"):
        method = client.get if name == "proposal" else client.post
        assert method(url(f"matching:{name}", asked.journey_id)).status_code == 403
    assert client.post(url("matching:withdraw_request", asked.pk)).status_code == 403


def test_one_look_is_written_when_the_guide_reads(client, asked, site):
    sign_in(client, asked.volunteer.user_id)
    client.get(url("matching:answer_request", asked.pk))
    with at_site(site):
        (lookup,) = Lookup.objects.all()
    assert lookup.person_ids == [asked.journey.participant_id]


def test_a_question_from_an_earlier_wait_is_not_asked_again_by_itself(client, coordinator, asked, site):
    guide = make.a_guide(site, "Jonas Holm")
    with at_site(site):
        journeys.assign_guide(by=coordinator, journey=asked.journey, guide=guide, now=timezone.now())
        journeys.release_guide(by=coordinator, journey=asked.journey, reason="guide_stops", now=timezone.now())
        assert list(queries.open_requests()) == []
    assert "blev spurgt" not in client.get(url("home:board")).content.decode()
    client.post(url("matching:ask_guide", asked.journey_id), {"guide": str(asked.volunteer_id)})
    with at_site(site):
        assert queries.open_requests().get().pk != asked.pk
