"""Asking guides, and what came of it."""

from django.db import models

from traedesten.journeys.models import Journey
from traedesten.people.models import Volunteer
from traedesten.tenancy.models import SiteForeignKey
from traedesten.vault.fields import SealedText
from traedesten.vault.models import Keyed


class GuideRequest(Keyed):
    """A guide was asked, or passed over, for a journey. The proposal's reasons are kept as they were."""

    class State(models.TextChoices):
        ASKED = "asked"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"
        PASSED_OVER = "passed_over"

    journey = SiteForeignKey(Journey, on_delete=models.CASCADE, related_name="guide_requests")
    volunteer = SiteForeignKey(Volunteer, on_delete=models.PROTECT, related_name="guide_requests")
    state = models.CharField(max_length=20, choices=State.choices, default=State.ASKED)
    reasons = models.JSONField(default=list)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    note = SealedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "journey"],
                condition=models.Q(state="asked"),
                name="one_open_question_per_journey",
            )
        ]
        indexes = [models.Index(fields=["site", "volunteer", "state"], name="request_of_volunteer")]
