"""Parts of a programme in words: what differs, shown side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traedesten.domain.editions import Difference
from traedesten.ui.labels import words


@dataclass(frozen=True)
class Shown:
    """A difference as people read it; "" where one side has nothing. ``is_core``: every place is meant to have it."""

    part: str
    label: str
    before: str
    after: str
    is_core: bool


def shown(differences: list[Difference]) -> list[Shown]:
    """The differences in words, in the same order."""
    return [
        Shown(
            one.part,
            _label(one),
            _in_words(one, one.before),
            _in_words(one, one.after),
            one.part == "core" or bool(one.number and (one.before or one.after)["is_core"]),
        )
        for one in differences
    ]


def _label(one: Difference) -> str:
    return _("Møde %(number)d") % {"number": one.number} if one.number else str(words("programme_part", one.part))


def _in_words(one: Difference, fields: Mapping | None) -> str:
    if fields is None:
        return ""
    if one.number:
        kind = _("Hører til kernen") if fields["is_core"] else _("Kan vælges fra")
        names = ("theme", "opening_round", "exercise", "social_training", "timing")
        return "\n".join(filter(None, (*(fields[name] for name in names), kind)))
    return _WORDS[one.part](fields) if one.part in _WORDS else str(next(iter(fields.values())))


def _sizes(fields: Mapping) -> str:
    return _("%(smallest)d til %(largest)d, helst %(ideal_from)d til %(ideal_to)d") % fields


def _course(fields: Mapping) -> str:
    return "\n".join(
        (
            ngettext("%(sessions)d møde", "%(sessions)d møder", fields["sessions"]) % fields,
            _("%(minutes)d minutter hver gang") % fields,
            _("Hver uge") if fields["weeks_between"] == 1 else _("%(weeks_between)d uger imellem") % fields,
            _("Tilbageblik efter møde %(review_after)d") % fields
            if fields["review_after"]
            else _("Intet tilbageblik"),
        )
    )


def _ages(fields: Mapping) -> str:
    ages = (
        _("Fra %(minimum_age)d år") if fields["maximum_age"] is None else _("%(minimum_age)d til %(maximum_age)d år")
    )
    span = _("Højst %(age_span)d år mellem den yngste og den ældste")
    return f"{ages % fields}\n{span % fields}"


_WORDS = {
    "sizes": _sizes,
    "course": _course,
    "ages": _ages,
    "joining": lambda fields: str(words("joining", fields["joining"])),
    "afterwards": lambda fields: str(words("afterwards", fields["afterwards"])),
    "venue_needs": lambda fields: "\n".join(str(words("venue_need", code)) for code in fields["venue_needs"]),
    "core": lambda fields: "\n".join(str(words("core", code)) for code in fields["core"]),
}
