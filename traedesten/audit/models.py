"""What was done and who looked: appended, never changed, and without any personal value."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from traedesten.tenancy.models import Site, SiteManager
from traedesten.tenancy.scope import current_site_id


class Entry(models.Model):
    """Numbered in the order it was written, so that a chain of hashes can be laid over it."""

    id = models.BigAutoField(primary_key=True)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, default=current_site_id, related_name="+")
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    link_id = models.UUIDField(null=True)
    role = models.CharField(max_length=60)

    objects = SiteManager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self._meta.label_lower}:{self.pk}"


class Event(Entry):
    """One action. ``ids`` holds further ids and codes, ``fields`` the names of what changed."""

    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    fields = ArrayField(models.CharField(max_length=40), default=list)
    ids = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["site", "person_id", "-at"], name="event_of_person"),
            models.Index(fields=["site", "subject_id", "-at"], name="event_of_subject"),
        ]


class Lookup(Entry):
    """One page that showed one or more persons."""

    page = models.CharField(max_length=60)
    person_ids = ArrayField(models.UUIDField())

    class Meta:
        indexes = [models.Index(fields=["site", "-at"], name="lookup_by_time")]


class Seal(Entry):
    """A hash over the events and look-ups up to a number, chained to the seal before."""

    last_event_id = models.BigIntegerField()
    last_lookup_id = models.BigIntegerField()
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)
