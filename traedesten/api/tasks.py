"""The published copy follows the directory: looked at every minute, gone through whole every night."""

from datetime import datetime

from django.utils import timezone

from traedesten.api import actions
from traedesten.domain.access import system
from traedesten.jobs import queue
from traedesten.tenancy.queries import site_now


@queue.every("* * * * *", "api.publish")
def publish(now: datetime) -> None:
    """By the clock on the wall, not the time the job was meant for: readers ask what has changed since they came."""
    actions.publish(by=system(site_now().pk), now=timezone.now())


@queue.every("51 2 * * *", "api.publish_whole")
def publish_whole(now: datetime) -> None:
    """What no version tells: a site's own words and place, and offsets from UTC after the clocks have changed."""
    actions.publish(by=system(site_now().pk), now=timezone.now(), is_whole=True)
