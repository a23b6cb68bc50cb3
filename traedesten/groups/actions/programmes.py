"""Programmes: written, changed, closed; published to the network, taken from it, and kept up with it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain import editions
from traedesten.domain.access import Actor, Deed, require
from traedesten.groups.actions.waiting import forget_notes
from traedesten.groups.models import Programme, PublishedProgramme, SessionPlan
from traedesten.groups.queries import programmes as queries


class CoreDropped(Exception):
    """A core element of a followed programme would go, and nobody has said that they know. ``codes`` are those."""

    def __init__(self, codes: list[str]):
        super().__init__(f"left out without a word: {', '.join(codes)}")
        self.codes = codes


class NotFollowed(Exception):
    """The published programme is not the one that this programme follows."""


@transaction.atomic
def write_programme(
    *,
    by: Actor,
    now: datetime,
    programme: Programme | None = None,
    expected_version: int | None = None,
    plans: Iterable[Mapping[str, object]] | None = None,
    let_go: Iterable[str] = (),
    **fields,
) -> Programme:
    """Begin a programme, or change one. ``plans``, when given, replace all its materials, numbered from 1.

    ``let_go``: the core elements that whoever writes knows are left out; ``CoreDropped`` when a followed programme
    loses others. ``Stale`` when ``expected_version`` is given and somebody else has changed it since.
    """
    require(by, Deed.KEEP_PROGRAMME, site_id=by.site_id)
    row = programme.locked(expected_version) if programme else Programme(made_at=now, version=0)
    if programme and "core" in fields:
        silent = [code for code in queries.core_dropped(row, fields["core"]) if code not in let_go]
        if silent:
            raise CoreDropped(silent)
    changed = row.rewrite(fields)
    row.keep(now)
    if plans is not None:
        row.plans.all().delete()
        SessionPlan.objects.bulk_create(
            SessionPlan(programme=row, number=number, **plan) for number, plan in enumerate(plans, start=1)
        )
        changed.append("plans")
    if programme and "journal" in changed and not row.keeps_journal:
        forget_notes(by=by, programme=row, now=now)
    verb = "programme.changed" if programme else "programme.begun"
    record(by=by, verb=verb, subject=row, at=now, fields=changed)
    return row


@transaction.atomic
def publish_programme(*, by: Actor, programme: Programme, now: datetime) -> PublishedProgramme:
    """Let the network read the programme as it is now, as its next edition. The same again is no new edition."""
    programme = programme.locked()
    require(by, Deed.PUBLISH_PROGRAMME, site_id=programme.site_id)
    newest, content = queries.newest_edition(programme.pk), queries.content_of(programme)
    if newest and newest.content == content:
        return newest
    row = PublishedProgramme.objects.create(
        site_id=programme.site_id,
        programme=programme.pk,
        edition=newest.edition + 1 if newest else 1,
        content=content,
        published_at=now,
    )
    record(by=by, verb="programme.published", subject=programme, at=now, edition=row.edition)
    return row


@transaction.atomic
def adopt_programme(*, by: Actor, published: PublishedProgramme, now: datetime) -> Programme:
    """Begin a programme of the site's own that follows one in the network."""
    content = {**published.content}
    plans = content.pop("plans")
    return write_programme(
        by=by,
        now=now,
        slug=queries.free_slug(content["name"]),
        follows=published.programme,
        followed_edition=published.edition,
        plans=plans,
        **content,
    )


@transaction.atomic
def take_over(
    *,
    by: Actor,
    programme: Programme,
    published: PublishedProgramme,
    parts: Iterable[str],
    now: datetime,
    expected_version: int | None = None,
) -> Programme:
    """Take these parts (``domain.editions``) over from an edition, and let the others stand. Then it has been seen.

    ``NotFollowed`` when the edition is of another programme. ``Stale`` as in ``write_programme``.
    """
    row = programme.locked(expected_version)
    require(by, Deed.KEEP_PROGRAMME, site_id=row.site_id)
    if row.follows != published.programme:
        raise NotFollowed
    content = editions.taken_over(queries.content_of(row), published.content, set(parts))
    plans = content.pop("plans")
    content["sessions"] = max(content["sessions"], len(plans))
    for name, value in content.items():
        setattr(row, name, value)
    row.followed_edition = published.edition
    row.keep(now)
    row.plans.all().delete()
    SessionPlan.objects.bulk_create(
        SessionPlan(programme=row, number=number, **plan) for number, plan in enumerate(plans, start=1)
    )
    record(by=by, verb="programme.taken_over", subject=row, at=now, edition=published.edition, parts=len(set(parts)))
    return row
