"""Exports for researchers: two persons, a fresh password, a yes row by row, and nothing that can be reckoned out."""

import csv
import hashlib
import io
import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import courses, make, research
from tests.features.world_outcomes import say_yes
from traedesten.audit.models import Event, Lookup
from traedesten.consent import actions as consent
from traedesten.consent.models import Consent
from traedesten.domain.access import Denied, system
from traedesten.domain.exports import SamePerson, age_band, times_band
from traedesten.domain.journey import MoveNotAllowed
from traedesten.evaluation.export import Plan
from traedesten.groups import actions as groups
from traedesten.outcomes.models import Asking
from traedesten.research import actions, gathering, making, queries, tasks, wanted
from traedesten.research.models import Export, ExportedPerson, ExportRequest
from traedesten.tenancy.scope import at_site
from traedesten.tenancy.step_up import StepUpNeeded
from traedesten.vault.crypto import Unreadable
from traedesten.vault.models import DataKey


@pytest.fixture
def other(site):
    """The second person."""
    return make.a_coordinator(site, "Grethe Holm")


@pytest.fixture
def crowd(site, by):
    return research.a_crowd(site, by)


@pytest.fixture
def now():
    return timezone.now()


def table(export: Export, name: str) -> list[dict[str, str]]:
    with at_site(export.site_id):
        files = making.unpacked(queries.archive_of(Export.objects.get(pk=export.pk)))
    return list(csv.DictReader(io.StringIO(files[name].decode())))


# ---- From one who asks to files ----


def test_what_one_asks_for_and_another_approves_is_there_to_fetch(site, by, other, crowd, here, now):
    request, export = research.made(site, by, other)
    files = making.unpacked(actions.fetch_export(by=by, request=request, shown_at=now, now=now))
    assert {"persons.csv", "answers.csv", "items.csv", "plan.json", "report.pdf", "manifest.json"} <= set(files)
    assert files["plan.json"].decode() == request.plan
    assert files["report.pdf"].startswith(b"%PDF")
    listed = {file["name"]: file["sha256"] for file in json.loads(files["manifest.json"])["files"]}
    assert listed == {
        name: hashlib.sha256(text).hexdigest() for name, text in files.items() if name != "manifest.json"
    }
    persons = table(export, "persons.csv")
    assert len(persons) == len(crowd) == export.persons
    assert {row["came_by"] for row in persons} == {"gp", "self"}
    assert {row["age_band"] + row["gender"] + row["began"] for row in persons} == {""}
    export.refresh_from_db()
    assert (export.fetched, queries.export_of(request).files_hash) == (1, export.files_hash)


def test_nothing_in_the_files_names_anybody(site, by, other, crowd, here):
    _request, export = research.made(site, by, other)
    files = making.unpacked(queries.archive_of(export))
    text = b"".join(content for name, content in files.items() if name != "report.pdf").decode()
    ids = [str(value) for row in crowd for value in (row.pk, row.participant_id, row.referral_id)]
    subjects = [str(value) for value in Asking.objects.values_list("subject", flat=True)]
    assert [word for word in ("Person 1", "40121860", *ids, *subjects) if word in text] == []
    assert "P001" in text


def test_the_numbers_are_drawn_anew_for_each_export(site, by, other, crowd, here):
    exports = [research.made(site, by, other)[1] for _ in range(2)]
    rows = [{row.subject: row.row for row in ExportedPerson.objects.filter(export=one)} for one in exports]
    assert set(rows[0]) == set(rows[1])
    assert rows[0] != rows[1]


def test_the_plan_is_stored_before_anything_is_opened(site, by, crowd, here):
    request = research.asked_for(site, by)
    stored = Plan.from_json(request.plan)
    assert (stored.stored_on, stored.digest) == (timezone.localdate(), request.plan_hash)
    assert not Lookup.objects.filter(page="research:make_export").exists()


