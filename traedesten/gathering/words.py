"""The planner's codes about groups in words that a coordinator can agree or disagree with."""

from collections import Counter
from collections.abc import Callable, Mapping
from math import ceil
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from traedesten.gathering.models import GroupProposal, MeetingPlace
from traedesten.gathering.table import Card, Table
from traedesten.ui.labels import slot_words

ROUGH = 0.1
"""A proposal that may be so much worse than the best is told as roughly planned, without a number."""
FAULTS = {
    "programme_closed": gettext_lazy("Programmet er lukket for nye grupper"),
    "place_closed": gettext_lazy("Stedet er ikke ledigt på det tidspunkt længere"),
    "place_taken": gettext_lazy("En anden gruppe mødes der nu på det tidspunkt"),
    "pair_busy": gettext_lazy("En af de frivillige har fået en anden gruppe"),
    "pair_apart": gettext_lazy("De to frivillige skal ikke holde en gruppe sammen"),
}
REASONS = {
    "knows_them": gettext_lazy("Jeg ved noget, som forslaget ikke ved"),
    "own_wish": gettext_lazy("De har selv bedt om det"),
    "together": gettext_lazy("Gruppen bliver bedre sammensat"),
    "time_place": gettext_lazy("Tiden eller stedet passer ikke"),
    "facilitators": gettext_lazy("De frivillige passer ikke til gruppen"),
    "not_now": gettext_lazy("Det skal vente lidt"),
}
PHASES = {
    "": gettext_lazy("Vi begynder om et øjeblik"),
    "exact": gettext_lazy("Vi prøver alle muligheder af"),
    "prices": gettext_lazy("Vi finder ud af, hvor der er flest om pladserne"),
    "dive": gettext_lazy("Vi sætter de første grupper sammen"),
    "repair": gettext_lazy("Vi bytter rundt, så flere får plads"),
}


def reasons_of(card: Card) -> list[str]:
    """What speaks for a group as it is now."""
    said = []
    if not any(one.code == "time" for row in card.sits for one in row.findings) and card.sits:
        said.append(_("Alle kan %(time)s") % {"time": slot_words(card.group.slot)})
    ages = card.ages
    if len(ages) > 1:
        said.append(_("Mellem %(low)d og %(high)d år") % {"low": ages[0], "high": ages[-1]})
    if card.farthest is not None:
        said.append(_near(card.farthest))
    if card.longest:
        told = ngettext("Der er ventet op til %(n)d uge", "Der er ventet op til %(n)d uger", card.longest)
        said.append(told % {"n": card.longest})
    if card.is_wished:
        said.append(_("De to frivillige vil gerne holde en gruppe sammen"))
    return said


def _near(km: int) -> str:
    return _("Alle bor i nærheden") if km < 1 else _("Ingen har længere end %(km)d km") % {"km": km}


def faults_of(card: Card) -> list[str]:
    said = [str(FAULTS[code]) for code in card.faults if code in FAULTS]
    if card.gone:
        told = ngettext("%(n)d i gruppen venter ikke længere", "%(n)d i gruppen venter ikke længere", card.gone)
        said.insert(0, told % {"n": card.gone})
    return said


# --- those who wait on -------------------------------------------------------------------------------------------

_WHY: dict[str, Callable[[Mapping], str]] = {
    "locked_out": lambda about: _("Du har valgt, at det skal vente"),
    "taken_out": lambda about: _("Taget ud af en gruppe, du sagde nej til"),
    "no_times": lambda about: _("Vi ved ikke, hvornår det passer"),
    "times": lambda about: _("Ingen steder er ledige, når det passer"),
    "distance": lambda about: _("Stederne ligger for langt væk"),
    "access": lambda about: _("Stederne kan ikke det, der er brug for"),
    "theme": lambda about: _("Taler ikke det sprog, der bliver talt i grupperne"),
    "age": lambda about: _("Der er for langt i alder til de andre"),
    "facilitators": lambda about: _("Der mangler frivillige på de tider, hvor det kunne være"),
    "too_few_people": lambda about: _("Der er for få, der kan samme sted på samme tid"),
    "full": lambda about: _("De grupper, der passer, er fulde"),
    "small_full": lambda about: _("De grupper, der passer, skal være små og er fulde"),
    "gender": lambda about: _("Ville være den eneste mand eller kvinde i gruppen"),
    "apart": lambda about: _("Skal ikke sidde sammen med en i den gruppe, der passer"),
}


