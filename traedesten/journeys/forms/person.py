"""What people without an account can answer on their own pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from traedesten.domain.consent import Purpose
from traedesten.journeys.models import Handover
from traedesten.ui.forms import DayInput, PlainText

MOST_PAGES = 200
GIVE_ALONE = (Purpose.CONTACT, Purpose.FEEDBACK, Purpose.RESEARCH)
"""What a person can say yes to alone; the others are about an offer, a relative or a handover, and asked for."""


def page_of(query) -> int:
    """Which page of a long list is asked for; the first for anything that is no page."""
    asked = query.get("side", "")
    return min(int(asked), MOST_PAGES) if asked.isascii() and asked.isdigit() and asked.strip("0") else 1


class AgreementAnswer(forms.Form):
    """Yes or no to the agreement that was read; ``agreement`` tells which one that was."""

    agreement = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        choices=[("yes", _("Ja, det lyder godt")), ("no", _("Nej, lad os tale om det"))],
        widget=forms.RadioSelect,
    )


class ConsentChange(forms.Form):
    """Take one yes back, give one, or give one ``again`` that was taken back: exactly one of the three."""

    withdraw = forms.UUIDField(required=False)
    again = forms.UUIDField(required=False)
    give = forms.ChoiceField(required=False, choices=[(purpose.value, purpose.value) for purpose in GIVE_ALONE])

    def clean(self):
        cleaned = super().clean()
        if sum(bool(cleaned.get(name)) for name in self.fields) != 1:
            raise forms.ValidationError(_("Vælg én ting ad gangen."))
        return cleaned


class Change(forms.Form):
    """What is written about the person and should be another way, or not be there."""

    words = PlainText(
        label=_("Hvad skal rettes eller slettes?"),
        help_text=_(
            "Fx »Jeg er flyttet« eller »Slet det om min søster«. Du kan også bede om at få det hele slettet."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class Pause(forms.Form):
    """A pause, with or without a day to go on. ``visits``: whether something has been agreed that it is about."""

    visits = forms.ChoiceField(
        label=_("Hvad skal der ske med det, I har aftalt?"),
        choices=[("call_off", _("Aflys det for mig")), ("keep", _("Det står ved magt. Jeg vil gerne afsted"))],
        initial="call_off",
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, om det skal aflyses eller stå ved magt.")},
    )
    resume_on = forms.DateField(
        label=_("Hvornår vil du gerne høre fra os igen?"),
        help_text=_("Du kan også lade den stå tom. Så venter vi på dig."),
        required=False,
        widget=DayInput,
    )

    def __init__(self, *args, today, has_visits: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        if not has_visits:
            del self.fields["visits"]

    def clean_resume_on(self):
        resume_on = self.cleaned_data["resume_on"]
        if resume_on and resume_on <= self.today:
            raise forms.ValidationError(_("Vælg en dag, der kommer – eller lad feltet stå tomt."))
        return resume_on


class HandoverAnswer(forms.Form):
    """The bridge builder's answer."""

    answer = forms.ChoiceField(
        label=_("Hvad siger du?"),
        choices=[
            (Handover.Answer.TAKEN, _("Jeg tager over")),
            (Handover.Answer.TALK, _("Lad os lige tale sammen først")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, om du tager over, eller om vi skal tale sammen først.")},
    )
    note = PlainText(
        label=_("Et par ord til os"),
        help_text=_("For eksempel hvornår du ringer. Borgeren kan selv læse det."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
