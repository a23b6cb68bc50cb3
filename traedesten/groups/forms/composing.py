"""Planning a group, moving people in and out of it, and the answer to an invitation."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traedesten.domain.courses import ANSWER_DAYS
from traedesten.domain.groups import VENUE_NEEDS
from traedesten.domain.sessions import is_holiday
from traedesten.groups.models import Programme, SelfHelpGroup
from traedesten.people.models import Volunteer
from traedesten.tenancy.models import Area
from traedesten.ui import labels
from traedesten.ui.forms import Clock, Day, PlainText, WholeNumber

OF_GROUP = (
    "name", "first_on", "starts", "minutes", "smallest", "largest", "answer_days", "area", "venue", "address",
    "find_us", "venue_has",
)  # fmt: skip


class Pair(forms.ModelMultipleChoiceField):
    """Volunteers, at most two."""

    def label_from_instance(self, row: Volunteer) -> str:
        return row.full_name

    def clean(self, value):
        chosen = super().clean(value)
        if len(chosen) > 2:
            raise forms.ValidationError(_("En gruppe har to frivillige. Vælg højst to."), code="pair")
        return chosen


def first_day(day: date) -> date:
    """The day, when a group can begin on it. Raises ``ValidationError``."""
    if day < timezone.localdate():
        raise forms.ValidationError(_("Vælg en dag, der ikke er gået."), code="past")
    if is_holiday(day):
        raise forms.ValidationError(_("Den dag holder de fleste fri. Vælg en anden."), code="holiday")
    return day


class Plan(forms.Form):
    """What a group is before anybody is in it."""

    layouts = {"facilitators": "list", "venue_has": "pills"}

    programme = forms.ModelChoiceField(
        Programme._base_manager.none(),
        label=_("Program"),
        empty_label=None,
        error_messages={"required": _("Vælg et program.")},
    )
    name = PlainText(label=_("Gruppens navn"), help_text=_("Så I kan kende den, fx Tirsdagsgruppen."), max_length=80)
    first_on = Day(label=_("Den første gang"), help_text=_("Gruppen mødes på den ugedag, det er."))
    starts = Clock(label=_("Klokken"))
    minutes = WholeNumber(label=_("Hvor længe? (minutter)"), min_value=30, max_value=300)
    smallest = WholeNumber(label=_("Færrest"), min_value=2, max_value=30)
    largest = WholeNumber(label=_("Flest"), min_value=2, max_value=30)
    area = forms.ModelChoiceField(Area._base_manager.none(), label=_("Område"), required=False, empty_label="–")
    venue = PlainText(label=_("Sted"), max_length=120, required=False)
    address = PlainText(label=_("Adresse"), max_length=200, required=False)
    find_us = PlainText(
        label=_("Sådan finder man ind"),
        help_text=_("Hvilken dør, og hvem der tager imod."),
        max_length=200,
        required=False,
    )
    venue_has = forms.MultipleChoiceField(
        label=_("Sådan er stedet"),
        choices=[(code, labels.words("venue_need", code)) for code in VENUE_NEEDS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    facilitators = Pair(
        Volunteer._base_manager.none(),
        label=_("De to frivillige"),
        help_text=_("De samme to hele vejen."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    answer_days = WholeNumber(
        label=_("Hvor mange dage har man til at svare?"), min_value=2, max_value=60, initial=ANSWER_DAYS
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, areas, volunteers, programmes=None, group: SelfHelpGroup | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = group
        self.fields["area"].queryset = areas
        self.fields["facilitators"].queryset = volunteers
        if programmes is None:
            del self.fields["programme"]
        else:
            self.fields["programme"].queryset = programmes
            self.fields["programme"].label_from_instance = lambda row: row.name

    def clean_first_on(self):
        day = self.cleaned_data["first_on"]
        return day if self.group and day == self.group.first_on else first_day(day)

    def clean(self):
        told = super().clean()
        if "smallest" in told and "largest" in told and told["largest"] < told["smallest"]:
            self.add_error("largest", _("Det flest skal være mindst lige så mange som det færrest."))
        return told

    @property
    def answers(self) -> dict:
        return {name: self.cleaned_data[name] for name in OF_GROUP}

    def refuse_shrinking(self, names: list[str]) -> None:
        words = _("Der sidder flere i gruppen: %(names)s. Tag nogen ud først.") % {"names": ", ".join(names)}
        self.add_error("largest", words)


class MoveSeat(forms.Form):
    """Somebody into the group, onto the list, or out."""

    seeker = forms.UUIDField()
    to = forms.ChoiceField(choices=[(code, code) for code in ("chosen", "next", "out")])


class Reply(forms.Form):
    """Yes, no, or a question first."""

    answer = forms.ChoiceField(
        label=_("Hvad siger du?"),
        choices=[("yes", _("Ja")), ("no", _("Nej")), ("ask", _("Jeg vil spørge om noget først"))],
        error_messages={"required": _("Vælg et svar.")},
    )
    question = PlainText(
        label=_("Hvad vil du spørge om?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self):
        told = super().clean()
        if told.get("answer") == "ask" and not told.get("question") and "question" not in self.errors:
            self.add_error("question", _("Skriv, hvad du vil spørge om."))
        return told


class PhoneReply(Reply):
    """The answer of somebody who was called, as they gave it."""

    layouts = {"answer": "list"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = _("Hvad svarede de?")
        self.fields["answer"].widget = forms.RadioSelect(choices=labels.choices("invitation_answer"))
        self.fields["answer"].choices = labels.choices("invitation_answer")
        self.fields["question"].label = _("Hvad vil de vide?")
