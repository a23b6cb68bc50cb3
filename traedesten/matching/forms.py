"""Which guide is meant, and a guide's answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from traedesten.people.models import Volunteer
from traedesten.people.queries import guides
from traedesten.ui.forms import PlainText


class Guide(forms.Form):
    """One of the site's guides, as a button on a card names them."""

    guide = forms.ModelChoiceField(queryset=Volunteer._base_manager.none(), widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["guide"].queryset = guides()


class Answer(forms.Form):
    """Yes, or not this time, with a few words if the guide likes."""

    answer = forms.ChoiceField(
        choices=[("yes", _("Ja, det vil jeg gerne")), ("no", _("Ikke denne gang"))],
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Vælg ja eller ikke denne gang."),
            "invalid_choice": _("Vælg ja eller ikke denne gang."),
        },
    )
    note = PlainText(
        label=_("Et ord til koordinatoren"),
        help_text=_("Fx »Jeg har travlt til jul, men gerne i januar.«"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
