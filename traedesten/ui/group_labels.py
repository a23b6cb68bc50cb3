"""The words for codes about self-help groups; ``labels`` takes them in."""

from django.utils.translation import gettext_lazy as _

OF_GROUPS = {
    "core": {
        "same_people": _("De samme mennesker hver gang"),
        "two_facilitators": _("To faste frivillige hele vejen"),
        "equal_voices": _("Alle får lige meget plads"),
        "confidentiality": _("Det, der bliver sagt, bliver i gruppen"),
        "no_performance": _("Ingen skal præstere noget"),
        "review": _("Et tilbageblik halvvejs"),
        "bridge": _("En næste sten til hver, når gruppen slutter"),
    },
    "venue_need": {
        "step_free": _("Man kan komme ind uden trapper"),
        "hearing_loop": _("Der er teleslynge"),
        "quiet": _("Der er ro, og ingen går igennem"),
        "kitchen": _("Der er et køkken"),
        "own_door": _("Man kan komme ind uden at gå forbi andre"),
    },
    "journal": {
        "none": _("Nej, kun fornavne, og ingen noter om nogen"),
        "ordinary": _("Ja, vi har lov til det og har brug for det"),
    },
    "joining": {
        "closed": _("Gruppen lukker, når den er begyndt"),
        "open": _("Nye kan komme til undervejs"),
    },
    "afterwards": {
        "ends": _("Gruppen slutter"),
        "self_running": _("Gruppen kan mødes videre selv"),
    },
    "programme_part": {
        "name": _("Navn"),
        "theme": _("Emne"),
        "about": _("Hvad er det?"),
        "sizes": _("Hvor mange"),
        "course": _("Møderne"),
        "joining": _("Nye undervejs"),
        "afterwards": _("Når den sidste gang er holdt"),
        "ages": _("Alder"),
        "venue_needs": _("Stedet"),
        "core": _("Det, alle steder har til fælles"),
    },
}
