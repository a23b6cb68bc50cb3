"""Referral cards and where they come from."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from traedesten.domain.journey import MoveNotAllowed
from traedesten.domain.terms import INTEREST_OF_WISH
from traedesten.messages.models import Recipient
from traedesten.tenancy.models import Area, SiteForeignKey
from traedesten.vault.crypto import blind_index
from traedesten.vault.fields import SealedText
from traedesten.vault.models import Keyed


class Source(models.TextChoices):
    HEALTH = "health"
    GP = "gp"
    MUNICIPALITY = "municipality"
    RELATIVE = "relative"
    SELF = "self"
    ASSOCIATION = "association"


class ReferringUnit(Keyed):
    """A workplace that refers through a link and a QR code of its own.

    The token is kept, sealed, so that the card with the code can be printed again.
    """

    name = models.CharField(max_length=100)
    token = SealedText()
    kind = models.CharField(max_length=20, choices=Source.choices)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()


class Referral(Keyed):
    """One card. ``first_name`` and ``phone`` are those of the one to call, who may be a relative."""

    class State(models.TextChoices):
        HELD = "held"
        NEW = "new"
        CLARIFYING = "clarifying"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        DISCARDED = "discarded"

    class Call(models.TextChoices):
        PARTICIPANT = "participant"
        RELATIVE = "relative"

    source = models.CharField(max_length=20, choices=Source.choices)
    unit = SiteForeignKey(ReferringUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals")
    state = models.CharField(max_length=20, choices=State.choices, default=State.NEW)
    whom_to_call = models.CharField(max_length=20, choices=Call.choices)
    first_name = SealedText()
    phone = SealedText()
    email = SealedText()
    participant_name = SealedText()
    phone_index = models.BinaryField(max_length=16, default=b"", blank=True, db_index=True)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    area = SiteForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    wishes = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    note = SealedText()
    best_time = SealedText()
    referrer_name = SealedText()
    referrer_contact = SealedText()
    may_give_feedback = models.BooleanField(default=False)
    language = models.CharField(max_length=5, default="da")
    warnings = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    submission_key = models.UUIDField()
    sender_digest = models.BinaryField(max_length=16, default=b"", blank=True)
    received_at = models.DateTimeField()
    question = SealedText()
    questions = models.PositiveSmallIntegerField(default=0)
    asked_more_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=30, blank=True)
    decline_note = SealedText()
    may_tell_reason = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "submission_key"], name="one_referral_per_submission"),
        ]
        indexes = [
            models.Index(fields=["site", "state", "received_at"], name="referral_inbox"),
            models.Index(fields=["site", "sender_digest", "received_at"], name="referral_sender"),
        ]

    OPEN_STATES = (State.NEW, State.CLARIFYING)

    @property
    def interests(self) -> frozenset[str]:
        """The wishes on the card that are interests too."""
        return frozenset(INTEREST_OF_WISH[wish] for wish in self.wishes if wish in INTEREST_OF_WISH)

    def locked(self) -> "Referral":
        """The row as it is now, held until the transaction ends."""
        return Referral.objects.select_for_update(of=("self",)).get(pk=self.pk)

    def change(self, state: str, *, allowed_from: tuple[str, ...]) -> None:
        if self.state not in allowed_from:
            raise MoveNotAllowed(self.state, state)
        self.state = state

    @property
    def person_name(self) -> str:
        """The first name of the person it is about, or of the one to call when that is all we know."""
        return self.participant_name or self.first_name

    @property
    def wants_text(self) -> bool:
        """Whether the card says that a text message comes before a call."""
        return "sms" in f"{self.best_time} {self.note}".casefold()

    @property
    def referrer(self) -> Recipient:
        is_email = "@" in self.referrer_contact
        return Recipient(
            self.key,
            self.referrer_name,
            phone="" if is_email else self.referrer_contact,
            email=self.referrer_contact if is_email else "",
            language=self.language,
        )

    def save(self, **kwargs):
        self.phone_index = blind_index(self.site_id, "phone", self.phone) if self.phone else b""
        super().save(**kwargs)


class CallAttempt(Keyed):
    """A call to the one on the card that nobody answered, or that led on."""

    referral = SiteForeignKey(Referral, on_delete=models.CASCADE, related_name="calls")
    by_user_id = models.BigIntegerField()
    at = models.DateTimeField()
    answered = models.BooleanField()
    try_again_on = models.DateField(null=True, blank=True)
    note = SealedText()
