"""What people have said yes to, with the words, the channel and who asked."""

from datetime import datetime
from uuid import UUID

from django.db import models

from traedesten.domain.consent import TEXT_VERSION, Channel, Purpose
from traedesten.tenancy.models import SiteOwned


class Consent(SiteOwned):
    """One yes. ``about_id`` narrows it: the offer it may be shared with, the relative who may be involved."""

    person_id = models.UUIDField()
    purpose = models.CharField(max_length=20, choices=[(p.value, p.value) for p in Purpose])
    about_id = models.UUIDField(null=True, blank=True)
    text_version = models.CharField(max_length=10)
    channel = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Channel])
    obtained_by = models.CharField(max_length=60)
    obtained_by_user_id = models.BigIntegerField(null=True, blank=True)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "person_id", "purpose", "about_id"],
                condition=models.Q(withdrawn_at=None),
                nulls_distinct=False,
                name="one_open_consent",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | models.Q(withdrawn_at__gte=models.F("given_at")),
                name="withdrawn_after_given",
            ),
        ]
        indexes = [models.Index(fields=["site", "person_id", "purpose"], name="consent_of_person")]

    def take_back(self, now: datetime) -> None:
        """From now on the yes no longer holds; twice changes nothing."""
        Consent.objects.filter(pk=self.pk, withdrawn_at=None).update(withdrawn_at=now)
        self.refresh_from_db()

    @classmethod
    def note(
        cls, *, by, person_id: UUID, purpose: Purpose, channel: Channel, now: datetime, about_id=None
    ) -> "Consent":
        """Write down a yes; one that already stands is given back unchanged."""
        consent, _made = cls.objects.get_or_create(
            person_id=person_id,
            purpose=purpose,
            about_id=about_id,
            withdrawn_at=None,
            defaults={
                "text_version": TEXT_VERSION[purpose],
                "channel": channel,
                "obtained_by": by.role,
                "obtained_by_user_id": by.user_id,
                "given_at": now,
            },
        )
        return consent
