"""Those close to the person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from traedesten.people.models import Relative as RelativeRow
from traedesten.ui.forms import EmailAddress, PhoneNumber, PlainText
from traedesten.ui.labels import words


class Relative(forms.Form):
    """Somebody close, in their own right."""

    first_name = PlainText(label=_("Fornavn"), max_length=80)
    last_name = PlainText(label=_("Efternavn"), max_length=80, required=False)
    relation = forms.ChoiceField(
        label=_("Hvem er det?"), choices=[(code, words("relation", code)) for code in RelativeRow.Relation.values]
    )
    phone = PhoneNumber(label=_("Telefon"), required=False)
    email = EmailAddress(label=_("E-mail"), required=False)
    carries = PlainText(
        label=_("Hvad går du og bærer på?"),
        help_text=_("Spørg, hvordan det går med den pårørende selv. Kun du og koordinatoren kan læse det."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wishes = PlainText(
        label=_("Hvad kunne lette lidt for dig?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wants_relief = forms.BooleanField(label=_("Vil gerne høre om aflastning"), required=False)


class KnownRelative(Relative):
    """Somebody who is written in already. ``expected_version`` tells whether another was here meanwhile."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput)
