"""What somebody looks for in the national list. A GET form: what is no choice is left out without a word."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from traedesten.domain.names import clean_text
from traedesten.domain.terms import INTERESTS
from traedesten.interop import ids
from traedesten.tenancy.models import Site
from traedesten.ui import labels

LONGEST = 200
"""Letters of a search; what comes after is not read."""


class Everywhere(forms.Form):
    """Words, what it is about, and where."""

    marks_optional = False
    q = forms.CharField(
        label=_("Hvad kunne du tænke dig?"),
        required=False,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "placeholder": _("Fx strikke, en gåtur, nogen at tale med"),
                "maxlength": LONGEST,
            }
        ),
    )
    emne = forms.ChoiceField(label=_("Det handler om"), required=False)
    sted = forms.ChoiceField(label=_("Hvor?"), required=False)

    def __init__(self, typed: QueryDict, *, sites: Iterable[Site]):
        super().__init__(typed)
        self.sites = {site.slug: site for site in sites}
        self.fields["emne"].choices = [("", _("Alt")), *((key, labels.words("interest", key)) for key in INTERESTS)]
        self.fields["sted"].choices = [("", _("Hele landet")), *((s.slug, s.place) for s in self.sites.values())]

    @property
    def asked(self) -> dict[str, Any]:
        """The arguments of ``queries.everywhere``."""
        theme = self.data.get("emne", "")
        return {
            "sites": [self.site] if self.site else self.sites.values(),
            "text": clean_text(self.data.get("q", ""))[:LONGEST],
            "term": ids.term_id(theme) if theme in INTERESTS else None,
        }

    @property
    def site(self) -> Site | None:
        """The one that was chosen."""
        return self.sites.get(self.data.get("sted", ""))

    @property
    def query(self) -> str:
        """The address that repeats it; empty when nothing is asked."""
        asked = self.asked
        said = {
            "q": asked["text"],
            "emne": self.data.get("emne", "") if asked["term"] else "",
            "sted": self.site.slug if self.site else "",
        }
        return urlencode({name: value for name, value in said.items() if value})
