"""The outline of the municipality, from a file, and once more when it has been looked at."""

from django import forms
from django.utils.translation import gettext_lazy as _

from traedesten.interop.outlines import is_inside, read_outline
from traedesten.interop.records import Refusal
from traedesten.tenancy.models import Area

MOST_BYTES = 10 * 1024 * 1024
REFUSALS = {
    "not_geojson": _("Det er ikke en GeoJSON-fil, vi kan læse. Filen hedder som regel noget med .geojson."),
    "no_area": _("Der er ingen flade i filen, kun punkter eller linjer."),
    "other_coordinates": _("Tallene er ikke længde og bredde i grader. Hent filen igen, og vælg WGS 84 (EPSG:4326)."),
    "too_many_points": _("Omridset har alt for mange punkter. Hent en grovere udgave."),
    "too_large": _("Filen fylder mere end 10 MB. Hent en grovere udgave."),
    "elsewhere": _("Ingen af jeres byer ligger inden for omridset. Er det den rigtige kommune?"),
}


class Outline(forms.Form):
    """``geometry`` is a MultiPolygon once it is valid; ``outside`` are the names of towns that lie outside."""

    marks_optional = False
    file = forms.FileField(
        label=_("Kommunens omrids som GeoJSON"),
        help_text=_("Højst 10 MB. Dataforsyningens DAWA og OpenStreetMap har det for alle kommuner."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".geojson,.json"}),
        error_messages={"empty": REFUSALS["not_geojson"]},
    )
    looked_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, towns: list[Area], **kwargs):
        super().__init__(*args, **kwargs)
        self.towns, self.outside, self.geometry = towns, [], {}

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        upload = cleaned.get("file")
        if upload and upload.size > MOST_BYTES:
            self._refuse("too_large")
        try:
            self.geometry = read_outline(upload.read() if upload else cleaned["looked_at"].encode())
        except Refusal as refusal:
            self._refuse(refusal.reason)
        self.outside = [town.name for town in self.towns if not is_inside(self.geometry, *town.point)]
        if self.towns and len(self.outside) == len(self.towns):
            self._refuse("elsewhere")
        return cleaned

    def _refuse(self, reason: str) -> None:
        raise forms.ValidationError({"file": REFUSALS[reason]})
