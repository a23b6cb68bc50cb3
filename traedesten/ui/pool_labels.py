"""The words for the codes of the waiting pool; ``labels`` has them with all the others."""

from django.utils.translation import gettext_lazy as _

POOL_LABELS = {
    "waiting": {
        "for_talk": _("Venter på en samtale"),
        "ready": _("Klar til en gruppe"),
        "not_now": _("Ikke lige nu"),
        "other_help": _("Fik anden hjælp"),
        "withdrawn": _("Har meldt fra"),
    },
    "came": {
        "sign_up": _("Skrev sig selv op"),
        "phone": _("Ringede til os"),
        "recommended": _("Anbefalet af en fagperson"),
        "journey": _("Fra et forløb hos os"),
    },
    "talk_topic": {
        "what_it_is": _("Hvad en gruppe er: de samme mennesker, en fast tid og to frivillige, der passer på rammen"),
        "what_it_is_not": _("Hvad den ikke er: ikke behandling, ikke undervisning, og ingen skal præstere noget"),
        "expectations": _("Hvad de håber på, og hvad der kan gøre det svært"),
        "fits_now": _("Om en gruppe passer lige nu"),
        "confidentiality": _("At det, der bliver sagt i gruppen, bliver i gruppen"),
        "what_happens_next": _("Hvad der sker nu, og hvor længe man plejer at vente"),
    },
    "stays": {
        "known_face": _("Et ansigt, de kender på forhånd"),
        "reminder": _("En besked dagen før"),
        "lift": _("Hjælp til at komme frem"),
        "someone_at_the_door": _("Én, der tager imod ved døren"),
        "short_first_time": _("En kort første gang"),
        "nothing_special": _("Ikke noget særligt"),
    },
    "group_mix": {"": _("Lige meget"), "same": _("Helst samme køn"), "mixed": _("Helst blandet")},
    "group_ages": {"": _("Lige meget"), "near": _("Helst nogen på min egen alder")},
    "held_for": {
        "over_limit": _("Kom mange på én gang"),
        "honeypot": _("Ligner noget, en maskine har skrevet"),
        "no_stamp": _("Udfyldt på en usædvanlig måde"),
        "too_fast": _("Udfyldt meget hurtigt"),
        "stale": _("Siden stod åben meget længe"),
    },
}
