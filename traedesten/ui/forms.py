"""How forms are drawn: label, hint, error, input; an error summary whose links land on something focusable.

A form may choose how its fields look: `layouts = {"wishes": "pills", "mood": "faces"}`. The names are
input, tick, choices, pills, list and faces; docs/developers/ui-kit.md shows them.
"""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

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
        """Whether to write "(valgfrit)": not on a single tick, where leaving it empty is an answer."""
        return not self.field.required and self.layout != "tick"

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
