"""What a world has of programmes: one of its own, one in the network, and one that follows an edition before."""

from datetime import datetime

from traedesten.domain.programmes import LONELINESS, YOUNG, ReadyMade
from traedesten.groups import actions as groups
from traedesten.groups.models import Programme


def keep(world, now: datetime) -> None:
    by, rows = world.coordinator, world.rows
    rows["own_programme"] = write(by, YOUNG, "de-unge", now)
    shared = write(by, LONELINESS, "faelles", now)
    first = groups.publish_programme(by=by, programme=shared, now=now)
    rows["following_programme"] = groups.adopt_programme(by=by, published=first, now=now)
    groups.write_programme(by=by, programme=shared, about="Nu med sang.", now=now)
    rows["published"] = groups.publish_programme(by=by, programme=shared, now=now)


def write(by, ready: ReadyMade, slug: str, now: datetime, **fields) -> Programme:
    """A ready-made programme, written down at a site."""
    plans = [vars(plan) for plan in ready.plans]
    return groups.write_programme(by=by, now=now, slug=slug, plans=plans, **{**ready.begun, **fields})
