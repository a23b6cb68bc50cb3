"""Inviting a volunteer, opening an account, and keeping a profile."""

from base64 import b64encode

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from traedesten.people import pictures, queries
from traedesten.people.models import Gender
from traedesten.tenancy.models import Area, User
from traedesten.ui import labels
from traedesten.ui.forms import Day, EmailAddress, PhoneNumber, PlainText, WholeNumber
from traedesten.ui.weekly import WeeklyTimes

PASSWORD_WORDS = {
    "password_too_short": _("Adgangskoden skal have mindst 12 tegn. Tre eller fire ord er nemt at huske."),
    "password_too_common": _("Den adgangskode gætter mange først. Vælg en, der er mere din egen."),
    "password_too_similar": _("Adgangskoden ligner dit navn eller din e-mail for meget. Vælg nogle andre ord."),
}
PICTURE_WORDS = {
    "too_large": _("Billedet fylder for meget. Det må højst fylde 5 MB – prøv et mindre."),
    "unreadable": _("Vi kan ikke læse billedet. Prøv et almindeligt foto som JPG eller PNG."),
}


class Account(forms.Form):
    """The password of a new account."""

    password = forms.CharField(
        label=_("Vælg en adgangskode"),
        help_text=_("Mindst 12 tegn. Tre eller fire ord efter hinanden er nemt at huske og svært at gætte."),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Vælg en adgangskode på mindst 12 tegn.")},
    )

    def __init__(self, *args, volunteer, **kwargs):
        super().__init__(*args, **kwargs)
        self.volunteer = volunteer

    def clean_password(self):
        password = self.cleaned_data["password"]
        try:
            validate_password(password, User(email=self.volunteer.email, name=self.volunteer.full_name))
        except forms.ValidationError as problem:
            words = [PASSWORD_WORDS.get(error.code, error.message) for error in problem.error_list]
            raise forms.ValidationError(words) from None
        return password


class _Brings(forms.Form):
    """What a guide brings; shared by the invitation and both ways to edit a guide."""

    phone = PhoneNumber(label=_("Telefon"))
    area = forms.ModelChoiceField(Area._base_manager.none(), label=_("By eller område"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Taler"),
        choices=labels.choices("language"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vælg mindst ét sprog.")},
    )
    interests = forms.MultipleChoiceField(
        label=_("Kan lide"),
        help_text=_("Det er nemmere at følges om noget, man begge holder af."),
        choices=labels.choices("interest"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    capacity = WholeNumber(
        label=_("Hvor mange kan du følges med ad gangen?"),
        min_value=0,
        max_value=20,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("Skriv et tal, for eksempel 2. Skriv 0, hvis det ikke passer lige nu.")},
    )

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["area"].empty_label = _("Vælg")


class Invitation(_Brings):
    """Who is invited. The invitation goes to the e-mail address."""

    first_name = PlainText(label=_("Fornavn"), max_length=60, error_messages={"required": _("Skriv et fornavn.")})
    last_name = PlainText(label=_("Efternavn"), max_length=60, required=False)
    email = EmailAddress(
        label=_("E-mail"),
        help_text=_("Hertil sender vi et link, der virker i 14 dage."),
        error_messages={"required": _("Skriv den e-mail, som invitationen skal sendes til.")},
    )
    field_order = ("first_name", "last_name", "email", "phone", "area", "languages", "interests", "capacity")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["capacity"].label = _("Hvor mange kan guiden følges med ad gangen?")

    def clean_capacity(self):
        if not self.cleaned_data["capacity"]:
            raise forms.ValidationError(_("Skriv mindst 1. En guide uden pladser bliver aldrig spurgt."), code="none")
        return self.cleaned_data["capacity"]

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if queries.volunteer_with_email(email):
            raise forms.ValidationError(_("Der er allerede en guide med den e-mail. Inviter igen fra listen."))
        return email


class _Available(WeeklyTimes, _Brings):
    """The rest of a profile: when, whether away, and who one is."""

    times = forms.MultipleChoiceField(
        label=_("Hvornår kan du som regel?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    away_from = Day(label=_("Væk fra"), required=False)
    away_until = Day(label=_("Væk til og med"), required=False)
    gender = forms.ChoiceField(label=_("Køn"), choices=Gender.choices, required=False)
    born_year = WholeNumber(
        label=_("Fødselsår"),
        required=False,
        min_value=1900,
        max_value=2100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_slots()
        self.fields["gender"].choices = labels.choices("gender")

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("away_from"), cleaned.get("away_until")
        if bool(first) != bool(last) and not {"away_from", "away_until"} & set(self.errors):
            missing = "away_until" if first else "away_from"
            self.add_error(missing, _("Skriv begge datoer, eller lad dem begge stå tomme."))
        elif first and last and last < first:
            self.add_error("away_until", _("Den sidste dag ligger før den første. Byt om på dem."))
        return cleaned


class Volunteer(_Available):
    """What the coordinator keeps about a guide."""

    first_name = PlainText(label=_("Fornavn"), max_length=60, error_messages={"required": _("Skriv et fornavn.")})
    last_name = PlainText(label=_("Efternavn"), max_length=60, required=False)
    email = EmailAddress(label=_("E-mail"), error_messages={"required": _("Skriv guidens e-mail.")})
    field_order = ("first_name", "last_name", "email", "phone", "area", "languages", "interests", "capacity")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["capacity"].label = _("Hvor mange kan guiden følges med ad gangen?")
        self.fields["times"].label = _("Hvornår kan guiden som regel?")


class Profile(_Available):
    """What the guide keeps about themselves, with a picture for the people they walk with."""

    about = PlainText(
        label=_("Lidt om dig"),
        help_text=_("Et par linjer, som koordinatoren læser, når I skal finde én at følges med."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    new_picture = forms.FileField(
        label=_("Nyt billede"),
        help_text=_("Et foto af dit ansigt, højst 5 MB. Vi gør det lille og fjerner alt andet end billedet."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"empty": PICTURE_WORDS["unreadable"]},
    )
    remove_picture = forms.BooleanField(label=_("Fjern billedet"), required=False)

    def clean_new_picture(self):
        upload = self.cleaned_data["new_picture"]
        if not upload:
            return b""
        try:
            return pictures.portrait(upload)
        except pictures.BadPicture as problem:
            raise forms.ValidationError(PICTURE_WORDS[problem.reason]) from None

    def changes(self) -> dict:
        """The fields of the volunteer; the picture only when it was changed."""
        fields = dict(self.cleaned_data)
        new, remove = fields.pop("new_picture"), fields.pop("remove_picture")
        return fields | {"picture": b64encode(new or b"").decode()} if new or remove else fields
