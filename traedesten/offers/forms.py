"""Writing an offer down, with up to five weekly times."""

from django import forms
from django.utils.translation import gettext_lazy as _

from traedesten.domain.schedules import Regular
from traedesten.domain.slots import DAYS
from traedesten.domain.terms import INTERESTS
from traedesten.offers.models import Offer as Row
from traedesten.tenancy.models import Area
from traedesten.ui import labels
from traedesten.ui.forms import ClockInput, PhoneNumber, PlainText

ROWS = range(5)
VENUE = {"name": "place", "address": "address", "area": "area", "step_free": "step_free"}
"""Where the fields of a venue stand on the form."""


class Offer(forms.Form):
    """One offer. The weekly times are five rows of day, from and to; empty rows are left out."""

    name = PlainText(label=_("Navn"), max_length=100)
    kind = forms.ChoiceField(label=_("Slags"), choices=Row.Kind.choices)
    about = PlainText(
        label=_("Hvad er det?"),
        help_text=_("Et par linjer i hverdagsord. Alle kan læse dem."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    can_hold = PlainText(
        label=_("Hvem kan det rumme?"),
        help_text=_("Vær ærlig: hvor mange nye ad gangen, og hvad I ikke kan tage jer af."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    place = PlainText(label=_("Sted"), max_length=100, required=False)
    address = PlainText(label=_("Adresse"), max_length=200, required=False)
    area = forms.ModelChoiceField(Area._base_manager.none(), label=_("By eller område"), required=False)
    size = forms.ChoiceField(label=_("Hvor mange er der som regel?"), choices=Row.Size.choices)
    interests = forms.MultipleChoiceField(
        label=_("Handler om"),
        choices=[(code, labels.words("interest", code)) for code in INTERESTS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    step_free = forms.BooleanField(label=_("Man kan komme ind uden trapper"), required=False)
    contact_name = PlainText(label=_("Hvem tager imod?"), max_length=80, required=False)
    contact_phone = PhoneNumber(label=_("Kontaktpersonens telefon"), required=False)
    contact_email = forms.EmailField(label=_("Kontaktpersonens e-mail"), required=False)
    is_open = forms.BooleanField(label=_("Åbent for nye"), required=False)

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["area"].empty_label = _("Vælg")
        self.fields["kind"].choices = labels.choices("offer_kind")
        self.fields["size"].choices = labels.choices("offer_size")
        days = [("", _("Ingen"))] + [(str(n), labels.words("slot_day", day)) for n, day in enumerate(DAYS)]
        for row in ROWS:
            self.fields[f"day_{row}"] = forms.ChoiceField(label=_("Dag"), choices=days, required=False)
            self.fields[f"starts_{row}"] = forms.TimeField(label=_("Fra"), required=False, widget=ClockInput)
            self.fields[f"ends_{row}"] = forms.TimeField(label=_("Til"), required=False, widget=ClockInput)

    @property
    def time_rows(self) -> list[tuple]:
        return [tuple(self[f"{name}_{row}"] for name in ("day", "starts", "ends")) for row in ROWS]

    def clean(self):
        cleaned = super().clean()
        cleaned["times"] = []
        for row in ROWS:
            self._keep_time(row, cleaned)
        cleaned["venue"] = {name: cleaned.pop(field, None) for name, field in VENUE.items()}
        return cleaned

    def _keep_time(self, row: int, cleaned: dict) -> None:
        day, starts, ends = (cleaned.pop(f"{name}_{row}", None) for name in ("day", "starts", "ends"))
        if not (day or starts or ends):
            return
        typed = {"day": day, "starts": starts, "ends": ends}
        missing = next((name for name, value in typed.items() if not value), None)
        if missing:
            if f"{missing}_{row}" not in self.errors:
                self.add_error(f"{missing}_{row}", _("Skriv både dag, fra og til – eller lad hele rækken stå tom."))
        elif ends <= starts:
            self.add_error(f"ends_{row}", _("Det slutter, før det begynder. Byt om på tiderne."))
        else:
            cleaned["times"].append(Regular("weekly", int(day), starts, ends))


def filled(offer: Row) -> dict:
    """What the form shows for an offer that is written down already."""
    names = [name for name in Offer.base_fields if hasattr(offer, name)]
    initial = {name: getattr(offer, name) for name in names}
    for row, time in enumerate(offer.times.all()[: len(ROWS)]):
        initial |= {f"day_{row}": str(time.weekday), f"starts_{row}": time.starts, f"ends_{row}": time.ends}
    return initial
