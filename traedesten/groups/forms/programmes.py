"""Writing a programme down: what is offered, what every group of it shares, and the materials of each meeting."""

import re
from itertools import pairwise

from django import forms
from django.utils.translation import gettext_lazy as _

from traedesten.domain import groups as rules
from traedesten.domain.editions import PLAN, SHARED
from traedesten.domain.programmes import ReadyMade, shortened
from traedesten.groups.models import Programme as Row
from traedesten.ui import labels
from traedesten.ui.forms import PlainText, WholeNumber

SPARE, MOST_MEETINGS = 2, 16
OF_THE_SITE = ("journal", "local", "late_after_days", "erase_after_days")
"""What a site answers for itself, whatever it follows."""


def _text(label, most: int, rows: int = 0, **kwargs):
    if rows:
        kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
    return PlainText(label=label, max_length=most, **{"required": False, **kwargs})


def _number(label, least: int, most: int, **kwargs):
    return WholeNumber(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        **kwargs,
    )


def _choice(label, group: str, **kwargs):
    return forms.ChoiceField(label=label, choices=labels.choices(group), widget=forms.RadioSelect, **kwargs)


def _ticks(label, group: str, codes, **kwargs):
    choices = [(code, labels.words(group, code)) for code in codes]
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **kwargs
    )


class Plans(forms.Form):
    """The meetings, one row for each, and some to spare. Empty rows are left out; the numbers give the order."""

    def add_plans(self, plans: list[dict]) -> None:
        self.meeting_count = min(max(len(plans) + SPARE, self._posted), MOST_MEETINGS + SPARE)
        self.used_meetings = len(plans)
        for row in range(self.meeting_count):
            self.fields |= self._fields_of(row)
        for row, plan in enumerate(plans):
            self.initial |= {f"{name}_{row}": plan[name] for name in PLAN} | {f"place_{row}": row + 1}

    @property
    def _posted(self) -> int:
        found = [int(match[1]) for key in self.data for match in [re.fullmatch(r"theme_(\d{1,2})", key)] if match]
        return max((number + 1 for number in found), default=0)

    def _fields_of(self, row: int) -> dict:
        return {
            f"theme_{row}": _text(_("Hvad handler mødet om?"), 120),
            f"place_{row}": _number(_("Nummer i rækken"), 1, 99, required=False),
            f"opening_round_{row}": _text(_("Runden"), 900, 2),
            f"exercise_{row}": _text(_("Øvelsen"), 900, 3),
            f"social_training_{row}": _text(_("Øve sig i at være sammen"), 900, 2),
            f"timing_{row}": _text(_("Tidsplan"), 300, 2),
            f"is_core_{row}": forms.BooleanField(label=_("Mødet hører til kernen"), required=False),
            f"remove_{row}": forms.BooleanField(label=_("Tag mødet ud"), required=False),
        }

    @property
    def meetings(self) -> list[dict]:
        """The rows as the page shows them; those to spare are folded away until they are used."""
        names = [name for name in (*PLAN, "place", "remove")]
        rows = [{name: self[f"{name}_{row}"] for name in names} for row in range(self.meeting_count)]
        return [
            {
                "fields": [found[name] for name in names if name not in {"theme", "place"}],
                "theme": found["theme"],
                "place": found["place"],
                "number": number,
                "is_spare": number > self.used_meetings,
                "has_error": any(field.errors for field in found.values()),
                "is_open": any(field.errors or field.value() for field in found.values())
                and number > self.used_meetings,
            }
            for number, found in enumerate(rows, start=1)
        ]

    def read_plans(self) -> None:
        """Put ``plans`` into what was cleaned."""
        kept = []
        for row in range(self.meeting_count):
            typed = {name: self.cleaned_data.get(f"{name}_{row}") for name in PLAN}
            if self.cleaned_data.get(f"remove_{row}") or not any(typed[name] for name in PLAN if name != "is_core"):
                continue
            if not typed["theme"] and f"theme_{row}" not in self.errors:
                self.add_error(f"theme_{row}", _("Skriv, hvad mødet handler om, eller tag det ud."))
            kept.append((self.cleaned_data.get(f"place_{row}") or 99, row, typed))
        if len(kept) > MOST_MEETINGS:
            self.add_error(None, _("Der er plads til %(most)d møder.") % {"most": MOST_MEETINGS})
        self.cleaned_data["plans"] = [typed for _place, _row, typed in sorted(kept, key=lambda one: one[:2])]


