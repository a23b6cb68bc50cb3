"""Times of offers as calendars to subscribe to: an offer's own, a place's, and those that a search finds."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Event, Timezone

from traedesten.domain.schedules import Occurrence, occurrences
from traedesten.domain.workdays import danish_holidays
from traedesten.offers.models import Offer
from traedesten.ui.calendars import framed

END = b"END:VCALENDAR\r\n"
AHEAD = timedelta(days=180)
"""How far a calendar looks. Whoever subscribes gets the rest in time."""


def meetings(offer: Offer, since: date, until: date, zone: ZoneInfo) -> tuple[Occurrence, ...]:
    """When an offer meets between two days, both included, by the clock on the wall there."""
    closed = _holidays(since, until) if offer.closed_on_holidays else ()
    regulars = [row.regular for row in offer.times.all()]
    changes = [row.one_off for row in offer.exceptions.all()]
    return occurrences(regulars, changes, since, until, closed_on=closed, zone=zone)


def calendar_file(offers: Iterable[Offer], *, site, name: str, address, now: datetime) -> Iterator[bytes]:
    """Every meeting of these offers half a year ahead, piece by piece. ``address`` gives the page of an offer."""
    zone = ZoneInfo(site.timezone)
    today = now.astimezone(zone).date()
    calendar = framed(**{"x-wr-calname": name, "refresh-interval;value=duration": "P1D"})
    calendar.add_component(Timezone.from_tzinfo(zone, first_date=today, last_date=today + 2 * AHEAD))
    yield calendar.to_ical().removesuffix(END)
    for offer in offers:
        found = (
            _event(offer, meeting, address(offer), now) for meeting in meetings(offer, today, today + AHEAD, zone)
        )
        yield b"".join(event.to_ical() for event in found)
    yield END


def _event(offer: Offer, meeting: Occurrence, url: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{offer.pk}-{meeting.starts_at:%Y%m%dT%H%M}@traedesten")
    event.add("dtstamp", now)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", offer.name)
    event.add("location", ", ".join(part for part in (offer.place, offer.address) if part) or offer.name)
    if meeting.note:
        event.add("description", meeting.note)
    event.add("url", url)
    return event


def _holidays(since: date, until: date) -> frozenset[date]:
    return frozenset().union(*(danish_holidays(year) for year in range(since.year, until.year + 1)))
