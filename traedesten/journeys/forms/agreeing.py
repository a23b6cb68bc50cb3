"""The agreement about the journey, and what people say yes to."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from traedesten.domain.consent import Channel
from traedesten.journeys.models import Agreement as AgreementRow
from traedesten.ui.forms import Day, PlainText, WholeNumber
from traedesten.ui.labels import choices, words

GIVEN_BY = [(channel.value, words("channel", channel)) for channel in (Channel.PHONE, Channel.MEETING)]


class Agreement(forms.Form):
    """How often, how many times, until when."""

    layouts = {"how_often": "list", "way": "list"}

    how_often = forms.ChoiceField(
        label=_("Hvor tit ses I?"), choices=choices("how_often"), widget=forms.RadioSelect, initial="weekly"
    )
    planned_visits = WholeNumber(
        label=_("Hvor mange gange følges I?"),
        help_text=_("Så ved I begge, hvornår I skal se på det igen."),
        min_value=1,
        max_value=30,
        error_messages={
            "min_value": _("Mindst én gang, så I når at prøve det sammen."),
            "max_value": _("Højst %(limit_value)s gange. Bliver der brug for flere, så lav en ny aftale."),
        },
    )
    ends_on = Day(label=_("Hvornår slutter det?"))
    own_words = PlainText(
        label=_("Noget, I vil huske hinanden på?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    way = forms.ChoiceField(
        label=_("Hvordan får I svar?"),
        choices=[("read_aloud", _("Læs højt og svar nu")), ("link", _("Send til borgerens egen side"))],
        widget=forms.RadioSelect,
        initial="read_aloud",
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, site, today, version, standing: AgreementRow | None = None, **kwargs):
        initial = {
            "planned_visits": site.planned_visits,
            "ends_on": today + timedelta(weeks=site.journey_weeks),
            "expected_version": version,
        }
        if standing:
            initial |= {
                name: getattr(standing, name) for name in ("how_often", "planned_visits", "ends_on", "own_words")
            }
        super().__init__(*args, initial=initial, **kwargs)
        self.today = today
        self.fields["ends_on"].widget.attrs["min"] = today.isoformat()

    def clean_ends_on(self):
        ends_on = self.cleaned_data["ends_on"]
        if ends_on <= self.today:
            raise forms.ValidationError(_("Datoen er allerede gået. Vælg en, der ligger fremme."), code="past")
        return ends_on


class Answer(forms.Form):
    accepts = forms.TypedChoiceField(choices=[("yes", "yes"), ("no", "no")], coerce=lambda answer: answer == "yes")


class Consent(forms.Form):
    """One yes, noted where it is given."""

    channel = forms.ChoiceField(label=_("Hvordan blev der sagt ja?"), choices=GIVEN_BY, widget=forms.RadioSelect)
    purpose = forms.CharField(widget=forms.HiddenInput)
    about = forms.UUIDField(widget=forms.HiddenInput, required=False)
    person = forms.UUIDField(widget=forms.HiddenInput)
