"""Signing up for a group: by oneself on the open page, or written in by a coordinator."""

from datetime import date
from uuid import UUID, uuid5

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traedesten.domain import crisis
from traedesten.domain.groups import Came
from traedesten.domain.names import normalise_name
from traedesten.groups.models import Programme
from traedesten.people.models import Gender
from traedesten.referrals.forms.public import valid_email
from traedesten.tenancy.models import Area
from traedesten.ui.forms import PhoneInput, PhoneNumber, PlainText, WholeNumber
from traedesten.ui.labels import choices, words
from traedesten.ui.open_forms import CONTROLS, OpenForm

NOT_KEPT = (*CONTROLS, "has_said_yes", "programme", "came", "expected_version")


class _Answers(forms.Form):
    """Who somebody is and how they are reached: first names only, and one way in is enough."""

    first_name = PlainText(
        label=_("Dit fornavn"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Skriv dit fornavn, så vi ved, hvem vi ringer til.")},
    )
    phone = PhoneNumber(
        label=_("Dit telefonnummer"),
        widget=PhoneInput,
        error_messages={"required": _("Skriv et telefonnummer, eller brug en e-mail i stedet.")},
    )
    email = PlainText(label=_("Din e-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    best_time = PlainText(
        label=_("Hvornår passer det dig bedst, at vi ringer?"),
        help_text=_("Fx »hverdage efter kl. 16«. Du skal ikke fortælle, hvorfor du gerne vil være med."),
        max_length=80,
        required=False,
    )
    area = forms.ModelChoiceField(Area._base_manager.none(), label=_("Hvor bor du?"), required=False)
    born_year = WholeNumber(
        label=_("Hvilket år er du født?"),
        help_text=_("Så kan vi samle nogen, der er nogenlunde jævnaldrende."),
        min_value=1900,
        max_value=2100,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Skriv årstallet med fire cifre, fx 1968."),
            "min_value": _("Skriv årstallet med fire cifre, fx 1968."),
            "max_value": _("Skriv årstallet med fire cifre, fx 1968."),
        },
    )

    def __init__(self, posted=None, *args, areas, **kwargs):
        super().__init__(posted, *args, **kwargs)
        self.fields["area"].queryset, self.fields["area"].empty_label = areas, _("Vælg")
        if self.is_bound:
            has_email = bool(posted.get("email", "").strip())
            self.fields["email"].required, self.fields["phone"].required = has_email, not has_email

    def clean_email(self):
        return valid_email(self.cleaned_data["email"])

    def clean_born_year(self):
        year = self.cleaned_data["born_year"]
        if year and year > timezone.localdate().year:
            raise forms.ValidationError(_("Det år er ikke kommet endnu. Se på tallet igen."), code="ahead")
        return year

    @property
    def answers(self) -> dict:
        """What is kept."""
        return {name: value for name, value in self.cleaned_data.items() if name not in NOT_KEPT}

    @property
    def holds_cpr(self) -> bool:
        return any(error.code == "cpr" for errors in self.errors.as_data().values() for error in errors)

    @property
    def uses_email(self) -> bool:
        return bool(self["email"].value() or self["email"].errors)

    @property
    def tells_more(self) -> bool:
        """Whether the fields that are folded away hold an answer or an error."""
        return any(self[name].value() or self[name].errors for name in ("best_time", "area", "born_year"))


class SignUp(_Answers, OpenForm):
    """What anybody may send from the page of a programme."""

    use_required_attribute = False

    has_said_yes = forms.BooleanField(
        label=_("Ja, I må gerne ringe eller skrive til mig"),
        error_messages={"required": _("Sæt et flueben, hvis vi må kontakte dig.")},
    )

    @property
    def submission(self) -> UUID:
        """One sign-up of one person: sent twice it is one; another person from a page gone back to, another."""
        told = self.cleaned_data
        return uuid5(self.key, f"{normalise_name(told['first_name'])}|{told['phone']}|{told['email']}")

    @property
    def sounds_acute(self) -> bool:
        """Whether the words tell of somebody in need now, also when something else is wrong."""
        return self.is_bound and bool(crisis.signals(self.data.get("best_time", "")))

    def is_too_young(self, minimum: int, today: date) -> bool:
        """By the year alone: only who cannot have had the birthday is stopped."""
        year = self.cleaned_data["born_year"]
        return bool(year) and today.year - year < minimum


class _Staff(_Answers):
    """The same in the words for somebody who writes it down for another."""

    gender = forms.ChoiceField(label=_("Køn"), choices=Gender.choices, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gender"].choices = choices("gender")
        for name, label in (
            ("first_name", _("Fornavn")),
            ("phone", _("Telefon")),
            ("email", _("E-mail")),
            ("best_time", _("Hvornår passer det bedst at ringe?")),
            ("area", _("By eller område")),
            ("born_year", _("Fødselsår")),
        ):
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["first_name"].error_messages["required"] = _("Skriv et fornavn.")


class WriteIn(_Staff):
    """Somebody who rang, or whom a professional has recommended."""

    programme = forms.ModelChoiceField(
        Programme._base_manager.none(),
        label=_("Hvilken slags gruppe?"),
        error_messages={"required": _("Vælg en slags gruppe.")},
    )
    came = forms.ChoiceField(
        label=_("Hvordan kom de til os?"),
        choices=[(code, words("came", code)) for code in (Came.PHONE, Came.RECOMMENDED)],
        widget=forms.RadioSelect,
        initial=Came.PHONE,
    )
    has_said_yes = forms.BooleanField(
        label=_("De har selv sagt ja til, at vi kontakter dem"),
        error_messages={"required": _("Vi skriver kun dem op, der selv har sagt ja. Spørg først.")},
    )
    field_order = ("programme", "came", "first_name", "phone", "email")

    def __init__(self, *args, programmes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes
        self.fields["programme"].label_from_instance = lambda row: row.name
        self.fields["programme"].empty_label = None if programmes.count() == 1 else _("Vælg")


class Suggest(forms.Form):
    """Somebody from a journey, whose name and telephone we have."""

    programme = forms.ModelChoiceField(
        Programme._base_manager.none(),
        label=_("Hvilken slags gruppe?"),
        error_messages={"required": _("Vælg en slags gruppe.")},
    )
    has_said_yes = forms.BooleanField(
        label=_("De har selv sagt ja til at blive skrevet op"),
        error_messages={"required": _("Vi skriver kun dem op, der selv har sagt ja. Spørg først.")},
    )

    def __init__(self, *args, programmes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes
        self.fields["programme"].label_from_instance = lambda row: row.name
        self.fields["programme"].empty_label = _("Vælg")


class Edit(_Staff):
    """What is known about somebody who waits. A last name is asked only where a journal is kept."""

    last_name = PlainText(label=_("Efternavn"), max_length=60, required=False)
    expected_version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("first_name", "last_name", "phone", "email")

    def __init__(self, *args, keeps_journal: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not keeps_journal:
            del self.fields["last_name"]
