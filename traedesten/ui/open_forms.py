"""What every form that anybody may send has in common: a key of its own, a signed time, and a field for machines."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from traedesten.domain import cpr
from traedesten.domain.names import clean_text
from traedesten.ui.forms import PhoneNumber, PlainText

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

    @classmethod
    def of(cls, request, **about) -> Self:
        """A fresh form, a sent one, or a sent one that is gone back to with everything in it."""
        posted = request.POST
        if request.method != "POST":
            return cls(**about)
        if "change" in posted:
            widgets = {name: field.widget for name, field in cls.base_fields.items()}
            typed = {name: widget.value_from_datadict(posted, {}, name) for name, widget in widgets.items()}
            return cls(initial=typed, **about)
        return cls(cls.without_cpr(posted) if "remove_cpr" in posted else posted, **about)

    @classmethod
    def without_cpr(cls, posted: QueryDict) -> QueryDict:
        """What was posted, with every CPR number taken out of the fields that people write in."""
        cleaned = posted.copy()
        for name, field in cls.base_fields.items():
            if isinstance(field, PlainText | PhoneNumber):
                kept = [cpr.remove(value) for value in posted.getlist(name)]
                cleaned.setlist(name, [value if any(map(str.isalnum, value)) else "" for value in kept])
        return cleaned

    def kept(self, without: Collection[str] = ()) -> list[tuple[str, str]]:
        """(name, value) of what was sent, to go along in hidden fields of a page before anything is kept."""
        return [
            (name, value)
            for name, values in self.data.lists()
            if name in self.fields and name not in without
            for value in values
        ]

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
