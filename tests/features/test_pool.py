"""The waiting pool: the longest first, nobody forgotten, and nothing left of those who went."""

from datetime import date, timedelta

import psycopg
import pytest
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from tests import make
from tests.features.test_canary import dump
from traedesten.audit.models import Event
from traedesten.domain.access import system
from traedesten.domain.groups import PoolMoveNotAllowed
from traedesten.groups import actions as groups
from traedesten.groups import tasks
from traedesten.groups.models import NotWith, Seeker, Talk
from traedesten.groups.queries import pool
from traedesten.messages.models import Message
from traedesten.tenancy.models import Link, User
from traedesten.tenancy.queries import areas
from traedesten.tenancy.scope import at_site
from traedesten.vault.models import DataKey

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
POOL = "/s/holstebro/grupper/venter/"


@pytest.fixture
def by(site):
    return make.a_coordinator(site)


@pytest.fixture
def staff(by) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=by.user_id), backend=BACKEND)
    return client


@pytest.fixture
def programme(site, by):
    return make.a_programme(site, by=by)


def waited(programme, name: str, weeks: int = 0, **fields) -> Seeker:
    number = sum(map(ord, name))
    known = {"first_name": name, "phone": f"+45401{number:05}", **fields}
    return make.a_seeker(programme, now=timezone.now() - timedelta(weeks=weeks), **known)


def fresh(seeker) -> Seeker:
    with at_site(seeker.site_id):
        return Seeker.objects.get(pk=seeker.pk)


