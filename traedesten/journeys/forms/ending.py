"""Pauses, looking back, and the end."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from traedesten.domain.journey import Outcome
from traedesten.journeys.models import FollowUp as FollowUpRow
from traedesten.ui.forms import Day, PlainText
from traedesten.ui.labels import words

LONGEST_PAUSE = timedelta(days=366)


def not_too_far(resume_on: date | None, today: date) -> date | None:
    """A form error for a day that nobody will remember."""
    if resume_on and resume_on > today + LONGEST_PAUSE:
        words = _("Det er mere end et år ude. Vælg en dag før, så ingen bliver glemt.")
        raise forms.ValidationError(words, code="far")
    return resume_on


class Pause(forms.Form):
    resume_on = Day(
        label=_("Hvornår skal vi tale om det igen?"),
        help_text=_("Spring over, hvis I ikke ved det endnu."),
        required=False,
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["resume_on"].widget.attrs["min"] = today.isoformat()

    def clean_resume_on(self):
        resume_on = self.cleaned_data["resume_on"]
        if resume_on and resume_on <= self.today:
            raise forms.ValidationError(_("Den dag er gået. Vælg en, der ligger fremme."), code="past")
        return not_too_far(resume_on, self.today)


class FollowUp(forms.Form):
    """A look back."""

    layouts = {"standing": "list"}

    standing = forms.ChoiceField(
        label=_("Hvor står det nu?"),
        choices=[(code, words("standing", code)) for code in FollowUpRow.Standing.values],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg det, der passer bedst.")},
    )
    note = PlainText(
        label=_("Skriv et par ord"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class Ending(forms.Form):
    """Where the person stands when the journey ends. A handover has a page of its own."""

    layouts = {"outcome": "list"}

    outcome = forms.ChoiceField(
        label=_("Hvor står det nu?"),
        choices=[(outcome.value, words("outcome", outcome)) for outcome in Outcome if outcome != Outcome.HANDED_OVER],
        help_text=_("Er borgeren død, sender vi ingenting, heller ikke en hilsen."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg det, der passer bedst.")},
    )
    thank = forms.BooleanField(label=_("Send en hilsen og sig tak for turen"), required=False, initial=True)
    expected_version = forms.IntegerField(widget=forms.HiddenInput)
