"""The meetings of a group as a file that any calendar can read. It says when and where, and not what."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Event

from traedesten.domain.courses import SessionState
from traedesten.groups.models import GroupSession
from traedesten.ui.calendars import calendar_of


def sessions_file(sessions: Iterable[GroupSession], *, address: str, site, now: datetime) -> bytes:
    """Each meeting by the clock on the site's wall; a called-off one is marked, so that it leaves the calendar."""
    zone = ZoneInfo(site.timezone)
    return calendar_of(_event(session, address, zone, now) for session in sessions)


def _event(session: GroupSession, address: str, zone: ZoneInfo, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{session.pk}@traedesten")
    event.add("dtstamp", now)
    event.add("sequence", session.version)
    event.add("dtstart", session.starts_at(zone))
    event.add("dtend", session.ends_at(zone))
    event.add("summary", _("Aftale"))
    event.add("location", ", ".join(part for part in (session.venue, address) if part))
    event.add("status", "CANCELLED" if session.state == SessionState.CANCELLED else "CONFIRMED")
    return event
