"""Offers laid on the path."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from traedesten.domain.terms import OVERWHELMS
from traedesten.journeys.forms.agreeing import GIVEN_BY
from traedesten.offers.models import Offer
from traedesten.ui.forms import PlainText
from traedesten.ui.labels import words


class Wish(forms.Form):
    """What the person says they would like, in a word or two."""

    wish = PlainText(
        label=_("Hvad kunne du tænke dig?"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Fx strikke, en gåtur, nogen at tale med")}),
    )


class Stone(forms.Form):
    """One offer as the next stone."""

    layouts = {"is_chosen": "list"}

    offer = forms.ModelChoiceField(queryset=None, widget=forms.HiddenInput)
    relative = forms.ModelChoiceField(
        label=_("Hvem er det til?"), queryset=None, required=False, widget=forms.RadioSelect
    )
    why = PlainText(
        label=_("Hvorfor netop her?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    could_be_hard = PlainText(
        label=_("Hvad kunne blive svært – og hvad gør I så?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_chosen = forms.TypedChoiceField(
        label=_("Hvor langt er I?"),
        choices=[("no", _("Det er et forslag, vi taler om")), ("yes", _("Det er valgt"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, offers, relatives, name, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["offer"].queryset = offers
        field = self.fields["relative"]
        field.queryset, field.empty_label = relatives, name
        field.label_from_instance = lambda row: row.first_name or words("relation", row.relation)

    def clean(self):
        answers = super().clean()
        offer = answers.get("offer")
        if offer and offer.kind == Offer.Kind.RELIEF and "relative" in answers and not answers["relative"]:
            self._say_who_relief_is_for()
        return answers

    def _say_who_relief_is_for(self) -> None:
        if self.fields["relative"].queryset.exists():
            self.add_error("relative", gettext("Aflastning er til den pårørende. Vælg, hvem den er til."))
        else:
            self.add_error(None, gettext("Aflastning er til den pårørende. Skriv først den pårørende på forløbet."))


class Leaving(forms.Form):
    """It did not fit."""

    overwhelmed = forms.MultipleChoiceField(
        label=_("Hvad blev for meget?"),
        help_text=_("Vi husker det, næste gang I vælger."),
        required=False,
        choices=[(code, words("overwhelm", code)) for code in OVERWHELMS],
        widget=forms.CheckboxSelectMultiple,
    )
    words = PlainText(
        label=_("Et par ord om det"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class Telling(forms.Form):
    """A yes to this very offer, given just now."""

    channel = forms.ChoiceField(
        label=_("Hvordan blev der sagt ja?"),
        choices=[(code, capfirst(how)) for code, how in GIVEN_BY],
        widget=forms.RadioSelect,
    )