def shown(client, query: str = "") -> str:
    answer = client.get(f"{POOL}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_pool_says_so_kindly(staff, programme):
    page = shown(staff)
    assert "Ingen venter på en gruppe lige nu" in page and "står de her" in page


def test_the_longest_waiting_stand_first_and_the_late_are_marked(staff, programme):
    for name, weeks in (("Signe", 1), ("Frode", 9), ("Karla", 4)):
        waited(programme, name, weeks)
    page = shown(staff)
    assert "1 har ventet for længe" in page and page.count("For længe") == 1
    assert sorted(("Frode", "Karla", "Signe"), key=page.index) == ["Frode", "Karla", "Signe"]
    assert page.index("Frode") < page.index("For længe") < page.index("Karla")


def test_each_programme_has_its_own_idea_of_late(site, staff, by, programme):
    patient = make.a_programme(site, "rolig", by=by, late_after_days=100)
    waited(patient, "Frode", 9)
    assert "Ingen har ventet for længe" in shown(staff)


def test_those_put_off_are_no_longer_late_and_are_asked_again_on_their_day(site, staff, by, programme):
    seeker, now = waited(programme, "Frode", 9), timezone.now()
    with at_site(site):
        groups.hold_talk(by=by, seeker=seeker, outcome="put_off", ask_again_on=timezone.localdate(), now=now)
    page = shown(staff)
    assert "Ingen har ventet for længe" in page and "Spørg igen nu" in page


def test_the_pool_is_narrowed_by_programme_state_and_area(site, staff, by, programme):
    other = make.a_programme(site, "sorg", by=by, name="Efter et tab")
    with at_site(site):
        area = areas().first()
    ready = waited(programme, "Frode", 3, area=area)
    waited(other, "Karla", 2)
    with at_site(site):
        groups.hold_talk(by=by, seeker=ready, outcome="found_ready", times=["mon-am"], now=timezone.now())
    for query, there, gone in (
        ("?slags=sorg", "Karla", "Frode"),
        ("?tilstand=ready", "Frode", "Karla"),
        (f"?omraade={area.pk}", "Frode", "Karla"),
        ("?tilstand=for_talk", "Karla", "Frode"),
    ):
        assert there in shown(staff, query) and gone not in shown(staff, query)
    assert "Ingen passer til det" in shown(staff, "?slags=sorg&tilstand=ready")
    for query in ("?omraade=x", "?tilstand=x", "?omraade=%00"):
        assert "Karla" in shown(staff, query)


def test_a_name_in_the_pool_is_text_and_never_markup(staff, programme):
    waited(programme, "<b>Frode</b>")
    page = shown(staff)
    assert "&lt;b&gt;Frode" in page and "<b>Frode" not in page


# ---- Held ----


def test_a_held_one_is_let_in_with_the_day_it_came(site, staff, programme):
    seeker = waited(programme, "Frode", 2, suspicions=["too_fast"])
    page = shown(staff)
    assert "1 ligger til gennemsyn" in page and "Udfyldt meget hurtigt" in page
    staff.post(f"{POOL}{seeker.pk}/gennemsyn/", {"verdict": "release"})
    assert (fresh(seeker).held_for, fresh(seeker).waiting_since) == ([], seeker.waiting_since)
    with at_site(site):
        assert Message.objects.filter(name="group_sign_up").count() == 1
    assert staff.post(f"{POOL}{seeker.pk}/gennemsyn/", {"verdict": "release"}).status_code == 409


def test_a_held_one_that_is_put_away_is_erased_at_once(staff, programme):
    seeker = waited(programme, "Frode", suspicions=["honeypot"])
    staff.post(f"{POOL}{seeker.pk}/gennemsyn/", {"verdict": "discard"})
    assert (fresh(seeker).first_name, fresh(seeker).state) == ("", "withdrawn")
    assert "Frode" not in shown(staff)
    assert staff.get(f"{POOL}{seeker.pk}/").status_code == 404


def test_an_unknown_verdict_does_nothing(staff, programme):
    seeker = waited(programme, "Frode", suspicions=["honeypot"])
    assert staff.post(f"{POOL}{seeker.pk}/gennemsyn/", {"verdict": "x"}).status_code == 404
    assert fresh(seeker).held_for == ["honeypot"]


# ---- Written in ----


def told(programme, **changed) -> dict:
    return {
        "programme": programme.pk,
        "came": "recommended",
        "first_name": "Frode",
        "phone": "40 12 18 60",
        "has_said_yes": "on",
        **changed,
    }


def test_somebody_recommended_is_written_in_with_their_own_yes(site, staff, programme):
    assert staff.get(f"{POOL}skriv-op/").status_code == 200
    refused = staff.post(f"{POOL}skriv-op/", told(programme, has_said_yes=""))
    assert refused.status_code == 422 and "Spørg først" in refused.content.decode()
    page = staff.post(f"{POOL}skriv-op/", told(programme), follow=True).content.decode()
    assert "Frode er skrevet op" in page and "Anbefalet af en fagperson" in page
    with at_site(site):
        assert [row.came for row in Seeker.objects.all()] == ["recommended"]


def test_the_same_person_twice_changes_nothing_and_says_so(site, staff, programme):
    seeker = waited(programme, "Frode", 5, phone="+4540121860")
    page = staff.post(f"{POOL}skriv-op/", told(programme, born_year="1950"), follow=True).content.decode()
    assert "allerede skrevet op her og har beholdt sin plads" in page
    assert (fresh(seeker).born_year, fresh(seeker).waiting_since) == (None, seeker.waiting_since)


def test_likely_the_same_is_shown_and_not_refused(site, staff, by, programme):
    seeker = waited(programme, "Frode", 5, phone="+4540121860")
    staff.post(f"{POOL}skriv-op/", told(programme, first_name="Frederik"))
    assert shown(staff).count("Skrevet op to gange?") == 2
    page = staff.get(f"{POOL}{seeker.pk}/").content.decode()
    assert "Er det den samme?" in page and "Frederik" in page


def test_somebody_put_off_who_writes_again_is_taken_up_again(site, by, programme):
    seeker, now = waited(programme, "Frode", 5, phone="+4540121860"), timezone.now()
    with at_site(site):
        groups.hold_talk(by=by, seeker=seeker, outcome="put_off", now=now)
    make.a_seeker(programme, first_name="Frode", now=now)
    assert (fresh(seeker).state, fresh(seeker).waiting_since) == ("for_talk", seeker.waiting_since)


def test_edit_withdraw_and_undo(staff, programme):
    seeker = waited(programme, "Frode", 5)
    answer = {"first_name": "Frode M", "phone": "40 12 18 99", "expected_version": seeker.version, "gender": "man"}
    staff.post(f"{POOL}{seeker.pk}/ret/", answer)
    assert (fresh(seeker).first_name, fresh(seeker).phone) == ("Frode M", "+4540121899")
    overtaken = staff.post(f"{POOL}{seeker.pk}/ret/", {**answer, "first_name": "Frode B"})
    assert overtaken.status_code == 409 and "Frode B" in overtaken.content.decode()
    assert "Det kan fortrydes" in staff.post(f"{POOL}{seeker.pk}/meld-fra/", follow=True).content.decode()
    assert "Frode" not in shown(staff) and "Frode" in shown(staff, "?tilstand=withdrawn")
    staff.post(f"{POOL}{seeker.pk}/kom-igen/")
    assert (fresh(seeker).state, fresh(seeker).waiting_since) == ("for_talk", seeker.waiting_since)


@pytest.mark.parametrize("outcome", ["found_ready", "put_off", "show_on"])
def test_undoing_a_withdrawal_restores_what_was(site, staff, by, programme, outcome):
    seeker = waited(programme, "Bente", 5)
    with at_site(site):
        groups.hold_talk(by=by, seeker=seeker, outcome=outcome, ask_again_on=date(2030, 1, 2), now=timezone.now())
    before = fresh(seeker)
    staff.post(f"{POOL}{seeker.pk}/meld-fra/")
    staff.post(f"{POOL}{seeker.pk}/kom-igen/")
    assert (fresh(seeker).state, fresh(seeker).ask_again_on) == (before.state, before.ask_again_on)


# ---- Erased ----


def gone(site, by, seeker, how: str, now) -> None:
    with at_site(site):
        if how == "withdrawn":
            groups.withdraw_sign_up(by=by, seeker=seeker, now=now)
        else:
            groups.hold_talk(by=by, seeker=seeker, outcome=how, now=now, **ASKED.get(how, {}))


ASKED = {"show_on": {"may_refer": False}}


@pytest.mark.parametrize("how", ["withdrawn", "put_off", "show_on"])
def test_the_job_erases_on_the_day_and_not_before(site, by, programme, how):
    seeker, now = waited(programme, "Frode", 5), timezone.now()
    gone(site, by, seeker, how, now)
    with at_site(site):
        tasks.erase(now=now + timedelta(days=29))
        assert fresh(seeker).first_name == "Frode"
        tasks.erase(now=now + timedelta(days=30))
        tasks.erase(now=now + timedelta(days=31))
        assert Event.objects.filter(verb="seeker.erased").count() == 1
    assert (fresh(seeker).first_name, fresh(seeker).phone, bytes(fresh(seeker).phone_index)) == ("", "", b"")


def test_who_waits_and_who_is_to_be_asked_again_is_never_erased(site, by, programme):
    now = timezone.now()
    later, waiting = waited(programme, "Frode", 5), waited(programme, "Karla", 80)
    with at_site(site):
        asked = {"outcome": "put_off", "ask_again_on": (now + timedelta(days=200)).date()}
        groups.hold_talk(by=by, seeker=later, now=now, **asked)
        tasks.erase(now=now + timedelta(days=900))
        with pytest.raises(PoolMoveNotAllowed):
            groups.erase_seeker(by=system(site.pk), seeker=waiting, now=now)
    assert (fresh(later).first_name, fresh(waiting).first_name) == ("Frode", "Karla")


def test_the_row_still_counts_and_nothing_else_is_left_of_it(site, by, programme):
    seeker, other, now = waited(programme, "Frode", 5), waited(programme, "Karla", 5), timezone.now()
    key = seeker.key_id
    with at_site(site):
        held = {"outcome": "found_ready", "times": ["mon-am"], "not_with": [other], "now": now}
        groups.hold_talk(by=by, seeker=seeker, **held)
    gone(site, by, seeker, "withdrawn", now)
    with at_site(site):
        tasks.erase(now=now + timedelta(days=30))
        assert not DataKey.objects.filter(pk=key).exists()
        assert not Link.objects.filter(subject_id=seeker.pk).exists()
        assert not Message.objects.filter(person_id=seeker.pk).exists()
        assert (Talk.objects.count(), NotWith.objects.count(), Seeker.objects.count()) == (0, 0, 2)
        assert [row.pk for row in pool.seekers()] == [other.pk]
    row = fresh(seeker)
    assert (row.area_id, row.born_year, row.submission_key, bytes(row.sender_digest)) == (None, None, None, b"")


def test_the_name_of_somebody_erased_is_nowhere(committed, superuser_url):
    """Neither in clear nor sealed: the key is gone from the table of keys, and with it what it sealed."""
    with transaction.atomic():
        site = make.a_site("holstebro")
        by = make.a_coordinator(site)
        programme = make.a_programme(site, by=by)
        seeker, now = waited(programme, "Kanariefrode", 5, email="kanariefrode@example.org"), timezone.now()
        sealed = _sealed(seeker)
    before = _dumped(superuser_url)
    assert all(any(part in rows for rows in before.values()) for part in sealed)
    gone(site, by, seeker, "withdrawn", now)
    with at_site(site), transaction.atomic():
        tasks.erase(now=now + timedelta(days=30))
    after = _dumped(superuser_url)
    found = [(table, part) for table, rows in after.items() for part in sealed if part in rows]
    assert found == []
    assert [table for table, rows in after.items() if b"kanariefrode" in rows.lower()] == []


def _sealed(seeker) -> list[bytes]:
    with at_site(seeker.site_id):
        row = Seeker.objects.values_list("first_name", "phone", "email", "phone_index", "key__wrapped").get(
            pk=seeker.pk
        )
    return [bytes(value) for value in row]


def _dumped(superuser_url) -> dict[str, bytes]:
    name = connections["default"].settings_dict["NAME"]
    with psycopg.connect(superuser_url, dbname=name, autocommit=True) as connection:
        return dump(connection)
