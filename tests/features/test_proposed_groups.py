"""Whole groups proposed from the pool: asked for, argued with, and behind walls."""

from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.features.composing import MONDAY, Table
from tests.features.gathering import (
    NAMES,
    PAGE,
    TIMES,
    a_pool,
    add_place,
    again,
    ask,
    inside,
    page,
    seat,
    the_group,
    words,
)
from traedesten.audit.models import Event, Lookup
from traedesten.domain.access import Denied, system
from traedesten.gathering import actions, problem, tasks
from traedesten.gathering.models import GroupProposal, MeetingPlace, ProposalChange, ProposedGroup
from traedesten.groups import actions as groups
from traedesten.groups.models import Facilitator, Member, PairWish, Programme, SelfHelpGroup
from traedesten.tenancy.queries import areas
from traedesten.tenancy.scope import at_site


@pytest.fixture
def table(site, coordinator) -> Table:
    with at_site(site):
        yield a_pool(site, coordinator)


# --- asked for ---------------------------------------------------------------------------------------------------


def test_the_pool_leads_to_a_proposal_with_everybody_in_it(table):
    assert PAGE in words(table, "/s/holstebro/grupper/venter/")
    answer = table.client.post(PAGE, {"programmes": [table.programme.pk]})
    row = GroupProposal.objects.get()
    assert (answer.status_code, answer.url) == (302, page(row))
    assert inside(the_group(row), table) == set(NAMES) and row.is_proven
    shown = words(table, page(row))
    for said in (*NAMES, "6 af 6 får plads i 1 gruppe", "Biblioteket", "Alle kan", "Bedre kan det ikke blive"):
        assert said in shown
    assert not Member.objects.exists() and not SelfHelpGroup.objects.exists()


def test_a_form_without_a_programme_is_told_so(table):
    answer = table.client.post(PAGE, {})
    assert answer.status_code == 422 and "Vælg mindst ét program" in answer.content.decode()


def test_asking_again_puts_the_earlier_one_away_and_forgets_who_was_in_it(table):
    first, second = ask(table), ask(table)
    first.refresh_from_db()
    assert (first.state, first.seats.count(), second.state) == ("left", 0, "ready")
    assert table.client.get(page(first)).status_code == 404


def test_not_with_small_groups_and_languages_are_kept(table):
    told = {"times": TIMES, "outcome": "found_ready", "not_with": [table.seekers["Bo"]]}
    groups.hold_talk(by=table.by, seeker=table.seekers["Asta"], now=MONDAY, **told)
    table.comes("Gry", gender="woman", talk={"times": TIMES, "languages": ["so"]})
    row = ask(table)
    sits = inside(the_group(row), table)
    assert len({"Asta", "Bo"} & sits) == 1 and "Gry" not in sits
    assert "Taler ikke det sprog" in words(table, page(row))


def test_two_programmes_share_facilitators_and_rooms_but_no_group(site, table):
    other = make.a_programme(site, "sorg", by=table.by)
    for number in range(5):
        known = {"first_name": f"S{number}", "phone": f"+454012{number:04}", "now": MONDAY - timedelta(weeks=2)}
        row = make.a_seeker(other, **known)
        groups.hold_talk(by=table.by, seeker=row, outcome="found_ready", now=MONDAY, times=TIMES)
    row = actions.ask_for_groups(by=table.by, programmes=list(Programme.objects.all()), now=MONDAY)
    found = list(row.groups.all())
    assert {one.programme_id for one in found} == {table.programme.pk, other.pk}
    assert len({one.slot for one in found}) == 2
    for one in found:
        assert {seat.seeker.programme_id for seat in one.seats.select_related("seeker")} == {one.programme_id}


def test_each_programme_has_its_own_size(site, table):
    """Groups of three beside groups of at least five, though no size would do for both."""
    small = make.a_programme(site, "sorg", by=table.by, smallest=2, ideal_from=2, ideal_to=3, largest=3)
    for number in range(3):
        known = {"first_name": f"S{number}", "phone": f"+454014{number:04}", "now": MONDAY - timedelta(weeks=2)}
        row = make.a_seeker(small, **known)
        groups.hold_talk(by=table.by, seeker=row, outcome="found_ready", now=MONDAY, times=TIMES)
    row = actions.ask_for_groups(by=table.by, programmes=list(Programme.objects.all()), now=MONDAY)
    sits = {one.programme_id: one.seats.count() for one in row.groups.all()}
    assert sits == {table.programme.pk: len(NAMES), small.pk: 3}


