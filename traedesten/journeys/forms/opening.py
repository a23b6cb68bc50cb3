"""Saying yes to a card, judging who builds the bridge, handing over, and giving a journey a guide."""

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from traedesten.domain.consent import Channel
from traedesten.domain.journey import Judgement
from traedesten.journeys.forms.ending import not_too_far
from traedesten.people.models import Volunteer
from traedesten.people.queries import free_places, guides_with_load
from traedesten.ui.forms import Day, PlainText
from traedesten.ui.labels import LABELS, choices, words
from traedesten.ui.templatetags.ui import day

NEW = "new"
TOO_HEAVY = {"needs_treatment", "unsafe_now"}
"""Reasons that ask for a professional too."""

EXPLAINED = {
    Judgement.VOLUNTEER: gettext_lazy(
        "Der er lyst til at møde andre, og det, der mangler, er nogen at følges med. En guide kan gå i gang."
    ),
    Judgement.PROFESSIONAL: gettext_lazy(
        "Det, der fylder, er mere, end en frivillig skal bære. Vi hjælper videre til kommunens brobygger."
    ),
    Judgement.BOTH: gettext_lazy("En fagperson tager sig af det svære, mens en guide følges med ud blandt andre."),
    Judgement.NOT_NOW: gettext_lazy("Det er ikke det rigtige tidspunkt. Vi holder pause og spørger igen senere."),
}


