"""The words for the codes of exports; they stand with those of answers."""

from django.utils.translation import gettext_lazy as _

OF_RESEARCH = {
    "export_state": {
        "waiting": _("Venter på en, der siger god for det"),
        "approved": _("Godkendt"),
        "made": _("Klar til at hente"),
        "refused": _("Fik et nej"),
        "withdrawn": _("Trukket tilbage"),
        "expired": _("Udløbet"),
    },
    "export_done": {
        "asked": _("bad om det"),
        "approved": _("sagde god for det"),
        "refused": _("sagde nej"),
        "made": _("lavede det"),
        "fetched": _("hentede det"),
        "withdrawn": _("trak det tilbage"),
        "expired": _("Det udløb"),
    },
}