def test_each_programme_has_its_own_span_of_ages(site, table):
    """Nobody else's narrow span keeps those of 40 and 54 apart, nor does a wide one bring others together."""
    other = make.a_programme(site, "unge", by=table.by, age_span=5)
    for number, age in enumerate((20, 20, 20, 40, 40, 40)):
        known = {"first_name": f"U{number}", "phone": f"+454013{number:04}", "born_year": MONDAY.year - age}
        young = make.a_seeker(other, now=MONDAY - timedelta(weeks=2), **known)
        groups.hold_talk(by=table.by, seeker=young, outcome="found_ready", now=MONDAY, times=TIMES)
    for number, name in enumerate(NAMES):
        groups.edit_seeker(
            by=table.by, seeker=table.seekers[name], now=MONDAY, born_year=MONDAY.year - 40 - number * 2
        )
    row = actions.ask_for_groups(by=table.by, programmes=list(Programme.objects.all()), now=MONDAY)
    assert [one.programme_id for one in row.groups.all()] == [table.programme.pk]
    assert inside(the_group(row), table) == set(NAMES)


def test_a_pair_that_must_not_be_is_not_proposed_where_another_can(table):
    one, other = (Facilitator.objects.get(volunteer=row) for row in table.pair[:2])
    Facilitator.objects.exclude(pk__in=[one.pk, other.pk]).exclude(volunteer=table.pair[2]).update(times=[])
    PairWish.objects.create(facilitator=one, other=other, wish="not_with")
    group = the_group(ask(table))
    assert set(group.pair) != {table.pair[0].pk, table.pair[1].pk}


def test_facilitators_come_only_to_their_places(table):
    elsewhere = areas().last()
    Facilitator.objects.exclude(volunteer=table.pair[0]).update(places=[elsewhere.pk])
    assert areas().count() > 1 and not ask(table).groups.exists()


# --- nothing to propose ------------------------------------------------------------------------------------------


def refused(table: Table) -> str:
    row = ask(table)
    assert row.state == "refused" and not row.groups.exists()
    return words(table, page(row))


def test_nobody_waiting(table):
    for seeker in table.seekers.values():
        groups.withdraw_sign_up(by=table.by, seeker=seeker, now=MONDAY)
    assert "Ingen er klar til en gruppe lige nu" in refused(table)


def test_no_able_facilitators(table):
    Facilitator.objects.update(standing="left")
    assert "ikke to frivillige" in refused(table)


def test_no_place_that_is_open(table):
    MeetingPlace.objects.update(is_open=False)
    assert "Vi kender ingen steder" in refused(table)


def test_fifty_thousand_by_mistake_are_not_even_read(table):
    with mock.patch("traedesten.gathering.queries.how_many", return_value=50_000):
        row = ask(table)
    assert row.state == "waiting"
    with (
        mock.patch("traedesten.gathering.problem.how_many", return_value=50_000),
        mock.patch("traedesten.gathering.problem.pool_of", side_effect=AssertionError),
    ):
        tasks.plan(row.site_id, proposal_id=str(row.pk))
    assert "50000 er klar, og det er flere" in words(table, page(row))


def test_one_who_fits_nothing_is_told_why(table):
    table.comes("Gry", gender="woman", talk={"times": ["sun-am"]})
    shown = words(table, page(ask(table)))
    assert "1 venter videre" in shown and "Ingen steder er ledige, når det passer" in shown


# --- argued with -------------------------------------------------------------------------------------------------


def test_somebody_is_moved_with_the_checks_of_composing_and_a_reason(table):
    add_place(table, "Kirken")
    row = ask(table)
    path = f"{PAGE}plads/{seat(row, table, 'Asta').pk}/"
    shown = words(table, path)
    assert "Hvor skal Asta være?" in shown and "er her nu" in shown
    answer = table.client.post(path, {"to": "wait", "reason": "own_wish", "is_locked": "on"})
    assert answer.status_code == 302
    moved = seat(row, table, "Asta")
    assert (moved.group, moved.is_locked) == (None, True)
    change = ProposalChange.objects.get()
    assert (change.kind, change.reason) == ("set_aside", "own_wish")
    assert Event.objects.get(verb="proposal.seat_moved").person_id == table.seekers["Asta"].pk
    assert "Du har valgt, at det skal vente" in words(table, page(row))
    assert table.client.post(path, {}).status_code == 422