class Programme(Plans):
    """One programme, all of it. ``shared`` are the core elements of the edition it follows.

    ``facts`` are the arguments for ``write_programme``.
    """

    layouts = {"core": "list", "let_go": "list", "venue_needs": "list", "journal": "list"}

    name = _text(_("Navn"), 80, required=True)
    theme = _text(_("Emne"), 30, help_text=_("Et eller to ord, fx »Ensomhed« eller »Sorg«."))
    about = _text(_("Hvad er det?"), 2000, 4, help_text=_("Et par linjer i hverdagsord. Alle kan læse dem."))
    local = _text(_("Sådan er det her hos os"), 2000, 3, help_text=_("Det, der er jeres eget: kaffen, turen, huset."))
    smallest = _number(_("Mindst"), 2, 50)
    ideal_from = _number(_("Helst fra"), 2, 50)
    ideal_to = _number(_("Helst til"), 2, 50)
    largest = _number(_("Højst"), 2, 50)
    sessions = _number(_("Hvor mange møder?"), 1, MOST_MEETINGS)
    minutes = _number(_("Hvor mange minutter hver gang?"), 15, 480)
    weeks_between = _number(_("Hvor mange uger imellem?"), 1, 8, help_text=_("1 er hver uge."))
    review_after = _number(_("Tilbageblik efter møde nummer"), 0, MOST_MEETINGS, help_text=_("0 er slet ikke."))
    joining = _choice(_("Kan nye komme til undervejs?"), "joining")
    afterwards = _choice(_("Hvad sker der efter den sidste gang?"), "afterwards")
    minimum_age = _number(_("Fra hvilken alder?"), 0, 120)
    maximum_age = _number(_("Til hvilken alder?"), 0, 120, required=False)
    age_span = _number(_("Højst så mange år mellem den yngste og den ældste"), 1, 120)
    venue_needs = _ticks(_("Hvad skal stedet kunne?"), "venue_need", rules.VENUE_NEEDS)
    core = _ticks(_("Det, hver eneste gruppe skal have"), "core", rules.CORE)
    journal = _choice(
        _("Fører I journal?"),
        "journal",
        help_text=_(
            "I grupper gør man det ikke. Vælg kun ja, hvis I har et lovligt grundlag og et sted at skrive det."
        ),
    )
    late_after_days = _number(_("Sig til, når nogen har ventet så mange dage"), 1, 730)
    erase_after_days = _number(_("Slet numre og navne så mange dage efter sidste gang"), 1, 730)
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, begun: dict, plans: list[dict], programme: Row | None = None, shared=(), **kwargs):
        super().__init__(*args, initial=begun, **kwargs)
        self.programme = programme
        self.add_plans(plans)
        held = [code for code in shared if programme and code in programme.core]
        chosen = self.data.getlist("core") if self.is_bound and hasattr(self.data, "getlist") else held
        self.dropped = [code for code in held if code not in chosen]
        if self.dropped:
            label = _("I fjerner noget, som alle steder med programmet har. Sæt hak, hvis I vil det alligevel.")
            self.fields["let_go"] = _ticks(label, "core", self.dropped)
        if "shortens" in self.data:
            self._offer_to_shorten()

    def _offer_to_shorten(self) -> None:
        label = _("Tag de møder ud, der er for mange")
        hint = _("Først dem, der kan vælges fra. Velkomsten og farvellet bliver, så længe der er plads.")
        self.fields["shortens"] = forms.BooleanField(label=label, help_text=hint, required=False)

    def clean(self):
        super().clean()
        self.read_plans()
        self._check_order(
            ("smallest", "ideal_from", "ideal_to", "largest"), _("Det er færre end i feltet før. Ret et af tallene.")
        )
        self._check_order(
            ("minimum_age", "maximum_age"), _("Den højeste alder er lavere end den laveste. Byt om på dem.")
        )
        self._check_order(
            ("review_after", "sessions"), _("Tilbageblikket ligger efter det sidste møde. Ret et af tallene.")
        )
        self._check_meetings()
        if set(self.dropped) - set(self.cleaned_data.get("let_go", [])):
            self.add_error("let_go", _("Sæt hak ud for det, I ved, at I fjerner – eller sæt hak i kernen igen."))
        return self.cleaned_data

    def _check_meetings(self) -> None:
        """More materials than meetings: those too many go when it is asked for, and it is asked when it is not."""
        sessions, plans = self.cleaned_data.get("sessions"), self.cleaned_data["plans"]
        if not sessions or len(plans) <= sessions:
            return
        if self.cleaned_data.get("shortens"):
            self.cleaned_data["plans"] = shortened(plans, sessions)
            return
        self._offer_to_shorten()
        words = _("Der er materiale til %(meetings)d møder. Skriv mindst det antal, eller sæt hak i feltet under.")
        self.add_error("sessions", words % {"meetings": len(plans)})

    def _check_order(self, names: tuple[str, ...], words) -> None:
        typed = [(name, self.cleaned_data.get(name)) for name in names]
        known = [(name, value) for name, value in typed if value is not None]
        for (_before, least), (name, most) in pairwise(known):
            if most < least:
                self.add_error(name, words)
                return

    @property
    def facts(self) -> dict:
        typed = self.cleaned_data
        facts = {name: typed[name] for name in (*SHARED, *OF_THE_SITE, "plans")}
        if self.programme:
            facts |= {"expected_version": typed["expected_version"], "let_go": typed.get("let_go", [])}
        return facts


class TakeOver(forms.Form):
    """Which parts of a new edition to take over; ``parts`` are (part, its words)."""

    layouts = {"parts": "list"}

    parts = forms.MultipleChoiceField(
        label=_("Det vil vi tage over"), required=False, widget=forms.CheckboxSelectMultiple
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, parts: list[tuple], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = parts


def begun_from(ready: ReadyMade | None) -> tuple[dict, list[dict]]:
    """What an empty form shows: a new programme's own defaults, or those of a ready-made one."""
    fresh = {name: getattr(Row(), name) for name in (*SHARED, *OF_THE_SITE)} | {"core": list(rules.CORE)}
    if ready is None:
        return fresh, []
    return fresh | ready.begun, [{name: getattr(plan, name) for name in PLAN} for plan in ready.plans]


def filled(programme: Row, plans: list[dict]) -> tuple[dict, list[dict]]:
    """What the form shows for a programme that is there."""
    names = (*SHARED, *OF_THE_SITE)
    return {name: getattr(programme, name) for name in names} | {"expected_version": programme.version}, plans
