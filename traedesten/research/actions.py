"""Ask for an export, let another approve it, make it, fetch it, and let it be over."""

import hashlib
from base64 import b64encode
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version

from django.db import transaction
from django.utils import timezone

from traedesten.audit.actions import look, record
from traedesten.domain.access import Actor, Deed, require, system
from traedesten.domain.asking import Course
from traedesten.domain.exports import ExportMove, ExportState, SamePerson
from traedesten.domain.journey import MoveNotAllowed
from traedesten.evaluation.export import About, Plan
from traedesten.groups.models import Programme
from traedesten.jobs import queue
from traedesten.research import gathering, queries
from traedesten.research.models import Export, ExportedPerson, ExportRequest
from traedesten.tenancy.models import Site
from traedesten.tenancy.queries import actor_for, site_now
from traedesten.tenancy.step_up import require_recent
from traedesten.vault.models import DataKey


class TakenBack(MoveNotAllowed):
    """Somebody in the export has taken their yes back: it is given to nobody any more."""


@transaction.atomic
def ask_for_export(
    *,
    by: Actor,
    purpose: str,
    plan: Plan,
    expires_on: date,
    now: datetime,
    course: str = "",
    began_from: str = "",
    began_until: str = "",
    tells_began: bool = False,
    programme: Programme | None = None,
) -> ExportRequest:
    """Say what it is for and what will be looked at. The plan is stored as it is, before anybody sees an answer."""
    require(by, Deed.ASK_FOR_EXPORT, site_id=by.site_id)
    stored = plan.stored(timezone.localdate(now)).to_json()
    request = ExportRequest.objects.create(
        purpose=purpose,
        plan=stored,
        plan_hash=ExportRequest.hash_of(stored),
        course=course,
        began_from=began_from,
        began_until=began_until,
        tells_began=tells_began,
        programme=programme,
        asked_by_id=by.user_id,
        asked_at=now,
        expires_on=expires_on,
    )
    record(by=by, verb="research.asked", subject=request, at=now, plan=request.plan_hash)
    return request


@transaction.atomic
def approve_export(*, by: Actor, request: ExportRequest, now: datetime) -> ExportRequest:
    """A second person says yes. ``SamePerson`` for whoever asked; the same again changes nothing."""
    require(by, Deed.DECIDE_EXPORT, site_id=request.site_id)
    request = _to_decide(by, request, now, ExportMove.APPROVE)
    if request.state != ExportState.APPROVED or request.decided_by_id != by.user_id:
        request.decided_by_id, request.decided_at = by.user_id, now
        request.move(ExportMove.APPROVE)
    record(by=by, verb="research.approved", subject=request, at=now, plan=request.plan_hash)
    return request


@transaction.atomic
def refuse_export(*, by: Actor, request: ExportRequest, words: str, now: datetime) -> ExportRequest:
    """A second person says no, and why."""
    require(by, Deed.DECIDE_EXPORT, site_id=request.site_id)
    request = _to_decide(by, request, now, ExportMove.REFUSE)
    request.decided_by_id, request.decided_at, request.refused_words = by.user_id, now, words
    request.move(ExportMove.REFUSE)
    record(by=by, verb="research.refused", subject=request, at=now)
    return request


def _to_decide(by: Actor, request: ExportRequest, now: datetime, move: ExportMove) -> ExportRequest:
    request = request.locked()
    if by.user_id == request.asked_by_id:
        raise SamePerson(request.state, move)
    _require_in_time(request, now, move)
    return request


def _require_in_time(request: ExportRequest, now: datetime, move: str) -> None:
    if request.expires_on < timezone.localdate(now):
        raise MoveNotAllowed(ExportState.EXPIRED, move)


@transaction.atomic
def withdraw_export(*, by: Actor, request: ExportRequest, now: datetime) -> ExportRequest:
    """It is not needed any more: nothing is made, and what was made is thrown away."""
    require(by, Deed.ASK_FOR_EXPORT, site_id=request.site_id)
    request = request.locked()
    request.move(ExportMove.WITHDRAW)
    _throw_away(request)
    record(by=by, verb="research.withdrawn", subject=request, at=now)
    return request


@transaction.atomic
def expire_export(*, by: Actor, request: ExportRequest, now: datetime) -> ExportRequest:
    """The last day has gone by. Before that, and twice, nothing happens."""
    require(by, Deed.KEEP_HOUSE, site_id=request.site_id)
    request = request.locked()
    if queries.over(timezone.localdate(now)).filter(pk=request.pk).exists():
        request.move(ExportMove.EXPIRE)
        _throw_away(request)
    record(by=by, verb="research.expired", subject=request, at=now)
    return request


def _throw_away(request: ExportRequest) -> None:
    export = queries.export_of(request)
    if export:
        export.throw_away()


@transaction.atomic
def begin_export(*, by: Actor, request: ExportRequest, shown_at: datetime | None, now: datetime) -> ExportRequest:
    """Let a job make the files, in the name of whoever acts. The same again changes nothing.

    ``shown_at``: when they last gave their password (``StepUpNeeded``).
    """
    require(by, Deed.OPEN_EXPORT, site_id=request.site_id)
    require_recent(shown_at, now)
    request = request.locked()
    if request.state not in (ExportState.MAKING, ExportState.MADE):
        _require_in_time(request, now, ExportMove.BEGIN)
        request.making_by_id, request.not_made = by.user_id, ""
        request.move(ExportMove.BEGIN)
        queue.later("research.make", site_id=request.site_id, request_id=request.pk)
    record(by=by, verb="research.begun", subject=request, at=now, plan=request.plan_hash)
    return request