def test_where_somebody_was_dropped_is_what_the_page_begins_with(table):
    add_place(table, "Kirken")
    row = ask(table)
    path = f"{PAGE}plads/{seat(row, table, 'Asta').pk}/"
    assert 'value="wait" id="to-wait" checked' in words(table, f"{path}?to=wait")
    assert 'value="wait" id="to-wait" checked' not in words(table, f"{path}?to=elsewhere")


def test_who_saves_a_move_that_was_overtaken_sees_how_it_is_now(table):
    row = ask(table)
    path, group = f"{PAGE}plads/{seat(row, table, 'Asta').pk}/", the_group(row)
    again(table, row)
    answer = table.client.post(path, {"to": str(group.pk)})
    assert answer.status_code == 409 and "Der er sket noget imens" in answer.content.decode()
    actions.leave_proposal(by=table.by, proposal=row, now=MONDAY)
    assert table.client.post(path, {"to": str(group.pk)}).status_code == 404, "and nobody says where it was"
    answer = table.client.post(path, {"to": str(group.pk), "proposal": str(row.pk)}, follow=True)
    assert answer.redirect_chain[-1][0] == PAGE and "Der er sket noget imens" in answer.content.decode()


def test_what_moving_would_break_is_found_before_and_after(table):
    table.comes("Gry", gender="woman", talk={"times": ["sun-am"]}, born_year=MONDAY.year - 20)
    row = ask(table)
    path = f"{PAGE}plads/{seat(row, table, 'Gry').pk}/"
    shown = words(table, path)
    assert "Kan ikke på det tidspunkt" in shown and "40 år mellem den yngste og den ældste" in shown
    table.client.post(path, {"to": str(the_group(row).pk)})
    assert "Kan ikke på det tidspunkt" in words(table, page(row))


def test_nobody_is_moved_into_a_group_of_another_programme(site, table):
    row, other = ask(table), make.a_programme(site, "sorg", by=table.by)
    ProposedGroup.objects.update(programme=other)
    answer = table.client.post(
        f"{PAGE}plads/{seat(row, table, 'Asta').pk}/", {"to": str(row.groups.get().pk), "is_locked": "on"}
    )
    assert answer.status_code == 409


def test_a_new_plan_keeps_who_is_locked_where_they_are(table):
    row = ask(table)
    actions.move_seat(by=table.by, seat=seat(row, table, "Asta"), to=None, now=MONDAY)
    table.client.post(f"{page(row)}igen/")
    assert seat(row, table, "Asta").group is None and inside(the_group(row), table) == set(NAMES) - {"Asta"}
    actions.move_seat(by=table.by, seat=seat(row, table, "Asta"), to=None, now=MONDAY, is_locked=False)
    again(table, row)
    assert inside(the_group(row), table) == set(NAMES)


def test_a_locked_group_stays_exactly_as_it_is(table):
    row = ask(table)
    group = the_group(row)
    actions.lock_group(by=table.by, group=group, is_locked=True, now=MONDAY)
    table.comes("Gry", gender="woman", talk={"times": TIMES})
    again(table, row)
    kept = the_group(row)
    assert kept.pk == group.pk and kept.is_locked and inside(kept, table) == set(NAMES)
    actions.lock_group(by=table.by, group=kept, is_locked=False, now=MONDAY)
    again(table, row)
    assert inside(the_group(row), table) == {*NAMES, "Gry"}


def test_contradictory_locks_are_told_and_nothing_is_changed(table):
    row = ask(table)
    told = {"times": TIMES, "outcome": "found_ready", "not_with": [table.seekers["Bo"]]}
    groups.hold_talk(by=table.by, seeker=table.seekers["Asta"], now=MONDAY, **told)
    for name in ("Asta", "Bo"):
        actions.move_seat(by=table.by, seat=seat(row, table, name), to=the_group(row), now=MONDAY)
    before = inside(the_group(row), table)
    answer = table.client.post(f"{page(row)}igen/")
    assert answer.status_code == 409 and "kan ikke lade sig gøre på én gang" in answer.content.decode()
    row.refresh_from_db()
    assert (row.state, inside(the_group(row), table)) == ("ready", before)


def test_a_dropped_group_does_not_come_again(table):
    row = ask(table)
    group = the_group(row)
    answer = table.client.post(f"{PAGE}gruppe/{group.pk}/nej/", {"reason": "time_place"})
    assert answer.status_code == 302 and ProposalChange.objects.get().reason == "time_place"
    again(table, row)
    assert the_group(row).slot != group.slot and inside(the_group(row), table) == set(NAMES)
    assert table.client.get(f"{PAGE}gruppe/{group.pk}/").status_code == 404


