"""Asking for a proposal, arguing with it, making a group of it, and the places where groups meet."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from traedesten.domain.groups import VENUE_NEEDS
from traedesten.domain.slots import SLOTS, slot_of
from traedesten.gathering.models import ProposedGroup
from traedesten.gathering.table import Card
from traedesten.gathering.words import REASONS
from traedesten.groups.forms.composing import first_day
from traedesten.groups.models import Programme
from traedesten.tenancy.models import Area
from traedesten.ui.forms import Clock, Day, PlainText, WholeNumber
from traedesten.ui.labels import choices, slot_words

OF_PLACE = ("name", "area", "address", "find_us", "venue_has", "times", "seats")
WAIT = "wait"


class Ask(forms.Form):
    """For which programmes; all that are open until somebody says otherwise."""

    layouts = {"programmes": "list"}

    programmes = forms.ModelMultipleChoiceField(
        Programme._base_manager.none(),
        label=_("Hvilke programmer?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vælg mindst ét program.")},
    )

    def __init__(self, *args, programmes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programmes"].queryset = programmes
        self.fields["programmes"].label_from_instance = lambda row: row.name


class Place(forms.Form):
    """A room, and when it is free for a group."""

    layouts = {"venue_has": "pills", "times": "pills"}

    name = PlainText(label=_("Stedets navn"), help_text=_("Fx Biblioteket, lokale 3."), max_length=120)
    area = forms.ModelChoiceField(Area._base_manager.none(), label=_("Område"), required=False, empty_label="–")
    address = PlainText(label=_("Adresse"), max_length=200, required=False)
    find_us = PlainText(
        label=_("Sådan finder man ind"),
        help_text=_("Hvilken dør, og hvem der tager imod."),
        max_length=200,
        required=False,
    )
    times = forms.MultipleChoiceField(
        label=_("Hvornår er der ledigt hver uge?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[],
        error_messages={"required": _("Vælg mindst én tid.")},
    )
    seats = WholeNumber(
        label=_("Hvor mange er der plads til?"),
        help_text=_("De to frivillige tæller med. Lad det stå tomt, hvis der er plads nok."),
        min_value=4,
        max_value=500,
        required=False,
    )
    venue_has = forms.MultipleChoiceField(
        label=_("Sådan er stedet"),
        choices=[code for code in choices("venue_need") if code[0] in VENUE_NEEDS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["times"].choices = [(slot, slot_words(slot).capitalize()) for slot in SLOTS]

    @property
    def answers(self) -> dict:
        return {name: self.cleaned_data[name] for name in OF_PLACE}


class Reason(forms.Form):
    """Why the proposal is changed; nobody has to say."""

    reason = forms.ChoiceField(label=_("Hvorfor?"), required=False, choices=[])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", _("Vil ikke sige det")), *REASONS.items()]


class Move(Reason):
    """Into which of the proposed groups, or to wait; and whether a new plan leaves them there."""

    to = forms.ChoiceField(
        label=_("Hvor skal de være?"),
        widget=forms.RadioSelect,
        choices=[],
        error_messages={"required": _("Vælg en gruppe, eller lad dem vente.")},
    )
    is_locked = forms.BooleanField(label=_("Bliv her, også når forslaget regnes om"), required=False)

    field_order = ("to", "reason", "is_locked")

    def __init__(self, *args, groups: list[ProposedGroup], **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = {str(row.pk): row for row in groups}
        self.fields["to"].choices = [*((pk, pk) for pk in self.groups), (WAIT, WAIT)]

    @property
    def chosen(self) -> ProposedGroup | None:
        """The group; None for to wait. Call when valid."""
        return self.groups.get(self.cleaned_data["to"])


class Make(forms.Form):
    """The last that is missing before a proposed group is a group. ``shown`` are the people on the page."""

    name = PlainText(label=_("Gruppens navn"), help_text=_("Så I kan kende den, fx Tirsdagsgruppen."), max_length=80)
    first_on = Day(label=_("Den første gang"))
    starts = Clock(label=_("Klokken"))
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, card: Card, **kwargs):
        super().__init__(*args, **kwargs)
        self.slot = card.group.slot

    def clean_first_on(self):
        return first_day(self.cleaned_data["first_on"])

    def clean_shown(self) -> list[UUID]:
        try:
            return [UUID(one) for one in self.cleaned_data["shown"].split()]
        except ValueError as broken:
            raise forms.ValidationError(_("Siden er for gammel. Hent den igen."), code="shown") from broken

    def clean(self):
        told = super().clean()
        is_told = "first_on" in told and "starts" in told
        if is_told and slot_of(told["first_on"].weekday(), told["starts"]) != self.slot:
            words = _("Forslaget gælder %(time)s. Vælg en dag og et klokkeslæt, der passer.")
            self.add_error("first_on", words % {"time": slot_words(self.slot)})
        return told
