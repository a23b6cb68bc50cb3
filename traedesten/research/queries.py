"""Exports that were asked for and made, what has been given out, and who has taken their yes back since."""

from base64 import b64decode
from collections import Counter
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import F, QuerySet
from django.utils import timezone

from traedesten.audit.models import Event
from traedesten.consent.models import Consent
from traedesten.domain.asking import Course
from traedesten.domain.consent import Purpose
from traedesten.domain.exports import OPEN, ExportState, quarter_of
from traedesten.outcomes.models import Asking, Battery
from traedesten.outcomes.questions import GOALS
from traedesten.research.models import Export, ExportedPerson, ExportRequest
from traedesten.tenancy.models import User
from traedesten.tenancy.queries import coordinators


def requests() -> QuerySet[ExportRequest]:
    """The newest first, each with how many persons are in what was made of it."""
    rows = ExportRequest.objects.select_related("asked_by", "decided_by", "programme")
    return rows.annotate(persons=F("export__persons")).order_by("-asked_at", "pk")


def over(today: date) -> QuerySet[ExportRequest]:
    """Those whose last day has gone by."""
    return ExportRequest.objects.filter(state__in=OPEN, expires_on__lt=today).order_by("pk")


def is_over(request: ExportRequest, today: date) -> bool:
    return request.state not in OPEN or request.expires_on < today


def export_of(request: ExportRequest) -> Export | None:
    return Export.objects.filter(request=request).first()


def notes() -> list[dict]:
    """Everything that exports of this site have told, the oldest first: also those that are over."""
    rows = Export.objects.order_by("made_at", "pk").values_list("releases", flat=True)
    return [note for releases in rows for note in releases]


def archive_of(export: Export) -> bytes:
    return b64decode(export.files)


def who_may_decide(request: ExportRequest) -> QuerySet[User]:
    """Every coordinator but the one who asked."""
    return coordinators().exclude(pk=request.asked_by_id)


def taken_back(export: Export) -> list[str]:
    """What those are called in the file who have taken their yes back since it was made. Five queries at most."""
    people = list(ExportedPerson.objects.filter(export=export).select_related("key"))
    subjects = {row.subject for row in people}
    askings = Asking.objects.filter(subject__in=subjects).values_list("subject", "journey__participant_id")
    persons = dict(askings)
    yes = Consent.objects.filter(person_id__in=set(persons.values()), purpose=Purpose.RESEARCH, withdrawn_at=None)
    standing = set(yes.values_list("person_id", flat=True))
    gone = [row for row in people if not _still_says_yes(row, persons, standing)]
    return sorted(row.row for row in gone)


def _still_says_yes(row: ExportedPerson, persons: dict, standing: set) -> bool:
    """In groups a no deletes the answers; on journeys the yes itself is looked up."""
    if row.subject not in persons:
        return False
    return row.course == Course.GROUPS or persons[row.subject] in standing


class Done(NamedTuple):
    """One line of the log: who, what and when. ``name`` is of somebody who signs in."""

    at: datetime
    verb: str
    name: str


def log(request: ExportRequest) -> list[Done]:
    """What was done with a request, by the audit; the newest first. Not that a job had nothing to do any more."""
    events = Event.objects.filter(subject_id=request.pk, verb__startswith="research.").exclude(verb="research.left")
    rows = list(events.order_by("-at", "-pk").values_list("at", "verb", "user_id"))
    names = dict(User.objects.filter(pk__in={user_id for *_rest, user_id in rows}).values_list("pk", "name"))
    return [Done(at, verb.partition(".")[2], names.get(user_id, "")) for at, verb, user_id in rows]


def quarters(now: datetime) -> list[str]:
    """Those that are over and in which somebody with questions began, the oldest first."""
    this = quarter_of(timezone.localdate(now))
    days = Asking.objects.filter(wave="t0").values_list("due_on", flat=True).distinct()
    return sorted({quarter_of(day) for day in days} - {this})


def instruments() -> list[str]:
    """What the site asks with at the beginning and again ("key:version"), the most used first."""
    found = Counter(name for course in Course for wave in Battery.waves_of(course) for name in wave.instruments)
    found.update(name for names in Asking.objects.values_list("instruments", flat=True).distinct() for name in names)
    return [name for name, _many in found.most_common() if name not in GOALS]


def waiting_for_a_decision() -> int:
    return ExportRequest.objects.filter(state=ExportState.WAITING).count()