def test_two_coordinators_at_once_end_in_one(table):
    row = ask(table)
    actions.move_seat(by=table.by, seat=seat(row, table, "Asta"), to=None, now=MONDAY)
    answer = table.client.post(f"{page(row)}igen/", {"expected_version": row.version})
    assert answer.status_code == 409 and "Der er sket noget imens" in answer.content.decode()


def test_what_one_thing_more_would_give_is_counted(table):
    table.comes("Gry", gender="woman", talk={"times": ["sun-am"]})
    table.comes("Hanne", gender="woman", born_year=MONDAY.year - 25, talk={"times": TIMES})
    shown = words(table, page(ask(table)))
    assert "1 mere kan få plads, hvis de også kan" in shown
    assert "1 mere kan få plads, hvis der må være længere mellem den yngste og den ældste" in shown


# --- places, walls and queries -----------------------------------------------------------------------------------


def test_a_place_is_written_up_changed_and_closed_on_its_page(table):
    form = {"name": "Kirken", "times": ["mon-eve"], "venue_has": ["step_free"], "seats": "8"}
    assert table.client.post(f"{PAGE}steder/nyt/", form | {"times": []}).status_code == 422
    assert table.client.post(f"{PAGE}steder/nyt/", form | {"find_us": "010203-1234"}).status_code == 422
    assert table.client.post(f"{PAGE}steder/nyt/", form).status_code == 302
    row = MeetingPlace.objects.get(name="Kirken")
    assert table.client.post(f"{PAGE}steder/{row.pk}/", form | {"expected_version": 7}).status_code == 409
    assert table.client.post(f"{PAGE}steder/{row.pk}/", form | {"name": "Salen"}).status_code == 302
    table.client.post(f"{PAGE}steder/{row.pk}/aaben/", {"close": "1"})
    row.refresh_from_db()
    assert (row.name, row.is_open, row.seats) == ("Salen", False, 8)
    assert "lukket" in words(table, PAGE)


def test_a_guide_has_no_business_here_and_another_site_sees_nothing(site, other_site, table):
    row = ask(table)
    client = make.signed_in(make.a_guide(site).user_id)
    assert client.get(PAGE).status_code in (403, 404) and client.get(page(row)).status_code in (403, 404)
    stranger = make.signed_in(make.a_coordinator(other_site, "Anden By").user_id)
    assert stranger.get(f"/s/skovby/grupper/forslag/{row.pk}/").status_code == 404
    assert Client().get(page(row)).status_code in (302, 404)
    with pytest.raises(Denied):
        actions.stop_planning(by=system(site.pk), proposal=row, now=MONDAY)


def test_those_shown_are_written_down(table):
    row = ask(table)
    words(table, page(row))
    shown = Lookup.objects.filter(page="gathering:proposal").latest("pk").person_ids
    assert set(shown) == {seeker.pk for seeker in table.seekers.values()}


def test_building_a_problem_and_its_page_ask_as_often_for_thirty_as_for_six(table):
    row = ask(table)

    def asked(call) -> int:
        with CaptureQueriesContext(connection) as found:
            call()
        return len(found)

    def build():
        row.refresh_from_db()
        problem.problem_for(row, MONDAY)

    looks = lambda: words(table, page(row))  # noqa: E731
    looks()
    few = asked(build), asked(looks)
    for number in range(24):
        table.comes(f"Nr{number}", talk={"times": TIMES})
    for number in range(4):
        add_place(table, f"Sal {number}")
        make.a_facilitator(table.programme.site, f"Ny {number}")
    again(table, row)
    assert row.groups.count() > 1
    assert (asked(build), asked(looks)) == few


def test_changes_are_counted_for_the_look_back_and_small_ones_hidden(table):
    row = ask(table)
    for _time in range(4):
        ProposalChange.objects.create(proposal=row, kind="moved", reason="own_wish", at=MONDAY)
    looks_back = f"{PAGE}se-tilbage/"
    assert looks_back in words(table, PAGE) and "Det er sket under fem gange" in words(table, looks_back)
    ProposalChange.objects.create(proposal=row, kind="moved", reason="own_wish", at=MONDAY)
    shown = words(table, looks_back)
    assert "Det er sket 5 gange" in shown and "De har selv bedt om det" in shown
