"""A workplace that refers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from traedesten.referrals.models import Source
from traedesten.ui.forms import PlainText
from traedesten.ui.labels import choices

WORKPLACES = (Source.HEALTH, Source.GP, Source.MUNICIPALITY, Source.ASSOCIATION)


class Unit(forms.Form):
    """Its name, as those who work there say it, and what kind of place it is. ``taken``: the names in use."""

    name = PlainText(
        label=_("Hvad hedder stedet?"),
        help_text=_("Som de selv siger det, fx »Center for Sundhed, genoptræning«."),
        max_length=100,
        error_messages={"required": _("Skriv, hvad stedet hedder.")},
    )
    kind = forms.ChoiceField(
        label=_("Hvem arbejder der?"),
        choices=[choice for choice in choices("source") if choice[0] in WORKPLACES],
        widget=forms.RadioSelect,
        initial=Source.HEALTH,
        error_messages={"required": _("Vælg, hvem der arbejder der.")},
    )

    def __init__(self, *args, taken=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.taken = {name.casefold() for name in taken}

    def clean_name(self):
        name = self.cleaned_data["name"]
        if name.casefold() in self.taken:
            words = _("I har allerede en afdeling med det navn. Skriv lidt mere, fx byen, så I kan kende forskel.")
            raise forms.ValidationError(words, code="taken")
        return name
