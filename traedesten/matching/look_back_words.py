"""The words of the look back: groups of people and what became of proposals."""

from django.utils.translation import gettext as _

from traedesten.matching.look_back import Answers, Group, LookBack
from traedesten.ui.labels import words


def answers_said(answers: Answers) -> list[tuple[str, int | None]]:
    return [
        (_("Guider spurgt"), answers.asked),
        (_("Sagde ja"), answers.accepted),
        (_("Havde ikke plads"), answers.declined),
        (_("Taget tilbage igen"), answers.withdrawn),
        (_("Lagt til side af koordinatoren"), answers.passed_over),
        (_("Sagde ja, og personen er faldet til et sted"), answers.settled),
    ]


def dimensions_said(found: LookBack) -> list[tuple[str, list[tuple[str, Group]]]]:
    names = {"gender": _("Køn"), "age": _("Alder"), "language": _("Sprog"), "size": _("Hvor mange ad gangen")}
    return [
        (names[name], [(_label(name, group.code), group) for group in groups]) for name, groups in found.dimensions
    ]


def _label(name: str, code: str) -> str:
    if not code:
        return _("Ikke oplyst")
    if name == "gender":
        return str(words("gender", code))
    if name == "age":
        low, _dash, high = code.partition("-")
        if low == "0":
            return _("Under 30")
        return _("65 og derover") if high == "200" else _("%(low)s til %(high)s") % {"low": low, "high": high}
    return {
        "da": _("Taler dansk"),
        "other": _("Taler kun andre sprog"),
        "small_only": _("Kun få ad gangen"),
        "any": _("Flere ad gangen er fint"),
    }[code]
