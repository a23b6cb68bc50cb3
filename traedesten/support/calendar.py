"""A guide's shifts as a calendar to subscribe to."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from traedesten.support.models import Duty, ShiftPlan


def calendar_file(duties: Iterable[Duty], *, plan: ShiftPlan | None, site, now: datetime) -> bytes:
    """The published duties, by the clock on the wall there. Names nobody."""
    zone, calendar = ZoneInfo(site.timezone), Calendar()
    for key, value in (("prodid", "-//Traedesten//DA"), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(key, value)
    calendar.add("x-wr-calname", _("Vagter"))
    calendar.add("refresh-interval;value=duration", "PT6H")
    for duty in duties:
        event = Event()
        event.add("uid", f"{duty.pk}@traedesten")
        event.add("dtstamp", now)
        event.add("dtstart", duty.shift.starts_at(zone))
        event.add("dtend", duty.shift.ends_at(zone))
        event.add("summary", _("Vagt i %(place)s") % {"place": plan.name})
        event.add("location", plan.address or plan.name)
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()
