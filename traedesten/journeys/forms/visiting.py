"""Visits: agreed on, and how they went."""

from django import forms
from django.utils.translation import gettext_lazy as _

from traedesten.journeys.forms.moments import Moment
from traedesten.ui.forms import PlainText
from traedesten.ui.labels import choices

TOGETHER = [("together", _("Sammen med guiden")), ("alone", _("På egen hånd"))]


def together(answer: str) -> bool:
    return answer == "together"


class Visit(forms.Form):
    """A visit to come."""

    layouts = {"with_guide": "list"}

    starts_at = Moment(
        label=_("Hvornår?"), error_messages={"required": _("Skriv, hvilken dag og hvad tid I skal være der.")}
    )
    with_guide = forms.TypedChoiceField(
        label=_("Hvem går med?"), choices=TOGETHER, coerce=together, widget=forms.RadioSelect, initial="together"
    )
    meet_at = PlainText(
        label=_("Hvor mødes I?"), required=False, max_length=200, help_text=_("Fx »ved døren, ti minutter før«.")
    )
    remember = PlainText(
        label=_("Noget at huske?"), required=False, max_length=300, help_text=_("Fx »vil gerne sidde ved vinduet«.")
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_starts_at(self):
        starts_at = self.cleaned_data["starts_at"]
        if starts_at <= self.now:
            words = _("Det tidspunkt er gået. Har I været der, så fortæl hvordan det gik i stedet.")
            raise forms.ValidationError(words, code="past")
        if starts_at.year > self.now.year + 2:
            raise forms.ValidationError(_("Det er meget langt ude i fremtiden. Se på datoen igen."), code="far")
        return starts_at


class Report(forms.Form):
    """How it went: a face and few words."""

    layouts = {"felt": "faces", "with_guide": "list"}

    visit = forms.ModelChoiceField(queryset=None, required=False, widget=forms.HiddenInput)
    with_guide = forms.TypedChoiceField(
        label=_("Hvem gik med?"),
        choices=TOGETHER,
        coerce=together,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, om I gik sammen.")},
    )
    felt = forms.TypedChoiceField(
        label=_("Hvordan føltes det?"),
        help_text=_("Spørg – det er borgerens eget svar."),
        choices=choices("felt"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    words = PlainText(
        label=_("Skriv et par ord"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    held_at = Moment(label=_("Hvornår?"), required=False)
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, visits, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["visit"].queryset = visits

    def clean_held_at(self):
        held_at = self.cleaned_data["held_at"]
        if held_at and held_at > self.now:
            raise forms.ValidationError(_("Det ligger ude i fremtiden. Skriv, hvornår det skete."), code="future")
        return held_at
