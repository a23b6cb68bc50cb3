"""The words of the agreement, by version. An agreement keeps the version it was made under; add, never change."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXT_VERSION = "2026-11"
"""The version that new agreements get."""


@dataclass(frozen=True)
class AgreementText:
    does: tuple[Promise, ...]
    does_not: tuple[Promise, ...]
    stop: Promise
    change: Promise
    silence: Promise


TEXTS = {
    "2026-11": AgreementText(
        does=(
            _("lytter til, hvad du ønsker, og hvad der har været svært"),
            _("finder steder sammen med dig, som kunne passe"),
            _("følges med dig de første gange, så du ikke går alene ind"),
            _("ringer bagefter og hører, hvordan det gik"),
        ),
        does_not=(
            _("behandler ikke og giver ikke råd om sygdom eller medicin"),
            _("ordner ikke penge, bolig eller breve fra kommunen"),
            _("gør ikke rent og passer ikke børn eller syge"),
            _("låner ikke penge og tager ikke imod gaver"),
        ),
        stop=_("Du kan stoppe når som helst. Du behøver ikke sige hvorfor – en besked er nok."),
        change=_("Passer I ikke sammen, finder vi en anden guide. Det er helt i orden at sige det."),
        silence=_("Det, du fortæller, bliver mellem jer. Kun hvis nogen er i fare, henter din guide hjælp."),
    ),
}


def text_of(version: str = TEXT_VERSION) -> AgreementText:
    return TEXTS[version]
