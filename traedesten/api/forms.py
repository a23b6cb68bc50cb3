"""Taking the directory home."""

from django import forms
from django.utils.translation import gettext_lazy as _

WORDS = {
    "csv": (_("Regneark (CSV)"), _("Åbner i Excel. Kan rettes og læses ind igen.")),
    "hsds-json": (_("HSDS som én fil (JSON)"), _("Til andre oversigter, der taler HSDS 3.1.")),
    "hsds-ndjson": (_("HSDS linje for linje (ndjson)"), _("Det samme, til store mængder.")),
    "hsds-tabular": (_("HSDS som tabeller (zip)"), _("CSV-filer med datapackage.json, til den, der regner på det.")),
    "ical": (_("Kalender (iCal)"), _("Alle mødegange det næste halve år.")),
}


class Export(forms.Form):
    """Which kind of file."""

    shape = forms.ChoiceField(
        label=_("Hvilken slags fil?"),
        choices=[(code, name) for code, (name, _about) in WORDS.items()],
        error_messages={"required": _("Vælg en slags fil."), "invalid_choice": _("Den slags fil laver vi ikke.")},
    )
