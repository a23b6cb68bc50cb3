"""The outbox, as it may be seen."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation

from traedesten.messages.models import Message, Pause, Wording
from traedesten.messages.wording import WORDS


def message_to_deliver(message_id) -> Message | None:
    """The message, locked, while it still has to leave."""
    return Message.objects.select_for_update(of=("self",)).filter(pk=message_id, state=Message.State.QUEUED).first()


def left_behind(now: datetime) -> QuerySet[Message]:
    """Messages that should have left more than an hour ago."""
    return Message.objects.filter(state=Message.State.QUEUED, due_at__lt=now - timedelta(hours=1)).order_by("due_at")


def is_paused(person_id) -> bool:
    return person_id is not None and Pause.objects.filter(person_id=person_id).exists()


def mailbox() -> QuerySet[Message]:
    """Everything written at the site, newest first."""
    return Message.objects.order_by("-made_at", "-pk")


def wordings() -> QuerySet[Wording]:
    return Wording.objects.order_by("name", "language")


@dataclass(frozen=True)
class InForce:
    """The words of one message in one language: the common ones, and the site's own when there are any."""

    name: str
    language: str
    language_name: str
    subject: str
    common: str
    own: str

    @property
    def text(self) -> str:
        return self.own or self.common


def wordings_in_force() -> list[tuple[str, list[InForce]]]:
    """(name, one for each language) for every message there is."""
    own = {(row.name, row.language): row.text for row in wordings()}
    return [(name, [_in_force(name, language, own) for language, _name in settings.LANGUAGES]) for name in WORDS]


def wording_in_force(name: str, language: str) -> InForce | None:
    """None when there is no such message or language."""
    if name not in WORDS or language not in dict(settings.LANGUAGES):
        return None
    own = {(row.name, row.language): row.text for row in wordings().filter(name=name, language=language)}
    return _in_force(name, language, own)


def _in_force(name: str, language: str, own: dict) -> InForce:
    with translation.override(language):
        subject, common = str(WORDS[name].subject), str(WORDS[name].text)
    return InForce(
        name=name,
        language=language,
        language_name=dict(settings.LANGUAGES)[language],
        subject=subject,
        common=common,
        own=own.get((name, language), ""),
    )
