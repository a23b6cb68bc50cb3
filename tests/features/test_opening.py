"""From a card to a journey with a guide: yes, the judgement, the handover, the guide, a change of guide."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from traedesten.audit.models import Lookup
from traedesten.domain.consent import Channel
from traedesten.domain.journey import MoveNotAllowed
from traedesten.journeys import actions
from traedesten.journeys.models import Assessment, Handover, Journey
from traedesten.people.models import Participant
from traedesten.referrals.models import Referral
from traedesten.tenancy.models import Site, User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client, user_id: int) -> None:
    client.force_login(User.objects.get(pk=user_id), backend=BACKEND)


def url(name: str, *args) -> str:
    return reverse(name, args=["holstebro", *args])


def now_of(site, journey: Journey) -> Journey:
    with at_site(site):
        return Journey.objects.select_related("guide").get(pk=journey.pk)


def judged(journey: Journey, judgement: str, **more) -> dict:
    return {
        "judgement": judgement,
        "reasons": ["wants_community"],
        "expected_version": journey.version,
        **more,
    }


def test_a_yes_opens_a_journey_and_leads_to_the_judgement(client, coordinator, site):
    referral = make.a_referral(site)
    answer = client.post(url("journeys:accept", referral.pk), {"who": "new"})
    with at_site(site):
        journey = Journey.objects.get()
    assert answer.url == url("journeys:assess", journey.pk)
    assert journey.stage == "assessing"


def test_a_double_click_opens_one_journey(client, coordinator, site):
    referral = make.a_referral(site)
    answers = [client.post(url("journeys:accept", referral.pk), {"who": "new"}) for _press in range(2)]
    assert answers[0].url == answers[1].url
    with at_site(site):
        assert Journey.objects.count() == 1


def test_somebody_known_is_the_same_person(client, coordinator, site):
    earlier = make.a_journey(site, stage="ended")
    referral = make.a_referral(site)
    assert "Er det en, I kender?" in client.get(url("journeys:accept", referral.pk)).content.decode()
    client.post(url("journeys:accept", referral.pk), {"who": str(earlier.participant_id)})
    with at_site(site):
        assert Participant.objects.count() == 1
        assert Journey.objects.filter(participant=earlier.participant_id).count() == 2


def test_somebody_with_a_journey_under_way_gets_no_second(client, coordinator, site):
    journey = make.a_journey(site, stage="waiting")
    referral = make.a_referral(site)
    html = client.post(url("journeys:accept", referral.pk), {"who": str(journey.participant_id)}).content.decode()
    assert "Vi er allerede i gang sammen med Frida" in html
    assert url("journeys:journey", journey.pk) in html
    client.post(url("referrals:decline", referral.pk), {"reason": "duplicate", "may_tell_reason": "on"})
    with at_site(site):
        assert Referral.objects.get(pk=referral.pk).decline_reason == "duplicate"
        assert Journey.objects.count() == 1


def test_who_it_is_must_be_chosen_among_those_shown(client, coordinator, site):
    stranger = make.a_journey(site, stage="ended", first_name="Kaj", phone="+4530303030")
    referral = make.a_referral(site)
    answer = client.post(url("journeys:accept", referral.pk), {"who": str(stranger.participant_id)})
    assert answer.status_code == 422


def test_a_judgement_for_a_volunteer_lets_the_journey_wait_for_a_guide(client, coordinator, site):
    journey = make.a_journey(site, stage="assessing")
    answer = client.post(url("journeys:assess", journey.pk), judged(journey, "volunteer", note="Godt humør."))
    assert answer.url.startswith(url("home:board") + "?forslag=")
    assert now_of(site, journey).stage == "waiting"
    with at_site(site):
        assert Assessment.objects.get().note == "Godt humør."


@pytest.mark.parametrize("judgement", ["professional", "both"])
def test_a_judgement_for_a_professional_leads_to_the_handover(client, coordinator, site, judgement):
    journey = make.a_journey(site, stage="assessing")
    answer = client.post(url("journeys:assess", journey.pk), judged(journey, judgement))
    assert answer.url.startswith(url("journeys:hand_over", journey.pk))


def test_not_now_is_a_pause_with_a_day_to_ask_again(client, coordinator, site):
    journey, later = make.a_journey(site, stage="assessing"), timezone.localdate() + timedelta(days=30)
    client.post(url("journeys:assess", journey.pk), judged(journey, "not_now", resume_on=later.isoformat()))
    kept = now_of(site, journey)
    assert (kept.stage, kept.resume_on) == ("paused", later)


def test_a_judgement_without_a_reason_is_asked_again_with_what_was_typed(client, coordinator, site):
    journey = make.a_journey(site, stage="assessing")
    typed = judged(journey, "volunteer", note="Vi talte længe.") | {"reasons": []}
    answer = client.post(url("journeys:assess", journey.pk), typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Vi talte længe." in html
    assert "Vælg mindst én grund" in html


def test_a_judgement_on_top_of_somebody_elses_shows_both(client, coordinator, site):
    journey = make.a_journey(site, stage="assessing")
    with at_site(site):
        actions.assess(
            by=coordinator, journey=journey, judgement="volunteer", reasons=["needs_company"], now=make.NOW
        )
    answer = client.post(url("journeys:assess", journey.pk), judged(journey, "both", note="Mine ord."))
    html = answer.content.decode()
    assert answer.status_code == 409
    for words in ("En anden har ændret noget", "Har brug for nogen at følges med", "Mine ord.", "Venter på guide"):
        assert words in html
    newer = now_of(site, journey)
    assert f'value="{newer.version}"' in html
    assert client.post(url("journeys:assess", journey.pk), judged(newer, "both")).status_code == 302


def test_a_guide_judges_their_own_journey_and_no_other(client, site):
    guide = make.a_guide(site)
    own, other = make.a_journey(site, stage="meeting", guide=guide), make.a_journey(site, phone="+4530303030")
    sign_in(client, guide.user_id)
    assert client.get(url("journeys:assess", own.pk)).status_code == 200
    assert client.post(url("journeys:assess", own.pk), judged(own, "both")).url == url("journeys:journey", own.pk)
    assert client.get(url("journeys:assess", other.pk)).status_code == 404


def test_without_a_bridge_builder_nothing_is_sent(client, coordinator, site):
    journey = make.a_journey(site, stage="assessing")
    html = client.get(url("journeys:hand_over", journey.pk)).content.decode()
    assert "Vi mangler en brobygger at sende til" in html


@pytest.fixture
def builder(site):
    Site.objects.filter(pk=site.pk).update(bridge_builder_name="Lis", bridge_builder_email="lis@example.org")


@pytest.mark.parametrize(("goes_on", "stage"), [(True, "assessing"), (False, "ended")])
def test_a_handover_tells_what_the_person_agreed_to(client, coordinator, site, builder, goes_on, stage):
    journey = make.a_journey(site, stage="assessing")
    typed = {"summary": "Har brug for hjælp med breve.", "channel": "phone", "expected_version": journey.version}
    client.post(url("journeys:hand_over", journey.pk), typed | ({"guide_goes_on": "on"} if goes_on else {}))
    with at_site(site):
        assert Handover.objects.get().summary == "Har brug for hjælp med breve."
    assert now_of(site, journey).stage == stage


def test_a_handover_without_a_yes_is_not_sent(client, coordinator, site, builder):
    journey = make.a_journey(site, stage="assessing")
    typed = {"summary": "Har brug for hjælp.", "expected_version": journey.version}
    answer = client.post(url("journeys:hand_over", journey.pk), typed)
    assert answer.status_code == 422
    assert "Har brug for hjælp." in answer.content.decode()
    with at_site(site):
        assert Handover.objects.count() == 0


def test_a_double_click_hands_over_once(client, coordinator, site, builder):
    journey = make.a_journey(site, stage="assessing")
    typed = {
        "summary": "Breve.",
        "channel": "meeting",
        "guide_goes_on": "on",
        "expected_version": journey.version,
    }
    statuses = [client.post(url("journeys:hand_over", journey.pk), typed).status_code for _press in range(2)]
    assert statuses == [302, 409]
    with at_site(site):
        assert Handover.objects.count() == 1


def test_a_guide_who_said_yes_on_the_phone_gets_the_journey(client, coordinator, site):
    journey, guide = make.a_journey(site, stage="waiting"), make.a_guide(site)
    typed = {"guide": str(guide.pk)}
    assert client.post(url("journeys:assign_guide", journey.pk), typed).status_code == 422
    assert client.post(url("journeys:assign_guide", journey.pk), typed | {"said_yes": "on"}).status_code == 302
    kept = now_of(site, journey)
    assert (kept.stage, kept.guide) == ("meeting", guide)
    again = client.post(url("journeys:assign_guide", journey.pk), typed | {"said_yes": "on"})
    assert again.url == url("journeys:journey", journey.pk)


def test_a_coordinator_changes_the_guide_and_comes_back_to_the_board(client, coordinator, site):
    journey = make.a_journey(site)
    answer = client.post(url("journeys:release_guide", journey.pk), {"reason": "guide_stops"})
    assert answer.url.startswith(url("home:board"))
    assert (now_of(site, journey).stage, now_of(site, journey).guide) == ("waiting", None)


def test_a_guide_lets_go_of_their_own_journey_only(client, site):
    guide = make.a_guide(site)
    own, other = make.a_journey(site, guide=guide), make.a_journey(site, phone="+4530303030")
    sign_in(client, guide.user_id)
    assert client.get(url("journeys:release_guide", own.pk)).status_code == 200
    assert client.post(url("journeys:release_guide", own.pk), {"reason": ""}).status_code == 422
    assert client.post(url("journeys:release_guide", other.pk), {"reason": "guide_away"}).status_code == 404
    answer = client.post(url("journeys:release_guide", own.pk), {"reason": "guide_away"})
    assert answer.url == url("home:day")


def test_guides_and_other_places_stay_outside(client, site, other_site):
    guide = make.a_guide(site)
    journey, referral = make.a_journey(site, stage="meeting", guide=guide), make.a_referral(site)
    closed = [
        url("journeys:accept", referral.pk),
        url("journeys:hand_over", journey.pk),
        url("journeys:assign_guide", journey.pk),
    ]
    sign_in(client, guide.user_id)
    assert [client.get(page).status_code for page in closed] == [403, 403, 403]
    assert client.post(url("journeys:reassess", journey.pk)).status_code == 403
    sign_in(client, make.a_coordinator(other_site).user_id)
    everything = [*closed, url("journeys:assess", journey.pk), url("journeys:release_guide", journey.pk)]
    assert {client.get(page).status_code for page in everything} == {404}


@pytest.mark.parametrize("name", ["assess", "hand_over", "assign_guide", "release_guide"])
def test_one_look_is_written_for_each_page(client, coordinator, site, builder, name):
    journey = make.a_journey(site, stage="meeting" if name == "release_guide" else "waiting")
    assert client.get(url(f"journeys:{name}", journey.pk)).status_code == 200
    with at_site(site):
        (lookup,) = Lookup.objects.all()
    assert (lookup.page, lookup.person_ids) == (f"journeys:{name}", [journey.participant_id])


def test_a_pause_that_is_judged_again_gets_its_new_day(site):
    journey, by, now = make.a_journey(site, stage="paused"), make.a_coordinator(site), timezone.now()
    day = timezone.localdate(now) + timedelta(days=30)
    judged = {"judgement": "not_now", "reasons": ["not_ready"], "resume_on": day}
    with at_site(site):
        actions.assess(by=by, journey=journey, now=now, **judged)
        assert Journey.objects.get(pk=journey.pk).resume_on == day


def test_nothing_is_judged_or_handed_over_on_a_journey_that_has_ended(site):
    journey, by, now = make.a_journey(site, stage="ended"), make.a_coordinator(site), timezone.now()
    told = {"summary": "Vil gerne have hjælp.", "channel": Channel.PHONE, "guide_goes_on": True}
    with at_site(site):
        with pytest.raises(MoveNotAllowed):
            actions.assess(by=by, journey=journey, judgement="volunteer", reasons=["wants_community"], now=now)
        with pytest.raises(MoveNotAllowed):
            actions.hand_over(by=by, journey=journey, now=now, **told)


def a_site_with_a_bridge_builder(site) -> None:
    Site.objects.filter(pk=site.pk).update(bridge_builder_name="Bodil", bridge_builder_email="bodil@kommunen.example")


def test_a_card_goes_to_the_municipality_from_the_inbox(client, coordinator, site):
    a_site_with_a_bridge_builder(site)
    referral = make.a_referral(site)
    address = f"{url('journeys:accept', referral.pk)}?overlever=1"
    html = client.get(url("referrals:referral", referral.pk)).content.decode()
    assert "Overlever til kommunen" in html and f'action="{address}"' in html
    answer = client.post(address, {"who": "new"})
    with at_site(site):
        journey = Journey.objects.get()
    assert answer.url == url("journeys:hand_over", journey.pk)
    told = {"summary": "Vil gerne stoppe med at drikke.", "expected_version": journey.version}
    assert client.post(answer.url, told).status_code == 422
    with at_site(site):
        assert not Handover.objects.exists()
    assert client.post(answer.url, told | {"channel": Channel.PHONE}).status_code == 302
    assert (now_of(site, journey).stage, now_of(site, journey).outcome) == ("ended", "handed_over")
    with at_site(site):
        assert Referral.objects.get(pk=referral.pk).state == "accepted"
        assert Handover.objects.get().summary == "Vil gerne stoppe med at drikke."


def test_somebody_we_may_know_is_looked_at_before_the_handover(client, coordinator, site):
    a_site_with_a_bridge_builder(site)
    make.a_journey(site, stage="ended")
    referral = make.a_referral(site)
    address = f"{url('journeys:accept', referral.pk)}?overlever=1"
    assert f'href="{address}"' in client.get(url("referrals:referral", referral.pk)).content.decode()
    assert "Er det en, I kender?" in client.get(address).content.decode()
    assert "/overlever" in client.post(address, {"who": "new"}).url


def test_without_a_bridge_builder_the_inbox_says_so(client, coordinator, site):
    referral = make.a_referral(site)
    html = client.get(url("referrals:referral", referral.pk)).content.decode()
    assert "ikke skrevet en mailadresse til kommunens brobygger" in html and "?overlever=1" not in html


def judge(client, journey, **fields):
    start = {"judgement": "volunteer", "reasons": ["wants_community"], "expected_version": journey.version}
    return client.post(url("journeys:assess", journey.pk), start | fields)


@pytest.mark.parametrize("reason", ["unsafe_now", "needs_treatment"])
def test_a_volunteer_alone_with_something_heavy_asks_once_more(client, coordinator, site, reason):
    journey = make.a_journey(site, stage="assessing")
    assert "talt det igennem" not in client.get(url("journeys:assess", journey.pk)).content.decode()
    answer = judge(client, journey, reasons=[reason])
    assert answer.status_code == 422
    assert "Det skal en frivillig ikke bære alene." in answer.content.decode()
    assert judge(client, journey, reasons=[reason], is_sure="on").status_code == 302


@pytest.mark.parametrize("judgement", ["not_now", "volunteer"])
@pytest.mark.parametrize(("days", "words"), [(-1, "Vælg en dag efter i dag."), (400, "mere end et år ude")])
def test_a_day_to_ask_again_lies_ahead_and_within_a_year(client, coordinator, site, judgement, days, words):
    journey = make.a_journey(site, stage="assessing")
    on = timezone.localdate() + timedelta(days=days)
    answer = judge(client, journey, judgement=judgement, resume_on=on.isoformat())
    assert answer.status_code == 422 and words in answer.content.decode()


def test_a_card_that_asks_for_a_text_message_becomes_a_person_who_does(client, coordinator, site):
    referral = make.a_referral(site, best_time="Skriv helst sms")
    assert 'href="sms:+4540121860"' in client.get(url("referrals:referral", referral.pk)).content.decode()
    client.post(url("journeys:accept", referral.pk), {"who": "new"})
    with at_site(site):
        journey = Journey.objects.select_related("participant").get()
        assert journey.participant.prefers_text
    assert 'href="sms:+4540121860"' in client.get(url("journeys:journey", journey.pk)).content.decode()


def test_a_likely_double_can_be_somebody_else(client, coordinator, site):
    make.a_journey(site, stage="ended")
    referral = make.a_referral(site)
    assert "Nej, det er en anden" in client.get(url("referrals:referral", referral.pk)).content.decode()


@pytest.mark.parametrize(
    ("stage", "words"), [("assessing", "Vurdér</a>"), ("waiting", "Find en guide</a>"), ("meeting", None)]
)
def test_the_main_button_is_the_step_that_waits(client, coordinator, site, stage, words):
    journey = make.a_journey(site, stage=stage)
    page = client.get(url("journeys:journey", journey.pk)).content.decode()
    first = page.split('<div class="buttons">')[1].split("</div>")[0]
    assert (words in first) if words else ("Vurdér" not in first and "Find en guide" not in first)
