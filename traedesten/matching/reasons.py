"""The planner's codes in words that a coordinator can agree or disagree with. Never a bare score, never health."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from traedesten.planning.guides import Proposal, Reason
from traedesten.ui.labels import inside, slot_words, words
from traedesten.ui.templatetags.ui import day

FIT = {
    "very_good": gettext_lazy("Passer rigtig godt"),
    "good": gettext_lazy("Passer godt"),
    "possible": gettext_lazy("Kan lade sig gøre"),
}
SHOWN = 3
"""Reasons on a card."""
IN_THE_HEADING = ("near", "same_area", "spare_capacity")
"""What the card says elsewhere, so that it is a reason only when there are few others; the last one when none."""


def listed(parts: list[str], most: int = 3) -> str:
    """ "torsdag formiddag og fredag aften"; from two beyond ``most`` on, the rest are "flere andre"."""
    shown = [*parts[:most], _("flere andre")] if len(parts) > most + 1 else parts
    head, last = ", ".join(shown[:-1]), shown[-1]
    return _("%(head)s og %(last)s") % {"head": head, "last": last} if head else last


def words_for(proposal: Proposal, *, person: str, guide: str, age: int | None = None) -> list[str]:
    """The two or three reasons that say most, strongest first. ``age`` is the guide's; ``guide`` may be "du"."""
    telling = [reason for reason in proposal.reasons if reason.code not in IN_THE_HEADING]
    close = [reason for reason in proposal.reasons if reason.code in IN_THE_HEADING[:2]]
    chosen = (telling + close[: max(0, SHOWN - 1 - len(telling))])[:SHOWN] or list(proposal.reasons[:1])
    return [reason_words(reason, person=person, guide=guide, age=age) for reason in chosen]


def reason_words(reason: Reason, *, person: str, guide: str = "", age: int | None = None) -> str:
    """One code with its parameters as a sentence; the code itself when it has no words."""
    told = _WORDS.get(reason.code)
    names = {"person": person or _("borgeren"), "guide": guide or _("en guide"), "age": age}
    if told is None:
        return reason.code
    sentence = told({**reason.params, **names})
    return sentence[:1].upper() + sentence[1:]


def _shared_time(about) -> str:
    times = listed([slot_words(slot) for slot in about["times"]], most=2)
    return _("%(guide)s kan %(times)s – det kan %(person)s også") % {**about, "times": times}


def _shared_interest(about) -> str:
    interests = listed([str(words("interest", code)).lower() for code in about["interests"]])
    return ngettext("Fælles interesse: %(interests)s", "Fælles interesser: %(interests)s", about["count"]) % {
        "interests": interests
    }


def _near(about) -> str:
    if about["km"] < 1:
        return _("%(guide)s bor lige i nærheden") % about
    return _("%(guide)s bor %(km)d km fra %(person)s") % {**about, "km": round(about["km"])}


def _near_age(about) -> str:
    if about["age"]:
        return _("%(guide)s er %(age)d år – tæt på %(person)s i alder") % about
    return _("%(guide)s er tæt på %(person)s i alder") % about


def _experience_age(about) -> str:
    if str(about["band"]).endswith("+"):
        return _("%(guide)s har fulgt andre over %(age)s år før") % {**about, "age": str(about["band"]).rstrip("+")}
    return _("%(guide)s har fulgt andre på %(band)s år før") % {**about, "band": str(about["band"]).replace("-", "–")}


def _spare(about) -> str:
    number = about["places"]
    told = ngettext("%(guide)s har plads til én mere", "%(guide)s har plads til %(number)d mere", number)
    return told % {**about, "number": number}


def _few_times(about) -> str:
    if not about["count"]:
        return _("De kan ikke på de samme tider – spørg, om en af dem kan flytte sig lidt")
    return _("De har kun ét tidspunkt til fælles: %(time)s") % {"time": slot_words(about["times"][0])}


def _leave_soon(about) -> str:
    if about["from"].isocalendar()[:2] == about["until"].isocalendar()[:2]:
        return _("%(guide)s er væk i uge %(week)d") % about
    told = _("%(guide)s er væk fra %(start)s til %(end)s")
    return told % {**about, "start": day(about["from"]), "end": day(about["until"])}


def _times_unknown(about) -> str:
    who = about["person"] if about["who"] == "person" else about["guide"]
    return _("Vi ved ikke endnu, hvornår %(who)s kan") % {"who": who}


def _more_capacity(about) -> str:
    if about.get("asked"):
        return _("%(guide)s er spurgt om en anden. Bliver det et nej, er der plads.") % about
    places = about.get("places", 1)
    told = ngettext(
        "Hvis %(guide)s kunne tage én mere end aftalt, ville det passe.",
        "Hvis %(guide)s kunne tage %(places)d mere end aftalt, ville det passe.",
        places,
    )
    return told % {**about, "places": places}


def _more_distance(about) -> str:
    return _("Hvis de kan mødes %(more_km)d km længere væk, kan %(guide)s.") % about


def _other_language(about) -> str:
    spoken = listed([inside("language", code) for code in about["languages"]])
    return _("%(guide)s taler %(spoken)s. Kan en tolk eller et andet sprog være en vej?") % {
        **about,
        "spoken": spoken,
    }


_WORDS: dict[str, Callable[[dict], str]] = {
    # what speaks for it
    "shared_time": _shared_time,
    "shared_interest": _shared_interest,
    "near": _near,
    "same_area": lambda about: _("%(guide)s og %(person)s bor i samme område") % about,
    "near_age": _near_age,
    "experience_age": _experience_age,
    "spare_capacity": _spare,
    # what to remember
    "language_unknown": lambda about: _("Vi ved ikke, om de taler samme sprog"),
    "few_shared_times": _few_times,
    "leave_soon": _leave_soon,
    "far": lambda about: _("Der er langt: %(km)d km hver vej") % {"km": round(about["km"])},
    "new_guide": lambda about: _("Ny som guide – giv gerne en makker med til første møde"),
    "times_unknown": _times_unknown,
    "nearly_full": lambda about: _("Det er den sidste ledige plads hos %(guide)s") % about,
    # why nobody
    "no_guides": lambda about: _("I har ingen guider endnu."),
    "capacity": lambda about: _("De guider, der ellers passer, har ikke plads lige nu."),
    "leave": lambda about: _("De guider, der ellers passer, er væk de næste uger."),
    "distance": lambda about: _("De guider, der ellers passer, bor for langt væk."),
    "language": lambda about: _("Ingen ledig guide taler samme sprog som %(person)s.") % about,
    "gender": lambda about: _("%(person)s ønsker en mand eller en kvinde som guide, og ingen ledig er det.") % about,
    "declined": lambda about: _("De guider, der ellers passer, har sagt nej eller er valgt fra.") % about,
    # the smallest way out
    "more_capacity": _more_capacity,
    "wait_until_back": lambda about: _("%(guide)s er tilbage %(day)s.") % {**about, "day": day(about["back_on"])},
    "more_distance": _more_distance,
    "interpreter_or_other_language": _other_language,
    "ask_about_gender_wish": lambda about: _("Spørg %(person)s, om det også kunne være %(guide)s.") % about,
    "ask_again": lambda about: _("Spørg %(guide)s igen. Måske passer det bedre nu.") % about,
}
