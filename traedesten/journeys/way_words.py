"""Why an offer could fit a person, what could be hard about it, and why another is not proposed. Never health."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traedesten.domain.slots import DAYS
from traedesten.offers.models import Offer
from traedesten.planning.stones import Reason
from traedesten.ui.labels import inside, theme_words, words
from traedesten.ui.templatetags.ui import clock


def weekly(offer: Offer) -> list[str]:
    """ "torsdag 14.00–17.00"."""
    return [
        f"{inside('slot_day', DAYS[row.weekday])} {clock(row.starts)}–{clock(row.ends)}" for row in offer.times.all()
    ]


def said(reason: Reason) -> str:
    """A reason or a caution of the planner's in words."""
    if reason.code in ("interests", "size", "more_people", "near", "travel"):
        return _with_params(reason)
    if reason.code == "situation":
        return _of_situation(reason.params["situation"])
    if reason.code == "ages":
        return _of_ages(reason.params["least"], reason.params["most"])
    if reason.params.get("again"):
        return _overwhelmed_again(reason.code)
    return (_speaking_for() | _too_much() | _unsure() | _of_the_place() | _rules())[reason.code]


def left_out_words(code: str) -> str:
    """Why places are not proposed, as a heading over them."""
    return _rules()[code]


def _rules() -> dict[str, str]:
    return {
        "left_before": _("Har ligget på vejen før og passede ikke"),
        "refused": _("Der er sagt nej tak"),
        "on_the_path": _("Ligger på vejen allerede"),
        "gender": _("Kun for kvinder, eller kun for mænd"),
        "too_young": _("For dem, der er ældre"),
        "too_old": _("For dem, der er yngre"),
        "far": _("Længere væk, end der er lyst til at rejse"),
        "full": _("Der er fyldt op lige nu"),
    }


def _with_params(reason: Reason) -> str:
    if reason.code == "interests":
        shared = ", ".join(str(theme_words(code)).lower() for code in reason.params["shared"])
        told = ngettext("Fælles interesse: %(shared)s", "Fælles interesser: %(shared)s", len(reason.params["shared"]))
        return told % {"shared": shared}
    if reason.code in ("size", "more_people"):
        size = {"size": str(words("offer_size", reason.params["size"])).lower()}
        ok, more = _("Ikke for mange: %(size)s") % size, _("Flere, end der føles godt nu: %(size)s") % size
        return ok if reason.code == "size" else more
    if reason.code == "travel":
        return _("Turen derhen er lang, og det har været svært før")
    km = reason.params["km"]
    return ngettext("Der er %(km)s kilometer derhen", "Der er %(km)s kilometer derhen", km) % {"km": km}


def _of_situation(key: str) -> str:
    """Whom it is for, told where the person has told of nothing like it."""
    return {
        "talk.grief": _("Er for dem, der har mistet en – spørg, om det passer"),
        "talk.illness": _("Er for dem, der har sygdom tæt på – spørg, om det passer"),
        "talk.mental_health": _("Er for dem, der har det psykisk svært – spørg, om det passer"),
        "talk.divorce": _("Er for dem, der er gået fra hinanden – spørg, om det passer"),
        "cancer": _("Er for dem, der har kræft tæt på – spørg, om det passer"),
        "dementia": _("Er for dem, der har demens tæt på – spørg, om det passer"),
        "parkinson": _("Er for dem, der har Parkinson eller sklerose tæt på – spørg, om det passer"),
        "diabetes": _("Er for dem, der har diabetes tæt på – spørg, om det passer"),
    }[key]


def _of_ages(least: int | None, most: int | None) -> str:
    ages = {"least": least, "most": most}
    if most is None:
        return _("Er for dem, der er fyldt %(least)s år – spørg, om det passer") % ages
    if least is None:
        return _("Er for dem, der højst er %(most)s år – spørg, om det passer") % ages
    return _("Er for dem mellem %(least)s og %(most)s år – spørg, om det passer") % ages


def _overwhelmed_again(code: str) -> str:
    thing = str(words("overwhelm", code)).lower()
    return _("Det blev for meget sidste gang: %(thing)s. Tal om det først") % {"thing": thing}


def _speaking_for() -> dict[str, str]:
    return {
        "words": _("Minder om det, der er fortalt med egne ord"),
        "times": _("Tiden passer"),
        "same_area": _("Ligger i samme by"),
        "step_free": _("Man kan komme ind uden trapper"),
        "nervous_says_yes": _("De siger selv, at man kan komme, selv om man er nervøs"),
        "nervous_gentle": _("En lille flok, og der er én, der tager imod"),
        "nervous_ask_first": _("De vil gerne ringes op, hvis man er nervøs"),
        "gentle_pace": _("Det går stille for sig"),
        "settled": _("Flere, vi har fulgt hertil, er faldet til"),
    }


def _too_much() -> dict[str, str]:
    return {
        "crowd": _("Mange mennesker har været for meget før"),
        "noise": _("Her kan være livligt, og støj har været for meget før"),
        "pace": _("Det går rask her, og det har været for hurtigt før"),
        "new_people": _("Der kan være nye ansigter hver gang"),
        "talking": _("Man taler meget sammen her – aftal, at det er fint bare at lytte"),
        "evening": _("Det er om aftenen, og det har været svært før"),
        "no_greeting": _("Der er ikke én, der tager imod – gå med de første gange"),
        "tired": _("Det kan tage kræfter – aftal, at I går, når det er nok"),
    }


def _unsure() -> dict[str, str]:
    return {
        "noise_unsure": _("Vi ved ikke, hvor meget støj der er – spørg først"),
        "pace_unsure": _("Vi ved ikke, hvor hurtigt det går – spørg først"),
        "new_people_unsure": _("Der kan være nye ansigter hver gang"),
        "no_greeting_unsure": _("Vi ved ikke, om nogen tager imod – ring først"),
        "tired_unsure": _("Vi ved ikke, hvor mange kræfter det tager – begynd med en halv time"),
    }


def _of_the_place() -> dict[str, str]:
    return {
        "only_man": _("Kun for mænd – spørg, om det passer"),
        "only_woman": _("Kun for kvinder – spørg, om det passer"),
        "other_times": _("Tiden ligger uden for de tider, der passer bedst"),
        "steps": _("Vi ved ikke, om der er trapper"),
        "ask_first": _("De vil gerne ringes op først"),
        "waiting_list": _("Der er venteliste – hav noget andet imens"),
        "few": _("Der er få pladser – spørg, om der er én endnu"),
        "not_confirmed": _("Det er længe siden, nogen har sagt, at det stadig passer – ring først"),
        "greeting_unknown": _("Vi ved ikke, om nogen tager imod – ring først"),
        "times_unknown": _("Vi kender ikke tiden – ring først"),
        "first_time": _("Første gang kan føles lang – gå med, og gå igen, når det er nok"),
    }
