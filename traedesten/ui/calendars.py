"""iCalendar files (RFC 5545): the frame that every one of them has."""

from collections.abc import Iterable

from icalendar import Calendar, Event


def framed(**about: str) -> Calendar:
    """A calendar without events; ``about`` are further properties of it."""
    calendar = Calendar()
    for key, value in {"prodid": "-//Traedesten//DA", "version": "2.0", "method": "PUBLISH", **about}.items():
        calendar.add(key, value)
    return calendar


def calendar_of(events: Iterable[Event], **about: str) -> bytes:
    """The events as one file, with the time zones they name."""
    calendar = framed(**about)
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()
