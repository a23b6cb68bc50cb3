"""The words for groups of people beside each other, on the pages that ask whether anybody gets less."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from django.utils.translation import gettext as _

from traedesten.ui.labels import words


class Coded(Protocol):
    """A group of people, by the code of what they have in common."""

    code: str


Group = TypeVar("Group", bound=Coded)


def dimensions_said(found: Iterable[tuple[str, Sequence[Group]]]) -> list[tuple[str, list[tuple[str, Group]]]]:
    names = {
        "gender": _("Køn"),
        "age": _("Alder"),
        "language": _("Sprog"),
        "access": _("Adgang"),
        "size": _("Hvor mange ad gangen"),
    }
    return [(names[name], [(_label(name, group.code), group) for group in groups]) for name, groups in found]


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
        "step_free": _("Skal kunne komme ind uden trapper"),
        "other_needs": _("Har brug for andet for at kunne være med"),
        "no_needs": _("Har ikke brug for noget særligt"),
        "small_only": _("Kun få ad gangen"),
        "any": _("Flere ad gangen er fint"),
    }[code]
