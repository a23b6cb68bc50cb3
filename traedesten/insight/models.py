"""Prepared counts, what has been given out, and who may read it. Nothing here is about one person."""

from uuid import uuid4

from django.db import models

from traedesten.tenancy.models import Site, SiteOwned
from traedesten.vault.fields import SealedText
from traedesten.vault.models import Keyed


class Snapshot(SiteOwned):
    """The site's own figures as of a moment, for one period and one part of those referred.

    ``period`` is "all" or a year; ``part`` is "", "area:<id>" or "way:<id or kind>" (``counting.parts``).
    ``figures`` is made by ``counting.figures``: counts, days and ids of places, never of people.
    """

    period = models.CharField(max_length=8)
    part = models.CharField(max_length=60, blank=True, default="")
    figures = models.JSONField()
    as_of = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "period", "part"], name="one_snapshot_per_cut")]


class Edition(SiteOwned):
    """Figures for readers outside the house, about everybody referred before ``until``; small counts are hidden.

    ``releases`` is the log that the next edition must not be subtracted from (``evaluation.disclosure``).
    """

    until = models.DateField()
    figures = models.JSONField()
    releases = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "until"], name="one_edition_until_a_day")]


class Reader(Keyed):
    """A circle outside the house, such as a steering group or a funder, that reads editions through a link.

    The token is kept, sealed, so that the link can be told again.
    """

    name = models.CharField(max_length=80)
    token = SealedText()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)


class NetworkSharing(SiteOwned):
    """Whether the site lets the other places of the network that do the same read its editions."""

    is_shared = models.BooleanField(default=False)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site"], name="one_decision_on_the_network")]


class SharedEdition(models.Model):
    """What the other places of the network read of a site's newest edition: its counts, days, changes and look back,
    no places.

    It is there while the site shares. PostgreSQL lets only sites that share read those of others, and only a
    site that shares write its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    site = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="+")
    until = models.DateField()
    figures = models.JSONField()
    made_at = models.DateTimeField()

    def __str__(self):
        return f"{self._meta.label_lower}:{self.pk}"