def test_the_score_and_the_items_are_what_was_answered(site, by, other, crowd, here):
    _request, export = research.made(site, by, other)
    rows = {row.subject: row.row for row in ExportedPerson.objects.filter(export=export).select_related("key")}
    asking = Asking.objects.get(journey=crowd[3], wave="t0")
    scores = [row for row in table(export, "answers.csv") if row["person"] == rows[asking.subject]]
    first = next(row for row in scores if (row["wave"], row["instrument"]) == ("t0", "t-ils"))
    assert (first["score"], first["status"], first["mode"], first["weeks"]) == ("5", "answered", "own_link", "0")
    items = [row for row in table(export, "items.csv") if row["person"] == rows[asking.subject]]
    lonely = {row["item"]: row["answer"] for row in items if (row["wave"], row["instrument"]) == ("t0", "t-ils")}
    assert lonely == {"isolated": "2", "company": "1", "outside": "2"}


# ---- Two persons, and a fresh password ----


def test_nobody_approves_what_they_asked_for_themselves(site, by, crowd, here, now):
    request = research.asked_for(site, by)
    for decide in (actions.approve_export, actions.refuse_export):
        words = {"words": "Nej"} if decide is actions.refuse_export else {}
        with pytest.raises(SamePerson), transaction.atomic():
            decide(by=by, request=request, now=now, **words)
    assert ExportRequest.objects.get().state == "waiting"


