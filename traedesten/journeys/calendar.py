"""A visit as a file that any calendar can read."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from traedesten.journeys.models import Visit

LASTS = timedelta(hours=1)


def visit_file(visit: Visit, *, guide_name: str, site, now: datetime) -> bytes:
    """The visit in the site's own clock. Nothing personal but the guide's first name and the place."""
    offer, zone = visit.introduction.offer, ZoneInfo(site.timezone)
    starts = visit.starts_at.astimezone(zone)
    event = Event()
    event.add("uid", f"{visit.pk}@traedesten")
    event.add("dtstamp", now)
    event.add("dtstart", starts)
    event.add("dtend", (visit.starts_at + LASTS).astimezone(zone))
    event.add("summary", _summary(offer.name, guide_name if visit.with_guide else ""))
    event.add("location", ", ".join(part for part in (offer.place, offer.address) if part) or offer.name)
    calendar = Calendar()
    calendar.add("prodid", "-//Traedesten//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _summary(place: str, guide_name: str) -> str:
    if not guide_name:
        return place
    return _("%(place)s sammen med %(guide)s") % {"place": place, "guide": guide_name}
