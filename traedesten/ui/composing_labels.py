"""The words for codes about putting a group together; ``labels`` takes them in."""

from django.utils.translation import gettext_lazy as _

OF_COMPOSING = {
    "course_state": {
        "planned": _("Planlagt"),
        "inviting": _("Inviterer"),
        "running": _("I gang"),
        "ended": _("Slut"),
        "called_off": _("Aflyst"),
    },
    "seat": {
        "chosen": _("Valgt"),
        "next": _("Næste på listen"),
        "invited": _("Inviteret"),
        "asks": _("Har et spørgsmål"),
        "yes": _("Har sagt ja"),
        "no": _("Har sagt nej"),
        "stopped": _("Er stoppet"),
        "finished": _("Var med til det sidste"),
        "let_go": _("Venter videre i puljen"),
    },
    "invitation_answer": {
        "yes": _("Ja, de vil gerne være med"),
        "no": _("Nej, ikke denne gang"),
        "ask": _("De vil spørge om noget først"),
    },
}
