"""The rows of the form: regular times, and days that are not as usual. Empty rows are left out."""

import re
from datetime import date, time

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from traedesten.domain.schedules import CHANGES, LAST, BadSchedule, OneOff, Regular
from traedesten.domain.slots import DAYS
from traedesten.ui import labels
from traedesten.ui.forms import ClockInput, DayInput, PlainText

TIME = ("often", "day", "starts", "ends", "from", "until")
CHANGE = ("change", "on", "meant", "to", "new_starts", "new_ends", "words")
LEAST_TIMES, LEAST_CHANGES, MOST_ROWS = 5, 3, 60
WEEKLY = "weekly.1."
WHICH = {1: _("første"), 2: _("anden"), 3: _("tredje"), 4: _("fjerde"), LAST: _("sidste")}
USUAL = (
    WEEKLY,
    "weekly.2.",
    "weekly.3.",
    "weekly.4.",
    "monthly.1.1",
    "monthly.1.2",
    "monthly.1.3",
    "monthly.1.4",
    "monthly.1.-1",
)
"""How often a time comes, as "freq.interval.week of the month"."""


def often_code(row) -> str:
    return f"{row.freq}.{row.interval}.{'' if row.week_of_month is None else row.week_of_month}"


def often_words(code: str) -> str:
    """ "monthly.1.-1" → "Den sidste i måneden"."""
    freq, interval, week = code.split(".")
    n = int(interval)
    if freq == "weekly":
        every = {1: _("Hver uge"), 2: _("Hver anden uge")}
        return str(every.get(n) or _("Hver %(n)d. uge") % {"n": n})
    which = WHICH[int(week)]
    forms_of = {1: _("Den %(which)s i måneden"), 2: _("Den %(which)s hver anden måned")}
    return str(forms_of.get(n, _("Den %(which)s hver %(n)d. måned")) % {"which": which, "n": n})


class Day(forms.DateField):
    """A date that an offer can have."""

    widget = DayInput

    def __init__(self, **kwargs):
        words = _("Skriv et år mellem 2000 og 2099.")
        ends = [MinValueValidator(date(2000, 1, 1), words), MaxValueValidator(date(2099, 12, 31), words)]
        super().__init__(required=False, validators=ends, **kwargs)


