"""What a world has of initiatives: one being prepared, with a partner and a step, and one that has opened."""

from datetime import datetime, time, timedelta

from traedesten.domain.initiatives import InitiativeMove
from traedesten.domain.schedules import Regular
from traedesten.journeys import actions as journeys
from traedesten.partners import actions as partners
from traedesten.tenancy.models import User
from traedesten.tenancy.queries import areas

SUNDAY = Regular("weekly", 6, time(10), time(12))


def keep(world, now: datetime) -> None:
    by, rows = world.coordinator, world.rows
    owner = User.objects.get(pk=by.user_id)
    about = {"by": by, "owner": owner, "now": now, "opens_on": (now + timedelta(days=30)).date()}
    about["area"] = areas().first()
    journey = world.journeys["walking"]
    journeys.write_wishes(by=by, journey=journey, now=now, interests=["animals"], expected_version=_version(journey))
    rows["initiative"] = partners.start_initiative(name="Haven", theme="garden", place="Skolehaven", **about)
    rows["partner"] = partners.add_partner(by=by, initiative=rows["initiative"], name="Haveforeningen", now=now)
    rows["initiative_step"] = partners.add_step(by=by, initiative=rows["initiative"], what="Lån redskaber", now=now)
    rows["initiative"] = _prepared(by, rows["initiative"], now)
    opened = _prepared(by, partners.start_initiative(name="Hundene", theme="animals", **about), now)
    rows["opened"] = partners.open_initiative(
        by=by, initiative=opened, regular=SUNDAY, kind="practice", size="small", now=now
    )


def ids(world, page: str) -> dict:
    """What addresses of this room name."""
    rows = world.rows
    initiative = rows["opened"] if page == "partners:opened" else rows["initiative"]
    return {
        "initiative_id": initiative.pk,
        "partner_id": rows["partner"].pk,
        "step_id": rows["initiative_step"].pk,
    }


def _version(journey) -> int:
    known = getattr(journey.locked(), "wishes", None)
    return known.version if known else 0


def _prepared(by, initiative, now: datetime):
    return partners.move_initiative(by=by, initiative=initiative, move=InitiativeMove.PREPARE, now=now)