@transaction.atomic
def finish_export(*, by: Actor, request: ExportRequest, now: datetime) -> Export | None:
    """What the job does, in the name of whoever began it. None when it was made, withdrawn or over before.

    ``Denied`` when they may not any more; ``TooFew`` when there are not persons enough.
    """
    require(by, Deed.KEEP_HOUSE, site_id=request.site_id)
    request = request.locked()
    if request.state != ExportState.MAKING:
        record(by=by, verb="research.left", subject=request, at=now)
        return None
    owner = actor_for(request.making_by, site_now())
    require(owner, Deed.OPEN_EXPORT, site_id=request.site_id)
    _require_in_time(request, now, ExportMove.FINISH)
    request.move(ExportMove.FINISH)
    export = _made(owner, request, now)
    record(by=by, verb="research.finished", subject=request, at=now, persons=export.persons, plan=request.plan_hash)
    return export


@transaction.atomic
def give_up_export(*, by: Actor, request: ExportRequest, why: str, now: datetime) -> ExportRequest:
    """The job could not make the files; whoever began it reads why, and may try again."""
    require(by, Deed.KEEP_HOUSE, site_id=request.site_id)
    request = request.locked()
    if request.state == ExportState.MAKING:
        request.not_made = why
        request.move(ExportMove.GIVE_UP)
    record(by=by, verb="research.given_up", subject=request, at=now, why=why)
    return request


@transaction.atomic
def make_export(*, by: Actor, request: ExportRequest, shown_at: datetime | None, now: datetime) -> Export:
    """Read the answers, keep the files, and write down what they tell, while somebody waits. Made once; the same
    again changes nothing.

    ``shown_at``: when whoever acts last gave their password (``StepUpNeeded``). ``TooFew`` when there are not
    persons enough: then nothing is read or written. Every person whose answers were read can see it.
    """
    require(by, Deed.OPEN_EXPORT, site_id=request.site_id)
    require_recent(shown_at, now)
    request = request.locked()
    there = queries.export_of(request) if request.state == ExportState.MADE else None
    if there:
        record(by=by, verb="research.made", subject=request, at=now, again=True)
        return there
    _require_in_time(request, now, ExportMove.MAKE)
    request.move(ExportMove.MAKE)
    export = _made(by, request, now)
    record(by=by, verb="research.made", subject=request, at=now, persons=export.persons, plan=request.plan_hash)
    return export


def _made(by: Actor, request: ExportRequest, now: datetime) -> Export:
    from traedesten.evaluation.disclosure import recalled
    from traedesten.research import making  # large, and only an export needs it

    # Two exports of one site are made one after the other: the later one knows what the earlier one told.
    site = Site.objects.select_for_update(no_key=True).get(pk=request.site_id)
    plan = Plan.from_json(request.plan)
    people = gathering.people(now)
    found = making.drawn(people, request, plan, map(recalled, queries.notes()))
    began = {one.subject: one.began_on for one in found.people}
    # Whoever makes an export sees no answers: the site's own clock reads them.
    told, items = gathering.answers(by=system(by.site_id), began=began, today=timezone.localdate(now))
    look(by=by, page="research:make_export", people=[one.person_id for one in found.people], now=now)
    files = making.files(making.tables(found, told, items), plan, _about(request, site, now), site)
    return _kept(request, found, making.packed(files), now)


def _kept(request: ExportRequest, found, archive: bytes, now: datetime) -> Export:
    export = Export.objects.create(
        key=DataKey.new(),
        request=request,
        made_at=now,
        persons=len(found.people),
        releases=found.notes,
        files=b64encode(archive).decode(),
        files_hash=hashlib.sha256(archive).hexdigest(),
    )
    keys = DataKey.objects.in_bulk({one.key_id for one in found.people if one.key_id})
    for one in found.people:
        key = export.key if one.course == Course.GROUPS else keys[one.key_id]
        row = ExportedPerson(key=key, export=export, subject=one.subject, course=one.course)
        row.row = found.numbers[one.subject]
        row.save(force_insert=True)
    return export


def _about(request: ExportRequest, site: Site, now: datetime) -> About:
    try:
        number = version("traedesten")
    except PackageNotFoundError:
        number = ""
    return About(
        purpose=request.purpose,
        site=f"{site.name}, {site.place}",
        made_on=timezone.localdate(now),
        expires_on=request.expires_on,
        call=f"traedesten evaluate --site {site.slug} --by EMAIL --request {request.pk} --out DIR",
        version=number,
    )


@transaction.atomic
def fetch_export(*, by: Actor, request: ExportRequest, shown_at: datetime | None, now: datetime) -> bytes:
    """The archive. ``StepUpNeeded`` without a fresh password, ``TakenBack`` when somebody in it has said no since."""
    require(by, Deed.OPEN_EXPORT, site_id=request.site_id)
    require_recent(shown_at, now)
    request = request.locked()
    _require_in_time(request, now, "fetch")
    export = queries.export_of(request)
    if request.state != ExportState.MADE or export is None:
        raise MoveNotAllowed(request.state, "fetch")
    if queries.taken_back(export):
        raise TakenBack(request.state, "fetch")
    export.fetched, export.fetched_at = export.fetched + 1, now
    export.save()
    record(by=by, verb="research.fetched", subject=request, at=now)
    return queries.archive_of(export)
