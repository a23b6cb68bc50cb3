"""Changes proposed from outside: what was posted is kept as it was posted, and read as a diff."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from traedesten.domain.names import clean_text
from traedesten.offers.forms.offer import Offer, row_of
from traedesten.offers.words import change_words
from traedesten.ui import labels
from traedesten.ui.forms import PlainText
from traedesten.ui.open_forms import CONTROLS, OpenForm
from traedesten.ui.schedules import regular_words

ABOUT_THE_SENDER = ("note", "sender_name", "sender_contact", "expected_version")
NO_ANSWER = "–"


@dataclass(frozen=True)
class Difference:
    """One part of an offer: what stands, and what is proposed, in words; ``names`` are the fields it has."""

    part: str
    label: str
    stands: str
    proposed: str
    names: tuple[str, ...]


class Suggestion(Offer, OpenForm):
    """What somebody outside may propose. The contact person is told in words, and not kept in the clear."""

    leaves_out = (
        *("organisation", "area", "postcode", "contact_name", "contact_phone", "contact_email", "contact_public"),
        *("interests", "minimum_age", "maximum_age", "gender", "languages", "size", "pace", "doing", "price"),
        *("same_people", "greeted", "closed_on_holidays", "hearing_loop", "transport", "capacity", "can_hold"),
    )

    note = PlainText(
        label=_("Er der mere, vi skal vide?"),
        help_text=_("Fx hvem man kan ringe til. Kun koordinatoren læser det."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sender_name = PlainText(label=_("Dit navn"), max_length=80, required=False)
    sender_contact = PlainText(
        label=_("Din e-mail eller mobil"),
        help_text=_("Kun hvis vi må spørge dig om noget."),
        max_length=254,
        required=False,
    )

    def __init__(self, *args, offer=None, **kwargs):
        super().__init__(*args, offer=offer, **kwargs)
        for name in [name for name in self.fields if name.startswith("hold_") or row_of(name) == "exceptions"]:
            del self.fields[name]
        self.change_count = 0
        if offer is None:
            self.fields["kind"].required = False
            self.fields["kind"].choices = [("", _("Ved ikke")), *labels.choices("offer_kind")]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.changes and not cleaned["note"]:
            raise forms.ValidationError(
                _("Du har ikke ændret noget endnu. Ret det, der ikke passer, eller skriv det.")
            )
        return cleaned

    @property
    def changes(self) -> dict[str, list[str]]:
        """What was posted otherwise than it stood, by field."""
        names = [name for name in self.fields if name not in (*CONTROLS, *ABOUT_THE_SENDER)]
        stood = retyped(self)
        typed = {name: _posted(self.data, name) for name in names}
        return {name: values for name, values in typed.items() if values != stood.getlist(name)}

    @property
    def sender(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("note", "sender_name", "sender_contact")}

    @property
    def submission(self) -> UUID:
        """One form about one offer: sent twice it is one."""
        return uuid5(self.key, str(self.offer.pk if self.offer else self.cleaned_data["name"]))


def retyped(form: forms.Form, changes: dict | None = None) -> QueryDict:
    """What the form would post when nobody touched it, with ``changes`` laid over it."""
    typed = QueryDict(mutable=True)
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        typed.setlist(name, _written(field, value))
    for name, values in (changes or {}).items():
        typed.setlist(name, values)
    return typed


def _written(field: forms.Field, value) -> list[str]:
    """A kept value as the browser would send it."""
    if isinstance(field, forms.BooleanField):
        return ["on"] if value else []
    prepared = field.prepare_value(value)
    if isinstance(field, forms.MultipleChoiceField):
        return sorted(map(str, prepared or []))
    written = field.widget.format_value(prepared)
    written = written[0] if isinstance(written, list) and written else written
    text = clean_text(str(written)) if written not in (None, "", []) else ""
    return [text] if text else []


def _posted(posted, name: str) -> list[str]:
    values = posted.getlist(name) if hasattr(posted, "getlist") else [posted.get(name, "")]
    return sorted(text for text in map(clean_text, values) if text)


def differences(before: Offer, after: Offer, names) -> list[Difference]:
    """What the fields ``names`` say in two bound forms, part by part, where they differ."""
    for form in (before, after):
        form.full_clean()
    parts: dict[str, list[str]] = {}
    for name in after.fields:
        if name in names:
            parts.setdefault(row_of(name), []).append(name)
    found = []
    for part, members in parts.items():
        stands, proposed = _said(before, part), _said(after, part)
        if stands != proposed:
            found.append(Difference(part, _label(after, part), stands, proposed, tuple(members)))
    return found


def _label(form: Offer, part: str) -> str:
    return {"times": str(_("Hvornår")), "exceptions": str(_("Særlige dage"))}.get(part) or str(
        form.fields[part].label
    )


def _said(form: Offer, part: str) -> str:
    """A part in words; as it was typed where it makes no sense."""
    if part in ("times", "exceptions"):
        words = regular_words if part == "times" else change_words
        return "\n".join(words(row) for row in form.cleaned_data.get(part, [])) or NO_ANSWER
    if part in form.errors:
        return ", ".join(form.data.getlist(part)) or NO_ANSWER
    return in_words(form.fields[part], form.cleaned_data.get(part))


def in_words(field: forms.Field, value) -> str:
    """A cleaned value as people read it."""
    if isinstance(field, forms.BooleanField):
        return str(_("Ja") if value else _("Nej"))
    if isinstance(field, forms.TypedChoiceField):
        value = {True: "yes", False: "no"}.get(value, "")
    if isinstance(field, forms.ChoiceField) and not hasattr(field, "queryset"):
        labelled = {str(code): str(label) for code, label in field.choices}
        many = value if isinstance(value, list) else [value]
        return ", ".join(labelled.get(str(one or ""), str(one or "")) for one in many) or NO_ANSWER
    return (
        str(field.prepare_value(value) if isinstance(value, str) else value) if value not in (None, "") else NO_ANSWER
    )
