"""What somebody looks for. A GET form: the address can be shared, kept, printed and subscribed to."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from traedesten.domain.names import clean_text
from traedesten.domain.slots import DAYS, PARTS
from traedesten.domain.terms import INTERESTS
from traedesten.planning.finding import Wanted
from traedesten.ui import labels

LONGEST = 200
"""Letters of a search; what comes after is not read."""
REACHES = {
    "2": _("Til fods (2 km)"),
    "7": _("På cykel (7 km)"),
    "20": _("Med bus (20 km)"),
    "40": _("Med bil (40 km)"),
}
TICKS = ("nervous", "free", "step_free", "young")


@dataclass(frozen=True)
class Search:
    """A search that has been read: the words, the rest, and the address that repeats it."""

    text: str
    wanted: Wanted
    query: str

    @property
    def is_empty(self) -> bool:
        return not self.query


class Find(forms.Form):
    """Words, themes, day and time, distance from a town, and four things that matter to many.

    What is not one of the choices is left out without a word, so that an old address still works.
    """

    marks_optional = False
    layouts = {"themes": "pills", "days": "pills", "parts": "pills"}

    q = forms.CharField(
        label=_("Hvad kunne du tænke dig?"),
        required=False,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "placeholder": _("Fx strikke, en gåtur, nogen at tale med"),
                "maxlength": LONGEST,
            }
        ),
    )
    themes = forms.MultipleChoiceField(label=_("Det handler om"), required=False, widget=forms.CheckboxSelectMultiple)
    days = forms.MultipleChoiceField(label=_("Dag"), required=False, widget=forms.CheckboxSelectMultiple)
    parts = forms.MultipleChoiceField(label=_("Tid på dagen"), required=False, widget=forms.CheckboxSelectMultiple)
    area = forms.ChoiceField(label=_("Hvor er du?"), required=False)
    reach = forms.ChoiceField(label=_("Hvor langt kan du komme?"), required=False)
    nervous = forms.BooleanField(label=_("Kan være med, selv om jeg er nervøs"), required=False)
    free = forms.BooleanField(label=_("Gratis"), required=False)
    step_free = forms.BooleanField(label=_("Uden trapper"), required=False)
    young = forms.BooleanField(label=_("For unge"), required=False)

    def __init__(self, typed: QueryDict, *, areas):
        self.areas = {str(area.pk): area for area in areas}
        super().__init__(typed)
        choices = {
            "themes": [(code, labels.words("interest", code)) for code in INTERESTS],
            "days": [(str(number), labels.words("slot_day", day)) for number, day in enumerate(DAYS)],
            "parts": [(part, str(labels.words("slot_part", part)).capitalize()) for part, _start, _end in PARTS],
            "area": [("", _("Hele kommunen")), *((key, area.name) for key, area in self.areas.items())],
            "reach": [("", _("Kun i byen")), *REACHES.items()],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered

    def search(self) -> Search:
        """What was asked for, as far as it makes sense."""
        text = clean_text(self.data.get("q", ""))[:LONGEST]
        many = {name: self._known(name) for name in ("themes", "days", "parts")}
        area = self.areas.get(self.data.get("area", ""))
        reach = self.data.get("reach", "")
        within = float(reach) if area and reach in REACHES else None
        ticks = {name: name in self.data for name in TICKS}
        wanted = Wanted(
            themes=frozenset(many["themes"]),
            days=frozenset(int(day) for day in many["days"]),
            parts=frozenset(many["parts"]),
            area=str(area.pk) if area else "",
            point=area.point if area else None,
            within_km=within,
            **ticks,
        )
        return Search(text, wanted, self._address(text, many, area, reach if within else "", ticks))

    def _known(self, name: str) -> list[str]:
        known = {key for key, _words in self.fields[name].choices}
        return [value for value in self.data.getlist(name) if value in known]

    def _address(self, text: str, many: dict, area, reach: str, ticks: dict) -> str:
        address = QueryDict(mutable=True)
        for name, value in (("q", text), ("area", str(area.pk) if area else ""), ("reach", reach)):
            if value:
                address[name] = value
        for name, values in many.items():
            if values:
                address.setlist(name, values)
        for name, is_set in ticks.items():
            if is_set:
                address[name] = "on"
        return address.urlencode()
