"""What those who hold a group, and those who sit in it, fill in along the way."""

import re
from uuid import uuid4

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext_lazy as _

from traedesten.domain.courses import CLIMATES, STOPS, Onward, Presence
from traedesten.domain.sessions import CARED, REVIEW, UNANSWERED, Refused
from traedesten.offers.models import Offer
from traedesten.ui.forms import Clock, Day, PlainText
from traedesten.ui.labels import words

NOTED = (Presence.CAME, Presence.AWAY, Presence.EXCUSED)
IN_ADVANCE = (Presence.COMING, Presence.EXCUSED)
WHY_NOT = {
    Refused.GAP: ("starts", _("Den nat stilles uret frem, så det klokkeslæt findes ikke. Vælg et andet.")),
    Refused.PAST: ("on", _("Den dag er gået. Vælg en, der ikke er kommet endnu.")),
    Refused.SAME_DAY: ("on", _("Gruppen mødes allerede den dag. Vælg en anden.")),
    Refused.BEFORE_FIRST: ("on", _("Det ligger før det første møde. Vælg en senere dag.")),
    Refused.OUT_OF_ORDER: ("on", _("Så bytter møderne plads. Vælg en dag mellem mødet før og mødet efter.")),
    Refused.HOLIDAY: ("on", _("Det er en helligdag. Er I enige om den, så sæt flueben nedenfor, og gem igen.")),
}
"""Where on the form, and in which words, it is said that a meeting cannot be then."""


def labelled(group: str, codes) -> list[tuple]:
    return [(str(code), words(group, str(code))) for code in codes]


class Attendance(forms.Form):
    """The whole group on one screen: three large choices each, one tick for all the others, and one save.

    Only what differs from what the page showed is noted, so that an old page never takes back a newer answer.
    """

    rest_came = forms.BooleanField(label=_("Alle andre kom"), required=False)
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    noted_at = forms.CharField(widget=forms.HiddenInput(attrs={"data-noted-at": ""}), required=False, max_length=40)

    def __init__(self, *args, standings, is_ahead: bool, **kwargs):
        super().__init__(*args, initial={"client_key": uuid4()}, **kwargs)
        self.standings, codes = standings, IN_ADVANCE if is_ahead else NOTED
        if is_ahead:
            del self.fields["rest_came"]
        known = [str(code) for code in codes]
        for standing in standings:
            now = standing.presence if standing.presence in known else ""
            self.fields[self._name(standing)] = forms.ChoiceField(
                label=standing.member.seeker.first_name,
                choices=labelled("presence", codes),
                widget=forms.RadioSelect,
                required=False,
                initial=now,
            )
            self.fields[f"was-{self._name(standing)}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=now, max_length=10
            )

    @staticmethod
    def _name(standing) -> str:
        return f"m-{standing.member.pk}"

    @property
    def rows(self) -> list[tuple]:
        """(what holds, the choices, what the page showed) for each member."""
        return [(row, self[self._name(row)], self[f"was-{self._name(row)}"]) for row in self.standings]

    def clean_noted_at(self):
        """The phone's clock; None when it says nothing that can be read."""
        try:
            at = parse_datetime(self.cleaned_data["noted_at"])
        except ValueError:
            return None
        return at if at and is_aware(at) else None

    @property
    def presences(self) -> dict:
        """What was changed, by the member's id. "The others" are those about whom nobody has noted anything."""
        values, found = self.cleaned_data, {}
        for row in self.standings:
            name, is_known = self._name(row), row.presence in NOTED
            chosen = values[name] or (str(Presence.CAME) if values.get("rest_came") and not is_known else "")
            if chosen and chosen != values[f"was-{name}"]:
                found[row.member.pk] = chosen
        return found


