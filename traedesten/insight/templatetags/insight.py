"""Definitions beside figures, and the words of stones, periods and hidden counts."""

import datetime

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from traedesten.domain.indicators import BY_KEY, Indicator
from traedesten.insight.queries import is_sharing
from traedesten.ui.spoken import said

register = template.Library()

LEVEL_WORDS = {
    "referred": gettext_lazy("Henvist"),
    "contact": gettext_lazy("Talt med"),
    "stone": gettext_lazy("Har valgt noget, der passer"),
    "together": gettext_lazy("Har været der"),
    "community": gettext_lazy("Med i et fællesskab"),
}


register.filter("said", said)


@register.filter
def counted(indicator: Indicator) -> str:
    return _("Af hvem: %(whom)s.") % {"whom": said(indicator.denominator)}


@register.inclusion_tag("insight/definition.html")
def definition(key: str) -> dict:
    """What a figure means, to be opened beside it."""
    return {"indicator": BY_KEY[key]}


@register.inclusion_tag("insight/network_link.html", takes_context=True)
def network_link(context: dict) -> dict:
    """The way to the network's look back, for a site that shares."""
    return {"site": context["site"], "is_shared": is_sharing()}


@register.filter
def level_words(level: str) -> str:
    return LEVEL_WORDS[level]


@register.filter
def month_words(month: str) -> str:
    """ "2026-03" as "mar." in the language of the page."""
    return date_format(datetime.date(int(month[:4]), int(month[5:]), 1), "b")


@register.filter
def shown(figure: int | None) -> str | SafeString:
    """A figure that may be hidden; those who listen are told so."""
    if figure is not None:
        return str(figure)
    return format_html('<span aria-hidden="true">–</span><span class="visually-hidden">{}</span>', _("vises ikke"))


@register.filter
def half_within(days: float | None) -> str:
    if days is None:
        return _("Færre end halvdelen er nået så langt endnu.")
    return ngettext(
        "Halvdelen nåede det på højst %(n)d dag.", "Halvdelen nåede det på højst %(n)d dage.", int(days)
    ) % {"n": int(days)}


@register.filter
def headline(given) -> str:
    """What an edition finds, as far as it may be told."""
    if given.referred is None:
        return _("Hvor mange der er henvist, kan vi ikke vise uden at røbe nogen")
    many = {"many": given.referred, "home": given.home}
    if given.home is None:
        return _("%(many)d er blevet henvist") % many
    return _("%(home)d af %(many)d henviste er kommet med i et fællesskab") % many


@register.filter
def until_words(given) -> str:
    """Whom an edition is about."""
    day = {"day": date_format(given.edition.until, "j. F Y")}
    if given.period == "all":
        return _("Alle, der er henvist før %(day)s.") % day
    return _("Henvist i %(year)s, før %(day)s.") % {"year": given.period, **day}
