"""Figures of the invented year: prepared, given out, with a link for the steering group, and in the network."""

from datetime import timedelta

from traedesten.demo.telling import Told
from traedesten.insight import actions

READER = "Styregruppen"


def make_up(told: Told) -> None:
    now = told.clock.present
    actions.refresh(by=told.coordinator, now=now)
    actions.publish(by=told.coordinator, now=now)
    actions.open_reading(by=told.coordinator, name=READER, expires_at=now + timedelta(days=365), now=now)
    actions.share_with_network(by=told.coordinator, is_shared=True, now=now)