def why_words(why: Mapping) -> str:
    """Why somebody is left, "" when nobody has said."""
    binding = why.get("binding") or {}
    told = _WHY.get(binding.get("code", ""))
    return told(binding.get("params", {})) if told else ""


def way_out(relaxation: Mapping | None, places: Mapping[UUID, MeetingPlace]) -> str:
    """The smallest thing that would make a place, as the end of "Der bliver plads, hvis …"."""
    if not relaxation:
        return ""
    code, about = relaxation["code"], relaxation["params"]
    where, when = _where(about, places)
    named = {"where": where, "time": slot_words(when) if when else "", "km": about.get("km")}
    return {
        "more_times": _("de også kan %(time)s"),
        "mixed_ages": _("der må være længere mellem den yngste og den ældste"),
        "more_km": _("de kan komme %(km)s km længere"),
        "more_facilitators": _("en frivillig mere kan %(time)s"),
        "more_venue_times": _("%(where)s også er ledigt %(time)s"),
    }[code] % named


def _where(about: Mapping, places: Mapping[UUID, MeetingPlace]) -> tuple[str, str]:
    venue, slot = about["group"][:2] if "group" in about else (about.get("venue", ""), about.get("time", ""))
    place = places.get(UUID(venue)) if venue else None
    return (place.name if place else _("stedet")), slot


def ways_out(table: Table) -> list[tuple[int, str]]:
    """(how many each would give a place, what would have to be), the most first."""
    found: Counter[str] = Counter()
    for row in table.waits:
        if said := way_out(row.seat.why.get("relaxation"), table.pool.places):
            found[said] += 1
    return sorted(((count, said) for said, count in found.items()), key=lambda pair: (-pair[0], pair[1]))


# --- the proposal as a whole -------------------------------------------------------------------------------------


def how_good(proposal: GroupProposal) -> str:
    """The planner's bound, for somebody who has never heard of one."""
    if proposal.is_proven:
        return _("Bedre kan det ikke blive med dem, der venter, og de steder, tider og frivillige, I har.")
    if proposal.gap > ROUGH:
        return _("Det er regnet hurtigt. Regnes det grundigt, kan der måske blive plads til flere.")
    told = _("Det bedste tænkelige er højst %(share)d procent bedre end det her.")
    told %= {"share": max(1, ceil(100 * proposal.gap))}
    return _("Du stoppede, før vi var færdige.") + " " + told if proposal.was_stopped else told


_REFUSED: dict[str, Callable[[Mapping], str]] = {
    "nobody": lambda about: _("Ingen er klar til en gruppe lige nu. Hold samtalerne først, så kan de komme med."),
    "no_places": lambda about: _("Vi kender ingen steder, hvor en gruppe kan mødes. Skriv det første op."),
    "no_facilitators": lambda about: _(
        "Der er ikke to frivillige, der kan holde en gruppe lige nu. En gruppe skal have to."
    ),
    "too_large": lambda about: (
        _(
            "%(count)s er klar, og det er flere, end vi kan planlægge på én gang (%(limit)s). Er nogen kommet med "
            "ved en fejl? Ellers vælg ét program ad gangen."
        )
        % {"count": about.get("count"), "limit": about.get("limit")}
    ),
    "broke": lambda about: _("Noget gik i stykker hos os, mens vi regnede. Prøv igen om lidt."),
    "person_gone": lambda about: _("En, du har låst, venter ikke længere. Lås op, og prøv igen."),
    "venue_closed": lambda about: _("Et sted i en låst gruppe er ikke ledigt længere. Lås gruppen op, og prøv igen."),
    "facilitator_gone": lambda about: _(
        "En frivillig i en låst gruppe kan ikke længere. Lås gruppen op, og prøv igen."
    ),
    "facilitator_twice": lambda about: _("En frivillig er låst til to grupper på samme tid. Lås den ene op."),
    "one_room": lambda about: _("To låste grupper skal bruge samme sted på samme tid. Lås den ene op."),
    "kept": lambda about: _("Der er låst en person i en gruppe, som i forvejen er låst. Lås en af dem op."),
}


def refused_words(code: str, about: Mapping) -> str:
    told = _REFUSED.get(code)
    if told:
        return told(about)
    return _("Det, der er låst, kan ikke lade sig gøre på én gang. Lås noget op, og prøv igen.")