class Accept(forms.Form):
    """Whether the card is about somebody new or one of those we may know already."""

    layouts = {"who": "list"}
    who = forms.ChoiceField(
        label=gettext_lazy("Hvem handler kortet om?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, om det er en ny borger eller en, I kender.")},
    )

    def __init__(self, *args, known=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {str(person.pk): person for person in known}
        self.fields["who"].choices = [
            *((pk, self._described(person)) for pk, person in self.known.items()),
            (NEW, _("En anden – det er en ny borger")),
        ]

    @staticmethod
    def _described(person) -> str:
        age = person.age(timezone.localdate())
        facts = [
            person.first_name or _("Navn kendes ikke endnu"),
            _("%(age)d år") % {"age": age} if age else "",
            person.area.name if person.area else "",
        ]
        return _("Den samme som %(known)s") % {"known": ", ".join(fact for fact in facts if fact)}

    @property
    def participant(self):
        """The person chosen, None for somebody new."""
        return self.known.get(self.cleaned_data["who"])


def _judgements() -> list[tuple]:
    return [
        (code, format_html('<strong>{}</strong><br><small class="muted">{}</small>', words("judgement", code), why))
        for code, why in EXPLAINED.items()
    ]


class Assessment(forms.Form):
    """The judgement and its reasons. ``expected_version`` tells whether somebody else was here meanwhile."""

    layouts = {"judgement": "list", "reasons": "pills"}
    judgement = forms.ChoiceField(
        label=gettext_lazy("Hvem skal bygge broen?"),
        choices=_judgements,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvem der skal bygge broen.")},
    )
    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("Hvad bygger I det på?"),
        help_text=gettext_lazy("Vælg mindst én grund."),
        choices=LABELS["assessment_reason"].items(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Vælg mindst én grund, så andre kan forstå vurderingen.")},
    )
    resume_on = Day(
        label=gettext_lazy("Hvis ikke nu: hvornår spørger vi igen?"),
        help_text=gettext_lazy("Så minder tavlen jer om det."),
        required=False,
    )
    note = PlainText(
        label=gettext_lazy("Noget, den næste bør vide?"),
        help_text=gettext_lazy("Kort. Ingen diagnoser."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput)

    is_sure = forms.BooleanField(
        label=gettext_lazy("Vi har talt det igennem, og en guide er det rette lige nu"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.heavy = self._heavy() if self.is_bound else []
        if not self.heavy:
            del self.fields["is_sure"]

    def _heavy(self) -> list[str]:
        """The reasons that a volunteer should not carry alone, where a volunteer alone was chosen."""
        chosen = self["reasons"].data or ()
        return [code for code in chosen if code in TOO_HEAVY] if self["judgement"].data == Judgement.VOLUNTEER else []

    def clean_resume_on(self):
        resume_on, today = self.cleaned_data["resume_on"], timezone.localdate()
        if resume_on and resume_on <= today:
            raise forms.ValidationError(_("Vælg en dag efter i dag."), code="past")
        return not_too_far(resume_on, today)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("judgement") != Judgement.NOT_NOW:
            cleaned["resume_on"] = None
        if "is_sure" in self.fields and not cleaned.pop("is_sure", False):
            told = _(
                "Du har valgt »%(reasons)s«. Det skal en frivillig ikke bære alene. Vælg »Begge dele«, "
                "eller sæt hak her, hvis I har talt det igennem."
            )
            reasons = "«, »".join(str(words("assessment_reason", code)) for code in self.heavy)
            self.add_error("is_sure", told % {"reasons": reasons})
        return cleaned


class Handover(forms.Form):
    """What the person agreed to share, and how the yes was given."""

    summary = PlainText(
        label=gettext_lazy("Det, borgeren har sagt ja til, at I fortæller"),
        help_text=gettext_lazy("Skriv det sammen med borgeren, i borgerens ord. Kun det, brobyggeren har brug for."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": gettext_lazy("Skriv, hvad I er blevet enige om at fortælle.")},
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Hvordan sagde borgeren ja?"),
        choices=[
            (Channel.PHONE, gettext_lazy("I telefonen")),
            (Channel.MEETING, gettext_lazy("Da vi mødtes")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvordan borgeren sagde ja. Uden et ja deler vi ikke noget.")},
    )
    guide_goes_on = forms.BooleanField(label=gettext_lazy("En guide fortsætter ved siden af"), required=False)
    expected_version = forms.IntegerField(widget=forms.HiddenInput)


class GuideOfJourney(forms.Form):
    """A guide who has already said yes."""

    layouts = {"guide": "list"}
    guide = forms.ModelChoiceField(
        label=gettext_lazy("Hvem har sagt ja?"),
        queryset=Volunteer._base_manager.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg den guide, der har sagt ja.")},
    )
    said_yes = forms.BooleanField(
        label=gettext_lazy("Guiden har sagt ja, fx i telefonen"),
        error_messages={"required": gettext_lazy("Spørg guiden først, og sæt så hak her.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["guide"].queryset = guides_with_load()
        self.fields["guide"].label_from_instance = self._described

    def _described(self, guide: Volunteer) -> str:
        free = free_places(guide.capacity, guide.open_journeys, guide.open_questions)
        room = ngettext("%(number)d plads ledig", "%(number)d pladser ledige", free) % {"number": free}
        facts = [guide.full_name, guide.area.name if guide.area else "", room if free else _("ingen plads lige nu")]
        return " · ".join(fact for fact in facts if fact)


class Release(forms.Form):
    """Why the journey needs another guide."""

    layouts = {"reason": "list", "visits": "list"}
    reason = forms.ChoiceField(
        label=gettext_lazy("Hvad er grunden?"),
        choices=lambda: choices("release_reason"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg den grund, der passer bedst.")},
    )
    visits = forms.ChoiceField(
        label=gettext_lazy("I har aftalt et besøg sammen. Hvad gør vi med det?"),
        choices=lambda: choices("agreed_visits"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvad der skal ske med besøget, så ingen står alene.")},
    )

    def __init__(self, *args, visits=(), **kwargs):
        super().__init__(*args, **kwargs)
        if not visits:
            del self.fields["visits"]
            return
        told = [
            _("%(offer)s, %(day)s") % {"offer": one.introduction.offer.name, "day": day(one.starts_at)}
            for one in visits
        ]
        self.fields["visits"].help_text = _("%(visits)s. Borgeren får besked.") % {"visits": "; ".join(told)}
