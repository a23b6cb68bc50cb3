"""The guide through a talk before a group."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traedesten.domain.groups import TOPICS, PoolMove
from traedesten.groups.models import Seeker
from traedesten.ui import labels
from traedesten.ui.forms import Day, PlainText, WholeNumber
from traedesten.ui.weekly import WeeklyTimes

NOT_KEPT = ("expected_version", "outcome", "ask_again_on", "may_refer", "not_with")


class OneOfThem(forms.ModelMultipleChoiceField):
    """Others in the pool, by first name and area."""

    def label_from_instance(self, row: Seeker) -> str:
        return f"{row.first_name}, {row.area.name}" if row.area else row.first_name


class Talk(WeeklyTimes, forms.Form):
    """What was talked about, in the order it is talked about, and what came out of it."""

    layouts = {"covered": "list", "stays": "pills", "not_with": "list", "outcome": "list"}

    covered = forms.MultipleChoiceField(
        label=_("Det har vi talt om"),
        choices=[(code, labels.words("talk_topic", code)) for code in TOPICS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    times = forms.MultipleChoiceField(
        label=_("Hvornår passer en fast tid hver uge?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reach_km = WholeNumber(
        label=_("Hvor langt kan de komme? (km)"),
        min_value=1,
        max_value=200,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    wishes_gender = forms.ChoiceField(label=_("Køn i gruppen"), widget=forms.RadioSelect, required=False)
    wishes_age = forms.ChoiceField(label=_("Alder i gruppen"), widget=forms.RadioSelect, required=False)
    small_only = forms.BooleanField(label=_("Kun en lille gruppe, højst seks"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Taler"), widget=forms.CheckboxSelectMultiple, required=False, choices=labels.choices("language")
    )
    access_needs = forms.MultipleChoiceField(
        label=_("Det skal stedet kunne"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=labels.choices("access"),
    )
    stays = forms.MultipleChoiceField(
        label=_("Hvad kunne få dem til at komme igen anden gang?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=labels.choices("stays"),
    )
    not_with = OneOfThem(
        Seeker._base_manager.none(),
        label=_("Ikke i gruppe med"),
        help_text=_("En nabo, en tidligere kæreste. Vi skriver aldrig hvorfor, og ingen får det at vide."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = PlainText(label=_("Noter"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    outcome = forms.ChoiceField(
        label=_("Hvad blev I enige om?"),
        choices=[
            (PoolMove.FOUND_READY, _("Klar til en gruppe")),
            (PoolMove.PUT_OFF, _("Ikke lige nu")),
            (PoolMove.SHOW_ON, _("Noget andet vil hjælpe bedre")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad I blev enige om.")},
    )
    ask_again_on = Day(
        label=_("Hvornår må vi spørge igen?"),
        help_text=_("Kun når det ikke passer lige nu. Uden en dag sletter vi det, vi ved, efter lidt tid."),
        required=False,
    )
    may_refer = forms.BooleanField(
        label=_("De siger ja til, at vi skriver et kort til vores egen indbakke, så én ser på, hvad der kan hjælpe"),
        required=False,
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, others, keeps_journal: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_slots()
        self.fields["wishes_gender"].choices = labels.choices("group_mix")
        self.fields["wishes_age"].choices = labels.choices("group_ages")
        self.fields["not_with"].queryset = others
        if not keeps_journal:
            del self.fields["note"]

    def clean(self):
        told = super().clean()
        outcome, again = told.get("outcome"), told.get("ask_again_on")
        if outcome == PoolMove.FOUND_READY and not told.get("times"):
            self.add_error("times", _("Sæt mindst ét flueben. Uden en tid kan vi ikke finde en gruppe."))
        if outcome == PoolMove.PUT_OFF and again and again <= timezone.localdate():
            self.add_error("ask_again_on", _("Vælg en dag, der ikke er kommet endnu."))
        return told

    @property
    def answers(self) -> dict:
        """What the talk itself keeps."""
        return {name: value for name, value in self.cleaned_data.items() if name not in NOT_KEPT}

    @property
    def agreed(self) -> dict:
        """What came out of it."""
        return {name: self.cleaned_data[name] for name in NOT_KEPT}
