"""Proposed groups that are made by the actions of groups, or overtaken; and long plans that are jobs."""

from datetime import timedelta
from unittest import mock

import pytest

from tests.features.composing import MONDAY, Table
from tests.features.gathering import (
    NAMES,
    PAGE,
    TIMES,
    a_pool,
    again,
    ask,
    inside,
    make_form,
    page,
    seat,
    the_group,
    words,
)
from traedesten.audit.models import Event
from traedesten.domain.courses import Course
from traedesten.gathering import actions, tasks
from traedesten.gathering.actions import planning as asking
from traedesten.gathering.models import GroupProposal, ProposalChange, ProposedGroup, ProposedSeat
from traedesten.groups import actions as groups
from traedesten.groups.models import Facilitator, Member, Programme, SelfHelpGroup
from traedesten.planning import groups as planner
from traedesten.tenancy.scope import at_site


@pytest.fixture
def table(site, coordinator) -> Table:
    with at_site(site):
        yield a_pool(site, coordinator)


# --- made --------------------------------------------------------------------------------------------------------


def test_a_group_is_made_and_invited_by_the_actions_of_groups(table):
    row = ask(table)
    group = the_group(row)
    answer = table.client.post(f"{PAGE}gruppe/{group.pk}/", make_form(table, group) | {"invite": "1", "despite": "1"})
    made = SelfHelpGroup.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/s/holstebro/grupper/hold/{made.pk}/")
    assert (made.state, made.venue, made.weekday) == (Course.INVITING, "Biblioteket", group.weekday)
    assert {one.seat for one in made.members.all()} == {"invited"} and made.members.count() == 6
    assert {one.volunteer_id for one in made.facilitators.all()} == set(group.pair)
    group.refresh_from_db()
    assert (group.state, group.group_id, group.seats.count()) == ("made", made.pk, 0)
    assert ProposalChange.objects.get().kind == "made" and Event.objects.filter(verb="group.planned").exists()
    assert made.name in words(table, page(row))
    again_there = table.client.post(f"{PAGE}gruppe/{group.pk}/", {"name": "x"})
    assert again_there.status_code == 302 and SelfHelpGroup.objects.count() == 1


def test_a_group_is_made_now_and_invited_later(table):
    group = the_group(ask(table))
    table.client.post(f"{PAGE}gruppe/{group.pk}/", make_form(table, group) | {"make": "1"})
    assert SelfHelpGroup.objects.get().state == Course.PLANNED
    assert {one.seat for one in Member.objects.all()} == {"chosen"}


def test_another_time_of_the_week_is_not_what_was_proposed(table):
    group = the_group(ask(table))
    sent = make_form(table, group)
    wrong = table.client.post(f"{PAGE}gruppe/{group.pk}/", sent | {"starts": "10.00"})
    assert wrong.status_code == 422 and "Forslaget gælder" in wrong.content.decode()
    assert not SelfHelpGroup.objects.exists()


def test_somebody_who_withdrew_stops_the_making_and_nothing_is_half_made(table):
    group = the_group(ask(table))
    sent = make_form(table, group) | {"make": "1"}
    groups.withdraw_sign_up(by=table.by, seeker=table.seekers["Asta"], now=MONDAY)
    answer = table.client.post(f"{PAGE}gruppe/{group.pk}/", sent)
    told = answer.content.decode()
    assert answer.status_code == 409 and "1 i gruppen venter ikke længere" in told and ">Asta<" not in told
    assert not SelfHelpGroup.objects.exists() and not Member.objects.exists()
    assert table.client.post(f"{PAGE}gruppe/{group.pk}/", make_form(table, group) | {"make": "1"}).status_code == 302
    assert Member.objects.count() == 5


def test_somebody_who_got_a_seat_elsewhere_stops_it_as_well(table):
    group = the_group(ask(table))
    sent = make_form(table, group)
    table.group = table.plan(name="Den anden", venue="Kirken", facilitators=[])
    table.choose("Asta")
    assert table.client.post(f"{PAGE}gruppe/{group.pk}/", sent).status_code == 409
    assert SelfHelpGroup.objects.count() == 1


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("facilitator", "kan ikke holde en gruppe lige nu"),
        ("busy", "En af de frivillige har fået en anden gruppe"),
        ("closed", "Stedet er ikke ledigt på det tidspunkt længere"),
        ("taken", "En anden gruppe mødes der nu"),
        ("programme", "Programmet er lukket for nye grupper"),
    ],
)
def test_what_changed_meanwhile_is_told_and_nothing_is_made(table, what, said):
    row = ask(table)
    group = the_group(row)
    sent = make_form(table, group) | {"invite": "1", "despite": "1"}
    known = SelfHelpGroup.objects.count()
    if what == "facilitator":
        Facilitator.objects.filter(volunteer=group.one).update(standing="left")
    if what == "busy":
        when = {"first_on": a_day_of(group), "starts": group.starts}
        table.plan(venue="Kirken", facilitators=[group.one], **when)
    if what == "closed":
        actions.edit_place(by=table.by, place=group.place, now=MONDAY, is_open=False)
    if what == "taken":
        table.plan(venue="Biblioteket", facilitators=[], first_on=a_day_of(group), starts=group.starts)
    if what == "programme":
        Programme.objects.update(is_open=False)
    before = SelfHelpGroup.objects.count()
    assert said in words(table, page(row)) or what == "programme"
    answer = table.client.post(f"{PAGE}gruppe/{group.pk}/", sent)
    assert answer.status_code == 409 and said in answer.content.decode()
    assert SelfHelpGroup.objects.count() == before >= known and not Member.objects.exists()


def a_day_of(group: ProposedGroup):
    day = (MONDAY + timedelta(days=30)).date()
    return day + timedelta(days=(group.weekday - day.weekday()) % 7)


