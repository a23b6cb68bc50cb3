"""What was done and who looked is appended, sealed, and cannot be changed unseen."""

from datetime import timedelta

import psycopg
import pytest
from django.db import ProgrammingError, connection, connections, transaction

from tests import make
from traedesten.audit import actions, queries
from traedesten.audit.models import Event, Lookup, Seal
from traedesten.domain.access import Denied, system
from traedesten.tenancy.scope import at_site

NOW = make.NOW
LATER = NOW + timedelta(hours=1)
TABLES = ("audit_event", "audit_lookup", "audit_seal")


@pytest.fixture
def sealed(committed):
    """A site with a journey, a look-up, and two seals, all committed."""
    with transaction.atomic():
        site = make.a_site()
        journey = make.a_journey(site)
        by = make.a_coordinator(site)
    with transaction.atomic(), at_site(site):
        actions.look(by=by, page="journeys:journey", people=[journey.participant_id], now=NOW)
        actions.seal(by=system(site.pk), now=LATER)
        actions.look(by=by, page="journeys:journey", people=[journey.participant_id], now=LATER)
    with transaction.atomic(), at_site(site):
        actions.seal(by=system(site.pk), now=LATER + timedelta(hours=1))
    return site


def _broken(site):
    with transaction.atomic(), at_site(site):
        return queries.check_seals()


@pytest.fixture
def as_superuser(superuser_url):
    """Somebody who is above all grants and policies."""

    def run(statement):
        name = connections["default"].settings_dict["NAME"]
        with psycopg.connect(superuser_url, dbname=name, autocommit=True) as superuser:
            return superuser.execute(statement).rowcount

    return run


def test_an_untouched_chain_holds(sealed):
    with transaction.atomic(), at_site(sealed):
        assert (Seal.objects.count(), queries.check_seals()) == (2, None)


@pytest.mark.parametrize(
    "tampering",
    [
        "update audit_event set verb = 'journey.ended' where id = (select min(id) from audit_event)",
        "update audit_event set role = 'system' where id = (select max(id) from audit_event)",
        "update audit_event set at = at + interval '1 second' where id = (select min(id) from audit_event)",
        "update audit_event set ids = '{}' where ids <> '{}'",
        "delete from audit_event where id = (select min(id) + 3 from audit_event)",
        "update audit_lookup set person_ids = '{}'",
        "update audit_lookup set page = 'home:board' where id = (select max(id) from audit_lookup)",
        "delete from audit_lookup where id = (select max(id) from audit_lookup)",
        "update audit_seal set digest = previous where id = (select max(id) from audit_seal)",
        "delete from audit_seal where id = (select min(id) from audit_seal)",
    ],
)
def test_altering_any_row_is_reported(sealed, as_superuser, tampering):
    assert _broken(sealed) is None
    assert as_superuser(tampering) > 0
    assert _broken(sealed) is not None


def test_a_row_put_in_among_others_is_reported(sealed, as_superuser):
    as_superuser("update audit_event set id = id + 1000 where id > (select min(id) from audit_event)")
    as_superuser(
        "insert into audit_event (id, site_id, at, role, verb, subject_kind, fields, ids) "
        "select min(id) + 1, min(site_id), min(at), 'guide', 'journey.ended', 'journey', '{}', '{}' from audit_event"
    )
    assert _broken(sealed) is not None


def test_the_first_broken_seal_is_named(sealed, as_superuser):
    with transaction.atomic(), at_site(sealed):
        first = Seal.objects.order_by("pk").first()
    as_superuser("update audit_event set role = 'nobody'")
    assert _broken(sealed) == first


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["update {} set at = now()", "delete from {}", "truncate {}"])
def test_the_application_cannot_change_what_is_written(db, table, statement):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement.format(table))


def test_the_application_can_change_other_tables(here):
    """The positive control: it is the grants that stop it, not the test."""
    with connection.cursor() as cursor:
        cursor.execute("update tenancy_area set name = name || '!'")
        assert cursor.rowcount == 2


def test_young_rows_wait_to_be_sealed(here):
    journey = make.a_journey(here)
    assert actions.seal(by=system(here.pk), now=NOW + timedelta(minutes=5)) is None
    seal = actions.seal(by=system(here.pk), now=LATER)
    assert seal.last_event_id == Event.objects.order_by("-pk").first().pk
    assert queries.events_of(journey.participant_id).count() > 0
    assert actions.seal(by=system(here.pk), now=LATER) is None


def test_a_young_row_in_between_holds_the_later_ones_back(here):
    by = make.a_coordinator(here)
    person = make.a_journey(here, stage="assessing").participant_id
    for at in (NOW, LATER, NOW):
        actions.look(by=by, page="journeys:journey", people=[person], now=at)
    first = Lookup.objects.order_by("pk").first()
    assert actions.seal(by=system(here.pk), now=LATER).last_lookup_id == first.pk


def test_only_the_house_itself_seals(here):
    with pytest.raises(Denied):
        actions.seal(by=make.a_coordinator(here), now=LATER)


def test_a_page_with_several_people_is_one_look_up(here):
    by = make.a_coordinator(here)
    people = [make.a_journey(here, stage="assessing", first_name=name).participant_id for name in ("Kaj", "Nadia")]
    actions.look(by=by, page="home:board", people=[*people, people[0], None], now=NOW)
    assert [sorted(row.person_ids) for row in Lookup.objects.all()] == [sorted(people)]
    assert queries.lookups_of(people[0]).count() == 1


def test_a_page_that_shows_nobody_is_no_look_up(here):
    actions.look(by=make.a_coordinator(here), page="home:board", people=[None], now=NOW)
    assert Lookup.objects.count() == 0


@pytest.mark.parametrize("value", ["Frida", "frida@example.org", "+4540121860", "Hun er ked af det", 1.5, None])
def test_a_personal_value_cannot_be_recorded(here, value):
    by = make.a_coordinator(here)
    journey = make.a_journey(here, stage="assessing")
    if value is None:
        assert actions.record(by=by, verb="journey.tested", subject=journey, at=NOW, note=value).ids == {}
        return
    with pytest.raises(actions.PersonalValue):
        actions.record(by=by, verb="journey.tested", subject=journey, at=NOW, note=value)


def test_each_site_has_a_chain_of_its_own(site, other_site):
    make.a_journey(site)
    make.a_journey(other_site)
    for place in (site, other_site):
        with at_site(place):
            actions.seal(by=system(place.pk), now=LATER)
            assert (Seal.objects.count(), queries.check_seals()) == (1, None)
