"""What is written about an offer, in words."""

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from traedesten.domain.schedules import OneOff
from traedesten.offers.models import Offer
from traedesten.ui import labels
from traedesten.ui.schedules import clock, span_words


def change_words(one_off: OneOff) -> str:
    """ "24. december 2026: Aflyst (Glædelig jul)"."""
    said = [str(labels.words("exception", one_off.kind))]
    if one_off.of_start:
        said.append(_("kun den kl. %(at)s") % {"at": clock(one_off.of_start)})
    if one_off.moved_to:
        said.append(_("til %(day)s") % {"day": _day(one_off.moved_to)})
    if one_off.starts:
        said.append(span_words(one_off.starts, one_off.ends))
    words = f"{_day(one_off.on)}: {' '.join(said)}"
    return f"{words} ({one_off.words})" if one_off.words else words


def changes_of(offer: Offer) -> list[str]:
    """Its days that are not as usual, in words."""
    return [change_words(row.one_off) for row in offer.exceptions.all()]


def _day(on) -> str:
    return date_format(on, "j. F Y" if (get_language() or "da").startswith("da") else "j F Y")
