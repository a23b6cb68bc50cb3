"""The referral card as people fill it in: four answers, and more for those who have more to tell."""

from datetime import datetime
from uuid import UUID, uuid5

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from traedesten.domain import crisis
from traedesten.domain.ages import ages
from traedesten.domain.names import BadPhone, normalise_name, normalise_phone
from traedesten.referrals.models import Referral, Source
from traedesten.ui.forms import PhoneInput, PhoneNumber, PlainText
from traedesten.ui.labels import choices
from traedesten.ui.open_forms import CONTROLS, OpenForm

EMAIL_WORDS = _("E-mailadressen ser ikke rigtig ud. Den ligner fx navn@eksempel.dk.")
NOT_KEPT = (*CONTROLS, "has_said_yes")
REFERRERS = [choice for choice in choices("source") if choice[0] != Source.SELF]


class Card(OpenForm):
    """The card. ``source`` is asked for only when neither a workplace's link nor the address has told it."""

    layouts = {"source": "pills"}
    use_required_attribute = False

    source = forms.ChoiceField(
        label=_("Hvem er du?"),
        choices=REFERRERS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvem du er.")},
    )
    whom_to_call = forms.ChoiceField(
        label=_("Hvem skal guiden ringe til?"),
        choices=[(Referral.Call.PARTICIPANT, _("Den, det handler om")), (Referral.Call.RELATIVE, _("En pårørende"))],
        widget=forms.RadioSelect,
        initial=Referral.Call.PARTICIPANT,
        error_messages={"required": _("Vælg, hvem guiden skal ringe til.")},
    )
    first_name = PlainText(
        label=_("Fornavn"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv et fornavn, så guiden ved, hvem der tager telefonen.")},
    )
    phone = PhoneNumber(
        label=_("Telefon"),
        widget=PhoneInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv et telefonnummer, eller brug en e-mail i stedet.")},
    )
    email = PlainText(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    has_said_yes = forms.BooleanField(
        label=_("Den, guiden ringer til, har sagt ja til det"),
        error_messages={"required": _("Vi kontakter kun den, der har sagt ja. Spørg først, og sæt så et flueben.")},
    )
    participant_name = PlainText(
        label=_("Hvad hedder den, det handler om, til fornavn?"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    wishes = forms.MultipleChoiceField(
        label=_("Hvad kunne gøre en forskel?"),
        choices=choices("card_wish"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = PlainText(
        label=_("Noget, der kan gøre det trygt?"),
        help_text=_("Fx »ring helst efter kl. 15«. Skriv ikke CPR eller diagnoser."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    best_time = PlainText(label=_("Hvornår passer det bedst at ringe?"), max_length=80, required=False)
    age = forms.IntegerField(
        label=_("Alder"),
        min_value=1,
        max_value=120,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        required=False,
        error_messages={
            "invalid": _("Skriv alderen med tal, fx 20."),
            "min_value": _("Skriv en alder mellem 1 og 120."),
            "max_value": _("Skriv en alder mellem 1 og 120."),
        },
    )
    area = forms.ModelChoiceField(label=_("By"), queryset=None, empty_label=_("Ved ikke"), required=False)
    referrer_name = PlainText(
        label=_("Dit navn"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    referrer_contact = PlainText(
        label=_("Din e-mail eller mobil"),
        help_text=_("Så skriver vi til dig, når der er nyt."),
        max_length=254,
        required=False,
    )
    may_give_feedback = forms.BooleanField(
        label=_("Den, det handler om, er med på, at I fortæller mig, hvordan det går"), required=False
    )

    def __init__(self, posted=None, *, areas, unit=None, source: str = "", now: datetime, initial=None):
        super().__init__(posted, now=now, initial=initial)
        self.unit = unit
        known = unit.kind if unit else source
        self.is_about_oneself = known == Source.SELF and not unit
        self.fields["area"].queryset = areas
        if unit or self.is_about_oneself:
            self.fields["source"].widget, self.fields["source"].required = forms.HiddenInput(), False
            self.fields["source"].choices = choices("source")
            self.initial["source"] = known
        if self.is_about_oneself:
            self._speak_to_oneself()
        if self.is_bound:
            self._ask_for_one_way_in(posted)

    def _speak_to_oneself(self) -> None:
        """The same card in the words for somebody who writes on their own behalf."""
        self.fields["whom_to_call"].widget, self.fields["whom_to_call"].required = forms.HiddenInput(), False
        for name, words in (
            ("first_name", _("Dit fornavn")),
            ("phone", _("Dit telefonnummer")),
            ("email", _("Din e-mail")),
            ("has_said_yes", _("Ja, I må gerne ringe til mig")),
            ("wishes", _("Hvad kunne gøre en forskel for dig?")),
            ("note", _("Noget, der kan gøre det trygt for dig?")),
            ("best_time", _("Hvornår passer det dig bedst, at vi ringer?")),
            ("age", _("Din alder")),
        ):
            self.fields[name].label = words
        self.fields["has_said_yes"].error_messages["required"] = _("Sæt et flueben, hvis vi må ringe til dig.")
        for name, known_as in (("first_name", "given-name"), ("phone", "tel-national"), ("email", "email")):
            self.fields[name].widget.attrs["autocomplete"] = known_as
        for name in ("participant_name", "referrer_name", "referrer_contact", "may_give_feedback"):
            del self.fields[name]

    def _ask_for_one_way_in(self, posted) -> None:
        """A telephone number or an e-mail address: one of the two is enough."""
        has_email = bool(posted.get("email", "").strip())
        self.fields["email"].required = has_email
        self.fields["phone"].required = not has_email

    def clean_email(self):
        return valid_email(self.cleaned_data["email"])

    def clean_referrer_contact(self):
        contact = self.cleaned_data["referrer_contact"]
        if not contact or "@" in contact:
            return valid_email(contact)
        try:
            return normalise_phone(contact)
        except BadPhone:
            raise forms.ValidationError(_("Skriv en e-mail eller et mobilnummer med 8 cifre.")) from None

    def clean(self):
        answers = super().clean()
        if self.unit:
            answers["source"] = self.unit.kind
        if self.is_about_oneself:
            answers["source"], answers["whom_to_call"] = Source.SELF, Referral.Call.PARTICIPANT
        if answers.get("whom_to_call") != Referral.Call.RELATIVE:
            answers["participant_name"] = ""
        return answers

    @property
    def card(self) -> dict:
        """The answers that are kept."""
        return {name: value for name, value in self.cleaned_data.items() if name not in NOT_KEPT}

    @property
    def submission(self) -> UUID:
        """One card about one person: sent twice it is one; about somebody else, from a page gone back to, another."""
        answers = self.cleaned_data
        return uuid5(self.key, f"{normalise_name(answers['first_name'])}|{answers['phone']}|{answers['email']}")

    @property
    def sounds_acute(self) -> bool:
        """Whether the words tell of somebody in need now, also when something else on the card is wrong."""
        return self.is_bound and bool(crisis.signals(self._own_words))

    def is_too_young(self, minimum: int) -> bool:
        """By the age that was given, else by the youngest that stands in the note."""
        told = [self.cleaned_data["age"]] if self.cleaned_data["age"] else ages(self.cleaned_data["note"])
        return bool(told) and told[0] < minimum

    @property
    def _own_words(self) -> str:
        return " ".join(self.data.get(name, "") for name in ("note", "best_time"))

    @property
    def holds_cpr(self) -> bool:
        return any(error.code == "cpr" for errors in self.errors.as_data().values() for error in errors)

    @property
    def tells_more(self) -> bool:
        """Whether the fields that are folded away hold an answer or an error."""
        return self._is_used("best_time", "age", "area")

    @property
    def tells_referrer(self) -> bool:
        return self._is_used("referrer_name", "referrer_contact", "may_give_feedback")

    @property
    def uses_email(self) -> bool:
        return self._is_used("email")

    def _is_used(self, *names: str) -> bool:
        return any(name in self.fields and (self[name].value() or self[name].errors) for name in names)


def valid_email(address: str) -> str:
    try:
        if address:
            validate_email(address)
    except forms.ValidationError:
        raise forms.ValidationError(EMAIL_WORDS) from None
    return address