class Rows(forms.Form):
    """Adds the rows to a form, and reads them into ``times`` and ``exceptions``.

    ``regulars`` and ``one_offs`` are what is written down already.
    """

    def add_rows(self, regulars, one_offs) -> None:
        self.time_count = self._rows("day", max(LEAST_TIMES, len(regulars) + 2))
        self.change_count = self._rows("on", max(LEAST_CHANGES, len(one_offs) + 2))
        self.used_times = max(1, len(regulars))
        extra = sorted({often_code(row) for row in regulars} - set(USUAL))
        often = [(code, often_words(code)) for code in (*USUAL, *extra)]
        for row in range(self.time_count):
            self._add_time(row, often)
        for row in range(self.change_count):
            self._add_change(row)
        for row, regular in enumerate(regulars):
            self.initial |= {f"{name}_{row}": value for name, value in _time_values(regular).items()}
        for row, one_off in enumerate(one_offs):
            self.initial |= {f"{name}_{row}": value for name, value in _change_values(one_off).items()}

    def _rows(self, name: str, least: int) -> int:
        """As many rows as were posted, and never fewer than ``least``."""
        pattern = re.compile(rf"{name}_(\d{{1,2}})")
        found = [int(match[1]) for key in self.data for match in [pattern.fullmatch(key)] if match]
        return min(max([least, *(number + 1 for number in found)]), MOST_ROWS)

    def _add_time(self, row: int, often: list) -> None:
        days = [("", _("Ingen"))] + [(str(n), labels.words("slot_day", day)) for n, day in enumerate(DAYS)]
        self.fields |= {
            f"often_{row}": forms.ChoiceField(label=_("Hvor tit"), choices=often, required=False, initial=WEEKLY),
            f"day_{row}": forms.ChoiceField(label=_("Dag"), choices=days, required=False),
            f"starts_{row}": forms.TimeField(label=_("Fra"), required=False, widget=ClockInput),
            f"ends_{row}": forms.TimeField(label=_("Til"), required=False, widget=ClockInput),
            f"from_{row}": Day(label=_("Første gang")),
            f"until_{row}": Day(label=_("Sidste gang")),
        }

    def _add_change(self, row: int) -> None:
        kinds = [("", _("Ingen")), *((kind, labels.words("exception", kind)) for kind in CHANGES)]
        self.fields |= {
            f"change_{row}": forms.ChoiceField(label=_("Hvad sker der?"), choices=kinds, required=False),
            f"on_{row}": Day(label=_("Hvilken dag?")),
            f"meant_{row}": forms.TimeField(label=_("Kun den kl."), required=False, widget=ClockInput),
            f"to_{row}": Day(label=_("Flyttet til")),
            f"new_starts_{row}": forms.TimeField(label=_("Fra"), required=False, widget=ClockInput),
            f"new_ends_{row}": forms.TimeField(label=_("Til"), required=False, widget=ClockInput),
            f"words_{row}": PlainText(label=_("Et par ord"), required=False, max_length=120),
        }

    # --- for the page ---------------------------------------------------------------------------------------------

    @property
    def time_rows(self) -> list[dict]:
        return [self._row(TIME, row, ("from", "until")) for row in range(self.time_count)]

    @property
    def first_time_rows(self) -> list[dict]:
        return self.time_rows[: self.used_times]

    @property
    def more_time_rows(self) -> list[dict]:
        return self.time_rows[self.used_times :]

    @property
    def uses_more_times(self) -> bool:
        return any(field.value() or field.errors for row in self.more_time_rows for field in row["main"][1:])

    @property
    def change_rows(self) -> list[dict]:
        return [self._row(CHANGE, row, ()) for row in range(self.change_count)]

    @property
    def uses_changes(self) -> bool:
        return any(field.value() or field.errors for row in self.change_rows for field in row["main"])

    def _row(self, names: tuple, row: int, folded: tuple) -> dict:
        """A row's fields: those always shown, and those folded away until they are used."""
        main = [self[f"{name}_{row}"] for name in names if name not in folded]
        aside = [self[f"{name}_{row}"] for name in folded]
        return {
            "number": row + 1,
            "main": main,
            "aside": aside,
            "is_aside_used": any(field.value() or field.errors for field in aside),
        }

    # --- reading ----------------------------------------------------------------------------------------------------

    def read_rows(self) -> None:
        """Put ``times`` and ``exceptions`` into what was cleaned; errors stand beside their cause."""
        rows = [self._time(row) for row in range(self.time_count)]
        self.cleaned_data["times"] = [row for row in rows if row]
        changes = [self._change(row) for row in range(self.change_count)]
        self.cleaned_data["exceptions"] = [row for row in changes if row]

    def _typed(self, names: tuple, row: int) -> dict:
        return {name: self.cleaned_data.get(f"{name}_{row}") or None for name in names}

    def _has_error(self, names: tuple, row: int) -> bool:
        return any(f"{name}_{row}" in self.errors for name in names)

    def _time(self, row: int) -> Regular | None:
        typed = self._typed(TIME, row)
        if not any(typed[name] is not None for name in TIME if name != "often") or self._has_error(TIME, row):
            return None
        missing = next((name for name in ("day", "starts", "ends") if typed[name] is None), None)
        if missing:
            words = _("Skriv både dag, fra og til – eller lad hele rækken stå tom.")
            return self.add_error(f"{missing}_{row}", words)
        freq, interval, week = (typed["often"] or WEEKLY).split(".")
        if _ends_too_soon(typed["starts"], typed["ends"]):
            return self.add_error(f"ends_{row}", _("Det slutter, før det begynder. Byt om på tiderne."))
        if typed["from"] and typed["until"] and typed["until"] < typed["from"]:
            return self.add_error(f"until_{row}", _("Den sidste gang ligger før den første. Byt om på dagene."))
        if int(interval) > 1 and not typed["from"]:
            words = _("Skriv, hvornår det er første gang, så vi ved, hvilke uger det er.")
            return self.add_error(f"from_{row}", words)
        return Regular(
            freq,
            int(typed["day"]),
            typed["starts"],
            typed["ends"],
            int(interval),
            int(week) if week else None,
            typed["from"],
            typed["until"],
        )

    def _change(self, row: int) -> OneOff | None:
        typed = self._typed(CHANGE, row)
        if not any(value is not None for value in typed.values()) or self._has_error(CHANGE, row):
            return None
        for name, words in (
            ("change", _("Vælg, om det er aflyst, flyttet eller en ekstra gang.")),
            ("on", _("Skriv, hvilken dag det er.")),
        ):
            if typed[name] is None:
                return self.add_error(f"{name}_{row}", words)
        fault = _fault_of_change(typed)
        if fault:
            return self.add_error(f"{fault[0]}_{row}", fault[1])
        is_moved, is_cancelled = typed["change"] == "moved", typed["change"] == "cancelled"
        try:
            return OneOff(
                typed["change"],
                typed["on"],
                None if is_cancelled else typed["new_starts"],
                None if is_cancelled else typed["new_ends"],
                typed["to"] if is_moved else None,
                None if typed["change"] == "extra" else typed["meant"],
                typed["words"] or "",
            )
        except BadSchedule:
            return self.add_error(f"change_{row}", _("Det hænger ikke sammen. Se dagene og tiderne igennem."))


def _ends_too_soon(starts: time, ends: time) -> bool:
    """An end of midnight is the end of the day."""
    return ends <= starts and ends != time(0)


def _fault_of_change(typed: dict) -> tuple | None:
    """The field that is wrong, and the words for it."""
    starts, ends = typed["new_starts"], typed["new_ends"]
    if typed["change"] == "cancelled":
        return None
    if (starts is None) != (ends is None):
        return ("new_ends" if ends is None else "new_starts"), _("Skriv både fra og til.")
    if starts is not None and _ends_too_soon(starts, ends):
        return "new_ends", _("Det slutter, før det begynder. Byt om på tiderne.")
    if typed["change"] == "extra" and starts is None:
        return "new_starts", _("Skriv, hvornår den ekstra gang begynder og slutter.")
    if typed["change"] == "moved" and starts is None and typed["to"] is None:
        return "to", _("Skriv den nye dag eller de nye tider.")
    return None


def _time_values(row) -> dict:
    return {
        "often": often_code(row),
        "day": str(row.weekday),
        "starts": row.starts,
        "ends": row.ends,
        "from": row.valid_from,
        "until": row.valid_until,
    }


def _change_values(row) -> dict:
    return {
        "change": row.kind,
        "on": row.on,
        "meant": row.of_start,
        "to": row.moved_to,
        "new_starts": row.starts,
        "new_ends": row.ends,
        "words": row.words,
    }


def is_past(one_off, today: date) -> bool:
    """Whether both the day it is about and the day it was moved to are over."""
    return max(one_off.on, one_off.moved_to or one_off.on) < today
