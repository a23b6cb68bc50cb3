"""An initiative, a partner, a step, and what is needed to open."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traedesten.domain.initiatives import InitiativeMove
from traedesten.domain.schedules import BadSchedule, Regular
from traedesten.domain.slots import DAYS, SLOTS
from traedesten.domain.terms import GROUP_SIZES, INTERESTS
from traedesten.tenancy.models import User
from traedesten.tenancy.queries import areas, coordinators
from traedesten.ui.forms import ClockInput, Day, PhoneNumber, PlainText
from traedesten.ui.labels import slot_words, words

OPENS_AS = ("practice", "lasting")


class Initiative(forms.Form):
    """What it is, where and when, and who holds the threads."""

    name = PlainText(label=_("Hvad skal det hedde?"), max_length=100)
    theme = forms.ChoiceField(label=_("Hvad handler det om?"))
    area = forms.ModelChoiceField(label=_("By"), queryset=None, required=False, empty_label=_("Ved vi ikke endnu"))
    slot = forms.ChoiceField(label=_("Hvornår på ugen?"), required=False)
    place = PlainText(label=_("Sted"), required=False, max_length=100)
    about = PlainText(
        label=_("Hvad skal der ske?"),
        help_text=_("Alle med linket kan læse det. Skriv ikke om personer."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    opens_on = Day(label=_("Hvornår åbner det?"), required=False)
    owner = forms.ModelChoiceField(label=_("Hvem samler trådene?"), queryset=User.objects.none(), empty_label=None)
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [(code, words("interest", code)) for code in INTERESTS]
        self.fields["area"].queryset = areas()
        later = [("", _("Ved vi ikke endnu"))]
        self.fields["slot"].choices = later + [(slot, slot_words(slot).capitalize()) for slot in SLOTS]
        self.fields["owner"].queryset = coordinators()
        self.fields["owner"].label_from_instance = lambda user: user.name

    def clean_opens_on(self) -> date | None:
        """A day ahead; one that was written earlier may have come meanwhile."""
        day = self.cleaned_data["opens_on"]
        if day and day < timezone.localdate() and day != self.initial.get("opens_on"):
            raise forms.ValidationError(_("Den dag er gået. Vælg en, der kommer, eller lad det stå tomt."))
        return day


class Partner(forms.Form):
    """Who makes it with us."""

    name = PlainText(label=_("Hvem er med?"), help_text=_("En forening, en skole, et hus."), max_length=120)
    brings = PlainText(label=_("Hvad kommer de med?"), required=False, max_length=200)


class InitiativeStep(forms.Form):
    """One thing to be done."""

    what = PlainText(label=_("Hvad skal gøres?"), max_length=200)
    due_on = Day(label=_("Hvornår?"), required=False)


class Move(forms.Form):
    """A button."""

    move = forms.ChoiceField(choices=[(move, move) for move in InitiativeMove if move != InitiativeMove.OPEN])


class Done(forms.Form):
    """A tick."""

    is_done = forms.TypedChoiceField(choices=[("yes", "yes"), ("no", "no")], coerce=lambda answer: answer == "yes")


class Open(forms.Form):
    """The last that the list of offers needs to know."""

    layouts = {"kind": "list"}

    kind = forms.ChoiceField(label=_("Hvad er det?"), widget=forms.RadioSelect, initial="practice")
    weekday = forms.TypedChoiceField(label=_("Hvilken dag?"), coerce=int)
    starts = forms.TimeField(label=_("Fra klokken"), widget=ClockInput)
    ends = forms.TimeField(label=_("Til klokken"), widget=ClockInput)
    size = forms.ChoiceField(label=_("Hvor mange mødes?"), initial="small")
    contact_name = PlainText(label=_("Hvem tager imod?"), required=False, max_length=80)
    contact_phone = PhoneNumber(label=_("Telefon til den, der tager imod"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(code, words("offer_kind", code)) for code in OPENS_AS]
        self.fields["weekday"].choices = [(number, words("slot_day", day)) for number, day in enumerate(DAYS)]
        self.fields["size"].choices = [(code, words("offer_size", code)) for code in GROUP_SIZES]

    def clean(self):
        cleaned = super().clean()
        if {"weekday", "starts", "ends"} <= cleaned.keys():
            try:
                cleaned["regular"] = Regular(
                    "weekly", cleaned.pop("weekday"), cleaned.pop("starts"), cleaned.pop("ends")
                )
            except BadSchedule:
                self.add_error("ends", _("Det skal slutte, efter at det er begyndt."))
        return cleaned
