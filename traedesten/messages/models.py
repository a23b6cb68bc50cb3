"""The outbox of e-mail and SMS. A message is written in the transaction of the change that causes it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import translation

from traedesten.jobs import queue
from traedesten.messages.wording import WORDS
from traedesten.tenancy.models import Site, SiteOwned
from traedesten.ui.templatetags.ui import spaced
from traedesten.vault.fields import SealedText
from traedesten.vault.models import DataKey, Keyed


@dataclass(frozen=True)
class Recipient:
    """Where somebody is reached, and the key that seals what is written to them."""

    key: DataKey
    first_name: str
    phone: str = ""
    email: str = ""
    language: str = "da"
    person_id: UUID | None = None


class Wording(SiteOwned):
    """A site's own words for one message in one language."""

    name = models.CharField(max_length=40)
    language = models.CharField(max_length=5)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "name", "language"], name="one_wording")]


class Pause(SiteOwned):
    """Somebody to whom nothing automatic is sent for now."""

    person_id = models.UUIDField()
    since_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "person_id"], name="one_pause_per_person")]

    @classmethod
    def begin(cls, person_id: UUID, now: datetime) -> None:
        cls.objects.get_or_create(person_id=person_id, defaults={"since_at": now})

    @classmethod
    def end(cls, person_id: UUID) -> None:
        cls.objects.filter(person_id=person_id).delete()


class Message(Keyed):
    """One message to one recipient. ``idempotency_key`` makes it one, however often it is asked for or sent."""

    class Channel(models.TextChoices):
        EMAIL = "email"
        SMS = "sms"

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        KEPT = "kept"
        PAUSED = "paused"
        FAILED = "failed"

    name = models.CharField(max_length=40)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.CharField(max_length=5)
    person_id = models.UUIDField(null=True, blank=True)
    is_automatic = models.BooleanField(default=False)
    to = SealedText()
    first_name = SealedText()
    text = SealedText()
    idempotency_key = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "idempotency_key"], name="message_once")]
        indexes = [models.Index(fields=["site", "-made_at"], name="message_by_time")]

    @classmethod
    def hold_back(cls, person_id: UUID) -> None:
        """What is written to somebody and has not left yet never leaves."""
        cls.objects.filter(person_id=person_id, state=cls.State.QUEUED).update(state=cls.State.PAUSED)

    @property
    def subject(self) -> str:
        """The subject of an e-mail; the same for everybody."""
        with translation.override(self.language):
            return str(WORDS[self.name].subject)

    @classmethod
    def post(
        cls,
        name: str,
        recipient: Recipient,
        *,
        now: datetime,
        idempotency_key: str,
        path: str = "",
        at: datetime | None = None,
        is_automatic: bool = False,
    ) -> "Message | None":
        """Write a message and queue its delivery. None when there is nowhere to send it, or it was written before.

        ``path`` is the page that the message links to, without the host.
        """
        address = recipient.phone or recipient.email
        if not address or cls.objects.filter(idempotency_key=idempotency_key).exists():
            return None
        message = cls(
            key=recipient.key,
            name=name,
            channel=cls.Channel.SMS if recipient.phone else cls.Channel.EMAIL,
            language=recipient.language,
            person_id=recipient.person_id,
            is_automatic=is_automatic,
            to=address,
            first_name=recipient.first_name,
            idempotency_key=idempotency_key,
            made_at=now,
            due_at=at or now,
        )
        message.text = message.words(settings.PUBLIC_URL + path if path else "")
        message.save(force_insert=True)
        queue.later("messages.deliver", site_id=message.site_id, at=at, message_id=message.pk)
        return message

    def words(self, link: str) -> str:
        site = Site.objects.get(pk=self.site_id)
        own = Wording.objects.filter(name=self.name, language=self.language).values_list("text", flat=True).first()
        with translation.override(self.language):
            text = own or str(WORDS[self.name].text)
        return text.format(first_name=self.first_name, link=link, site=site.name, phone=spaced(site.phone)).strip()
