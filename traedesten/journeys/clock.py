"""The wall clock of the site: from what people write to one moment."""

from datetime import UTC, datetime

from django.utils import timezone


class NoSuchTime(ValueError):
    """The clock jumps over this time on the night when summer begins."""


def moment(wall: datetime) -> datetime:
    """The moment, in UTC, that a clock on the wall shows at the current site.

    A time that comes twice on the night when summer ends is the first of the two. Raises ``NoSuchTime``.
    """
    aware = wall.replace(tzinfo=timezone.get_current_timezone(), fold=0)
    at = aware.astimezone(UTC)
    if at.astimezone(aware.tzinfo).replace(tzinfo=None) != wall.replace(fold=0):
        raise NoSuchTime
    return at
