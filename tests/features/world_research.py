"""What a world has of exports: one that waits, one approved, one that was made and one that is over."""

from datetime import datetime, timedelta
from uuid import uuid4

from tests import make, research
from traedesten.domain.access import system
from traedesten.outcomes import actions as outcomes
from traedesten.research import actions

AGO = timedelta(days=100)
"""In a quarter that is over."""


def give_out(world, now: datetime) -> None:
    """Members of groups answer for all: nobody knows them here."""
    by, rows = world.coordinator, world.rows
    other = make.a_coordinator(world.site, f"Grethe {world.word}")
    for _ in range(6):
        begun_on = (now - AGO).date()
        outcomes.plan_nameless(by=system(world.site.pk), subject=uuid4(), begun_on=begun_on, now=now - AGO)
    rows["export_request"] = _asked(world, other, now)
    rows["old_request"] = _asked(world, other, now, expires_on=now.date(), programme=rows["programme"])
    rows["approved_request"] = actions.approve_export(by=by, request=_asked(world, other, now), now=now)
    begun = actions.approve_export(by=by, request=_asked(world, other, now), now=now)
    rows["begun_request"] = actions.begin_export(by=by, request=begun, shown_at=now, now=now)
    made = actions.approve_export(by=by, request=_asked(world, other, now), now=now)
    rows["export"] = actions.make_export(by=by, request=made, shown_at=now, now=now)
    rows["made_request"] = made.locked()


def _asked(world, by, now: datetime, **fields):
    known = {"purpose": f"Hjælper det? {world.word}", "plan": research.PLAN, "expires_on": research.in_a_month()}
    return actions.ask_for_export(by=by, now=now, **(known | fields))


def ids(world) -> dict:
    return {"export_id": world.rows["export_request"].pk}
