"""Tags and filters for templates: icons, stepping stones, telephone numbers, days."""

import datetime

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from traedesten.ui import labels, prices, schedules

register = template.Library()

DAY_FORMATS = {"da": ("l j. F", "l j. F Y"), "en": ("l j F", "l j F Y")}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon from the sprite; without a label it is decoration and screen readers skip it."""
    role = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    sprite = static("icons.svg")
    return format_html('<svg class="icon" {} focusable="false"><use href="{}#{}"/></svg>', role, sprite, name)


@register.inclusion_tag("ui/stones.html")
def stones(steps, label: str = "") -> dict:
    """Progress as stepping stones. `steps` is a list of (label, "reached" | "now" | "ahead")."""
    return {"steps": steps, "label": label}


@register.inclusion_tag("ui/meter.html")
def meter(taken: int, seats: int) -> dict:
    """Seats as small stones: the taken ones filled. Write the numbers in words beside it."""
    return {"taken": range(taken), "free": range(max(seats - taken, 0))}


@register.filter
def tel(phone: str) -> str:
    """A telephone number for an href: `tel:+4540121860`. A number without a country code is Danish."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    if phone.strip().startswith("+"):
        return f"tel:+{digits}"
    return f"tel:+45{digits}" if len(digits) == 8 else f"tel:{digits}"


@register.filter
def sms(phone: str) -> str:
    """A telephone number for an href that opens a text message: `sms:+4540121860`."""
    return tel(phone).replace("tel:", "sms:", 1)


@register.filter
def spaced(phone: str) -> str:
    """A telephone number for reading: "40 12 18 60", with "+46 ..." kept for foreign ones."""
    compact = "".join(phone.split()).removeprefix("+45")
    if len(compact) == 8 and compact.isdigit():
        return " ".join(compact[start : start + 2] for start in range(0, 8, 2))
    return phone


@register.filter
def quoted(text: str) -> str:
    """Somebody's own words between quotation marks, but for the ones they wrote themselves."""
    bare = text.strip()
    for first, last in (("»", "«"), ("“", "”"), ("”", "”"), ("„", "“"), ('"', '"')):
        if len(bare) > 1 and bare.startswith(first) and bare.endswith(last):
            bare = bare[1:-1].strip()
            break
    return f"»{bare}«"


@register.filter
def day(moment: datetime.date | datetime.datetime | None, today: datetime.date | None = None) -> str:
    """A day as people say it: "i dag", "i morgen", "onsdag 25. november"."""
    if moment is None:
        return ""
    today = today or timezone.localdate()
    on = _date_of(moment)
    near = {-1: _("i går"), 0: _("i dag"), 1: _("i morgen")}
    return near.get((on - today).days) or _full_day(on, today)


def _date_of(moment: datetime.date | datetime.datetime) -> datetime.date:
    if not isinstance(moment, datetime.datetime):
        return moment
    return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()


def _full_day(on: datetime.date, today: datetime.date) -> str:
    this_year, other_year = DAY_FORMATS.get((get_language() or "da")[:2], DAY_FORMATS["da"])
    return date_format(on, this_year if on.year == today.year else other_year)


@register.filter
def clock(moment: datetime.time | datetime.datetime) -> str:
    """A time of day as it is written: "16.30" in Danish, "16:30" in English; a moment by the clock on the wall."""
    local = timezone.localtime(moment) if isinstance(moment, datetime.datetime) else moment
    return f"{local:%H.%M}" if (get_language() or "da")[:2] == "da" else f"{local:%H:%M}"


@register.filter
def days(number: int) -> str:
    """A number of days in words: "1 dag", "12 dage"."""
    return ngettext("%(number)d dag", "%(number)d dage", number) % {"number": number}


@register.filter
def span(starts: datetime.datetime, ends: datetime.datetime) -> str:
    """From one moment to another on the same day, by the clock there: "kl. 14–16.30"."""
    return schedules.span_words(starts.time(), ends.time())


@register.filter
def is_unfinished(form) -> bool:
    """Whether something is missing in a form; else what is there needs putting right."""
    return any(error.code == "required" for errors in form.errors.as_data().values() for error in errors)


@register.filter
def words(code, group: str):
    """The words for a code of one of the groups in ``ui/labels.py``."""
    return labels.words(group, code)


@register.filter
def words_list(codes, group: str) -> str:
    """The words for several codes, with commas between."""
    return ", ".join(str(labels.words(group, code)) for code in codes)


@register.filter
def slots(codes) -> str:
    """Weekly times in words: "torsdag eftermiddag, fredag aften"."""
    return ", ".join(labels.slot_words(code) for code in codes)


@register.filter
def ago(moment: datetime.datetime | None) -> str:
    """How long ago, as people say it: "i dag", "for 3 uger siden"."""
    if moment is None:
        return ""
    number = (timezone.localdate() - _date_of(moment)).days
    if number <= 1:
        return _("i dag") if number <= 0 else _("i går")
    if number < 14:
        return _("for %(days)s siden") % {"days": days(number)}
    if number < 60:
        return ngettext("for %(n)d uge siden", "for %(n)d uger siden", number // 7) % {"n": number // 7}
    if number < 365:
        return ngettext("for %(n)d måned siden", "for %(n)d måneder siden", number // 30) % {"n": number // 30}
    return _("for over et år siden")


@register.filter
def regular(time) -> str:
    """A regular time in words: "hver tirsdag kl. 14–16"."""
    return schedules.regular_words(time)


@register.filter
def price(offer) -> str:
    """What it costs: "gratis", "30 kr., når man bruger træ"."""
    return prices.price_words(offer.price, offer.price_words)


@register.filter
def theme_list(keys) -> str:
    """Themes in words, the first level only where nothing below it was chosen."""
    covered = {key.partition(".")[0] for key in keys if "." in key}
    return ", ".join(str(labels.theme_words(key)) for key in keys if key not in covered)
