"""The words for the codes about facilitators; ``labels`` has them with all the others."""

from django.utils.translation import gettext_lazy as _

FACILITATOR_LABELS = {
    "standing": {
        "interest": _("Har vist interesse"),
        "talk": _("Samtale"),
        "training": _("Oplæring"),
        "declaration": _("Erklæring"),
        "pair": _("Klar til et makkerpar"),
        "not_now": _("Ikke lige nu"),
        "no_thanks": _("Nej tak"),
        "left": _("Har sagt farvel"),
    },
    "facilitator_move": {
        "arrange_talk": _("Vi har aftalt en samtale"),
        "accept": _("Sig velkommen, og giv adgang"),
        "put_off": _("Ikke lige nu"),
        "decline": _("Nej tak denne gang"),
        "leave": _("Sig farvel, og luk adgangen"),
        "come_back": _("Begynd igen med en samtale"),
    },
    "facilitator_training": {
        "basic": _("Grundforløb"),
        "renewal": _("Genopfriskning"),
        "theme_day": _("Temadag"),
    },
    "paper": {"training": _("Oplæring"), "declaration": _("Tavshedserklæring")},
    "paper_state": {
        "missing": _("Mangler"),
        "valid": _("Gælder"),
        "soon": _("Skal snart fornyes"),
        "expired": _("Udløbet"),
    },
    "promise": {
        "silence": _("Det, der bliver sagt i gruppen, bliver i gruppen, også når den er slut."),
        "no_notes": _("Jeg skriver ikke noget ned om nogen i gruppen."),
        "first_names": _("Jeg bruger kun fornavne, og jeg søger ikke på nogen bagefter."),
        "danger": _("Er jeg bange for nogens liv eller for et barn, siger jeg det til koordinatoren med det samme."),
        "afterwards": _("Mine løfter gælder også den dag, jeg ikke er med længere."),
        "in_doubt": _("Er jeg i tvivl, spørger jeg koordinatoren, uden at nævne navne."),
    },
}
