"""Writing a source down, and saying what the columns of a table are."""

from django import forms
from django.utils.translation import gettext_lazy as _

from traedesten.interop import calendars, tables
from traedesten.interop.records import Refusal
from traedesten.sources import fetching, reading, wording
from traedesten.ui import labels
from traedesten.ui.forms import PlainText

TOO_BIG = _("Filen fylder mere end 50 MB, og så stor en kan vi ikke tage imod. Del den i to, eller brug en adresse.")
SHOWN_ROWS = 5


class ListFile(forms.FileField):
    """A list as a file: the bytes, and of what kind it is. What cannot be read is said at once."""

    widget = forms.FileInput

    def __init__(self, **kwargs):
        super().__init__(max_length=120, error_messages={"empty": wording.REFUSALS["empty"]}, **kwargs)
        self.widget.attrs["accept"] = ".csv,.xlsx,.txt,.tsv,.json,.ndjson,.zip,.ics"

    def clean(self, value, initial=None):
        upload = super().clean(value, initial)
        if not upload:
            return None
        if upload.size > reading.LARGEST:
            raise forms.ValidationError(TOO_BIG, code="too_large")
        content = upload.read()
        try:
            kind = reading.kind_of(content)
            if kind == reading.Kind.ICAL and len(content) > calendars.LARGEST:
                raise Refusal("calendar_too_large")
            if kind == reading.Kind.CSV:
                tables.read_sample(content, reading.READING)
        except Refusal as refusal:
            raise forms.ValidationError(
                wording.REFUSALS.get(refusal.reason, wording.UNKNOWN), code=refusal.reason
            ) from None
        return {"file_name": upload.name[:120], "content": content, "kind": kind}


class Source(forms.Form):
    """A new source: a file or an address."""

    marks_optional = False

    name = PlainText(
        label=_("Hvad kalder I listen?"),
        max_length=80,
        help_text=_("Fx »Kommunens foreningsliste« eller »Kirkerne«."),
    )
    file = ListFile(
        label=_("En fil fra din computer"),
        help_text=_("CSV, Excel, HSDS eller en kalenderfil. Højst 50 MB, en kalender højst 10 MB."),
        required=False,
    )
    url = forms.CharField(
        label=_("Eller en adresse på nettet"),
        help_text=_("Den læser vi igen hver nat. Adressen skal kunne ses af alle."),
        max_length=500,
        required=False,
        widget=forms.URLInput,
    )
    offer_kind = forms.ChoiceField(
        label=_("Hvad er det mest?"), help_text=_("Det får de nye tilbud, og I kan rette hvert enkelt bagefter.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["offer_kind"].choices = labels.choices("offer_kind")

    def clean_url(self):
        url = self.cleaned_data["url"].strip()
        if url.lower().startswith("webcal://"):
            url = f"https://{url[9:]}"
        if url:
            try:
                fetching.check_address(url)
            except Refusal as refusal:
                raise forms.ValidationError(wording.REFUSALS[refusal.reason]) from None
        return url

    def clean(self):
        cleaned = super().clean()
        if "file" in cleaned and "url" in cleaned:
            if not cleaned["file"] and not cleaned["url"]:
                self.add_error("file", _("Vælg en fil, eller skriv en adresse."))
            elif cleaned["file"] and cleaned["url"]:
                self.add_error("url", _("Vælg det ene: en fil eller en adresse."))
        return cleaned

    @property
    def arguments(self) -> dict:
        """As ``add_source`` takes them."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        return given | (self.cleaned_data["file"] or {})


class NewFile(forms.Form):
    """A newer version of the file."""

    file = ListFile(label=_("En nyere fil"), help_text=_("Højst 50 MB."))


class Nightly(forms.Form):
    """Whether an address is read again each night."""

    is_nightly = forms.BooleanField(label=_("Læs adressen igen hver nat"), required=False)


class Columns(forms.Form):
    """One field for each column of a table, guessed, each correctable."""

    marks_optional = False

    def __init__(self, *args, sample, columns, **kwargs):
        super().__init__(*args, **kwargs)
        self.sample = sample
        choices = [("", _("Tag ikke med")), *wording.COLUMNS.items()]
        for number, heading in enumerate(sample.headings):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=heading, choices=choices, required=False, initial=columns.get(number, "")
            )

    @property
    def rows(self) -> list[tuple]:
        """(field, the first filled cells of the column)."""
        return [
            (self[f"column_{number}"], [cell[:60] for cell in self.sample.column(number)[:SHOWN_ROWS]])
            for number in range(len(self.sample.headings))
        ]

    def clean(self):
        cleaned = super().clean()
        chosen = [(name, field) for name, field in cleaned.items() if field]
        for place, (name, field) in enumerate(chosen):
            if field in [other for _name, other in chosen[:place]]:
                self.add_error(name, _("To kolonner kan ikke være det samme. Vælg en af dem."))
        if not any(field == "name" for _name, field in chosen):
            raise forms.ValidationError(_("Vælg den kolonne, hvor navnet på tilbuddet står."))
        return cleaned

    @property
    def columns(self) -> dict[str, str]:
        """Column (from 0, as text) → field."""
        return {name.removeprefix("column_"): field for name, field in self.cleaned_data.items() if field}


class National(forms.Form):
    """Whether the site's offers stand in the national list."""

    shares = forms.BooleanField(
        label=_("Vis vores åbne fællesskaber på den fælles liste for hele landet"),
        help_text=_("Alle kan se dem der. Navn og nummer kun, når kontaktpersonen har sagt ja."),
        required=False,
    )


class Share(forms.Form):
    """With which neighbours an offer is shared."""

    layouts = {"sites": "pills"}

    with_all = forms.BooleanField(
        label=_("Alle steder"), help_text=_("De kan selv vælge at tage det med på deres liste."), required=False
    )
    sites = forms.MultipleChoiceField(
        label=_("Disse steder"),
        help_text=_("Det kommer på deres liste af sig selv, og de får besked."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, sites, chosen, **kwargs):
        self.by_id = {str(site.pk): site for site in sites}
        standing = {"with_all": None in chosen, "sites": [str(pk) for pk in chosen if pk]}
        super().__init__(*args, initial=standing, **kwargs)
        self.fields["sites"].choices = [(pk, site.place) for pk, site in self.by_id.items()]

    @property
    def arguments(self) -> dict:
        found = self.cleaned_data
        return {"with_all": found["with_all"], "neighbours": [self.by_id[pk] for pk in found["sites"]]}
