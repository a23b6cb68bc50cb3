"""Writing an offer down: few things first, the rest folded away."""

from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from traedesten.domain.taxonomy import KEYS
from traedesten.domain.terms import HOLDS, LANGUAGES
from traedesten.offers.forms.rows import CHANGE, TIME, Rows, is_past
from traedesten.offers.models import Offer as Row
from traedesten.tenancy.models import Area
from traedesten.ui import labels
from traedesten.ui.forms import PhoneNumber, PlainText

VENUE = {
    "place": "name",
    "address": "address",
    "postcode": "postcode",
    "area": "area",
    "step_free": "step_free",
    "hearing_loop": "hearing_loop",
    "transport": "transport",
}
"""The fields of a venue, by the name they have on the form."""
UNKNOWN = ("", _("Ved ikke"))
YES_OR_NO = (("yes", _("Ja")), ("no", _("Nej")), UNKNOWN)
FOLDS = (
    ("interests", _("Hvad handler det om?"), ("interests",)),
    (
        "people",
        _("Hvem kan være med?"),
        (*(f"hold_{code}" for code in HOLDS), "can_hold", "minimum_age", "maximum_age", "gender", "languages"),
    ),
    ("feel", _("Sådan er det at være der"), ("size", "pace", "doing", "same_people", "greeted")),
    ("practical", _("Pris og tilmelding"), ("price", "price_words", "sign_up", "url")),
    ("access", _("Adgang og transport"), ("step_free", "hearing_loop", "transport")),
)


@dataclass(frozen=True)
class Fold:
    """Some fields that are folded away until they are needed."""

    name: str
    title: str
    fields: list
    filled: int

    @property
    def has_error(self) -> bool:
        return any(field.errors for field in self.fields)

    @property
    def filled_words(self) -> str:
        return ngettext("%(n)d udfyldt", "%(n)d udfyldt", self.filled) % {"n": self.filled} if self.filled else ""


@dataclass(frozen=True)
class ThemeGroup:
    """A theme of the first level, with the boxes for it and those under it."""

    key: str
    boxes: list
    chosen: int

    @property
    def chosen_words(self) -> str:
        return ngettext("%(n)d valgt", "%(n)d valgt", self.chosen) % {"n": self.chosen} if self.chosen else ""


def _choice(label, choices):
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


def _codes(group: str, *first) -> list:
    return [*first, *labels.choices(group)]


def _text(label, most: int, rows: int = 0, **kwargs):
    if rows:
        kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
    return PlainText(label=label, max_length=most, required=False, **kwargs)


def _yes_or_no(label):
    coerce = {"yes": True, "no": False}.get
    return forms.TypedChoiceField(
        label=label, choices=YES_OR_NO, coerce=coerce, empty_value=None, required=False, widget=forms.RadioSelect
    )


def _number(label, least: int, most: int, **kwargs):
    words = _("Skriv et tal mellem %(least)d og %(most)d.") % {"least": least, "most": most}
    wrong = dict.fromkeys(("invalid", "min_value", "max_value"), words)
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=wrong,
        **kwargs,
    )


