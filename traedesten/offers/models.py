"""Offers: the communities, groups and help that a journey can lead to. A simple list."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from traedesten.tenancy.models import Area, SiteForeignKey, SiteOwned
from traedesten.vault.fields import SealedText
from traedesten.vault.models import Keyed


class Offer(Keyed):
    """One offer. The contact person's name, phone and e-mail are sealed."""

    class Kind(models.TextChoices):
        SELF_HELP_GROUP = "self_help_group"
        PRACTICE = "practice"
        LASTING = "lasting"
        RELIEF = "relief"
        PROFESSIONAL = "professional"

    class Size(models.TextChoices):
        ONE = "one"
        FEW = "few"
        SMALL = "small"
        LARGE = "large"

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    about = models.TextField(blank=True, default="")
    can_hold = models.TextField(blank=True, default="")
    place = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=200, blank=True)
    area = SiteForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    size = models.CharField(max_length=10, choices=Size.choices, default=Size.SMALL)
    interests = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    step_free = models.BooleanField(default=False)
    contact_name = SealedText()
    contact_phone = SealedText()
    contact_email = SealedText()
    is_open = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["site", "kind", "name"], name="offer_by_kind")]


class OfferTime(SiteOwned):
    """A weekly time in the site's own clock. Monday is 0."""

    offer = SiteForeignKey(Offer, on_delete=models.CASCADE, related_name="times")
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="weekday_in_week"),
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="ends_after_start"),
        ]
