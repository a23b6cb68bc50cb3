"""Somebody else was quicker, while the page was open: the later one is told, and nothing typed is lost."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.features import addresses, world
from tests.features.test_bad_input import filled, kept
from tests.features.test_isolation import BACKEND
from traedesten.journeys import actions as journeys
from traedesten.journeys.models import FollowUp, Introduction, Journey, Visit
from traedesten.matching import actions as matching
from traedesten.people import actions as people
from traedesten.people.models import Relative, Volunteer
from traedesten.referrals import actions as referrals
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

OURS, THEIRS = "Skrevet af Hanne", "Skrevet af Birthe"


@pytest.fixture(scope="module")
def there(django_db_setup, django_db_blocker, superuser_url):
    """A populated site, committed; each test rolls back what it does on top."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            populated = world.a_world("holstebro")
        yield populated
        world.empty(superuser_url, connections["default"].settings_dict["NAME"])


@pytest.fixture
def a(there, db):
    return there


def as_user(user_id: int) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user_id), backend=BACKEND)
    return client


def address(a, name: str) -> str:
    return addresses.address(next(page for page in addresses.pages() if page.name == name), a)


def answers_to(a, client: Client, path: str, text: str) -> dict:
    """The form as it is open in somebody's browser, filled in."""
    day = str(timezone.localdate() + timedelta(days=60))
    form = client.get(path).context["form"]
    with at_site(a.site):
        for field in form.fields.values():
            if hasattr(field, "queryset"):
                field.choices = [(str(value), label) for value, label in field.choices]
        answers = filled(form, text=text, day=day, number="3")
    answers |= {field.html_name: str(field.value()) for field in form.hidden_fields() if field.value()}
    fitting = {"born_year": "1990", "held_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}"}
    return answers | {name: value for name, value in fitting.items() if name in answers}


# --- both write the same: each form that is saved over what stands

VERSIONED = {
    "journeys:hand_over": lambda a: Journey.objects.get(pk=a.journeys["walking"].pk).keep(),
    "journeys:relative": lambda a: journeys.edit_relative(
        by=a.by_guide, journey=a.journeys["walking"], relative=a.rows["relative"], carries=THEIRS, now=world.LATER
    ),
    "people:volunteer": lambda a: _edited(a),
    "people:profile": lambda a: _edited(a),
}


def _edited(a):
    people.edit_volunteer(by=a.coordinator, volunteer=a.guide, about=THEIRS, last_name=THEIRS, now=world.LATER)


@pytest.mark.parametrize("name", VERSIONED)
def test_whoever_saves_later_is_told_and_loses_nothing(name, a):
    client = as_user(a.guide.user_id if name == "people:profile" else a.coordinator.user_id)
    path = address(a, name)
    answers = answers_to(a, client, path, OURS)
    with at_site(a.site):
        VERSIONED[name](a)
    answer = client.post(path, answers)
    assert answer.status_code == 409
    assert unescape(answer.text).count(OURS) >= list(answers.values()).count(OURS) > 0
    if name != "journeys:hand_over":
        assert THEIRS in unescape(answer.text)
    with at_site(a.site):
        standing = [row.carries for row in Relative.objects.all()] + [row.about for row in Volunteer.objects.all()]
    assert OURS not in standing
    again = answers | {"expected_version": answer.context["form"]["expected_version"].value()}
    assert client.post(path, again).status_code == 302


# --- both tell of the same thing: it is told once, unless it was told differently


def a_visit_that_was(a) -> str:
    Visit.objects.filter(pk=a.rows["visit"].pk).update(starts_at=timezone.now() - timedelta(hours=2))
    return address(a, "journeys:report_visit")


def an_offer_to_lay(a) -> str:
    return f"{address(a, 'journeys:lay_stone')}?tilbud={make.an_offer(a.site, 'Strik', by=a.coordinator).pk}"


TOLD = {
    "report_visit": (a_visit_that_was, lambda a: Visit.objects.get(pk=a.rows["visit"].pk).words),
    "answer_follow_up": (
        lambda a: address(a, "journeys:answer_follow_up"),
        lambda a: FollowUp.objects.get(pk=a.rows["follow_up"].pk).note,
    ),
    "leave_stone": (
        lambda a: address(a, "journeys:leave_stone"),
        lambda a: Introduction.objects.get(pk=a.rows["introduction"].pk).left_words,
    ),
    "plan_visit": (
        lambda a: address(a, "journeys:plan_visit"),
        lambda a: Visit.objects.filter(state="planned").order_by("starts_at").last().meet_at,
    ),
    "lay_stone": (an_offer_to_lay, lambda a: Introduction.objects.get(offer__name="Strik").why),
}


