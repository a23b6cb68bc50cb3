"""The words for the codes of exports; they stand with those of answers."""

from django.utils.translation import gettext_lazy as _

OF_RESEARCH = {
    "export_state": {
        "waiting": _("Venter på en, der siger god for det"),
        "approved": _("Godkendt"),
        "making": _("Filerne bliver lavet"),
        "made": _("Klar til at hente"),
        "refused": _("Fik et nej"),
        "withdrawn": _("Trukket tilbage"),
        "expired": _("Udløbet"),
    },
    "export_not_made": {
        "too_few": _("Der er for få til, at vi kan give noget videre uden at vise, hvem de er."),
        "may_not": _("Det kunne ikke laves: Den, der bad om filerne, har ikke adgang mere, eller fristen er gået."),
        "broke": _("Noget gik galt hos os, og intet er givet videre. Prøv igen om lidt."),
    },
    "export_done": {
        "asked": _("bad om det"),
        "approved": _("sagde god for det"),
        "refused": _("sagde nej"),
        "begun": _("bad om filerne"),
        "finished": _("Filerne blev klar"),
        "given_up": _("Filerne blev ikke til noget"),
        "made": _("lavede det"),
        "fetched": _("hentede det"),
        "withdrawn": _("trak det tilbage"),
        "expired": _("Det udløb"),
    },
}
