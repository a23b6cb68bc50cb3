"""Why a search shows an offer, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from traedesten.planning import guides
from traedesten.planning.finding import Answer, Reason
from traedesten.ui.labels import theme_words
from traedesten.ui.schedules import regular_words

MOST = 3


def words(match: Answer, of_words: Iterable[guides.Reason]) -> list[str]:
    """The strongest reasons first, each once; ``of_words`` are those of what was typed."""
    said = [_of_word(reason.code, reason.params) for reason in of_words]
    said += [_of_filter(reason) for reason in match.reasons]
    return list(dict.fromkeys(filter(None, said)))[:MOST]


def _of_word(code: str, params) -> str:
    word, found = params.get("word", ""), params.get("found", "")
    if code == "theme":
        return _("Handler om %(theme)s") % {"theme": _theme(params["theme"])}
    if code == "spelling":
        return _("Vi læste »%(word)s« som »%(found)s«") % {"word": word, "found": found}
    if code == "near_word":
        return _("»%(found)s« minder om »%(word)s«") % {"found": found, "word": word}
    if code == "part":
        return _("»%(found)s« ligner »%(word)s«") % {"found": found, "word": word}
    if code in ("word", "similar"):
        return _("Der står »%(found)s«") % {"found": found}
    return ""


def _of_filter(reason: Reason) -> str:
    if reason.code == "themes":
        shared = ", ".join(_theme(key) for key in reason.params["shared"])
        return _("Handler om %(theme)s") % {"theme": shared}
    if reason.code == "time":
        said = regular_words(reason.params["regular"])
        return said[:1].upper() + said[1:]
    if reason.code == "near":
        km = reason.params["km"]
        return _("%(km)s km derhen") % {"km": round(km)} if km >= 1 else _("Under en kilometer derhen")
    plain = {
        "nervous_says_yes": _("De siger selv, at man kan komme, selv om man er nervøs"),
        "nervous_gentle": _("En lille flok, og der er én, der tager imod"),
        "nervous_ask_first": _("Ring først og fortæl, at du er nervøs"),
        "free": _("Gratis"),
        "step_free": _("Uden trapper"),
        "young": _("For unge"),
    }
    return plain.get(reason.code, "")


def _theme(key: str) -> str:
    return str(theme_words(key)).lower()
