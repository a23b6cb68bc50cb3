"""What a guide tells in two taps."""

from django import forms
from django.utils.translation import gettext_lazy as _

from traedesten.offers.models import OfferReport
from traedesten.ui import labels
from traedesten.ui.forms import PlainText


class Report(forms.Form):
    """One of three buttons; a few words when something is wrong."""

    kind = forms.ChoiceField(choices=labels.choices("report"))
    note = PlainText(
        label=_("Hvad passer ikke?"),
        help_text=_("Et par ord. Koordinatoren og stedet kan læse dem. Skriv ikke, hvem du var der med."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv et par ord om, hvad der ikke passer.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = self.data.get("kind", OfferReport.Kind.WRONG) == OfferReport.Kind.WRONG
