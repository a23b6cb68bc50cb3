"""A site's own words for a message."""

from string import Formatter

from django import forms
from django.utils.translation import gettext_lazy as _

from traedesten.messages.wording import PLACEHOLDERS
from traedesten.ui.forms import PlainText
from traedesten.ui.templatetags.ui import spaced

MOST = 480
"""Three text messages put together."""

FRAGMENT = {"first_name": "Frida", "link": "https://eksempel.dk/p/…"}


class Wording(forms.Form):
    """The words, with placeholders that are filled in when the message is written."""

    text = PlainText(
        label=_("Ordene"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Skriv nogle ord, eller gå tilbage til de fælles.")},
    )

    def __init__(self, *args, common: str, language: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.common = common
        self.fields["text"].widget.attrs["lang"] = language

    def clean_text(self):
        text = self.cleaned_data["text"]
        used = placeholders_in(text)
        if "link" in placeholders_in(self.common) and "link" not in used:
            raise forms.ValidationError(_("Skriv {link} et sted. Uden det kan modtageren ikke komme videre."))
        return text


def placeholders_in(text: str) -> set[str]:
    """The placeholders used; a form error for anything else in braces."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise forms.ValidationError(_("Der mangler en { eller }. De skal stå to og to, som i {link}.")) from None
    used = {name for _text, name, _format, _conversion in parts if name is not None}
    if used - set(PLACEHOLDERS) or any(form or conversion for _text, _name, form, conversion in parts):
        raise forms.ValidationError(_("Kun {first_name}, {link}, {site} og {phone} kan stå i tuborgklammer."))
    return used


def preview(text: str, site) -> str:
    """The words as a made-up Frida would get them."""
    return text.format(**FRAGMENT, site=site.name, phone=spaced(site.phone)).strip()
