"""The words for codes in an evaluator's report; ``outcome_labels`` takes them in."""

from django.utils.translation import gettext_lazy as _

OF_REPORTS = {
    "lacking": {
        "nobody": _("Ingen er begyndt eller spurgt endnu."),
        "not_yet": _("Runden er ikke kommet til nogen endnu."),
        "too_few": _(
            "Det viser vi ikke: det er under fem, der har svaret, eller et tal under fem kunne regnes ud af det."
        ),
        "all_the_same": _(
            "Alle har svaret ens eller flyttet sig ens. Så ville tallet sige, hvad hver enkelt har svaret, og det "
            "viser vi ikke."
        ),
        "nobody_left": _("Alle svarede begge gange, så der er ingen svar at gætte på."),
        "one_group": _("Der er ikke to grupper, der er store nok til at blive sammenlignet."),
        "no_yardstick": _(
            "Ingen ved, hvor langt én person skal flytte sig på dette skema, før det er mere end et tilfælde."
        ),
        "cannot": _("Der er for lidt at regne på."),
    },
    "evaluation_caution": {
        "no_control": _("Tallene viser en udvikling, ikke en årsag. Ingen stod udenfor at sammenligne med."),
        "low_coverage": _(
            "Under 70 % svarede begge gange. Dem, vi ikke hørte fra, kan have det anderledes, så læs tallene med "
            "forbehold."
        ),
        "exploratory": _(
            "Udforskende: det stod ikke i planen. Det er et gæt, der skal prøves på andre mennesker, ikke et fund."
        ),
        "clusters_unknown": _(
            "De, der er i gruppe sammen, ligner hinanden. Hvem det er, står ikke i det udleverede, så usikkerheden "
            "er nok lidt større, end der står."
        ),
        "chosen_later": _(
            "Grupperne lå ikke fast fra begyndelsen. Måske er de, der fik det bedre, kommet længere, og ikke omvendt."
        ),
        "small_group": _("Under ti svarede begge gange."),
        "not_converged": _("Regnestykket faldt ikke helt på plads. Læs tallet med forbehold."),
    },
    "reliable_change": {
        "better": _("Fik det bedre"),
        "same": _("Flyttede sig ikke mere, end tilfældet kan"),
        "worse": _("Fik det dårligere"),
    },
    "wait": {
        "contact": _("Hvor længe der går til den første samtale"),
        "community": _("Hvor længe der går til et fællesskab"),
    },
    "other_group": {"*others": _("Alle andre"), "": _("Ikke oplyst eller skjult")},
}
