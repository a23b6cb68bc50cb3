"""What is chosen to look at, and a link for readers."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from traedesten.insight import counting
from traedesten.insight.queries import Names
from traedesten.ui.forms import PlainText


class Chosen(forms.Form):
    """A period and a part, as the address says them; what is no choice is everybody at all times."""

    def __init__(self, typed, *, cuts: list[tuple[str, str]], names: Names):
        super().__init__(typed)
        self.periods = list(dict.fromkeys(period for period, _part in cuts if period != counting.ALL))
        parts = dict.fromkeys(part for _period, part in cuts if part)
        named = [(part, names.part(part)) for part in parts]
        choices = [("", _("Alle")), *((part, name) for part, name in named if name)]
        self.fields["del"] = forms.ChoiceField(label=_("Sted eller henviser"), choices=choices, required=False)

    @property
    def period(self) -> str:
        asked = self.data.get("periode", "")
        return asked if asked in self.periods else counting.ALL

    @property
    def part(self) -> str:
        asked = self.data.get("del", "")
        return asked if asked in dict(self.fields["del"].choices) else ""


class Reading(forms.Form):
    """Who reads, and for how long."""

    name = PlainText(
        label=_("Hvem er linket til?"),
        help_text=_("Fx styregruppen eller fonden. Ikke en enkelt persons navn."),
        max_length=80,
        error_messages={"required": _("Skriv, hvem linket er til.")},
    )
    months = forms.TypedChoiceField(
        label=_("Hvor længe skal det virke?"),
        coerce=int,
        choices=[(3, _("3 måneder")), (12, _("Et år")), (24, _("To år"))],
        initial=12,
        error_messages={"required": _("Vælg, hvor længe linket skal virke.")},
    )

    @property
    def lasts(self) -> timedelta:
        return timedelta(days=self.cleaned_data["months"] * 365 // 12)