class Log(forms.Form):
    """How the meeting was, for the group as a whole."""

    layouts = {"done": "list", "climate": "choices", "review_good": "pills", "review_change": "pills"}

    done = forms.MultipleChoiceField(
        label=_("Det nåede vi"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=labelled("plan_part", ("opening_round", "exercise", "social_training")),
    )
    climate = forms.ChoiceField(
        label=_("Hvordan var stemningen i gruppen?"),
        choices=labelled("climate", CLIMATES),
        widget=forms.RadioSelect,
        required=False,
    )
    theme = PlainText(
        label=_("Hvad talte I om?"), help_text=_("Emnet, ikke hvem der sagde hvad."), max_length=120, required=False
    )
    worked = PlainText(
        label=_("Hvad virkede, som I vil gøre igen?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_no_name = forms.BooleanField(label=_("Det, der ligner et navn, er et almindeligt ord her"), required=False)
    review_good = forms.MultipleChoiceField(
        label=_("Tilbageblik: Det siger gruppen er godt"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=labelled("review", REVIEW),
    )
    review_change = forms.MultipleChoiceField(
        label=_("Tilbageblik: Det vil gruppen gerne have anderledes"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=labelled("review", REVIEW),
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, names, is_review: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = [name for name in names if name]
        if not is_review:
            del self.fields["review_good"], self.fields["review_change"]

    def clean(self):
        told = super().clean()
        for field in ("theme", "worked"):
            found = self._names_in(told.get(field) or "")
            if found and not told.get("is_no_name"):
                told_of = _("Her står et navn fra gruppen: %(name)s. Skriv om gruppen, ikke om én i den.")
                self.add_error(field, forms.ValidationError(told_of, code="name", params={"name": found}))
        return told

    def _names_in(self, text: str) -> str:
        """The first of the members' names that stands in the text as a word of its own, also with a genitive s."""
        names = "|".join(sorted(map(re.escape, self.names), key=len, reverse=True))
        found = re.search(rf"\b({names})s?\b", text, re.IGNORECASE) if names else None
        return found[1] if found else ""

    @property
    def answers(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "is_no_name"}


class _When(forms.Form):
    """A day and a time, and why it cannot be then."""

    on = Day(label=_("Dag"))
    starts = Clock(label=_("Klokken"), error_messages={"invalid": _("Skriv klokkeslættet som fx 19.00.")})

    def refuse(self, why: Refused) -> None:
        """Say on the form why it cannot be then."""
        field, because = WHY_NOT[why]
        self.add_error(field, forms.ValidationError(because, code=why))


class Moved(_When):
    """When and where a meeting is."""

    venue = PlainText(label=_("Sted"), max_length=120, required=False)
    despite_holiday = forms.BooleanField(label=_("Vi er enige om at mødes på helligdagen"), required=False)
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class GoingOn(_When):
    """The first time that they meet by themselves."""

    at = PlainText(
        label=_("Sted"),
        help_text=_("Et sted, der er åbent for alle, er nemmest at komme til den første gang."),
        max_length=200,
        error_messages={"required": _("Skriv, hvor I mødes.")},
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput)


class Called(forms.Form):
    """What came of a call to somebody who stayed away."""

    layouts = {"outcome": "list"}
    outcome = forms.ChoiceField(
        label=_("Hvad blev I enige om?"),
        choices=labelled("cared", CARED),
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad der kom ud af det.")},
    )


class Stop(forms.Form):
    """Somebody leaves the course."""

    layouts = {"reason": "list"}
    reason = forms.ChoiceField(
        label=_("Må vi vide hvorfor?"),
        choices=labelled("stopped_for", STOPS),
        widget=forms.RadioSelect,
        initial="not_said",
        required=False,
    )
    announced = forms.BooleanField(label=_("Gruppen må gerne få det at vide"), required=False)

    def clean_reason(self):
        return self.cleaned_data["reason"] or "not_said"


class Next(forms.Form):
    """The next stone from the last meeting."""

    layouts = {"onward": "list"}
    onward = forms.ChoiceField(
        label=_("Hvad skal være det næste?"),
        choices=labelled("onward", Onward),
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg én. Du kan vælge om igen bagefter.")},
    )
    offer = forms.ModelChoiceField(
        Offer._base_manager.none(),
        label=_("Hvilket fællesskab?"),
        required=False,
        empty_label=_("Vælg et fællesskab"),
        help_text=_("Kun når du vil til et fællesskab. Du kan finde dem alle på listen."),
        error_messages={"invalid_choice": _("Det fællesskab er ikke på listen mere. Vælg et andet.")},
    )
    with_guide = forms.BooleanField(label=_("Jeg vil gerne følges med én de første gange"), required=False)
    tells_place = forms.BooleanField(
        label=_("I må sige til stedet, at der kommer en ny"),
        help_text=_("Så tager nogen imod. Vi siger ikke, hvem du er, eller hvor du kommer fra."),
        required=False,
    )
    may_be_asked = forms.BooleanField(
        label=_("I må spørge mig igen om tre måneder"),
        help_text=_("Det er to spørgsmål. Så længe gemmer vi dit nummer, og så sletter vi det."),
        required=False,
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, offers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["offer"].queryset = offers
        self.fields["offer"].label_from_instance = lambda row: row.name

    def clean(self):
        told = super().clean()
        if told.get("onward") == Onward.OFFER and not told.get("offer") and "offer" not in self.errors:
            self.add_error("offer", _("Vælg, hvilket fællesskab det er."))
        return told


class End(forms.Form):
    """The group is over."""

    layouts = {"without": "list"}
    without = forms.ChoiceField(
        label=_("Hvorfor mangler der et svar?"),
        choices=[("", _("Alle har fået et svar")), *labelled("unanswered", UNANSWERED)],
        widget=forms.RadioSelect,
        required=False,
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput)


class Afterwards(forms.Form):
    """Two questions three months later, answered by nobody in particular."""

    layouts = {"in_community": "list", "kept_contact": "list"}
    in_community = forms.ChoiceField(
        label=_("Er du med i et fællesskab nu?"),
        choices=labelled("in_community", ("yes", "on_the_way", "no", "not_said")),
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg et svar.")},
    )
    kept_contact = forms.ChoiceField(
        label=_("Har du kontakt med nogen fra gruppen?"),
        choices=labelled("kept_contact", ("yes", "a_little", "no", "not_said")),
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg et svar.")},
    )
