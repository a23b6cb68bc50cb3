"""The people of a site: participants, their relatives, and the volunteers."""

from base64 import b64decode
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models

from traedesten.domain.access import Role
from traedesten.domain.names import normalise_name
from traedesten.messages.models import Recipient
from traedesten.tenancy.models import Area, SiteForeignKey, User
from traedesten.vault.crypto import blind_index
from traedesten.vault.fields import SealedText
from traedesten.vault.models import Keyed


class Gender(models.TextChoices):
    UNKNOWN = ""
    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


class Person(Keyed):
    """What we know about anybody we may call. Phone numbers are E.164; look-ups go by blind index."""

    first_name = SealedText()
    last_name = SealedText()
    phone = SealedText()
    email = SealedText()
    phone_index = models.BinaryField(max_length=16, default=b"", blank=True, db_index=True)
    language = models.CharField(max_length=5, default="da")
    made_at = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def recipient(self) -> Recipient:
        return Recipient(self.key, self.first_name, self.phone, self.email, self.language, self.pk)

    def save(self, **kwargs):
        self.phone_index = blind_index(self.site_id, "phone", self.phone) if self.phone else b""
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "phone_index"}
        super().save(**kwargs)


class Participant(Person):
    """The person it is about."""

    born_year = models.PositiveSmallIntegerField(null=True, blank=True)
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True, default="")
    area = SiteForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name_index = models.BinaryField(max_length=16, default=b"", blank=True, db_index=True)
    calling_hint = SealedText()
    prefers_text = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(born_year__isnull=True) | models.Q(born_year__range=(1900, 2100)),
                name="born_in_a_year",
            )
        ]

    def save(self, **kwargs):
        self.name_index = self.index_of_name(self.site_id, self.first_name, self.area_id)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "name_index"}
        super().save(**kwargs)

    @staticmethod
    def index_of_name(site_id, first_name, area_id) -> bytes:
        """Name and area together; without an area there is nothing worth comparing."""
        if not (first_name and area_id):
            return b""
        return blind_index(site_id, "name", f"{normalise_name(first_name)}@{area_id}")

    def age(self, today) -> int | None:
        return today.year - self.born_year if self.born_year else None


class Relative(Person):
    """Somebody close to a participant, served in their own right.

    ``carries`` and ``wishes`` are the relative's own. What they see of the participant is decided by
    the participant's consent alone.
    """

    class Relation(models.TextChoices):
        PARENT = "parent"
        PARTNER = "partner"
        CHILD = "child"
        SIBLING = "sibling"
        FRIEND = "friend"
        OTHER = "other"

    participant = SiteForeignKey(Participant, on_delete=models.PROTECT, related_name="relatives")
    relation = models.CharField(max_length=10, choices=Relation.choices, default=Relation.OTHER)
    carries = SealedText()
    wishes = SealedText()
    wants_relief = models.BooleanField(default=False)
    wants_call_since = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)


def _as_guide() -> list[str]:
    return [Role.GUIDE.value]


class Volunteer(Person):
    """A guide: what they bring, when they can, how many they can hold.

    ``invited_as`` are the roles that their account holds, or gets when they say yes: a facilitator has one too.
    """

    invited_as = ArrayField(models.CharField(max_length=20), default=_as_guide)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    area = SiteForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    born_year = models.PositiveSmallIntegerField(null=True, blank=True)
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True, default="")
    about = SealedText()
    interests = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    times = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    capacity = models.PositiveSmallIntegerField(default=2)
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)
    picture = SealedText()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "user"], name="one_volunteer_per_user"),
            models.CheckConstraint(
                condition=models.Q(away_from__isnull=True, away_until__isnull=True)
                | models.Q(away_until__gte=models.F("away_from")),
                name="away_until_after_from",
            ),
        ]

    @property
    def picture_jpeg(self) -> bytes:
        """The picture as a file; it is kept, sealed, as base64."""
        return b64decode(self.picture)

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def is_away_on(self, on: date) -> bool:
        return self.away_from is not None and self.away_from <= on <= (self.away_until or date.max)
