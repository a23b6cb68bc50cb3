"""Words in two languages and quarters of a year, as the page says them."""

from typing import Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _


class Words(Protocol):
    da: str
    en: str


def said(words: Words) -> str:
    """In the language of the page."""
    return words.en if (get_language() or "da")[:2] == "en" else words.da


def quarter_words(quarter: str) -> str:
    """ "2026Q1" → "1. kvartal 2026"."""
    year, _q, number = quarter.partition("Q")
    return _("%(number)s. kvartal %(year)s") % {"number": number, "year": year}
