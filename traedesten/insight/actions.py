"""Prepare figures, give out an edition, and open and close the ways to read it: links, and the network."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require, system
from traedesten.insight import counting, gathering, queries
from traedesten.insight.models import Edition, NetworkSharing, Reader, SharedEdition, Snapshot
from traedesten.outcomes.measured import occasions
from traedesten.tenancy.models import Link
from traedesten.tenancy.queries import site_now
from traedesten.vault.models import DataKey


@transaction.atomic
def refresh(*, by: Actor, now: datetime) -> Snapshot:
    """Prepare the site's figures for every period and part. Returns the one of everybody at all times."""
    require(by, Deed.KEEP_INSIGHT, site_id=by.site_id)
    tracks, silence_days = gathering.tracks(now), site_now().silence_days
    periods, parts = counting.periods(tracks), counting.parts(tracks)
    rows = [
        Snapshot(
            period=period,
            part=part,
            as_of=now,
            figures=counting.figures(counting.chosen(tracks, period, part), silence_days),
        )
        for period in periods
        for part in parts
    ]
    today = timezone.localdate(now)
    whole = {"load": gathering.load(today), "missing": gathering.lacking(today)}
    for row in rows:
        row.figures |= {} if row.part else whole
    Snapshot.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["site", "period", "part"],
        update_fields=["figures", "as_of"],
    )
    Snapshot.objects.exclude(as_of=now).delete()
    snapshot = Snapshot.objects.get(period=counting.ALL, part="")
    record(by=by, verb="insight.refreshed", subject=snapshot, at=now, cuts=len(rows))
    return snapshot


@transaction.atomic
def publish(*, by: Actor, now: datetime) -> Edition:
    """Give out the figures of everybody referred before this month; the same edition when it is there already."""
    require(by, Deed.KEEP_INSIGHT, site_id=by.site_id)
    until = queries.first_of_month(timezone.localdate(now))
    there = Edition.objects.filter(until=until).first()
    if there:
        record(by=by, verb="insight.published", subject=there, at=now, again=True)
        return there
    from traedesten.insight import before_after, giving_out, goals, look_back  # large, and only an edition needs them

    notes = queries.notes()
    figures, releases = giving_out.edition(gathering.tracks(now), until, notes)
    # Whoever gives an edition out sees no answers: the site's own clock reads them.
    answers, standing = occasions(by=system(by.site_id), before=until), queries.standing()
    for name, room, is_goal in (("changes", before_after, False), ("goals", goals, True)):
        rows = [row for row in answers if row.is_goal == is_goal]
        figures[counting.ALL][name], more = room.prepared(rows, until, notes, standing.get(name, []))
        releases |= more
    figures[counting.ALL]["look_back"] = look_back.prepared(now, standing.get("look_back", {}))
    edition = Edition.objects.create(until=until, figures=figures, releases=releases, made_at=now)
    _hand_on(by.site_id)
    record(by=by, verb="insight.published", subject=edition, at=now, tables=sum(map(len, releases.values())))
    return edition


@transaction.atomic
def open_reading(*, by: Actor, name: str, expires_at: datetime, now: datetime) -> Reader:
    """Give a circle outside the house a link of its own to the editions."""
    require(by, Deed.SHARE_INSIGHT, site_id=by.site_id)
    reader = Reader(key=DataKey.new(), name=name, made_at=now, expires_at=expires_at)
    reader.token = Link.issue(purpose=Link.Purpose.SUMMARY, subject_id=reader.pk, now=now, expires_at=expires_at)
    reader.save(force_insert=True)
    record(by=by, verb="insight.reading_opened", subject=reader, at=now)
    return reader


@transaction.atomic
def close_reading(*, by: Actor, reader: Reader, now: datetime) -> Reader:
    """The link stops working at once."""
    require(by, Deed.SHARE_INSIGHT, site_id=reader.site_id)
    Link.revoke_all(purpose=Link.Purpose.SUMMARY, subject_id=reader.pk, now=now)
    reader.token, reader.closed_at = "", reader.closed_at or now
    reader.save()
    record(by=by, verb="insight.reading_closed", subject=reader, at=now)
    return reader


@transaction.atomic
def share_with_network(*, by: Actor, is_shared: bool, now: datetime) -> NetworkSharing:
    """Let the other places that share read the editions from now on, or take them back at once."""
    require(by, Deed.SHARE_INSIGHT, site_id=by.site_id)
    NetworkSharing.objects.get_or_create(defaults={"decided_at": now})
    row = NetworkSharing.objects.select_for_update().get()
    if row.is_shared != is_shared:
        row.is_shared, row.decided_at = is_shared, now
        row.save()
    _hand_on(by.site_id)
    record(by=by, verb="insight.network_shared" if is_shared else "insight.network_kept", subject=row, at=now)
    return row


def _hand_on(site_id: int) -> None:
    """What the network reads is the newest edition while the site shares, and nothing else."""
    # Held until the end, so that an edition given out meanwhile neither stays behind nor is forgotten.
    shares = NetworkSharing.objects.select_for_update().filter(is_shared=True).first()
    newest = queries.editions().first() if shares else None
    if newest is None:
        SharedEdition.objects.filter(site_id=site_id).delete()
        return
    told = {"until": newest.until, "figures": queries.for_network(newest.figures), "made_at": newest.made_at}
    SharedEdition.objects.update_or_create(site_id=site_id, defaults=told)
