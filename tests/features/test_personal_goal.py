"""What somebody most hopes for: told the first time in their own words, mended, and let go of again."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given as drawn
from hypothesis import strategies as st

from tests import make
from tests.features.hopes import (
    ATTAINED,
    LAST,
    PAGE,
    answer,
    eight,
    first_form,
    fresh,
    goal,
    phone_of,
    somebody_asked,
    wave,
)
from tests.features.test_bad_input import ODD
from tests.features.world_outcomes import HOPE, answer_all, respondent
from traedesten.audit.models import Event
from traedesten.domain.access import Denied, system
from traedesten.domain.asking import GROUP_PLANS, Course, Mode, State, with_goal
from traedesten.domain.instruments import Why
from traedesten.domain.journey import Outcome
from traedesten.journeys import actions as journeys
from traedesten.outcomes import actions, queries, tasks
from traedesten.outcomes.measured import who_told_a_goal
from traedesten.outcomes.models import Asking, AskingOver, ContactTask, Goal, Response
from traedesten.outcomes.questions import questions_of
from traedesten.tenancy.scope import at_site


@pytest.fixture
def by(site):
    return make.a_coordinator(site)


@pytest.fixture
def guide(site):
    return make.a_guide(site)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def journey(site, by, guide, now):
    return somebody_asked(site, by, guide, now)


@pytest.fixture
def asked(journey) -> Asking:
    with at_site(journey.site_id):
        return wave(journey, "t0")


@pytest.fixture
def later(now):
    """When it is asked again."""
    return now + timedelta(weeks=12)


@pytest.fixture
def told(asked, site, now) -> Asking:
    with at_site(site):
        return answer_all(asked, now, {ATTAINED: HOPE})


# ---- The first time ----


def test_the_first_time_it_is_told_in_ones_own_words_and_kept_sealed(asked):
    phone = phone_of(asked)
    page = first_form(phone.get(f"{PAGE}nr/{LAST}/"))
    assert "Spørgsmål 9 af 9" in page and "Hvad vil du helst nå?" in page and "om søndagen" in page
    assert 'type="radio"' not in page and "Spring over" in page and "Vil ikke svare" in page
    eight(phone)
    assert answer(phone, LAST, f"  {HOPE}\n")["Location"] == f"{PAGE}tak/"
    assert goal(asked).words == HOPE and fresh(asked).state == State.ANSWERED
    with at_site(asked.site_id):
        assert not Response.objects.filter(instrument="goal").exists(), "nobody has reached anything yet"


@pytest.mark.parametrize("passes", [Why.SKIPPED, Why.DECLINED])
def test_whoever_says_nothing_is_not_asked_about_it_later(asked, journey, site, later, passes):
    phone = phone_of(asked)
    eight(phone)
    assert answer(phone, LAST, "Det her skrev jeg først", without=str(passes))["Location"] == f"{PAGE}tak/"
    assert (goal(asked).told, goal(asked).words) == (passes, "")
    with at_site(site):
        tasks.ask(later)
        second = wave(journey, "t1")
        assert [row.definition.key for row in queries.questions(second)] == ["t-ils"] * 3 + ["who-5"] * 5
        answered = answer_all(second, later)
        assert answered.state == State.ANSWERED
        assert not Response.objects.filter(instrument="goal").exists()


def test_a_first_time_that_never_came_to_it_is_not_asked_about_either(asked, journey, site, now, later):
    with at_site(site):
        for question in queries.questions(asked)[:3]:
            given = {"question": question, "answer": 1, "mode": Mode.OWN_LINK}
            actions.answer_question(by=respondent(asked), asking=asked, now=now, **given)
        tasks.ask(now + timedelta(days=15))
        assert fresh(asked).state == State.ANSWERED and goal(asked) is None
        tasks.ask(later)
        assert len(queries.questions(wave(journey, "t1"))) == 8


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Skriv lidt, eller tryk"),
        (" \t\n\u00a0", "Skriv lidt, eller tryk"),
        ("\u200b\u2060", "Skriv lidt, eller tryk"),
        ("æ" * 301, "lidt for langt"),
        ("Ring til mig, 010203-1234", "CPR-nummer"),
    ],
)
def test_what_cannot_be_kept_is_kindly_told_and_still_there(asked, typed, words):
    phone = phone_of(asked)
    eight(phone)
    reply = answer(phone, LAST, typed)
    page = first_form(reply)
    assert reply.status_code == 422 and words in page and 'id="id_answer"' in page
    assert typed.strip() in page and goal(asked) is None
    assert fresh(asked).state == State.ASKED


def test_odd_text_is_kept_cleaned_or_answered_kindly(asked):
    phone = phone_of(asked)
    for kind, odd in ODD.items():
        reply = answer(phone, LAST, odd)
        assert reply.status_code in (302, 422), kind
        kept = goal(asked)
        assert kept is None or not {*kept.words} & {"\0", "\x07", "\u202e"}, kind
        assert phone.get(f"{PAGE}nr/{LAST}/").status_code == 200, kind


def test_who_passes_by_need_not_mend_what_was_too_long(asked):
    phone = phone_of(asked)
    assert answer(phone, LAST, "æ" * 2000, without="skipped").status_code == 302
    assert goal(asked).told == Why.SKIPPED


def test_it_may_be_told_first_and_changed_while_the_questions_are_open(asked):
    phone = phone_of(asked)
    assert answer(phone, LAST, "At gå en tur")["Location"] == f"{PAGE}nr/1/"
    assert "At gå en tur" in first_form(phone.get(f"{PAGE}nr/{LAST}/"))
    assert phone.get(PAGE)["Location"] == f"{PAGE}nr/1/"
    answer(phone, LAST, HOPE)
    assert goal(asked).words == HOPE
    eight(phone)
    assert fresh(asked).state == State.ANSWERED


def test_telling_it_alone_is_an_answer_and_no_no(asked, site):
    phone = phone_of(asked)
    for number in range(1, LAST):
        answer(phone, number, without="skipped")
    answer(phone, LAST, HOPE)
    assert fresh(asked).state == State.ANSWERED


def test_what_was_told_counts_when_the_window_closes(asked, site, now):
    answer(phone_of(asked), LAST, HOPE)
    with at_site(site):
        tasks.ask(now + timedelta(days=15))
    assert (fresh(asked).state, goal(asked).words) == (State.ANSWERED, HOPE)


def test_no_to_all_of_it_forgets_the_words_too(asked):
    phone = phone_of(asked)
    answer(phone, LAST, HOPE)
    assert phone.post(f"{PAGE}nej-tak/").status_code == 302
    assert goal(asked) is None and fresh(asked).state == State.DECLINED


def test_words_that_sound_like_danger_bring_a_call_and_are_not_asked_about(asked, journey, site, later):
    phone = phone_of(asked)
    eight(phone)
    answer(phone, LAST, "At jeg ikke skal leve mere")
    thanks = phone.get(f"{PAGE}tak/").text
    assert "En af os ringer til dig" in thanks and "ikke skal leve" not in thanks
    assert goal(asked).words == "At jeg ikke skal leve mere"
    with at_site(site):
        assert ContactTask.objects.get().asking == asked
        tasks.ask(later)
        assert [row.definition.key for row in queries.questions(wave(journey, "t1"))] == ["t-ils"] * 3 + ["who-5"] * 5
        assert who_told_a_goal() == set()


# ---- Mending ----


def test_the_words_may_be_mended_until_it_is_said_how_far_one_has_come(asked, journey, site, later):
    phone = phone_of(asked)
    eight(phone)
    answer(phone, LAST, "At sunge i kor")
    page = phone.get(f"{PAGE}tak/").text
    assert "At sunge i kor" in page and f"{PAGE}det-du-haaber/" in page
    assert "At sunge i kor" in phone.get(f"{PAGE}det-du-haaber/").text
    wrong = phone.post(f"{PAGE}det-du-haaber/", {"answer": " "})
    assert wrong.status_code == 422 and goal(asked).words == "At sunge i kor"
    assert phone.post(f"{PAGE}det-du-haaber/", {"answer": HOPE})["Location"] == f"{PAGE}tak/"
    assert goal(asked).words == HOPE
    with at_site(site):
        tasks.ask(later)
        answer_all(wave(journey, "t1"), later)
        with pytest.raises(AskingOver):
            actions.mend_goal(by=respondent(asked), asking=asked, told="Noget andet", now=later)
    assert phone.get(f"{PAGE}det-du-haaber/").status_code == 302 and goal(asked).words == HOPE


def test_the_words_may_be_taken_back(asked):
    phone = phone_of(asked)
    eight(phone)
    answer(phone, LAST, HOPE)
    phone.post(f"{PAGE}det-du-haaber/", {"answer": HOPE, "without": "skipped"})
    assert goal(asked).told == Why.SKIPPED and HOPE not in phone.get(f"{PAGE}tak/").text


def test_somebody_elses_link_mends_nothing(asked, site, now):
    eight(phone := phone_of(asked))
    answer(phone, LAST, HOPE)
    with at_site(site), pytest.raises(Denied):
        actions.mend_goal(by=respondent(Asking(site=site)), asking=asked, told="x", now=now)
    assert Client().get(f"{PAGE}det-du-haaber/").status_code == 410


# ---- In groups, by pseudonym ----


def test_members_of_groups_tell_it_too_and_a_no_deletes_it(site, by, now):
    with at_site(site):
        plans = with_goal(GROUP_PLANS)
        actions.write_battery(by=by, course=Course.GROUPS, is_on=True, plans=plans, now=now)
        clock, subject = system(site.pk), uuid4()
        actions.plan_nameless(by=clock, subject=subject, begun_on=now.date(), now=now)
        first = answer_all(Asking.objects.get(subject=subject, wave="t0"), now)
        second = Asking.objects.get(subject=subject, wave="t1")
        assert queries.questions(second)[-1].own_words == HOPE and first.key_id != second.key_id
        answer_all(second, now + timedelta(weeks=8), {ATTAINED: 2})
        assert actions.forget_nameless(by=clock, subject=subject, now=now) == 3
        assert not Goal.objects.exists()


# ---- Forgetting ----


def test_the_words_go_when_nobody_will_be_asked_about_them_and_that_there_were_some_stays(told, site, now):
    with at_site(site):
        tasks.ask(now + timedelta(weeks=52))
        assert goal(told).words == HOPE
        for days in (0, 61):
            tasks.ask(now + timedelta(weeks=57, days=days))
        assert (goal(told).words, goal(told).reason) == ("", "")
        assert not Event.objects.filter(verb="asking.goal_forgotten", ids__icontains=HOPE).exists()


def test_the_words_of_somebody_who_has_died_go_the_next_morning(told, journey, site, by, now):
    with at_site(site):
        journeys.end_journey(by=by, journey=journey.locked(), outcome=Outcome.DIED, now=now + timedelta(days=1))
        for day in (2, 3):
            tasks.ask(now + timedelta(days=day))
    assert goal(told).words == ""


# ---- Numbers ----


@drawn(
    chosen=st.lists(st.sampled_from(["t-ils:da-2", "who-5:da-1", "phq-4:da-1", "goal:da-1"]), unique=True),
    is_first=st.booleans(),
    hope=st.sampled_from(["", HOPE]),
)
def test_questions_are_numbered_without_a_gap_and_a_goal_is_there_once_or_not_at_all(chosen, is_first, hope):
    rows = questions_of(chosen, is_first=is_first, goal=hope)
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    goals = [row for row in rows if row.definition.is_goal]
    assert len(goals) == ("goal:da-1" in chosen and bool(is_first or hope))
    assert all(row.is_told == is_first and row.own_words == ("" if is_first else hope) for row in goals)
    assert not any(row.own_words or row.is_told for row in rows if row not in goals)
