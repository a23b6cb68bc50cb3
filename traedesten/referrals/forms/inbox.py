"""What a coordinator does with a card: calls, asks, moves, declines, looks a held one through."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from traedesten.referrals.models import Referral
from traedesten.ui.forms import Day, PlainText
from traedesten.ui.labels import choices


class Call(forms.Form):
    """A call to the one on the card."""

    answered = forms.TypedChoiceField(
        label=gettext_lazy("Fik du fat i nogen?"),
        choices=[("yes", gettext_lazy("Ja, vi talte sammen")), ("no", gettext_lazy("Nej, ingen svarede"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, om du fik fat i nogen.")},
    )
    try_again_on = Day(
        label=gettext_lazy("Prøv igen"),
        help_text=gettext_lazy("Så står dagen på kortet."),
        required=False,
    )
    note = PlainText(
        label=gettext_lazy("Et par ord"),
        help_text=gettext_lazy("Kun det, der er godt at vide næste gang. Ingen diagnoser."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_try_again_on(self):
        day = self.cleaned_data["try_again_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Den dag er gået. Vælg i dag eller senere."))
        return day


class Question(forms.Form):
    """Something the referrer should be asked before we go on."""

    question = PlainText(
        label=gettext_lazy("Hvad vil du spørge om?"),
        help_text=gettext_lazy("Henviseren læser det på sin egen side. Skriv ikke navne."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv, hvad du gerne vil vide.")},
    )


class Decline(forms.Form):
    """No, with a reason the referrer may or may not be told."""

    layouts = {"reason": "list"}
    reason = forms.ChoiceField(
        label=gettext_lazy("Hvorfor ikke?"),
        choices=lambda: choices("decline_reason"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg den grund, der passer bedst.")},
    )
    may_tell_reason = forms.BooleanField(
        label=gettext_lazy("Henviseren må få grunden at vide"),
        required=False,
    )
    note = PlainText(
        label=gettext_lazy("Til os selv"),
        help_text=gettext_lazy("Bliver her hos jer."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"auto_id": "decline_%s", **kwargs})


class Move(forms.Form):
    """Where a card goes on the board."""

    to = forms.ChoiceField(choices=[(state.value, state.value) for state in Referral.OPEN_STATES])


class Review(forms.Form):
    """Whether a held card is real."""

    verdict = forms.ChoiceField(choices=[("release", "release"), ("discard", "discard")])
