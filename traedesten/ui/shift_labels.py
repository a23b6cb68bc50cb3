"""The words for codes about shifts; ``labels`` takes them in."""

from django.utils.translation import gettext_lazy as _

OF_SHIFTS = {
    "shift_answer": {
        "can": _("Kan godt"),
        "gladly": _("Vil gerne"),
        "cannot": _("Kan ikke"),
    },
    "shift_shown": {
        "nothing": _("Ikke noget – der står bare »en guide«"),
        "name": _("Mit fornavn"),
        "picture": _("Mit fornavn og mit billede"),
    },
    "shift_against": {
        "away": _("er væk den dag"),
        "two_shifts": _("har en vagt den dag"),
        "rest": _("ville få for lidt hvile"),
        "cannot": _("har skrevet, at det ikke kan lade sig gøre"),
        "enough_that_week": _("har så mange vagter den uge, som der er ønsket"),
        "departed": _("er ikke længere med hos jer"),
        "shift_closed": _("Huset holder lukket"),
    },
    "shift_take_against": {
        "away": _("Du har skrevet, at du er væk den dag."),
        "two_shifts": _("Du har allerede en vagt den dag."),
        "rest": _("Du ville få for lidt hvile mellem to vagter."),
        "departed": _("Du er ikke længere med her."),
    },
    "shift_take_beyond": {
        "cannot": _("Du har skrevet, at du ikke kan den dag."),
        "enough_that_week": _("Så har du flere vagter den uge, end du har ønsket."),
    },
    "duty_state": {
        "proposed": _("foreslået"),
        "agreed": _("ikke offentliggjort"),
        "published": _("offentliggjort"),
    },
}
