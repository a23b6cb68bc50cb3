"""Shifts in the health house: opened, wished for, proposed, accepted, published, changed by hand."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.shifts import EVENING, MORNING, a_house, days_on, opening, proposed, put, says, the_shift
from traedesten.domain.journey import MoveNotAllowed, Stale
from traedesten.messages.models import Message
from traedesten.people import actions as people
from traedesten.planning.assignment import LocksContradict
from traedesten.support import actions, queries, roster
from traedesten.support.models import Duty, RosterProposal, Shift, ShiftTerms
from traedesten.tenancy.scope import at_site

NOW, TODAY = make.NOW, make.NOW.date()
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


@pytest.fixture
def by(site):
    return make.a_coordinator(site)


@pytest.fixture
def guides(site):
    return [make.a_guide(site, name) for name in ("Birthe Kjær", "Knud Vest", "Fatima Hassan")]


@pytest.fixture
def house(site, by):
    with at_site(site):
        yield a_house(site, by)


def published(guide) -> list[date]:
    return [duty.shift.on for duty in queries.own_duties(guide, TODAY)]


# --- the house ------------------------------------------------------------------------------------
def test_shifts_follow_the_openings_five_weeks_ahead_and_not_on_holidays(house):
    days = list(Shift.objects.order_by("on").values_list("on", flat=True))
    assert days[0] == TODAY and days[-1] <= TODAY + queries.AHEAD
    assert all(day.weekday() < 5 for day in days)
    assert date(2026, 4, 2) not in days  # Maundy Thursday
    assert date(2026, 4, 1) in days


def test_opening_again_is_no_more_and_changed_openings_move_the_shifts(house, by):
    before = Shift.objects.count()
    actions.open_shifts(by=by, plan=house, now=NOW)
    assert Shift.objects.count() == before
    later = [opening(1, {"starts": time(10), "ends": time(12)}, needed=2)]
    actions.keep_plan(by=by, plan=house, openings=later, now=NOW)
    assert {(row.on.weekday(), row.ends, row.needed) for row in Shift.objects.all()} == {(1, time(12), 2)}


def test_a_shift_with_a_guide_outlives_its_opening_for_somebody_to_decide(house, by, guides):
    says(guides[0])
    on = days_on(TODAY, 3)
    put(guides[0], on, by)
    actions.keep_plan(by=by, plan=house, openings=[opening(1)], now=NOW)
    assert Shift.objects.filter(on=on).exists()
    assert not Shift.objects.filter(on=on + timedelta(days=7)).exists()


def test_wishes_outlive_that_an_opening_ends_later(house, by, guides):
    says(guides[0], "gladly")
    longer = [opening(day, {"starts": time(10), "ends": time(14)}) for day in range(5)]
    actions.keep_plan(by=by, plan=house, openings=longer, now=NOW)
    assert queries.wishes_of(guides[0]).count() == 5


def test_the_database_keeps_times_in_order(house):
    broken = {"plan": house, "on": TODAY, "starts": time(22), "ends": time(21), "needed": 1, "fewest": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.create(**broken)


def test_a_shift_in_the_hour_that_the_clock_jumps_over_has_its_length(house):
    gap = Shift(plan=house, on=date(2026, 3, 29), starts=time(2), ends=time(2, 45), needed=1, fewest=1)
    starts, ends = gap.starts_at(COPENHAGEN), gap.ends_at(COPENHAGEN)
    assert (starts.hour, ends - starts) == (3, timedelta(minutes=45))
    over = Shift(plan=house, on=date(2026, 3, 29), starts=time(1, 30), ends=time(4), needed=1, fewest=1)
    assert over.ends_at(COPENHAGEN).timestamp() - over.starts_at(COPENHAGEN).timestamp() == 90 * 60


# --- proposing ------------------------------------------------------------------------------------
def test_a_proposal_covers_keeps_wishes_and_is_fair(house, by, guides):
    for guide in guides:
        says(guide)
    glad = queries.openings(house)[0]
    says(guides[1], weekly={glad.pk: "gladly"})
    row = proposed(by, TODAY)
    assert row.figures["missing"] == 0 and row.figures["is_proven"]
    duties = list(queries.standing())
    assert {duty.state for duty in duties} == {"proposed"}
    assert {duty.guide_id for duty in duties if duty.shift.on.weekday() == 0} == {guides[1].pk}
    counts = [sum(duty.guide_id == guide.pk for duty in duties) for guide in guides]
    assert max(counts) - min(counts) <= 1


def test_nobody_is_planned_for_what_they_have_not_said_yes_to(house, by, guides):
    monday = queries.openings(house)[0]
    says(guides[0], "cannot", weekly={monday.pk: "can"}, away_on=[days_on(TODAY, 0)])
    row = proposed(by, TODAY)
    days = {duty.shift.on for duty in queries.standing()}
    assert days and all(day.weekday() == 0 for day in days)
    assert days_on(TODAY, 0) not in days
    assert row.figures["missing"] == len(queries.facts(house, *queries.period(TODAY)).within()) - len(days)


def test_somebody_away_and_somebody_who_takes_none_are_left_alone(house, by, guides):
    says(guides[0], most=0)
    says(guides[1])
    people.edit_volunteer(by=by, volunteer=guides[1], now=NOW, away_from=TODAY, away_until=TODAY + timedelta(days=60))
    row = proposed(by, TODAY)
    assert (row.figures["new"], row.figures["missing"]) == (0, row.figures["shifts"])


def test_no_guides_no_shifts_is_an_empty_proposal(site, by):
    with at_site(site):
        a_house(site, by, openings=[])
        row = proposed(by, TODAY)
        assert row.figures["shifts"] == row.figures["new"] == row.figures["missing"] == 0


def test_what_is_locked_or_in_use_stays_and_the_rest_is_proposed_anew(house, by, guides):
    for guide in guides:
        says(guide)
    kept = put(guides[0], days_on(TODAY, 2), by)
    proposed(by, TODAY)
    locked = Duty.objects.filter(state="proposed").first()
    actions.lock_duty(by=by, duty=locked, now=NOW)
    proposed(by, TODAY)
    assert Duty.objects.filter(pk__in=[kept.pk, locked.pk]).count() == 2
    assert RosterProposal.objects.filter(state="open").count() == 1
    actions.lock_duty(by=by, duty=locked, is_locked=False, now=NOW)
    with pytest.raises(MoveNotAllowed):
        actions.lock_duty(by=by, duty=kept, now=NOW)


def test_locks_that_contradict_are_said(site, by, guides):
    with at_site(site):
        openings = [opening(0, EVENING), opening(1, MORNING)]
        house = a_house(site, by, openings=openings)
        says(guides[0], most=5)
        monday = days_on(TODAY, 0)
        put(guides[0], monday, by, starts=time(17))
        put(guides[0], monday + timedelta(days=1), by)
        actions.keep_plan(by=by, plan=house, openings=openings, rest_hours=20, now=NOW)
        with pytest.raises(LocksContradict):
            proposed(by, TODAY)


def test_a_guide_who_says_less_later_does_not_stop_the_next_proposal(house, by, guides):
    says(guides[0])
    put(guides[0], days_on(TODAY, 2), by)
    put(guides[0], days_on(TODAY, 3), by)
    says(guides[0], "cannot", most=0)
    proposed(by, TODAY)
    assert len(published(guides[0])) == 2


# --- accepting ------------------------------------------------------------------------------------
def test_accepted_is_not_seen_before_it_is_published(house, by, guides):
    for guide in guides:
        says(guide)
    row = proposed(by, TODAY)
    assert actions.accept_proposal(by=by, proposal=row, now=NOW) == 0
    assert not any(published(guide) for guide in guides)
    assert actions.publish_roster(by=by, plan=house, now=NOW) > 0
    assert all(published(guide) for guide in guides)
    assert Message.objects.filter(name="shift_published").count() == len(guides)
    assert actions.publish_roster(by=by, plan=house, now=NOW) == 0


def test_a_stale_proposal_is_refused_and_says_what_has_changed(house, by, guides):
    for guide in guides:
        says(guide)
    row = proposed(by, TODAY)
    says(guides[0], "cannot")
    people.end_membership(by=by, volunteer=guides[1], now=NOW)
    shut = days_on(TODAY, 2)
    actions.close_shift(by=by, shift=the_shift(shut), now=NOW)
    with pytest.raises(actions.ProposalOvertaken) as overtaken, transaction.atomic():
        actions.accept_proposal(by=by, proposal=row, now=NOW)
    assert overtaken.value.changes == {
        "shift_gone": [str(the_shift(shut).pk)],
        "guide_gone": [str(guides[1].pk)],
        "guide_changed": [str(guides[0].pk)],
    }
    assert not Duty.objects.filter(state="agreed").exists()
    seen = roster.digest(queries.facts(house, row.first_on, row.last_on).kept())
    assert actions.accept_proposal(by=by, proposal=row, now=NOW, seen=seen) > 0
    assert {duty.guide_id for duty in queries.standing()} == {guides[2].pk}


def test_a_proposal_is_decided_once(house, by, guides):
    says(guides[0])
    row = proposed(by, TODAY)
    actions.accept_proposal(by=by, proposal=row, now=NOW)
    for decide in (actions.accept_proposal, actions.leave_proposal):
        with pytest.raises(MoveNotAllowed):
            decide(by=by, proposal=row, now=NOW)


def test_left_is_as_if_it_had_not_been(house, by, guides):
    says(guides[0])
    actions.leave_proposal(by=by, proposal=proposed(by, TODAY), now=NOW)
    assert not Duty.objects.exists()


# --- by hand --------------------------------------------------------------------------------------
def test_by_hand_the_rules_hold_as_well(site, by, guides):
    with at_site(site):
        a_house(
            site, by, openings=[opening(0), opening(0, EVENING), opening(1, {"starts": time(6), "ends": time(9)})]
        )
        guide, monday = guides[0], days_on(TODAY, 0)
        says(guide, most=1)
        put(guide, monday, by, starts=time(17))

        def against(on, starts):
            with pytest.raises(actions.RuleBroken) as broken, transaction.atomic():
                actions.put_on(by=by, shift=the_shift(on, starts), guide=guide, now=NOW)
            return broken.value.codes

        assert against(monday, time(10)) == ("two_shifts", "enough_that_week")
        assert against(monday + timedelta(days=1), time(6)) == ("rest", "enough_that_week")
        says(guide, "cannot", most=5)
        assert against(monday + timedelta(days=7), time(10)) == ("cannot",)


def test_twice_on_the_same_shift_is_once(house, by, guides):
    shift = the_shift(days_on(TODAY, 2))
    one = actions.put_on(by=by, shift=shift, guide=guides[0], now=NOW)
    assert actions.put_on(by=by, shift=shift, guide=guides[0], now=NOW) == one


def test_a_closed_shift_and_somebody_who_left_are_refused(house, by, guides):
    shift = the_shift(days_on(TODAY, 2))
    people.end_membership(by=by, volunteer=guides[0], now=NOW)
    with pytest.raises(actions.RuleBroken, match="departed"):
        actions.put_on(by=by, shift=shift, guide=guides[0], now=NOW)
    actions.close_shift(by=by, shift=shift, now=NOW)
    with pytest.raises(actions.RuleBroken, match="shift_closed"):
        actions.put_on(by=by, shift=shift, guide=guides[1], now=NOW)


def test_whoever_is_taken_off_or_shut_out_after_publishing_is_told(house, by, guides):
    duty = put(guides[0], days_on(TODAY, 2), by)
    actions.take_off(by=by, duty=duty, now=NOW)
    put(guides[1], days_on(TODAY, 3), by)
    actions.close_shift(by=by, shift=the_shift(days_on(TODAY, 3)), now=NOW)
    assert Message.objects.filter(name="shift_changed").count() == 2
    with pytest.raises(MoveNotAllowed):
        actions.take_off(by=by, duty=duty, now=NOW)


def test_a_guide_who_leaves_has_no_shifts_and_the_coordinator_is_told(house, by, guides):
    put(guides[0], days_on(TODAY, 2), by)
    people.end_membership(by=by, volunteer=guides[0], now=NOW)
    assert not queries.standing().exists()
    assert queries.departed(TODAY).count() == 1
    assert actions.release_departed(by=by, plan=house, now=NOW) == 1
    assert not queries.departed(TODAY).exists()
    assert Message.objects.filter(name="shift_reopened").exists()


def test_wishes_written_on_top_of_newer_ones_are_stale(house, guides):
    says(guides[0], expected_version=0)
    with pytest.raises(Stale):
        says(guides[0], expected_version=0)
    assert ShiftTerms.objects.get(guide=guides[0]).version == 1


def test_guides_are_asked_once_a_day(house, by, guides):
    assert actions.ask_for_wishes(by=by, plan=house, now=NOW) == len(guides)
    assert actions.ask_for_wishes(by=by, plan=house, now=NOW) == 0
    assert actions.ask_for_wishes(by=by, plan=house, now=NOW + timedelta(days=1)) == len(guides)


# --- the question ---------------------------------------------------------------------------------
def test_the_question_asks_the_database_as_often_for_many_as_for_few(site, by):
    with at_site(site):
        house = a_house(site, by)
        says(make.a_guide(site, "Ane Holm"))

        def asked() -> int:
            with CaptureQueriesContext(connection) as queries_made:
                roster.question(queries.facts(house, *queries.period(TODAY)))
            return len(queries_made)

        few = asked()
        for number in range(19):
            says(make.a_guide(site, f"Guide{number} Holm"))
        actions.keep_plan(
            by=by, plan=house, openings=[opening(d, h, 3) for d in range(7) for h in (MORNING, EVENING)], now=NOW
        )
        proposed(by, TODAY)
        assert asked() == few == 6


def test_the_night_that_is_an_hour_shorter_still_gives_rest(site, by, guides):
    """On 28 March 2026 the clock is put forward: from 22 to 9 are ten hours."""
    now = datetime(2026, 3, 20, 12, tzinfo=COPENHAGEN)
    with at_site(site):
        late, early = {"starts": time(19), "ends": time(22)}, {"starts": time(9), "ends": time(12)}
        a_house(site, by, openings=[opening(5, late), opening(6, early)], rest_hours=11, now=now)
        says(guides[0], most=5, now=now)
        put(guides[0], date(2026, 3, 21), by, now=now, starts=time(19))
        put(guides[0], date(2026, 3, 22), by, now=now, starts=time(9))
        put(guides[0], date(2026, 3, 28), by, now=now, starts=time(19))
        with pytest.raises(actions.RuleBroken, match="rest"):
            actions.put_on(by=by, shift=the_shift(date(2026, 3, 29), time(9)), guide=guides[0], now=now)