class Offer(Rows):
    """One offer, all of it. ``areas`` and ``organisations`` are those the site knows; ``offer`` what stands already.

    ``facts`` are the arguments for ``add_offer`` and ``edit_offer``.
    """

    layouts = {"languages": "pills", **dict.fromkeys([f"hold_{code}" for code in HOLDS], "pills")} | dict.fromkeys(
        ("capacity", "pace", "doing", "same_people", "greeted", "sign_up", "gender", "size"), "pills"
    )
    leaves_out: tuple[str, ...] = ()

    name = PlainText(label=_("Navn"), max_length=100)
    kind = forms.ChoiceField(label=_("Slags"), choices=labels.choices("offer_kind"))
    organisation = _text(
        _("Hvem står bag?"),
        120,
        help_text=_("En forening, en kirke, kommunen. Vælg en, I kender, eller skriv en ny."),
        widget=forms.TextInput(attrs={"list": "organisations"}),
    )
    about = _text(_("Hvad er det?"), 3000, 4, help_text=_("Et par linjer i hverdagsord. Alle kan læse dem."))
    closed_on_holidays = forms.BooleanField(label=_("Holder lukket på helligdage"), required=False)
    place = _text(_("Sted"), 100)
    address = _text(_("Adresse"), 200)
    postcode = _text(_("Postnummer"), 10)
    area = forms.ModelChoiceField(
        Area._base_manager.none(), label=_("By eller område"), required=False, empty_label=_("Vælg")
    )
    contact_name = _text(_("Hvem tager imod?"), 80)
    contact_phone = PhoneNumber(label=_("Kontaktpersonens telefon"), required=False)
    contact_email = forms.EmailField(label=_("Kontaktpersonens e-mail"), required=False)
    contact_public = forms.BooleanField(
        label=_("Kontaktpersonen har sagt ja til, at alle kan se navn og nummer"), required=False
    )
    capacity = _choice(_("Er der plads lige nu?"), _codes("capacity"))
    interests = forms.MultipleChoiceField(
        label=_("Hvad handler det om?"),
        choices=[(key, labels.theme_words(key)) for key in KEYS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    can_hold = _text(
        _("Med jeres egne ord"),
        1000,
        3,
        help_text=_("Vær ærlig: hvor mange nye ad gangen, og hvad I ikke kan tage jer af."),
    )
    minimum_age = _number(_("Fra hvilken alder?"), 0, 120)
    maximum_age = _number(_("Til hvilken alder?"), 0, 120)
    gender = _choice(_("For hvem?"), _codes("offer_gender"))
    languages = forms.MultipleChoiceField(
        label=_("Hvilke sprog kan man bruge?"),
        choices=labels.choices("language"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Vælg blandt de sprog, der står her.")},
    )
    size = _choice(_("Hvor mange er der som regel?"), _codes("offer_size"))
    pace = _choice(_("Hvordan er stemningen?"), _codes("pace", UNKNOWN))
    doing = _choice(_("Laver I noget, eller taler I?"), _codes("doing", UNKNOWN))
    same_people = _yes_or_no(_("Er det de samme mennesker hver gang?"))
    greeted = _yes_or_no(_("Er der nogen, der tager imod ved døren?"))
    price = _number(_("Hvad koster det, i kroner?"), 0, 100_000, help_text=_("0, hvis det er gratis."))
    price_words = _text(_("Prisen med ord"), 120, help_text=_("Fx »kaffe 10 kr.«"))
    sign_up = _choice(_("Skal man melde sig til?"), _codes("sign_up", UNKNOWN))
    url = forms.URLField(
        label=_("Hjemmeside"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Adressen ser ikke rigtig ud. Den ligner fx https://eksempel.dk.")},
    )
    step_free = forms.BooleanField(label=_("Man kan komme ind uden trapper"), required=False)
    hearing_loop = forms.BooleanField(label=_("Der er teleslynge"), required=False)
    transport = _text(_("Hvordan kommer man derhen?"), 200, help_text=_("Fx »bus 3 stopper ved døren«."))
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, areas, organisations=(), offer: Row | None = None, initial=None, **kwargs):
        super().__init__(*args, initial=filled(offer) | (initial or {}), **kwargs)
        self.offer, self.organisations = offer, organisations
        self.fields["area"].queryset = areas
        for code in HOLDS:
            self.fields[f"hold_{code}"] = _choice(labels.words("holds", code), _codes("holding"))
        if offer:
            self._keep_other_languages(offer)
        today = timezone.localdate()
        one_offs = list(offer.exceptions.all()) if offer else []
        self.over = [row.one_off for row in one_offs if is_past(row, today)]
        self.add_rows(list(offer.times.all()) if offer else [], [row for row in one_offs if not is_past(row, today)])
        for name in self.leaves_out:
            del self.fields[name]

    def _keep_other_languages(self, offer: Row) -> None:
        """A language that came with an import stays a choice."""
        others = [(code, labels.words("language", code)) for code in offer.languages if code not in LANGUAGES]
        self.fields["languages"].choices += others

    def clean_languages(self):
        """Each once, in the order of the list."""
        return [code for code, _words in self.fields["languages"].choices if code in self.cleaned_data["languages"]]

    def clean(self):
        super().clean()
        self.read_rows()
        least, most = self.cleaned_data.get("minimum_age"), self.cleaned_data.get("maximum_age")
        if least is not None and most is not None and least > most:
            self.add_error("maximum_age", _("Den højeste alder er lavere end den laveste. Byt om på dem."))
        return self.cleaned_data

    # --- for the page -----------------------------------------------------------------------------------------------

    @property
    def folds(self) -> list[Fold]:
        """The folded parts that this form has."""
        found = []
        for name, title, names in FOLDS:
            fields = [self[field] for field in names if field in self.fields]
            if fields:
                found.append(Fold(name, title, fields, sum(_is_filled(field) for field in fields)))
        return found

    @property
    def theme_groups(self) -> list[ThemeGroup]:
        groups: dict[str, list] = {}
        for box in self["interests"]:
            groups.setdefault(str(box.data["value"]).partition(".")[0], []).append(box)
        return [
            ThemeGroup(key, boxes, sum(bool(box.data["selected"]) for box in boxes)) for key, boxes in groups.items()
        ]

    # --- what was written -------------------------------------------------------------------------------------------

    @property
    def facts(self) -> dict:
        return self.facts_of(self.cleaned_data)

    def facts_of(self, names) -> dict:
        """The arguments for an action, of these fields alone; what was left out stands as it is."""
        typed = {name: value for name, value in self.cleaned_data.items() if name in names}
        facts = {name: value for name, value in typed.items() if name in PLAIN}
        if not self.offer:
            facts.pop("expected_version", None)
        for name, otherwise in (("size", Row.Size.SMALL), ("capacity", Row.Capacity.OPEN)):
            if name in facts:
                facts[name] = facts[name] or (getattr(self.offer, name) if self.offer else otherwise)
        if any(f"hold_{code}" in typed for code in HOLDS):
            known = dict(self.offer.holds) if self.offer else {}
            known |= {code: typed[f"hold_{code}"] for code in HOLDS if f"hold_{code}" in typed}
            facts["holds"] = {code: answer for code, answer in known.items() if answer}
        venue = {VENUE[name]: value for name, value in typed.items() if name in VENUE}
        if venue:
            facts["venue"] = _standing_venue(self.offer) | venue
        if "exceptions" in typed:
            facts["exceptions"] = [*self.over, *typed["exceptions"]]
        return facts


PLAIN = frozenset(Offer.base_fields) - set(VENUE) | {"times"}


def filled(offer: Row | None) -> dict:
    """What the form shows for an offer that is written down already, or for a new one."""
    if offer is None:
        start = {"size": Row.Size.SMALL, "capacity": Row.Capacity.OPEN}
        return start | {"closed_on_holidays": True, "languages": ["da"]}
    initial = {name: getattr(offer, name) for name in Offer.base_fields if hasattr(offer, name)}
    venue = _standing_venue(offer)
    initial |= {name: venue[field] for name, field in VENUE.items() if field in venue}
    initial |= {f"hold_{code}": offer.holds.get(code, "") for code in HOLDS}
    initial |= {name: {True: "yes", False: "no", None: ""}[initial[name]] for name in ("same_people", "greeted")}
    return initial | {
        "organisation": offer.organisation.name if offer.organisation else "",
        "contact_public": bool(offer.contact_public_since),
        "expected_version": offer.version,
    }


def _standing_venue(offer: Row | None) -> dict:
    return {field: getattr(offer.venue, field) for field in VENUE.values()} if offer and offer.venue else {}


def _is_filled(field) -> bool:
    return field.value() not in (None, "", [], False, "False")


def row_of(name: str) -> str:
    """The part that a field belongs to: "times" and "exceptions" for those of the rows, else itself."""
    stem = name.rstrip("0123456789").removesuffix("_")
    if stem == name:
        return name
    return "times" if stem in TIME else "exceptions" if stem in CHANGE else name