def test_the_database_says_so_too(site, by, here):
    request = research.asked_for(site, by)
    for fields in ({"decided_by_id": by.user_id}, {"state": "approved"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ExportRequest.objects.filter(pk=request.pk).update(**fields)


def test_nothing_is_made_before_it_is_approved_or_after_it_was_refused(site, by, other, crowd, here, now):
    waiting, refused = research.asked_for(site, by), research.asked_for(site, by)
    actions.refuse_export(by=other, request=refused, words="Hvem skal have det?", now=now)
    for request in (waiting, refused):
        with pytest.raises(MoveNotAllowed), transaction.atomic():
            actions.make_export(by=by, request=request, shown_at=now, now=now)
    assert not Export.objects.exists()


def test_a_second_answer_comes_too_late(site, by, other, here, now):
    request = research.approved(site, by, other)
    third = make.a_coordinator(site, "Poul Friis")
    with pytest.raises(MoveNotAllowed), transaction.atomic():
        actions.refuse_export(by=third, request=request, words="Nej", now=now)
    assert actions.approve_export(by=other, request=request, now=now).state == "approved"
    with pytest.raises(MoveNotAllowed), transaction.atomic():
        actions.approve_export(by=third, request=request, now=now)


@pytest.mark.parametrize("minutes", [None, 6, 60])
def test_it_is_neither_made_nor_fetched_without_a_fresh_password(site, by, other, crowd, here, now, minutes):
    shown_at = now - timedelta(minutes=minutes) if minutes else None
    for request in (research.approved(site, by, other), research.made(site, by, other)[0]):
        act = actions.make_export if request.locked().state == "approved" else actions.fetch_export
        with pytest.raises(StepUpNeeded), transaction.atomic():
            act(by=by, request=request, shown_at=shown_at, now=now)
        act(by=by, request=request, shown_at=now - timedelta(minutes=4), now=now)


def test_making_it_twice_makes_it_once(site, by, other, crowd, here, now):
    request, export = research.made(site, by, other)
    assert actions.make_export(by=other, request=request, shown_at=now, now=now).pk == export.pk
    assert Export.objects.count() == 1


# ---- It is over ----


def test_on_the_day_after_its_last_it_is_thrown_away(site, by, other, crowd, here, now):
    request, _export = research.made(site, by, other)
    last = request.expires_on
    tasks.expire(now + timedelta(days=30))
    assert ExportRequest.objects.get().state == "made"
    late = now + timedelta(days=(last - timezone.localdate(now)).days + 1)
    with pytest.raises(MoveNotAllowed), transaction.atomic():
        actions.fetch_export(by=by, request=request, shown_at=late, now=late)
    tasks.expire(late)
    export = Export.objects.get()
    assert (ExportRequest.objects.get().state, export.files) == ("expired", "")
    assert export.releases and queries.notes() == export.releases


def test_an_approval_that_ran_out_makes_nothing(site, by, other, crowd, here, now):
    request, late = research.approved(site, by, other), now + timedelta(days=40)
    with pytest.raises(MoveNotAllowed), transaction.atomic():
        actions.make_export(by=by, request=request, shown_at=late, now=late)


def test_what_is_withdrawn_can_be_fetched_no_more(site, by, other, crowd, here, now):
    request, _export = research.made(site, by, other)
    actions.withdraw_export(by=by, request=request, now=now)
    with pytest.raises(MoveNotAllowed), transaction.atomic():
        actions.fetch_export(by=by, request=request, shown_at=now, now=now)
    assert Export.objects.get().files == ""


# ---- A yes, row by row ----


def test_who_has_not_said_yes_is_in_no_row(site, by, other, crowd, here):
    without = research.somebody(site, by, 90, says=False)
    _request, export = research.made(site, by, other)
    assert export.persons == len(crowd)
    assert not ExportedPerson.objects.filter(subject__in=Asking.objects.filter(journey=without).values("subject"))


def test_somebody_with_two_journeys_is_one_row(site, by, crowd, here, now):
    first, second = crowd[:2]
    type(second).objects.filter(pk=second.pk).update(
        participant=first.participant, stage="ended", outcome="community", ended_at=now
    )
    subjects = {one.subject for one in gathering.people(now)}
    known = dict(Asking.objects.filter(wave="t0").values_list("journey_id", "subject"))
    assert len(subjects) == len(crowd) - 1
    assert (known[first.pk] in subjects) != (known[second.pk] in subjects)


def take_back(journey, by, now):
    yes = Consent.objects.get(person_id=journey.participant_id, purpose="research", withdrawn_at=None)
    consent.withdraw_consent(by=by, consent=yes, owners=journey.owners, now=now)


def test_a_yes_taken_back_is_out_of_the_next_and_listed_for_those_made(site, by, other, crowd, here, now):
    request, export = research.made(site, by, other)
    assert queries.taken_back(export) == []
    subject = Asking.objects.filter(journey=crowd[5]).first().subject
    row = ExportedPerson.objects.select_related("key").get(export=export, subject=subject).row
    take_back(crowd[5], by, now)
    assert queries.taken_back(export) == [row]
    with pytest.raises(actions.TakenBack), transaction.atomic():
        actions.fetch_export(by=by, request=request, shown_at=now, now=now)
    _next, fresh = research.made(site, by, other)
    assert fresh.persons == len(crowd) - 1
    assert queries.taken_back(fresh) == []
    say_yes(by, crowd[5], now)
    assert queries.taken_back(export) == []


def test_the_row_of_somebody_whose_key_is_destroyed_leads_nowhere(site, by, other, crowd, here):
    _request, export = research.made(site, by, other)
    one = ExportedPerson.objects.select_related("key").filter(export=export).first()
    whose = next(row for row in crowd if row.participant.key_id == one.key_id)
    assert whose.participant.key_id != export.key_id
    with transaction.atomic():
        ExportedPerson.objects.filter(pk=one.pk).update(key=export.key)
        with pytest.raises(Unreadable):
            assert ExportedPerson.objects.get(pk=one.pk).row
        transaction.set_rollback(True)
    key = DataKey.new()
    ExportedPerson.objects.create(key=key, export=export, subject=uuid4(), course="journeys")
    key.delete()
    assert ExportedPerson.objects.filter(export=export).count() == len(crowd)


def in_a_group(site, by, now, names=("Asta", "Bo", "Caja", "Dan", "Eva", "Finn")):
    """A group that began long ago, whose members all say yes to being asked."""
    first_on = timezone.localdate(research.BEGAN)
    _group, members, _holder = courses.a_course(site, now=research.BEGAN, first_on=first_on, names=names)
    for member in members.values():
        groups.agree_to_questions(
            by=courses.themselves(member), member=member, agrees=True, now=research.BEGAN - timedelta(days=1)
        )
    return list(members.values())


def test_members_of_a_group_are_rows_that_lead_to_nobody(site, by, other, here, now):
    research.asks(site, by)
    members = in_a_group(site, by, now)
    _request, export = research.made(site, by, other)
    rows = table(export, "persons.csv")
    assert {(row["course"], row["contact_event"], row["gender"]) for row in rows} == {("groups", "", "")}
    assert len(rows) == len(members)
    people = ExportedPerson.objects.filter(export=export)
    assert {row.key_id for row in people} == {export.key_id}
    assert {row["status"] for row in table(export, "answers.csv")} == {"not_asked"}


def test_a_no_in_a_group_is_listed_though_nobody_knows_whose(site, by, other, here, now):
    research.asks(site, by)
    members = in_a_group(site, by, now)
    _request, export = research.made(site, by, other)
    groups.agree_to_questions(by=courses.themselves(members[0]), member=members[0], agrees=False, now=now)
    assert len(queries.taken_back(export)) == 1


# ---- Who sees what ----


def test_every_person_can_see_that_their_answers_were_read(site, by, other, crowd, here):
    research.made(site, by, other)
    look = Lookup.objects.get(page="research:make_export")
    assert set(look.person_ids) == {row.participant_id for row in crowd}


def test_the_audit_tells_each_step_and_no_words(site, by, other, crowd, here):
    request, _export = research.made(site, by, other, purpose="Hjælper det at følges ad?")
    now = timezone.now()
    actions.fetch_export(by=by, request=request, shown_at=now, now=now)
    events = Event.objects.filter(subject_id=request.pk).order_by("pk")
    assert [event.verb for event in events] == [
        f"research.{verb}" for verb in ("asked", "approved", "made", "fetched")
    ]
    assert "Hjælper" not in json.dumps([event.ids for event in events])
    assert [done.verb for done in queries.log(request)] == ["fetched", "made", "approved", "asked"]


def test_whoever_makes_it_may_not_read_the_answers(site, by, crowd, here):
    with pytest.raises(Denied):
        gathering.answers(by=by, began={}, today=timezone.localdate())
    assert gathering.answers(by=system(site.pk), began={}, today=timezone.localdate()) == ([], [])


def test_a_guide_asks_for_nothing(site, crowd, here, now):
    guide = make.as_guide(make.a_guide(site))
    with pytest.raises(Denied):
        research.asked_for(site, guide)


def test_another_site_has_none_of_it(site, by, other, crowd):
    research.made(site, by, other)
    elsewhere = make.a_site("skovby")
    with at_site(elsewhere):
        assert not queries.requests().exists() and queries.notes() == [] and gathering.people(timezone.now()) == []


# ---- Bands ----


def test_bands():
    assert [age_band(age) for age in (None, 15, 16, 24, 25, 64, 65, 79, 80, 99)] == [
        *("", "", "16-24", "16-24", "25-44", "45-64", "65-79", "65-79", "80+", "80+")
    ]
    assert [times_band(times) for times in (0, 1, 2, 3, 5, 6, 40)] == ["0", "1-2", "1-2", "3-5", "3-5", "6+", "6+"]


def test_the_columns_are_those_of_the_plan(here):
    request = ExportRequest(course="", began_from="", began_until="")
    wishes = wanted.wishes(request, replace(research.PLAN, factors=()))
    assert [(one.course, one.columns) for one in wishes] == [("journeys", ()), ("groups", ())]
    request.tells_began = True
    assert [one.columns for one in wanted.wishes(request, research.PLAN)] == [("began", "came_by"), ("began",)]
