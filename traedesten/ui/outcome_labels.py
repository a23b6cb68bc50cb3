"""The words for the codes of questions, answers and what came of them; ``labels`` has them with all the others."""

from django.utils.translation import gettext_lazy as _

from traedesten.ui.report_labels import OF_REPORTS
from traedesten.ui.research_labels import OF_RESEARCH

OF_OUTCOMES = {
    "course": {"journeys": _("Forløb med en guide"), "groups": _("Selvhjælpsgrupper")},
    "wave": {
        "t0": _("Ved den første samtale"),
        "t1": _("Efter tre måneder"),
        "t2": _("Efter et halvt år"),
        "t3": _("Efter et år"),
    },
    "group_wave": {
        "t0": _("Før det første møde"),
        "t1": _("Når gruppen slutter"),
        "t2": _("Tre måneder efter"),
        "t3": _("Et år efter"),
    },
    "asking": {
        "planned": _("Ikke spurgt endnu"),
        "asked": _("Spurgt, venter på svar"),
        "answered": _("Har svaret"),
        "declined": _("Sagde nej tak"),
        "missed": _("Nåede ikke at svare"),
        "stopped": _("Ikke spurgt"),
    },
    "hindrance": {
        "no_consent": _("Har ikke sagt ja til at blive spurgt"),
        "contact_stopped": _("Vil ikke ringes op eller skrives til"),
        "paused": _("Holder pause"),
        "no_address": _("Har hverken telefon eller e-mail"),
        "died": _("Er død"),
    },
    "asking_mode": {
        "own_link": _("Selv, på linket"),
        "paper": _("På papir"),
        "with_guide": _("Sammen med guiden"),
        "phone": _("Læst op i telefonen"),
    },
    "contact_done": {
        "called": _("Vi talte i telefon"),
        "met": _("Vi mødtes"),
        "doctor": _("Vi fik fat i lægen eller anden hjælp sammen"),
        "not_reached": _("Vi kunne ikke få fat i vedkommende"),
    },
}
OF_OUTCOMES |= OF_REPORTS | OF_RESEARCH
