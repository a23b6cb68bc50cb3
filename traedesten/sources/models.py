"""Lists of offers that others keep, each reading of one, and what a reading changed."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from traedesten.offers.models import Offer
from traedesten.tenancy.models import Site, SiteForeignKey, SiteOwned
from traedesten.vault.fields import SealedText
from traedesten.vault.models import Keyed


class OfferSource(Keyed):
    """A list that somebody else keeps: an uploaded file, or an address that is read again each night.

    ``kind`` is empty until the first reading has shown what it is. ``content`` is the last uploaded file, one
    character for each byte; ``columns`` says for a table which column (from 0, as text) is which field.
    ``offer_kind`` is the kind that new offers get, because no format has our kinds. ``left_out`` are the source's
    own ids of records that somebody here has taken away again: they are passed over.
    """

    class Kind(models.TextChoices):
        CSV = "csv"
        HSDS = "hsds"
        TABULAR = "tabular"
        ORUK = "oruk"
        ICAL = "ical"

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True, default="")
    url = models.URLField(max_length=500, blank=True, default="")
    file_name = models.CharField(max_length=120, blank=True, default="")
    content = SealedText()
    columns = models.JSONField(default=dict, blank=True)
    offer_kind = models.CharField(max_length=20, choices=Offer.Kind.choices)
    is_nightly = models.BooleanField(default=True)
    left_out = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    made_at = models.DateTimeField()

    @property
    def content_bytes(self) -> bytes:
        return self.content.encode("latin-1")


class ImportRun(SiteOwned):
    """One reading of a source: first everything is read and compared, then taken over batch by batch.

    ``goes_on`` takes it over without anybody looking at it first. ``counts`` has how many records are new, changed,
    unchanged, kept and skipped; ``warnings`` how often each code was given. ``position`` counts the batches that
    are done. ``started_at`` is when its present work began: reading, taking over, or undoing.
    """

    class State(models.TextChoices):
        READING = "reading"
        READY = "ready"
        RUNNING = "running"
        DONE = "done"
        UNDOING = "undoing"
        UNDONE = "undone"
        REFUSED = "refused"

    AT_WORK = (State.READING, State.RUNNING, State.UNDOING)

    source = SiteForeignKey(OfferSource, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    goes_on = models.BooleanField(default=False)
    refusal = models.CharField(max_length=40, blank=True, default="")
    counts = models.JSONField(default=dict, blank=True)
    warnings = models.JSONField(default=dict, blank=True)
    records = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "source"],
                condition=models.Q(state__in=["reading", "running", "undoing"]),
                name="one_run_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["site", "source", "-started_at"], name="run_by_source")]

    @property
    def is_at_work(self) -> bool:
        return self.state in self.AT_WORK

    def locked(self) -> "ImportRun":
        """The row as it is now, held until the transaction ends."""
        return ImportRun.objects.select_for_update(of=("self",)).get(pk=self.pk)


class ImportBatch(Keyed):
    """Some records of a run, in the order of the source, with what was found out about each (``comparing``)."""

    run = SiteForeignKey(ImportRun, on_delete=models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField()
    rows = SealedText()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "run", "number"], name="one_batch_per_number")]


class ImportedOffer(SiteOwned):
    """Which offer a record of a source became, and a digest of each value as it was last imported.

    A value is overwritten only while it still has that digest; otherwise somebody here put it right.
    """

    source = SiteForeignKey(OfferSource, on_delete=models.CASCADE, related_name="imported")
    foreign_id = models.CharField(max_length=200)
    offer = SiteForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    digests = models.JSONField(default=dict)
    seen_run = SiteForeignKey(ImportRun, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "source", "foreign_id"], name="one_offer_per_foreign_id")
        ]


class ImportChange(Keyed):
    """What a run did to an offer, to undo it: the values before, and digests of those that the run gave.

    ``digests_before`` are those of the ``ImportedOffer`` before the run.
    """

    run = SiteForeignKey(ImportRun, on_delete=models.CASCADE, related_name="changes")
    offer = SiteForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    is_new = models.BooleanField()
    version = models.PositiveIntegerField()
    before = SealedText()
    given = models.JSONField(default=dict)
    digests_before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "run", "offer"], name="one_change_per_run_and_offer")]


class SharedOffer(models.Model):
    """A copy of an offer that a site lets a neighbour see; every site when ``neighbour`` is empty.

    PostgreSQL lets the two read it, and only the site write it. ``values`` and ``details`` are those of ``values``;
    the contact person is among them only after their yes to standing on open pages. A trigger of the database takes
    the person out, and says that the offer is closed, in the transaction that does so with the offer itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    neighbour = models.ForeignKey(Site, on_delete=models.CASCADE, null=True, related_name="+")
    offer_id = models.UUIDField()
    values = models.JSONField()
    details = models.JSONField(default=dict)
    confirmed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "offer_id", "neighbour"], name="shared_once_with_each", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["neighbour", "site"], name="shared_by_neighbour")]

    def __str__(self):
        return f"{self._meta.label_lower}:{self.pk}"


class Neighbourhood(SiteOwned):
    """How far a site is in telling its neighbours (``told_version`` of its directory) and in following them
    (``heard``: count and last change of what it may see).
    """

    told_version = models.IntegerField(default=-1)
    heard = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site"], name="one_neighbourhood")]

    @classmethod
    def held(cls) -> "Neighbourhood":
        """The site's row, locked until the transaction ends."""
        cls.objects.get_or_create()
        return cls.objects.select_for_update().get()


class FollowedOffer(SiteOwned):
    """Which offer here follows which of a neighbour's, with digests as for ``ImportedOffer``.

    ``kept`` are the fields that were put right here and stay. ``stopped_at`` is when somebody here stopped
    following: it is not taken in again by itself.
    """

    neighbour = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    foreign_id = models.UUIDField()
    offer = SiteForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    digests = models.JSONField(default=dict)
    kept = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    made_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "foreign_id"], name="one_follower_per_offer"),
        ]


class NotSame(SiteOwned):
    """Two offers that look alike, and that somebody has said are not the same. ``first`` has the lower id."""

    first = SiteForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    second = SiteForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "first", "second"], name="told_apart_once")]


class OfferMerge(Keyed):
    """One offer was laid into another. For undoing: the winner's values ``before``, digests of its values
    afterwards, the ids of the rows that moved by model, and whether the loser was on the list.
    """

    winner = SiteForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    loser = SiteForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    before = SealedText()
    given = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    loser_was_open = models.BooleanField()
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["site", "-made_at"], name="merge_by_time")]

    def locked(self) -> "OfferMerge":
        return OfferMerge.objects.select_for_update(of=("self",)).get(pk=self.pk)
