"""The words for codes about a group, from putting it together to its end; ``labels`` takes them in."""

from django.utils.translation import gettext_lazy as _

OF_COURSES = {
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
    "presence": {
        "came": _("Kom"),
        "away": _("Kom ikke"),
        "excused": _("Afbud"),
        "coming": _("Kommer"),
    },
    "climate": {
        "warm": _("Varm og tryg"),
        "careful": _("Forsigtig"),
        "uneven": _("Ujævn, nogle fyldte mest"),
        "heavy": _("Tung"),
    },
    "plan_part": {
        "opening_round": _("Runden"),
        "exercise": _("Øvelsen"),
        "social_training": _("Social træning"),
    },
    "review": {
        "time": _("Tidspunktet"),
        "place": _("Stedet"),
        "voices": _("At alle får plads"),
        "safety": _("Trygheden"),
        "programme": _("Det, vi laver"),
    },
    "cared": {
        "comes_again": _("Kommer igen"),
        "wants_pause": _("Har brug for en pause"),
        "stops": _("Vil gerne stoppe"),
        "needs_other_help": _("Har brug for anden hjælp"),
        "no_answer": _("Fik ikke fat i dem"),
    },
    "stopped_for": {
        "no_time": _("Tiden passer ikke"),
        "too_far": _("Der er for langt"),
        "illness": _("Sygdom"),
        "not_the_right_group": _("Det var ikke den rigtige gruppe"),
        "better_now": _("Det går bedre nu"),
        "other_help": _("Noget andet hjælper bedre"),
        "not_said": _("Det vil jeg ikke sige"),
    },
    "onward": {
        "guide": _("Følges med en guide ud til noget nyt"),
        "offer": _("Et fællesskab på listen"),
        "together": _("Blive ved med at mødes, os fra gruppen"),
        "nothing": _("Ikke noget lige nu"),
    },
    "unanswered": {
        "not_reached": _("Vi har ikke kunnet få fat i dem"),
        "asked_for_time": _("De har bedt om lidt mere tid"),
        "did_not_want": _("De vil ikke svare, og det er i orden"),
    },
    "in_community": {
        "yes": _("Ja"),
        "on_the_way": _("Jeg er på vej"),
        "no": _("Nej"),
        "not_said": _("Det vil jeg ikke svare på"),
    },
    "kept_contact": {
        "yes": _("Ja"),
        "a_little": _("Lidt"),
        "no": _("Nej"),
        "not_said": _("Det vil jeg ikke svare på"),
    },
}