@pytest.mark.parametrize("name", TOLD)
def test_of_two_who_tell_the_same_the_later_sees_what_stands(name, a):
    prepare, standing = TOLD[name]
    with at_site(a.site):
        path = prepare(a)
    guide, coordinator = as_user(a.guide.user_id), as_user(a.coordinator.user_id)
    start = {"starts_at": f"{timezone.localdate() + timedelta(days=5)}T14:00"} if name == "plan_visit" else {}
    theirs, ours = answers_to(a, guide, path, THEIRS) | start, answers_to(a, coordinator, path, OURS) | start
    assert [guide.post(path, theirs).status_code for _press in range(2)] == [302, 302]
    answer = coordinator.post(path, ours)
    page = unescape(answer.text)
    assert answer.status_code == 409
    assert page.count(OURS) >= list(ours.values()).count(OURS) and THEIRS in page
    with at_site(a.site):
        assert standing(a) == THEIRS
    again = ours | {"expected_version": answer.context["form"]["expected_version"].value()}
    assert coordinator.post(path, again).status_code == 302
    with at_site(a.site):
        assert standing(a) == OURS


def test_another_day_for_the_same_pause_is_not_dropped(a):
    path = address(a, "journeys:pause")
    client = as_user(a.guide.user_id)
    version = client.get(path).context["form"]["expected_version"].value()
    first, second = (str(timezone.localdate() + timedelta(days=days)) for days in (20, 40))
    for _press in range(2):
        assert client.post(path, {"resume_on": first, "expected_version": version}).status_code == 302
    answer = client.post(path, {"resume_on": second, "expected_version": version})
    assert answer.status_code == 409
    assert kept(answer, second) == []


def test_a_no_to_an_agreement_that_has_its_yes_is_not_dropped(a):
    path = address(a, "journeys:answer_agreement")
    client = as_user(a.guide.user_id)
    assert client.post(path, {"accepts": "yes"}).status_code == 302
    assert client.post(path, {"accepts": "no"}).status_code == 409


# --- the journey went on or ended meanwhile

LATE = [
    f"journeys:{name}"
    for name in (
        "add_relative", "answer_follow_up", "assess", "edit_participant", "lay_stone", "leave_stone",
        "log_contact", "pause", "plan_visit", "propose_agreement", "relative", "release_guide",
        "report_visit", "write_wishes",
    )
]  # fmt: skip


def written(answers: dict) -> list[str]:
    return [typed for typed in answers.values() if typed == OURS]


def ended(a) -> None:
    with at_site(a.site):
        for journey in Journey.objects.exclude(stage="ended"):
            if "end" in journey.moves:
                journeys.end_journey(by=a.coordinator, journey=journey, outcome="stopped", now=timezone.now())


@pytest.mark.parametrize("name", LATE)
def test_what_a_guide_typed_while_the_journey_ended_is_still_there(name, a):
    client, path = as_user(a.guide.user_id), address(a, name)
    if name == "journeys:assess":
        path = reverse(name, args=["holstebro", a.journeys["walking"].pk])
    answers = answers_to(a, client, path, OURS)
    ended(a)
    answer = client.post(path, answers)
    assert answer.status_code == 409
    assert unescape(answer.text).count(OURS) >= len(written(answers))
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", LATE)
def test_what_a_coordinator_typed_while_the_journey_ended_is_kept_or_still_there(name, a):
    client, path = as_user(a.coordinator.user_id), address(a, name)
    if name == "journeys:assess":
        path = reverse(name, args=["holstebro", a.journeys["walking"].pk])
    answers = answers_to(a, client, path, OURS)
    ended(a)
    answer = client.post(path, answers)
    assert answer.status_code in {302, 409}
    if answer.status_code == 409:
        assert unescape(answer.text).count(OURS) >= len(written(answers))


def test_what_a_guide_typed_while_another_took_over_is_still_there(a):
    client, path = as_user(a.guide.user_id), address(a, "journeys:log_contact")
    answers = answers_to(a, client, path, OURS)
    with at_site(a.site):
        journeys.release_guide(by=a.coordinator, journey=a.journeys["walking"], reason="no_time", now=timezone.now())
    answer = client.post(path, answers)
    assert (answer.status_code, kept(answer, OURS, "Skriv et par ord")) == (409, [])


def test_nothing_of_a_strangers_journey_is_answered(a):
    other = as_user(a.other_guide.user_id)
    path = address(a, "journeys:log_contact")
    assert other.post(path, {"note": OURS}).status_code == 404


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("record_call", {"answered": "yes", "note": OURS}),
        ("ask_more", {"question": OURS}),
        ("decline", {"reason": "not_for_us", "note": OURS}),
    ],
)
def test_what_was_typed_about_a_card_that_was_declined_is_still_there(name, answers, a):
    with at_site(a.site):
        referrals.decline_referral(
            by=a.coordinator, referral=a.rows["new"], reason="not_for_us", may_tell_reason=False, now=timezone.now()
        )
    answer = as_user(a.coordinator.user_id).post(address(a, f"referrals:{name}"), answers)
    assert (answer.status_code, kept(answer, OURS)) == (409, [])


def test_a_guides_words_about_a_question_taken_back_are_still_there(a):
    with at_site(a.site):
        matching.withdraw_request(by=a.coordinator, request=a.rows["request"], now=timezone.now())
    path = address(a, "matching:answer_request")
    answer = as_user(a.guide.user_id).post(path, {"answer": "no", "note": OURS})
    assert (answer.status_code, kept(answer, OURS, "Et ord til koordinatoren")) == (409, [])
