"""Forms about facilitators: showing interest, what the coordinator writes, and what they keep themselves."""

from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traedesten.domain import facilitators as rules
from traedesten.domain.slots import DAYS, PARTS, SLOTS
from traedesten.groups.forms.sign_up import SignUp
from traedesten.groups.models import Facilitator
from traedesten.referrals.forms.public import valid_email
from traedesten.tenancy.models import Area
from traedesten.ui import labels
from traedesten.ui.forms import Day, PhoneNumber, PlainText, WholeNumber


def _lines(label, most: int = 1000, rows: int = 4, **kwargs):
    return PlainText(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def _number(label, least: int, most: int, **kwargs):
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return WholeNumber(label=label, min_value=least, max_value=most, widget=widget, **kwargs)


class Interest(SignUp):
    """What anybody may send who would like to hold a group: as little as a sign-up, and no year of birth."""

    born_year = None


class Move(forms.Form):
    """Which way on, and when to ask again."""

    move = forms.ChoiceField(choices=[(move, move) for move in rules.FacilitatorMove], widget=forms.HiddenInput)
    ask_again_on = Day(
        label=_("Hvornår må vi spørge igen?"),
        help_text=_("Uden en dag sletter vi det, vi ved, efter lidt tid."),
        required=False,
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_ask_again_on(self):
        day = self.cleaned_data["ask_again_on"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError(_("Vælg en dag, der ikke er kommet endnu."), code="past")
        return day


class _Week(forms.Form):
    """When and where somebody can, and how much."""

    layouts = {"places": "pills"}

    times = forms.MultipleChoiceField(
        label=_("Hvornår passer en fast tid hver uge?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    places = forms.MultipleChoiceField(
        label=_("Hvor kan du komme?"),
        help_text=_("Uden flueben regner vi med, at det er lige meget."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    groups_at_once = _number(_("Hvor mange grupper ad gangen?"), 0, 5)
    expected_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["times"].choices = [(slot, labels.slot_words(slot)) for slot in SLOTS]
        self.fields["places"].choices = [(str(area.pk), area.name) for area in areas]

    def clean_places(self):
        return [UUID(place) for place in self.cleaned_data["places"]]

    @property
    def week(self) -> list[tuple]:
        """The weekly times as (day, its boxes in the order of ``PARTS``)."""
        boxes, size = list(self["times"]), len(PARTS)
        return [
            (labels.words("slot_day", name), boxes[number * size : number * size + size])
            for number, name in enumerate(DAYS)
        ]

    @property
    def parts(self) -> list[tuple]:
        """The columns of the week: (part of the day, its hours)."""
        hours = (_("før 12"), _("12–17"), _("efter 17"))
        return [(labels.words("slot_part", part[0]), told) for part, told in zip(PARTS, hours, strict=True)]


class Availability(_Week):
    """The facilitator's own."""


class Edit(_Week):
    """What the coordinator keeps about a facilitator."""

    first_name = PlainText(label=_("Fornavn"), max_length=60, error_messages={"required": _("Skriv et fornavn.")})
    last_name = PlainText(label=_("Efternavn"), max_length=60, required=False)
    phone = PhoneNumber(label=_("Telefon"), required=False)
    email = PlainText(
        label=_("E-mail"),
        help_text=_("Hertil sender vi invitationen, når I har sagt ja til hinanden."),
        max_length=254,
        required=False,
        widget=forms.EmailInput,
    )
    area = forms.ModelChoiceField(Area._base_manager.none(), label=_("By eller område"), required=False)
    field_order = ("first_name", "last_name", "phone", "email", "area", "groups_at_once", "places")

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, areas=areas, **kwargs)
        self.fields["area"].queryset, self.fields["area"].empty_label = areas, _("Vælg")
        self.fields["places"].label = _("Hvor kan de komme?")

    def clean_email(self):
        return valid_email(self.cleaned_data["email"]).lower()


class Training(forms.Form):
    """Something learned."""

    kind = forms.ChoiceField(
        label=_("Hvad har de været på?"),
        choices=labels.choices("facilitator_training"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad det var.")},
    )
    held_on = Day(label=_("Hvilken dag?"))
    valid_until = Day(
        label=_("Gælder til og med"),
        help_text=_("Lad den stå tom, så gælder det så længe, som I har bestemt. En temadag udløber ikke."),
        required=False,
    )

    def clean(self):
        told = super().clean()
        held, until = told.get("held_on"), told.get("valid_until")
        if held and held > timezone.localdate():
            self.add_error("held_on", _("Den dag er ikke kommet endnu. Skriv det op, når det er holdt."))
        elif held and until and until < held:
            self.add_error("valid_until", _("Den sidste dag ligger før den første. Byt om på dem."))
        return told


class Sign(forms.Form):
    """The declaration, signed on one's own page."""

    has_promised = forms.BooleanField(
        label=_("Det lover jeg"), error_messages={"required": _("Sæt et flueben, hvis du lover det.")}
    )
    signed_as = PlainText(
        label=_("Skriv dit navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Skriv dit navn som underskrift.")},
    )


class OnPaper(forms.Form):
    """The declaration, signed on paper and seen by the coordinator."""

    signed_as = PlainText(label=_("Hvilket navn står der?"), max_length=120)
    signed_on = Day(label=_("Hvilken dag er den skrevet under?"))

    def clean_signed_on(self):
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Den dag er ikke kommet endnu."), code="ahead")
        return day


class OneOfUs(forms.ModelMultipleChoiceField):
    """Other facilitators by first name and area."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, row: Facilitator) -> str:
        return f"{row.first_name}, {row.area.name}" if row.area else row.first_name


class Pairs(forms.Form):
    """Whom somebody likes to work with, and with whom it must not be."""

    layouts = {"likes": "list", "not_with": "list"}

    likes = OneOfUs(Facilitator._base_manager.none(), label=_("Vil du gerne arbejde sammen med"), required=False)
    not_with = OneOfUs(
        Facilitator._base_manager.none(),
        label=_("Helst ikke sammen med"),
        help_text=_("Det ser kun koordinatoren. Du skal ikke sige hvorfor."),
        required=False,
    )

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["likes"].queryset = self.fields["not_with"].queryset = others

    def clean(self):
        told = super().clean()
        both = set(told.get("likes") or ()) & set(told.get("not_with") or ())
        if both:
            self.add_error("not_with", _("Den samme står begge steder. Vælg det ene."))
        return told


class AskSparring(forms.Form):
    """What a facilitator would like to think about with somebody."""

    about = _lines(
        _("Hvad vil du gerne vende?"),
        600,
        help_text=_("Skriv om gruppen, ikke om nogen i den: ingen navne, ingen fortællinger."),
        error_messages={"required": _("Skriv et par ord, så koordinatoren ved, hvad det handler om.")},
    )


class AnswerSparring(forms.Form):
    """A few words, a day on which it was held, or both."""

    answer = _lines(_("Svar"), required=False, help_text=_("Facilitatoren læser det på sin egen side."))
    held_on = Day(label=_("Holdt den"), required=False)
    expected_version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self):
        told = super().clean()
        if not told.get("answer") and not told.get("held_on") and not self.errors:
            self.add_error("answer", _("Skriv et svar, eller vælg den dag, I talte sammen."))
        if told.get("held_on") and told["held_on"] > timezone.localdate():
            self.add_error("held_on", _("Den dag er ikke kommet endnu."))
        return told


class Thank(forms.Form):
    """Thanks in one's own words."""

    words = _lines(_("Dine egne ord"), 600, error_messages={"required": _("Skriv et par ord.")})


class Terms(forms.Form):
    """How long things are valid here."""

    training_months = _number(_("Oplæring gælder i (måneder)"), 1, 120)
    declaration_months = _number(_("Tavshedserklæringen gælder i (måneder)"), 1, 120)
    forget_after_days = _number(
        _("Slet det, vi ved, efter (dage)"),
        30,
        1000,
        help_text=_("Om dem, der ikke blev facilitator, eller som har sagt farvel."),
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput)
