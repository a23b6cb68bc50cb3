"""The words that people say yes to, by purpose and version.

A consent keeps the version it was given under, so a text is never changed: a new version is added, and
``TEXT_VERSION`` in ``domain/consent.py`` moves on to it.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from traedesten.domain.consent import TEXT_VERSION, Purpose

TEXTS: dict[tuple[str, str], Promise] = {
    (Purpose.CONTACT, "2026-11"): _(
        "Fællesskabsguiderne må ringe og skrive til mig. De må gemme det, jeg fortæller, så længe vi følges ad. "
        "Jeg kan altid sige stop."
    ),
    (Purpose.FEEDBACK, "2026-11"): _(
        "Den, der henviste mig, må få at vide, om vi er i kontakt, og om jeg er kommet med i et fællesskab. "
        "Ikke hvad vi taler om."
    ),
    (Purpose.RESEARCH, "2026-11"): _(
        "Mine svar må bruges til at finde ud af, hvad der hjælper. Mit navn og mit nummer er ikke med."
    ),
    (Purpose.RELATIVE, "2026-11"): _(
        "Min pårørende må vide, hvem min guide er, og hvornår vi har aftaler. Ikke hvad jeg fortæller min guide."
    ),
    (Purpose.SHARE_WITH_OFFER, "2026-11"): _(
        "Stedet må få mit fornavn at vide, hvornår jeg kommer, og hvad der gør det lettere for mig at være der. "
        "Ikke andet."
    ),
    (Purpose.HANDOVER, "2026-11"): _(
        "Kommunens brobygger må få mit navn, mit nummer og det, vi sammen har skrevet ned om, hvad jeg ønsker."
    ),
}


def text_of(purpose: str, version: str = "") -> str | Promise:
    """The words of one purpose, in the version named or else the one now in use."""
    return TEXTS[Purpose(purpose), version or TEXT_VERSION[Purpose(purpose)]]
