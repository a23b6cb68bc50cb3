"""What a world has of figures: prepared ones, an edition, somebody who reads it, and the network that may."""

from datetime import datetime, timedelta

from traedesten.insight import actions


def look_back(world, now: datetime) -> None:
    by = world.coordinator
    world.rows["snapshot"] = actions.refresh(by=by, now=now)
    world.rows["edition"] = actions.publish(by=by, now=now)
    lasts = {"expires_at": now + timedelta(days=90), "now": now}
    world.rows["reader"] = actions.open_reading(by=by, name=f"Fonden {world.word}", **lasts)
    world.rows["network"] = actions.share_with_network(by=by, is_shared=True, now=now)