def test_who_withdraws_is_hidden_at_once_and_erased_by_the_clock(table):
    row = ask(table)
    groups.withdraw_sign_up(by=table.by, seeker=table.seekers["Asta"], now=MONDAY)
    shown = words(table, page(row))
    assert ">Asta<" not in shown and "1 i forslaget venter ikke længere" in shown
    tasks.forget(now=MONDAY)
    assert not ProposedSeat.objects.filter(seeker=table.seekers["Asta"]).exists() and row.seats.count() == 5


def test_who_came_later_is_counted_until_it_is_planned_again(table):
    row = ask(table)
    table.comes("Gry", gender="woman", talk={"times": TIMES})
    assert "1 er blevet klar siden" in words(table, page(row))
    again(table, row)
    assert "er blevet klar siden" not in words(table, page(row))


# --- by a job ----------------------------------------------------------------------------------------------------


@pytest.fixture
def by_job(monkeypatch):
    """Everything is more than the page plans itself."""
    monkeypatch.setattr(asking, "AT_ONCE", 0)
    monkeypatch.setattr(asking, "AGAIN_AT_ONCE", 0)


def run(row: GroupProposal) -> None:
    tasks.plan(row.site_id, proposal_id=str(row.pk))
    row.refresh_from_db()


def test_many_people_are_planned_by_a_job_and_the_page_says_how_far_it_is(table, by_job):
    row = ask(table)
    assert row.state == "waiting" and "Vi sætter grupper sammen" in words(table, page(row))
    told = []

    def watched(problem, *, on_progress, should_stop):
        on_progress(planner.Progress("repair", 0.5, 3000, 4000.0))
        told.append(words(table, page(row)))
        return planner.whole.plan(problem, on_progress=on_progress, should_stop=should_stop)

    with mock.patch.object(tasks.planning, "plan", watched):
        run(row)
    assert "Vi bytter rundt" in told[0] and 'value="50"' in told[0]
    assert (row.state, inside(the_group(row), table)) == ("ready", set(NAMES))


def test_a_thorough_plan_is_left_to_the_job_however_few_they_are(table):
    row = ask(table)
    GroupProposal.objects.update(is_proven=False, bound=3 * row.value)
    shown = words(table, page(row))
    assert "Det er regnet hurtigt" in shown and "Regn grundigt" in shown
    table.client.post(f"{page(row)}igen/", {"thorough": "1"})
    row.refresh_from_db()
    assert row.state == "waiting"
    run(row)
    assert (row.is_proven, inside(the_group(row), table)) == (True, set(NAMES))


def test_a_job_is_stopped_and_gives_the_best_so_far(table, by_job):
    row = ask(table)
    assert table.client.post(f"{page(row)}stop/").status_code == 302
    heard = []

    def watched(problem, *, on_progress, should_stop):
        heard.append(should_stop())
        return planner.whole.plan(problem, on_progress=on_progress, should_stop=should_stop)

    with mock.patch.object(tasks.planning, "plan", watched):
        run(row)
    assert heard == [True] and row.state == "ready"


def test_a_job_whose_worker_died_is_done_from_the_start_and_comes_to_the_same(table, by_job):
    """The worker dies while it plans: the row stays at work until the queue begins the job again."""
    row = ask(table)
    with mock.patch.object(tasks.planning, "plan", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        run(row)
    row.refresh_from_db()
    assert row.state == "working" and not row.groups.exists()
    run(row)
    first = inside(the_group(row), table)
    run(row)
    assert (row.state, first, row.groups.count()) == ("ready", set(NAMES), 1)
    assert Event.objects.filter(verb="proposal.ready").count() == 1


def test_a_job_that_breaks_is_told_and_can_be_begun_again(table, by_job):
    row = ask(table)
    with mock.patch.object(tasks.planning, "plan", side_effect=ArithmeticError), pytest.raises(ArithmeticError):
        run(row)
    row.refresh_from_db()
    assert row.state == "refused" and "Noget gik i stykker hos os" in words(table, page(row))
    run(row)  # the queue tries once more by itself, and finds nothing to do
    assert row.state == "refused"
    table.client.post(f"{page(row)}igen/")
    run(row)
    assert (row.state, inside(the_group(row), table)) == ("ready", set(NAMES))


def test_what_is_put_away_while_a_job_plans_stays_away(table, by_job):
    row = ask(table)

    def meanwhile(problem, **watched):
        actions.leave_proposal(by=table.by, proposal=row, now=MONDAY)
        return planner.whole.plan(problem, **watched)

    with mock.patch.object(tasks.planning, "plan", meanwhile):
        run(row)
    assert row.state == "left" and not row.groups.exists() and not row.seats.exists()


def test_somebody_who_withdraws_while_a_job_plans_is_not_shown(table, by_job):
    row = ask(table)

    def meanwhile(problem, **watched):
        found = planner.whole.plan(problem, **watched)
        groups.withdraw_sign_up(by=table.by, seeker=table.seekers["Asta"], now=MONDAY)
        return found

    with mock.patch.object(tasks.planning, "plan", meanwhile):
        run(row)
    shown = words(table, page(row))
    assert ">Asta<" not in shown and "1 i gruppen venter ikke længere" in shown


def test_nothing_is_argued_with_while_it_is_planned(table, by_job):
    row = ask(table)
    run(row)
    one = seat(row, table, "Asta")
    again(table, row)
    group = the_group(row)
    assert table.client.post(f"{PAGE}gruppe/{group.pk}/laas/", {"lock": "1"}).status_code == 409
    assert table.client.post(f"{PAGE}plads/{one.pk}/", {"to": "wait"}).status_code == 409
    run(row)
    assert inside(the_group(row), table) == set(NAMES)
