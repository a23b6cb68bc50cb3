"""How forms are drawn: label, hint, error, input; an error summary whose links land on something focusable.

A form may choose how its fields look: `layouts = {"wishes": "pills", "mood": "faces"}`. The names are
input, tick, choices, pills, list and faces; docs/developers/ui-kit.md shows them.
"""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from traedesten.domain import cpr
from traedesten.domain.names import BadPhone, clean_text, normalise_phone

CPR_WORDS = _("Det ligner et CPR-nummer. Fjern det – vi har ikke brug for det.")
CHOICE_LAYOUTS = {
    "choices": "choices",
    "pills": "choices choices--pills",
    "list": "choices choices--list",
    "faces": "faces",
}


class Field(BoundField):
    """A field that knows how it is drawn and where an error link should land."""

    @property
    def layout(self) -> str:
        """The form's own choice, else what suits the widget."""
        chosen = getattr(self.form, "layouts", {}).get(self.name)
        return chosen or self.field.widget.attrs.get("data-layout") or self._usual_layout

    @property
    def _usual_layout(self) -> str:
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxSelectMultiple):
            return "pills"
        if isinstance(widget, forms.RadioSelect):
            return "choices"
        return "tick" if isinstance(widget, forms.CheckboxInput) else "input"

    @property
    def choice_class(self) -> str:
        return CHOICE_LAYOUTS.get(self.layout, "")

    @property
    def is_optional(self) -> bool:
        """Whether to write "(valgfrit)": not on a single tick, where leaving it empty is an answer,
        nor in a search, where everything may be left empty (``marks_optional = False`` on the form).
        """
        if not getattr(self.form, "marks_optional", True):
            return False
        return not (self.field.required or self.layout == "tick" or self._is_always_answered)

    @property
    def _is_always_answered(self) -> bool:
        """Round buttons of which one is chosen from the start, be it "don't know"."""
        if not isinstance(self.field.widget, forms.RadioSelect):
            return False
        return bool(self.initial) or "" in {value for value, _label in self.field.choices}

    @property
    def anchor(self) -> str:
        """The id an error link points at: the first choice, never the box around the choices."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.id_for_label or self.auto_id


class Renderer(TemplatesSetting):
    """Django's form renderer with this house's templates."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = Field


class DayInput(forms.DateInput):
    """A date, picked with the device's own calendar."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """A time of day, picked with the device's own clock."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """A date and a time in one."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class PhoneInput(forms.TextInput):
    """A telephone number: the phone shows its number keys."""

    input_type = "tel"

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "tel-national", "inputmode": "tel", **(attrs or {})})


def _spotting(widget) -> dict:
    """What app.js reads to say so while a CPR number is typed."""
    return {} if widget.is_hidden else {"data-no-cpr": CPR_WORDS, "data-no-cpr-remove": _("Fjern det")}


class PlainText(forms.CharField):
    """Text that people write: cleaned of what does not belong in it, and never with a CPR number.

    For several lines give it ``widget=forms.Textarea(attrs={"rows": 4})``.
    """

    default_error_messages = {
        "required": _("Skriv lidt her."),
        "max_length": _("Det er lidt for langt. Der er plads til %(limit_value)d tegn – der står %(show_value)d."),
    }

    def to_python(self, value):
        return clean_text(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if cpr.find(value):
            raise forms.ValidationError(CPR_WORDS, code="cpr")

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | _spotting(widget)


class WholeNumber(forms.IntegerField):
    """A number without decimals, from ``min_value`` to ``max_value``."""

    default_error_messages = {
        "required": _("Skriv et tal."),
        "invalid": _("Skriv det med tal, fx 3."),
        "min_value": _("Det er for lidt. Det mindste er %(limit_value)s."),
        "max_value": _("Det er for meget. Det højeste er %(limit_value)s."),
    }


class EmailAddress(forms.EmailField):
    """An e-mail address."""

    default_error_messages = {
        "required": _("Skriv en e-mail."),
        "invalid": _("Der mangler lidt i den e-mail. Den skal se ud som navn@eksempel.dk."),
        "max_length": _("Den e-mail er for lang. Se den igennem igen."),
    }


class Day(forms.DateField):
    """A date, picked with the device's own calendar."""

    widget = DayInput
    default_error_messages = {
        "required": _("Vælg en dag."),
        "invalid": _("Skriv datoen som fx 24.12.2026."),
    }


class Clock(forms.TimeField):
    """A time of day, picked with the device's own clock, or typed with a full stop as Danes do."""

    widget = ClockInput
    input_formats = ("%H:%M", "%H.%M", "%H:%M:%S")
    default_error_messages = {
        "required": _("Skriv et klokkeslæt."),
        "invalid": _("Skriv det som fx 19.00."),
    }


class PhoneNumber(forms.CharField):
    """A telephone number, typed as people type it and kept as E.164 ("+4540121860")."""

    widget = PhoneInput
    default_error_messages = {"required": _("Skriv et telefonnummer.")}

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 40, **kwargs})

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | _spotting(widget)

    def to_python(self, value):
        typed = clean_text(super().to_python(value))
        if not typed:
            return typed
        try:
            return normalise_phone(typed)
        except BadPhone as problem:
            code = "cpr" if cpr.find(typed) else problem.reason
            raise forms.ValidationError(_phone_words(code, problem.digits), code=code) from None

    def prepare_value(self, value):
        """A kept Danish number in pairs, as people read it."""
        if isinstance(value, str) and value.startswith("+45") and len(value) == 11:
            return " ".join(value[start : start + 2] for start in range(3, 11, 2))
        return value


def _phone_words(code: str, digits: int) -> str:
    """What is wrong with a number, and by how much, without repeating it."""
    if code == "cpr":
        return CPR_WORDS
    if code == "not_digits":
        return _("Skriv telefonnummeret med tal, fx 40 12 18 60.")
    if code == "unknown":
        return _("Det telefonnummer kender vi ikke. Et udenlandsk nummer begynder med + og landekode.")
    return ngettext(
        "Telefonnummeret skal have 8 cifre – der står %(number)d.",
        "Telefonnummeret skal have 8 cifre – der står %(number)d.",
        digits,
    ) % {"number": digits}
