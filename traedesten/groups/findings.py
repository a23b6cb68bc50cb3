"""What was found about a group, in words that are told next to whom it concerns."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from traedesten.domain.composing import Code, Finding

PLAIN = {
    Code.NOT_READY: gettext_lazy("Er ikke klar til en gruppe lige nu"),
    Code.ELSEWHERE: gettext_lazy("Har en plads i en anden gruppe"),
    Code.TIME: gettext_lazy("Kan ikke på det tidspunkt"),
    Code.ACCESS: gettext_lazy("Stedet kan ikke det, der er brug for"),
    Code.LANGUAGE: gettext_lazy("Taler ikke det sprog, der bliver talt"),
    Code.OWN_AGE: gettext_lazy("Ville helst være med nogen på egen alder"),
    Code.SAME_GENDER: gettext_lazy("Ville helst være med sit eget køn"),
    Code.MIXED: gettext_lazy("Ville helst have en blandet gruppe"),
    Code.SMALL: gettext_lazy("Ville kun være i en lille gruppe, højst seks"),
}
NAMED = {
    Code.NOT_WITH: gettext_lazy("Skal ikke sidde sammen med %(name)s"),
    Code.NOT_ABLE: gettext_lazy("%(name)s kan ikke holde en gruppe lige nu"),
    Code.ONE_AWAY: gettext_lazy("%(name)s er væk, når gruppen begynder"),
}


def told(finding: Finding, names: Mapping[UUID, str], beside: UUID | None = None) -> str:
    """One finding in words. ``names`` are first names by id; ``beside``: the person it stands next to."""
    code, number = finding.code, finding.number
    if code in PLAIN:
        return str(PLAIN[code])
    if code in NAMED:
        others = sorted(names[one] for one in finding.about - {beside} if one in names)
        return NAMED[code] % {"name": _(" og ").join(others)}
    if code == Code.TOO_FEW:
        return ngettext("Der mangler %(number)d", "Der mangler %(number)d", number) % {"number": number}
    if code == Code.TOO_MANY:
        return ngettext("Der er %(number)d for meget", "Der er %(number)d for mange", number) % {"number": number}
    if code == Code.PAIR:
        return _("Der mangler to frivillige") if number == 2 else _("Der mangler en frivillig mere")
    if code == Code.TRAVEL:
        return _("%(number)d km er længere, end det passer dem at komme") % {"number": number}
    return _("Der er %(number)d år mellem den yngste og den ældste") % {"number": number}
