"""What is written down when people meet."""

from datetime import timedelta
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from traedesten.domain.slots import DAYS, PARTS, SLOTS
from traedesten.domain.terms import ACCESS_NEEDS, GROUP_SIZES, INTERESTS, LANGUAGES, OVERWHELMS, TRANSPORT
from traedesten.journeys.forms.moments import Moment
from traedesten.journeys.models import Contact as ContactRow
from traedesten.journeys.models import Wishes as WishesRow
from traedesten.people.models import Gender
from traedesten.ui.forms import Day, EmailAddress, PhoneNumber, PlainText, WholeNumber
from traedesten.ui.labels import choices, slot_words, words

CLOCKS_DIFFER = timedelta(minutes=10)


def labelled(group: str, codes) -> list[tuple]:
    return [(code, words(group, code)) for code in codes]


class Contact(forms.Form):
    """A contact and the next step, in three taps."""

    layouts = {"kind": "list", "next": "pills"}

    kind = forms.ChoiceField(
        label=_("Hvad skete der?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad der skete.")},
    )
    relative = forms.ChoiceField(label=_("Hvem talte du med?"), widget=forms.RadioSelect, required=False)
    note = PlainText(
        label=_("Skriv et par ord"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    held_at = Moment(label=_("Hvornår?"), error_messages={"required": _("Skriv, hvornår det var.")})
    next = forms.ChoiceField(label=_("Hvad er næste skridt?"), widget=forms.RadioSelect, required=False)
    next_words = PlainText(label=_("Med dine egne ord"), required=False, max_length=200)
    next_on = Day(label=_("Hvilken dag?"), required=False)
    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, journey, relatives, now, **kwargs):
        given = kwargs.pop("initial", {})
        super().__init__(*args, initial={"client_key": uuid4(), "held_at": now, **given}, **kwargs)
        name = journey.participant.first_name
        self.journey, self.now = journey, now
        self.relatives = {str(row.pk): row for row in relatives}
        self.fields["kind"].choices = labelled("contact_kind", ContactRow.Kind.values)
        self.fields["note"].help_text = gettext(
            "%(name)s kan læse det på sin egen side. Ingen helbredsoplysninger."
        ) % {"name": name}
        self.fields["held_at"].widget.attrs["data-now"] = ""
        self._offer_relatives(name)
        self._offer_next(journey)

    def _offer_relatives(self, name: str) -> None:
        if not self.relatives:
            del self.fields["relative"]
            return
        rows = [(pk, row.first_name or words("relation", row.relation)) for pk, row in self.relatives.items()]
        self.fields["relative"].choices = [("", name), *rows]

    def _offer_next(self, journey) -> None:
        steps = [
            ("call", gettext("Ring igen om en uge")),
            ("visit", gettext("Aftal et besøg")),
            ("own", gettext("Noget andet")),
            ("none", gettext("Ikke noget lige nu")),
        ]
        if journey.next_step or journey.next_on:
            steps.insert(0, ("", gettext("Det, vi allerede har skrevet: %(step)s") % {"step": journey.next_step}))
        self.fields["next"].choices = steps

    def clean_held_at(self):
        held_at = self.cleaned_data["held_at"]
        if held_at and held_at > self.now + CLOCKS_DIFFER:
            raise forms.ValidationError(_("Det ligger ude i fremtiden. Skriv, hvornår det skete."), code="future")
        return min(held_at, self.now)

    def clean_relative(self):
        return self.relatives.get(self.cleaned_data["relative"])

    def clean(self):
        answers = super().clean()
        chosen, own = answers.get("next"), answers.get("next_words")
        if chosen == "own" and not own:
            self.add_error("next_words", _("Skriv, hvad I har aftalt."))
        if (own or answers.get("next_on")) and not chosen:
            answers["next"] = "own"
        return answers

    def contact(self) -> dict:
        """What the action takes."""
        answers = self.cleaned_data
        kept = ("kind", "held_at", "note", "client_key")
        step, on = self._next()
        return {name: answers[name] for name in kept} | {
            "relative": answers.get("relative"),
            "next_step": step,
            "next_on": on,
        }

    def _next(self):
        answers, in_a_week = self.cleaned_data, timezone.localdate(self.now) + timedelta(days=7)
        name = self.journey.participant.first_name
        return {
            "call": (gettext("Ring til %(name)s igen") % {"name": name}, answers["next_on"] or in_a_week),
            "visit": (gettext("Aftal et besøg"), answers["next_on"]),
            "own": (answers["next_words"], answers["next_on"]),
            "none": ("", None),
        }.get(answers["next"], (None, None))


class Wishes(forms.Form):
    """A conversation about wishes and needs. The labels are questions one can ask at a kitchen table."""

    layouts = {"group_size": "list", "guide_gender": "choices"}

    own_words = PlainText(
        label=_("Hvad gjorde dig glad, før det blev svært?"),
        help_text=_("Skriv det, som det blev sagt."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    interests = forms.MultipleChoiceField(
        label=_("Hvad kunne du have lyst til?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    has_worked = PlainText(
        label=_("Hvornår har du haft det godt sammen med andre?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    overwhelms = forms.MultipleChoiceField(
        label=_("Hvad har været for meget?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    has_overwhelmed = PlainText(
        label=_("Fortæl om en gang, det blev for meget"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    group_size = forms.ChoiceField(
        label=_("Hvor mange på én gang føles godt lige nu?"), required=False, widget=forms.RadioSelect
    )
    times = forms.MultipleChoiceField(label=_("Hvornår på ugen har du kræfter?"), required=False)
    transport = forms.MultipleChoiceField(
        label=_("Hvordan kommer du rundt?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reach_km = WholeNumber(
        label=_("Hvor langt er ikke for langt?"),
        help_text=_("I kilometer. Spring over, hvis det er lige meget."),
        required=False,
        min_value=0,
        max_value=200,
    )
    access_needs = forms.MultipleChoiceField(
        label=_("Hvad skal der til, for at du kan være der?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    access_words = PlainText(label=_("Er der andet, stedet skal vide?"), required=False, max_length=500)
    languages = forms.MultipleChoiceField(
        label=_("Hvilke sprog taler du helst?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    guide_gender = forms.ChoiceField(
        label=_("Hvem vil du helst følges med?"), required=False, widget=forms.RadioSelect
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args, wishes: WishesRow | None = None, **kwargs):
        super().__init__(*args, initial=self.of(wishes), **kwargs)
        codes = {
            "interests": ("interest", INTERESTS),
            "overwhelms": ("overwhelm", OVERWHELMS),
            "group_size": ("group_size", GROUP_SIZES),
            "transport": ("transport", TRANSPORT),
            "access_needs": ("access", ACCESS_NEEDS),
            "languages": ("language", LANGUAGES),
            "guide_gender": ("guide_gender", ("", "woman", "man")),
        }
        for name, (group, allowed) in codes.items():
            self.fields[name].choices = labelled(group, allowed)
        self.fields["times"].choices = [(slot, slot_words(slot)) for slot in SLOTS]

    @classmethod
    def of(cls, wishes: WishesRow | None) -> dict:
        if wishes is None:
            return {}
        names = [name for name in cls.base_fields if name != "expected_version"]
        return {name: getattr(wishes, name) for name in names} | {"expected_version": wishes.version}

    @property
    def week(self) -> list[tuple]:
        """Seven days, each with its three parts: (key, words, chosen)."""
        chosen = self["times"].value() or ()
        keys = {day: [f"{day}-{part}" for part, _start, _end in PARTS] for day in DAYS}
        return [
            (words("slot_day", day), [(key, slot_words(key), key in chosen) for key in row])
            for day, row in keys.items()
        ]

    def clean_expected_version(self):
        return self.cleaned_data["expected_version"] or 0


class Participant(forms.Form):
    """Who the person is, and how to reach them."""

    first_name = PlainText(label=_("Fornavn"), max_length=80, error_messages={"required": _("Skriv et fornavn.")})
    last_name = PlainText(label=_("Efternavn"), max_length=80, required=False)
    phone = PhoneNumber(label=_("Telefon"), required=False)
    prefers_text = forms.BooleanField(label=_("Vil hellere have en besked end et opkald"), required=False)
    calling_hint = PlainText(
        label=_("Hvornår er det godt at ringe?"),
        required=False,
        max_length=200,
        help_text=_("Fx »helst efter kl. 15«."),
    )
    email = EmailAddress(label=_("E-mail"), required=False)
    born_year = WholeNumber(
        label=_("Fødselsår"),
        required=False,
        min_value=1900,
        error_messages={"min_value": _("Se på årstallet igen. Det skal være efter 1900.")},
    )
    gender = forms.ChoiceField(label=_("Køn"), required=False)
    area = forms.ModelChoiceField(
        label=_("Hvor i området?"), required=False, queryset=None, empty_label=_("Ved vi ikke endnu")
    )
    language = forms.ChoiceField(label=_("Sprog i beskeder"), choices=[("da", _("Dansk")), ("en", _("Engelsk"))])
    expected_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, areas, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["area"].queryset = areas
        self.fields["gender"].choices = [(code, label) for code, label in choices("gender") if code in Gender.values]

    def clean_born_year(self):
        year = self.cleaned_data["born_year"]
        if year and year > self.today.year:
            raise forms.ValidationError(_("Det år er ikke kommet endnu."), code="future")
        return year
