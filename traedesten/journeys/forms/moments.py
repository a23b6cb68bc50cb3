"""A date and a time by the clock on the site's wall."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from traedesten.journeys import clock
from traedesten.ui.forms import MomentInput


class Moment(forms.DateTimeField):
    """Kind about the two nights of the year when the clock moves; see ``journeys/clock.py``."""

    widget = MomentInput

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, datetime):
            return value or None
        try:
            wall = datetime.fromisoformat(value.strip())
        except ValueError:
            wall = None
        if wall is None or wall.tzinfo:
            raise forms.ValidationError(_("Skriv en dag og et klokkeslæt, fx 25-11-2026 16.30."), code="invalid")
        try:
            return clock.moment(wall)
        except clock.NoSuchTime:
            words = _("Den nat stilles uret frem, så det klokkeslæt findes ikke. Vælg et lidt før eller efter.")
            raise forms.ValidationError(words, code="no_such_time") from None
        except OverflowError:
            raise forms.ValidationError(_("Det år kender vi ikke. Se på datoen igen."), code="invalid") from None
