"""What a world has of figures: prepared ones, an edition, and somebody who reads it."""

from datetime import datetime, timedelta

from traedesten.insight import actions


def look_back(world, now: datetime) -> None:
    by = world.coordinator
    world.rows["snapshot"] = actions.refresh(by=by, now=now)
    world.rows["edition"] = actions.publish(by=by, now=now)
    lasts = {"expires_at": now + timedelta(days=90), "now": now}
    world.rows["reader"] = actions.open_reading(by=by, name=f"Fonden {world.word}", **lasts)
