"""A visit as a file that any calendar can read."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Alarm, Event

from traedesten.journeys.models import Visit
from traedesten.people.models import Volunteer
from traedesten.ui.calendars import calendar_of
from traedesten.ui.templatetags.ui import spaced

LASTS = timedelta(hours=1)
AHEAD = timedelta(hours=2)


def visit_file(visit: Visit, *, guide: Volunteer | None, site, now: datetime) -> bytes:
    """The visit in the site's own clock, where to meet, whom to ring, and an alarm two hours ahead.

    Nothing of the person's own: neither a name nor what has been written about them.
    """
    offer, zone = visit.introduction.offer, ZoneInfo(site.timezone)
    starts = visit.starts_at.astimezone(zone)
    event = Event()
    event.add("uid", f"{visit.pk}@traedesten")
    event.add("dtstamp", now)
    event.add("dtstart", starts)
    event.add("dtend", (visit.starts_at + LASTS).astimezone(zone))
    event.add("summary", _summary(offer.name, guide.first_name if guide and visit.with_guide else ""))
    event.add("location", ", ".join(part for part in (offer.place, offer.address) if part) or offer.name)
    event.add("description", "\n".join(_lines(visit, guide, site)))
    event.add_component(_alarm(offer.name))
    return calendar_of([event])


def _lines(visit: Visit, guide: Volunteer | None, site) -> list[str]:
    meet = [_("I mødes: %(place)s") % {"place": visit.meet_at}] if visit.meet_at else []
    if guide and guide.phone:
        who = {"name": guide.first_name, "phone": spaced(guide.phone)}
        return [*meet, _("Driller det, så ring til %(name)s: %(phone)s") % who]
    return [*meet, _("Driller det, så ring til os: %(phone)s") % {"phone": spaced(site.phone)}]


def _alarm(words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", -AHEAD)
    return alarm


def _summary(place: str, guide_name: str) -> str:
    if not guide_name:
        return place
    return _("%(place)s sammen med %(guide)s") % {"place": place, "guide": guide_name}
