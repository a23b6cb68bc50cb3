"""What is open to the whole world: open offers as they stand in the API, a copy that no site's wall hides."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from traedesten.tenancy.models import Site

LANGUAGE = "danish"
"""PostgreSQL's text search configuration, for what is stored and for what is asked."""


class Published(models.Model):
    """Everybody may read it; PostgreSQL lets only its own site write it. ``record`` is HSDS JSON."""

    id = models.UUIDField(primary_key=True)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    record = models.JSONField()
    words = models.TextField()
    stems = models.GeneratedField(
        expression=SearchVector("words", config=LANGUAGE), output_field=SearchVectorField(), db_persist=True
    )
    changed_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self._meta.label_lower}:{self.pk}"


class PublishedOrganisation(Published):
    """Whoever stands behind a published offer."""

    class Meta:
        indexes = [
            models.Index(fields=["site", "id"], name="published_organisation"),
            GinIndex(fields=["stems"], name="published_organisation_words"),
        ]


class PublishedOffer(Published):
    """An open offer. ``id`` is the offer's own, ``tie_id`` that of its being at its venue.

    ``terms`` and ``taxonomies`` are ids of HSDS taxonomy terms and of the taxonomies they belong to. A closed
    offer's row goes in the very transaction that closes it: a trigger of the database does it, and takes the
    contact person out when they take their yes back.
    """

    organisation = models.ForeignKey(
        PublishedOrganisation, on_delete=models.SET_NULL, null=True, related_name="offers"
    )
    tie_id = models.UUIDField(null=True, unique=True)
    terms = ArrayField(models.UUIDField(), default=list)
    taxonomies = ArrayField(models.UUIDField(), default=list)
    minimum_age = models.PositiveSmallIntegerField(null=True)
    maximum_age = models.PositiveSmallIntegerField(null=True)
    postcode = models.CharField(max_length=10, blank=True, default="")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["site", "id"], name="published_by_site"),
            models.Index(fields=["-changed_at", "id"], include=["site"], name="published_newest"),
            models.Index(fields=["latitude"], name="published_by_latitude"),
            GinIndex(fields=["terms"], name="published_by_term"),
            GinIndex(fields=["stems"], name="published_words"),
        ]

    @property
    def where(self) -> str:
        """The place and its address on one line."""
        for tie in self.record.get("service_at_locations", ()):
            location = tie.get("location", {})
            found = [location.get("name", "")]
            for address in location.get("addresses", ()):
                town = " ".join(filter(None, (address.get("postal_code"), address.get("city"))))
                street = address.get("address_1", "")
                found += [street] if street and address.get("postal_code", town) in street else [street, town]
            return ", ".join(dict.fromkeys(filter(None, found)))
        return ""

    @property
    def times_in_words(self) -> list[str]:
        """Its regular times, as its site says them."""
        found = (time.get("description", "") for time in self.record.get("schedules", ()))
        return list(dict.fromkeys(filter(None, found)))


class PublishedTime(models.Model):
    """A weekday on which a published offer regularly meets, 0 for Monday, by the clock on the wall there."""

    offer = models.ForeignKey(PublishedOffer, on_delete=models.CASCADE, related_name="times")
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()

    def __str__(self):
        return f"{self._meta.label_lower}:{self.pk}"


class PublishedPostcode(models.Model):
    """Where a postcode lies, as a site's areas and venues have it: the middle of them."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    postcode = models.CharField(max_length=10)
    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["postcode", "site"], name="one_point_per_postcode")]

    def __str__(self):
        return f"{self._meta.label_lower}:{self.pk}"


class Publication(models.Model):
    """Up to which version of its directory a site is published. Held while it is published, by one at a time."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE, primary_key=True, related_name="+")
    version = models.IntegerField(default=-1)
    published_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self._meta.label_lower}:{self.pk}"

    @classmethod
    def held(cls, site_id: int) -> "Publication":
        """The site's row, locked until the transaction ends."""
        cls.objects.get_or_create(site_id=site_id)
        return cls.objects.select_for_update().get(site_id=site_id)
