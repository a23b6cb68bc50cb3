"""A group put together by hand: planned, filled from the pool, checked as it goes, and refused what cannot be."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.features.composing import MONDAY, Table, a_table, a_tuesday
from traedesten.audit.models import Event
from traedesten.domain import cpr
from traedesten.domain.composing import Code, NotYet
from traedesten.domain.courses import Course, CourseMoveNotAllowed, Seat
from traedesten.domain.journey import Stale
from traedesten.groups import actions
from traedesten.groups.models import GroupFacilitator, Member, SelfHelpGroup
from traedesten.groups.queries import courses
from traedesten.tenancy.scope import at_site

HOLD = "/s/holstebro/grupper/hold/"


@pytest.fixture
def table(site, coordinator) -> Table:
    table = a_table(site, coordinator, people=("Asta", "Bo", "Caja", "Dan"))
    with at_site(site):
        yield table


def page(table: Table) -> str:
    return f"{HOLD}{table.group.pk}/"


def moved(table: Table, name: str, to: str):
    return table.client.post(f"{page(table)}flyt/", {"seeker": table.seekers[name].pk, "to": to})


def refused(call) -> list[Code]:
    with pytest.raises(NotYet) as found:
        call()
    return [one.code for one in found.value.findings]


def test_a_group_takes_over_what_its_programme_says(site, table):
    group = table.plan()
    assert (group.state, group.minutes, group.journal, group.weekday) == (Course.PLANNED, 120, "none", 1)
    assert {row.volunteer_id for row in courses.pair_of(group)} == {row.pk for row in table.pair}


def test_a_new_group_by_its_page(table):
    form = {
        "programme": table.programme.pk, "name": "Torsdag", "first_on": a_tuesday() + timedelta(days=2),
        "starts": "19.30", "minutes": 120, "smallest": 5, "largest": 8, "answer_days": 7, "venue": "Huset",
        "venue_has": ["step_free"], "facilitators": [table.pair[0].pk],
    }  # fmt: skip
    assert table.client.get(f"{HOLD}ny/").status_code == 200
    assert table.client.post(f"{HOLD}ny/", form | {"largest": 4}).status_code == 422
    assert table.client.post(f"{HOLD}ny/", form | {"first_on": "2020-01-07"}).status_code == 422
    assert table.client.post(f"{HOLD}ny/", form | {"venue": "010203-1234"}).status_code == 422
    answer = table.client.post(f"{HOLD}ny/", form)
    assert answer.status_code == 302
    row = SelfHelpGroup.objects.get(name="Torsdag")
    assert (row.weekday, row.starts, row.venue_has) == (3, time(19, 30), ["step_free"])


def test_the_first_time_is_not_on_a_day_off(table):
    christmas = date(MONDAY.year + 1, 12, 25)
    form = table.client.get("/s/holstebro/grupper/hold/ny/").context["form"]
    sent = {form[name].html_name: form[name].value() or "" for name in form.fields}
    answer = table.client.post("/s/holstebro/grupper/hold/ny/", sent | {"name": "Jul", "first_on": christmas})
    assert answer.status_code == 422 and "Den dag holder de fleste fri" in answer.text


def test_a_cpr_number_is_never_kept(table):
    with pytest.raises(cpr.CprFound):
        table.plan(find_us="Spørg efter 010203-1234")


def test_somebody_is_chosen_put_next_and_taken_out_with_one_tap_each(table):
    assert moved(table, "Asta", "chosen").status_code == 302 and table.seats() == {"Asta": "chosen"}
    assert moved(table, "Asta", "chosen").status_code == 302 and len(table.seats()) == 1
    assert Event.objects.filter(verb="member.chosen").count() == 1
    moved(table, "Asta", "next")
    assert table.seats() == {"Asta": "next"}
    moved(table, "Asta", "chosen")
    assert moved(table, "Asta", "out").status_code == 302 and table.seats() == {}
    assert moved(table, "Asta", "out").status_code == 302


def test_the_pool_stands_beside_the_group_with_what_was_found(table):
    table.comes("Eva", talk={"times": ["mon-am"]})
    table.comes("Finn", born_year=MONDAY.year - 30)
    table.comes("Gry", ready=False)
    table.choose("Asta")
    words = table.client.get(page(table)).content.decode()
    assert "Kan ikke på det tidspunkt" in words and "30 år mellem den yngste og den ældste" in words
    assert "Der mangler 2" in words and "Gry" not in words
    inside, pool = words.split('id="pool-title"')
    assert "Asta" in inside and "Asta" not in pool and "Bo" in pool


def test_not_with_stands_next_to_both_whoever_said_it(table):
    told = {"times": ["tue-eve"], "outcome": "found_ready", "not_with": [table.seekers["Bo"]]}
    actions.hold_talk(by=table.by, seeker=table.seekers["Asta"], now=MONDAY, **told)
    for name in ("Asta", "Bo", "Caja"):
        table.choose(name)
    words = table.client.get(page(table)).content.decode()
    assert "Skal ikke sidde sammen med Bo" in words and "Skal ikke sidde sammen med Asta" in words
    assert refused(table.invite) == [Code.NOT_WITH]


def test_what_is_hard_blocks_the_invitation_and_says_why(table):
    table.choose("Asta")
    answer = table.client.post(f"{page(table)}inviter/", {"despite": "1"})
    assert answer.status_code == 409 and "Der mangler 2" in answer.content.decode()
    assert table.fresh().state == Course.PLANNED and table.seats() == {"Asta": "chosen"}


def test_what_is_soft_must_be_seen_and_can_be_overruled(table):
    table.comes("Finn", born_year=MONDAY.year - 30)
    for name in ("Asta", "Bo", "Finn"):
        table.choose(name)
    assert table.client.post(f"{page(table)}inviter/").status_code == 409
    assert table.client.post(f"{page(table)}inviter/", {"despite": "1"}).status_code == 302
    assert set(table.seats().values()) == {"invited"}
    assert Event.objects.get(verb="group.invited").ids == {"asked": 3, "despite_age_span": True}


def test_a_group_without_a_pair_invites_nobody(table):
    table.change(facilitators=table.pair[:1])
    for name in ("Asta", "Bo", "Caja"):
        table.choose(name)
    assert refused(table.invite) == [Code.PAIR]


def test_one_of_the_pair_who_has_said_goodbye_or_is_away_is_told(table):
    for name in ("Asta", "Bo", "Caja"):
        table.choose(name)
    one = table.pair[0]
    one.away_from, one.away_until = table.group.first_on, table.group.first_on + timedelta(days=20)
    one.save()
    assert refused(table.invite) == [Code.ONE_AWAY]
    one.user.is_active = False
    one.user.save()
    assert Code.NOT_ABLE in refused(lambda: table.invite(despite=True))


def test_the_same_person_in_two_groups_is_refused_by_the_rules_and_by_the_database(table):
    other = table.plan(name="Den anden")
    table.choose("Asta")
    give = {"by": table.by, "group": other, "seeker": table.seekers["Asta"], "now": MONDAY}
    assert refused(lambda: actions.give_seat(**give)) == [Code.ELSEWHERE]
    seat = table.seat("Asta")
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.create(group=other, seeker=seat.seeker, key=seat.key, seat=Seat.CHOSEN, seat_since=MONDAY)
    shown = table.client.post(f"{HOLD}{other.pk}/flyt/", {"seeker": seat.seeker_id, "to": "chosen"})
    assert shown.status_code == 409 and "Har en plads i en anden gruppe" in shown.content.decode()


def test_forty_people_do_not_fit_into_a_group_of_eight(site, coordinator):
    table = a_table(site, coordinator, largest=8)
    with at_site(site):
        took = 0
        for number in range(12):
            table.comes(f"Nr{number}")
            took += moved(table, f"Nr{number}", "chosen").status_code == 302
        assert took == 8 and len(table.seats()) == 8
        assert table.choose("Nr9", is_next=True).seat == Seat.NEXT


def test_a_group_is_not_shrunk_under_its_members(table):
    for name in ("Asta", "Bo", "Caja", "Dan"):
        table.choose(name)
    with pytest.raises(actions.Shrunk) as shrunk:
        table.change(largest=3)
    assert shrunk.value.first_names == ["Asta", "Bo", "Caja", "Dan"]
    form = {
        "name": "Tirsdag", "first_on": table.group.first_on, "starts": "19:00", "minutes": 120, "smallest": 3,
        "largest": 3, "answer_days": 7, "expected_version": table.fresh().version,
        "facilitators": [row.pk for row in table.pair],
    }  # fmt: skip
    answer = table.client.post(f"{page(table)}ret/", form)
    assert answer.status_code == 422 and "Asta, Bo, Caja, Dan" in answer.content.decode()
    assert table.client.post(f"{page(table)}ret/", form | {"largest": 4}).status_code == 302
    assert table.fresh().largest == 4
    assert table.client.post(f"{page(table)}ret/", form | {"largest": 5}).status_code == 409


def test_two_coordinators_at_once_end_in_one(table):
    version = table.fresh().version
    table.change(name="Et navn", expected_version=version)
    with pytest.raises(Stale):
        table.change(name="Et andet", expected_version=version)
    for name in ("Asta", "Bo", "Caja"):
        table.choose(name)
    answer = table.client.post(f"{page(table)}inviter/", {"expected_version": version})
    assert answer.status_code == 409 and "En anden har lavet noget om" in answer.content.decode()


def test_only_those_who_are_ready_and_of_the_programme_can_be_chosen(site, table):
    table.comes("Gry", ready=False)
    assert refused(lambda: table.choose("Gry")) == [Code.NOT_READY]
    elsewhere = make.a_programme(site, "sorg", by=table.by)
    stranger = make.a_seeker(elsewhere, first_name="Hans", phone="+4540999999")
    give = {"by": table.by, "group": table.group, "seeker": stranger, "now": MONDAY}
    assert refused(lambda: actions.give_seat(**give)) == [Code.NOT_READY]


def test_a_facilitator_can_be_changed_while_the_group_runs_and_nothing_else(table):
    for name in ("Asta", "Bo", "Caja"):
        table.choose(name)
    table.invite()
    for name in ("Asta", "Bo", "Caja"):
        actions.answer_invitation(by=table.by, member=table.seat(name), answer="yes", now=MONDAY)
    actions.start_group(by=table.by, group=table.group, now=MONDAY)
    third = make.a_facilitator(table.by and table.programme.site, "Lis Lund")
    with at_site(table.programme.site_id):
        table.change(facilitators=[table.pair[0], third])
        rows = {row.volunteer_id: row.until_on for row in GroupFacilitator.objects.filter(group=table.group)}
        assert rows[table.pair[1].pk] is not None and rows[third.pk] is None
        with pytest.raises(CourseMoveNotAllowed):
            table.change(largest=9)
        with pytest.raises(CourseMoveNotAllowed):
            table.choose("Dan")
        assert table.client.get(f"{page(table)}ret/").status_code == 200


def test_the_list_of_groups_says_where_each_stands_and_who_holds_it(table):
    table.choose("Asta")
    words = table.client.get(HOLD).content.decode()
    for told in ("Planlagt (1)", "Tirsdagsgruppen", "1 af 5 pladser", "Birthe", "Knud"):
        assert told in words


def test_a_guide_has_no_business_here(site, client, table):
    client.force_login(table.pair[0].user, backend="allauth.account.auth_backends.AuthenticationBackend")
    for path in (HOLD, f"{HOLD}ny/", page(table)):
        assert client.get(path).status_code in (403, 404)


def test_the_page_asks_as_often_for_twenty_in_the_pool_as_for_one(table):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert table.client.get(page(table)).status_code == 200
        return len(queries)

    table.choose("Asta")
    asked()
    few = asked()
    for number in range(20):
        table.comes(f"Nr{number}")
    table.choose("Nr1")
    table.choose("Nr2", is_next=True)
    assert asked() == few
