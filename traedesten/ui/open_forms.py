"""What every form that anybody may send has in common: a key of its own, a signed time, and a field for machines."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from traedesten.domain.names import clean_text

SALT = "ui.open_form"
FASTEST = timedelta(seconds=2)
OLDEST = timedelta(hours=24)
CONTROLS = ("submission_key", "opened", "webside")


def stamp(now: datetime) -> str:
    """When a form was opened, signed."""
    return signing.dumps(now.timestamp(), salt=SALT)


class Unseen(forms.CharField):
    """A field that people do not meet. Whatever a machine writes in it is taken as it comes."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def to_python(self, value):
        return clean_text(super().to_python(value))


class OpenForm(forms.Form):
    """A form without sign-in. Draw ``webside`` with ``ui/forms/for_machines.html``, where nobody sees it."""

    submission_key = Unseen(widget=forms.HiddenInput)
    opened = Unseen(widget=forms.HiddenInput)
    webside = Unseen(label=_("Lad dette felt være tomt"))

    def __init__(self, *args, now: datetime, initial=None, **kwargs):
        fresh = {"submission_key": uuid4(), "opened": stamp(now)}
        super().__init__(*args, initial=fresh | (initial or {}), **kwargs)
        self.now = now

    @property
    def key(self) -> UUID:
        """The key the form was opened with; a new one when something else came back."""
        try:
            return UUID(self.cleaned_data["submission_key"])
        except ValueError:
            return uuid4()

    @property
    def suspicions(self) -> list[str]:
        """Signs that no human filled in the form. They hold it for a look; they never lose it."""
        signs = ["honeypot"] if self.cleaned_data["webside"] else []
        try:
            opened_at = signing.loads(self.cleaned_data["opened"], salt=SALT)
        except signing.BadSignature:
            return [*signs, "no_stamp"]
        age = timedelta(seconds=self.now.timestamp() - opened_at)
        return [*signs, *(["too_fast"] if age < FASTEST else ["stale"] if age > OLDEST else [])]
