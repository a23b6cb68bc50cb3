"""What the network is told of how a programme goes: a site shares it, and it is counted anew each night."""

from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.groups.models import Programme, ProgrammeFigures
from traedesten.groups.queries import network


@transaction.atomic
def share_figures(*, by: Actor, programme: Programme, is_shared: bool, now: datetime) -> Programme:
    """Let the network count the groups of a programme in from now on, or take them out of it at once."""
    row = programme.locked()
    require(by, Deed.PUBLISH_PROGRAMME, site_id=row.site_id)
    if row.shares_figures != is_shared:
        row.shares_figures = is_shared
        row.keep(now)
    _count(row, now)
    record(by=by, verb="programme.figures_shared" if is_shared else "programme.figures_kept", subject=row, at=now)
    return row


@transaction.atomic
def count_figures(*, by: Actor, programme: Programme, now: datetime) -> None:
    """Count anew what is shared of a programme."""
    row = programme.locked()
    require(by, Deed.KEEP_HOUSE, site_id=row.site_id)
    _count(row, now)
    record(by=by, verb="programme.figures_counted", subject=row, at=now)


def _count(programme: Programme, now: datetime) -> None:
    thread = programme.thread
    together = [row for row in network.sharing() if row.thread == thread]
    figures = network.counted(together) if together else None
    at = {"site_id": programme.site_id, "programme": thread}
    if figures is None:
        ProgrammeFigures.objects.filter(**at).delete()
    else:
        ProgrammeFigures.objects.update_or_create(**at, defaults=figures | {"counted_at": now})
