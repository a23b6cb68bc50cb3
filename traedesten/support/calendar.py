"""A guide's shifts as a calendar to subscribe to."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Event

from traedesten.support.models import Duty, ShiftPlan
from traedesten.ui.calendars import calendar_of


def calendar_file(duties: Iterable[Duty], *, plan: ShiftPlan | None, site, now: datetime) -> bytes:
    """The published duties, by the clock on the wall there. Names nobody."""
    zone = ZoneInfo(site.timezone)
    about = {"x-wr-calname": _("Vagter"), "refresh-interval;value=duration": "PT6H"}
    return calendar_of((_event(duty, plan, zone, now) for duty in duties), **about)


def _event(duty: Duty, plan: ShiftPlan, zone: ZoneInfo, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{duty.pk}@traedesten")
    event.add("dtstamp", now)
    event.add("dtstart", duty.shift.starts_at(zone))
    event.add("dtend", duty.shift.ends_at(zone))
    event.add("summary", _("Vagt i %(place)s") % {"place": plan.name})
    event.add("location", plan.address or plan.name)
    return event
