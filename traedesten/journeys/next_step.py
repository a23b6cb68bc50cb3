"""The next step as it was written, and whether it is about a place that did not fit."""

from django.conf import settings
from django.utils.translation import gettext, override

from traedesten.journeys.models import Introduction, Journey


def falls_with(introduction: Introduction, journey: Journey) -> bool:
    """Whether the step names the place; or is to agree on a visit, and no other place is left to visit."""
    step = journey.next_step.casefold().strip()
    if introduction.offer.name.casefold() in step:
        return True
    own = journey.introductions.filter(relative=None).exclude(pk=introduction.pk)
    return (
        introduction.relative_id is None
        and step in _agree_on_a_visit()
        and not any("agree_visit" in stone.steps for stone in own)
    )


def _agree_on_a_visit() -> set[str]:
    """What a note's choice "Aftal et besøg" was written as, in each language."""
    said = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            said.add(gettext("Aftal et besøg").casefold())
    return said
