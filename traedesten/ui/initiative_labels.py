"""The words for codes about initiatives; ``labels`` takes them in."""

from django.utils.translation import gettext_lazy as _

OF_INITIATIVES = {
    "initiative_state": {
        "idea": _("En idé"),
        "preparing": _("På vej"),
        "opened": _("Åbnet"),
        "dropped": _("Lagt væk"),
    },
    "initiative_move": {
        "prepare": _("Vi går i gang"),
        "open": _("Åbn det"),
        "drop": _("Læg det væk"),
        "pick_up": _("Tag det op igen"),
    },
}
