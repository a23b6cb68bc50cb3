"""Regular times in words: "hver tirsdag kl. 14–16", "den første torsdag i måneden kl. 18–20.30"."""

from datetime import date, time

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from traedesten.domain.schedules import LAST, Regular, described
from traedesten.domain.slots import DAYS
from traedesten.ui.labels import words


def regular_words(regular: Regular) -> str:
    """How often, which day and when."""
    found = described(regular)
    day = str(words("slot_day", DAYS[regular.weekday]))
    params = {
        "day": day.lower() if _is_danish() else day,
        "n": regular.interval,
        "which": _which(regular.week_of_month),
        "times": span_words(regular.starts, regular.ends),
    }
    forms = {
        "every_week": _("hver %(day)s %(times)s"),
        "every_other_week": _("hver anden %(day)s %(times)s"),
        "every_n_weeks": _("hver %(n)d. uge om %(day)s %(times)s"),
        "every_month": _("den %(which)s %(day)s i måneden %(times)s"),
        "every_other_month": _("den %(which)s %(day)s hver anden måned %(times)s"),
        "every_n_months": _("den %(which)s %(day)s hver %(n)d. måned %(times)s"),
    }
    said = forms[found.code] % params
    return said if _is_open_ended(regular) else f"{said} ({_season(regular)})"


def span_words(starts: time, ends: time) -> str:
    """ "kl. 14–16.30"."""
    return _("kl. %(starts)s–%(ends)s") % {"starts": clock(starts), "ends": clock(ends)}


def clock(at: time) -> str:
    """ "14", "16.30"; "14:00", "16:30" in English."""
    if not _is_danish():
        return f"{at:%H:%M}"
    return f"{at.hour}.{at:%M}" if at.minute else str(at.hour)


def _which(week: int | None) -> str:
    names = {1: _("første"), 2: _("anden"), 3: _("tredje"), 4: _("fjerde"), LAST: _("sidste")}
    return names.get(week or 1, "")


def _season(regular: Regular) -> str:
    if regular.valid_from and regular.valid_until:
        return _("fra %(first)s til %(last)s") % {
            "first": _day(regular.valid_from),
            "last": _day(regular.valid_until),
        }
    if regular.valid_from:
        return _("fra %(first)s") % {"first": _day(regular.valid_from)}
    return _("til %(last)s") % {"last": _day(regular.valid_until)}


def _is_open_ended(regular: Regular) -> bool:
    return not (regular.valid_from or regular.valid_until)


def _day(on: date | None) -> str:
    return date_format(on, "j. F" if _is_danish() else "j F") if on else ""


def _is_danish() -> bool:
    return (get_language() or "da").startswith("da")
