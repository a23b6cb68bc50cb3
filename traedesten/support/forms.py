"""The house and its opening times, and a guide's wishes."""

import re
from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from traedesten.domain.slots import DAYS
from traedesten.support.models import MOST_A_WEEK, Opening, ShiftTerms, ShiftWish
from traedesten.ui import labels
from traedesten.ui.forms import ClockInput, DayInput, PlainText, WholeNumber

ROW = ("day", "starts", "ends", "needed", "fewest")
SPARE, MOST_OPENINGS = 3, 40


def _day(**kwargs):
    words = _("Skriv et år mellem 2000 og 2099.")
    ends = [MinValueValidator(date(2000, 1, 1), words), MaxValueValidator(date(2099, 12, 31), words)]
    unread = {"invalid": _("Skriv datoen som fx 24.12.2026."), "required": _("Vælg en dag.")}
    return forms.DateField(widget=DayInput, validators=ends, error_messages=unread, **kwargs)


def _clock(label):
    return forms.TimeField(
        label=label,
        required=False,
        widget=ClockInput,
        error_messages={"invalid": _("Skriv klokkeslættet som fx 10:00.")},
    )


class Plan(forms.Form):
    """The house, and one row for each weekly opening with some to spare. Empty rows are left out.

    ``facts`` are the arguments for ``keep_plan``.
    """

    name = PlainText(label=_("Hvad hedder huset?"), max_length=80, help_text=_("Fx »Sundhedshuset«."))
    address = PlainText(label=_("Adresse"), max_length=120, required=False)
    first_on = _day(label=_("Første dag med vagter"))
    last_on = _day(label=_("Sidste dag"), required=False, help_text=_("Tom, hvis der ikke er nogen sidste dag."))
    rest_hours = WholeNumber(
        label=_("Timer mellem to vagter"), min_value=0, max_value=24, help_text=_("Så meget fri får hver guide.")
    )
    closed_on_holidays = forms.BooleanField(label=_("Huset holder lukket på helligdage"), required=False)
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, openings: list[Opening], **kwargs):
        super().__init__(*args, **kwargs)
        found = [int(match[1]) for key in self.data for match in [re.fullmatch(r"day_(\d{1,2})", key)] if match]
        self.row_count = min(max([len(openings) + SPARE, *(n + 1 for n in found)]), MOST_OPENINGS)
        for row in range(self.row_count):
            self.fields |= self._fields_of(row)
        for row, opening in enumerate(openings):
            known = (str(opening.weekday), opening.starts, opening.ends, opening.needed, opening.fewest)
            self.initial |= {f"{name}_{row}": value for name, value in zip(ROW, known, strict=True)}

    def _fields_of(self, row: int) -> dict:
        days = [("", _("Ingen"))] + [(str(n), labels.words("slot_day", day)) for n, day in enumerate(DAYS)]
        return {
            f"day_{row}": forms.ChoiceField(label=_("Dag"), choices=days, required=False),
            f"starts_{row}": _clock(_("Fra")),
            f"ends_{row}": _clock(_("Til")),
            f"needed_{row}": WholeNumber(label=_("Guider"), min_value=1, max_value=20, required=False, initial=2),
            f"fewest_{row}": WholeNumber(label=_("Mindst"), min_value=0, max_value=20, required=False, initial=1),
        }

    @property
    def rows(self) -> list[dict]:
        return [{name: self[f"{name}_{row}"] for name in ROW} for row in range(self.row_count)]

    def clean(self):
        super().clean()
        first, last = self.cleaned_data.get("first_on"), self.cleaned_data.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("Den sidste dag ligger før den første. Byt om på dem."))
        kept, seen = [], set()
        for row in range(self.row_count):
            typed = {name: self.cleaned_data.get(f"{name}_{row}") for name in ROW}
            if typed["day"] and self._check(row, typed, seen):
                seen.add((typed["day"], typed["starts"]))
                kept.append({"weekday": int(typed.pop("day")), **typed})
        self.cleaned_data["openings"] = kept
        return self.cleaned_data

    def _check(self, row: int, typed: dict, seen: set) -> bool:
        """Whether the row is an opening; what is wrong is said at its field."""
        typed["needed"] = 2 if typed["needed"] is None else typed["needed"]
        typed["fewest"] = min(1, typed["needed"]) if typed["fewest"] is None else typed["fewest"]
        faults = {
            "starts": None if typed["starts"] else _("Skriv, hvornår vagten begynder."),
            "ends": None if typed["ends"] else _("Skriv, hvornår vagten slutter."),
        }
        if typed["starts"] and typed["ends"] and typed["ends"] <= typed["starts"]:
            faults["ends"] = _("Vagten slutter, før den begynder. Byt om på klokkeslættene.")
        if (typed["day"], typed["starts"]) in seen:
            faults["starts"] = _("Der er allerede en vagt, der begynder på det tidspunkt.")
        if typed["fewest"] > typed["needed"]:
            faults["fewest"] = _("Det er flere end dem, der skal være. Ret et af tallene.")
        for name, words in faults.items():
            if words and f"{name}_{row}" not in self.errors:
                self.add_error(f"{name}_{row}", words)
        return not any(f"{name}_{row}" in self.errors for name in ROW)

    @property
    def facts(self) -> dict:
        names = ("name", "address", "first_on", "last_on", "rest_hours", "closed_on_holidays", "openings")
        return {name: self.cleaned_data[name] for name in (*names, "expected_version")}


class Wishes(forms.Form):
    """How many shifts, which times, which days not, and what all may see. ``facts`` are for ``answer_wishes``."""

    layouts = {"away_on": "pills", "shown": "list"}

    most_a_week = forms.TypedChoiceField(
        label=_("Hvor mange vagter vil du højst have på en uge?"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[(0, _("Ingen lige nu")), *((n, str(n)) for n in range(1, MOST_A_WEEK + 1))],
    )
    away_on = forms.MultipleChoiceField(
        label=_("Er der dage, hvor du slet ikke kan?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    shown = forms.ChoiceField(
        label=_("Hvad må alle se på siden og plakaten?"),
        choices=labels.choices("shift_shown"),
        widget=forms.RadioSelect,
        initial=ShiftTerms.Shown.NAME,
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, openings: list[tuple[Opening, str]], days: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["away_on"].choices = days
        self.openings = [opening for opening, _words in openings]
        self.layouts = self.layouts | {f"opening_{opening.pk}": "pills" for opening in self.openings}
        for opening, words in openings:
            self.fields[f"opening_{opening.pk}"] = forms.ChoiceField(
                label=words,
                choices=labels.choices("shift_answer"),
                widget=forms.RadioSelect,
                initial=ShiftWish.Answer.CANNOT,
            )

    @property
    def weekly(self) -> list:
        return [self[f"opening_{opening.pk}"] for opening in self.openings]

    @property
    def facts(self) -> dict:
        typed = self.cleaned_data
        return {
            "most_a_week": typed["most_a_week"],
            "shown": typed["shown"],
            "weekly": {opening.pk: typed[f"opening_{opening.pk}"] for opening in self.openings},
            "away_on": [date.fromisoformat(day) for day in typed["away_on"]],
            "expected_version": typed["expected_version"],
        }
