"""Sites, the people who sign in, what they may do there, and links for those who never sign in."""

import hashlib
import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from traedesten.domain.access import Role
from traedesten.tenancy.scope import current_site_id


class Site(models.Model):
    """A local unit: one association in one municipality, with its own look, words and rules."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    place = models.CharField(max_length=80)
    footer = models.CharField(max_length=300, blank=True)
    theme = models.JSONField(default=dict, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="da")
    timezone = models.CharField(max_length=40, default="Europe/Copenhagen")
    first_call_workdays = models.PositiveSmallIntegerField(default=3)
    silence_days = models.PositiveSmallIntegerField(default=14)
    minimum_age = models.PositiveSmallIntegerField(default=18)
    planned_visits = models.PositiveSmallIntegerField(default=5)
    journey_weeks = models.PositiveSmallIntegerField(default=16)
    referrals_per_hour = models.PositiveSmallIntegerField(default=20)
    confirm_offers_days = models.PositiveSmallIntegerField(default=120)
    shares_offers = models.BooleanField(default=True)
    bridge_builder_name = models.CharField(max_length=80, blank=True)
    bridge_builder_email = models.EmailField(blank=True)
    bridge_builder_phone = models.CharField(max_length=20, blank=True)

    def __str__(self):
        return self.slug


class SiteForeignKey(models.ForeignKey):
    """Points at a row of the same site. The database holds it by ``(site_id, id)``; see ``operations.Guard``."""

    def __init__(self, *args, **kwargs):
        kwargs["db_constraint"] = False
        super().__init__(*args, **kwargs)


class SiteOneToOne(models.OneToOneField):
    """The same for a row that has exactly one of the other."""

    def __init__(self, *args, **kwargs):
        kwargs["db_constraint"] = False
        super().__init__(*args, **kwargs)


class SiteManager(models.Manager):
    """Sees the current site's rows, and fails closed when there is no current site."""

    def get_queryset(self):
        rows = super().get_queryset().filter(site_id=current_site_id())
        return rows.select_related("key") if hasattr(self.model, "key_id") else rows


class SiteOwned(models.Model):
    """A row that belongs to one site. Row-level security holds it in the database as well."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, default=current_site_id, related_name="+", editable=False
    )

    objects = SiteManager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self._meta.label_lower}:{self.pk}"

    def rewrite(self, fields: Mapping[str, Any]) -> list[str]:
        """Take these values, to be saved by whoever asked; the names of those that were other before."""
        changed = [name for name, value in fields.items() if getattr(self, name) != value]
        for name in changed:
            setattr(self, name, fields[name])
        return changed


class Area(SiteOwned):
    """A town or district that people at the site know by name, with a point for distances."""

    name = models.CharField(max_length=60)
    postcode = models.CharField(max_length=10, blank=True)
    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="one_area_per_name")]

    def __str__(self):
        return self.name

    @property
    def point(self) -> tuple[float, float]:
        return self.latitude, self.longitude


class Users(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """Somebody who signs in: a coordinator or a volunteer. The address is the name of the account."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=5, default="da")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField()

    objects = Users()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self):
        return f"user:{self.pk}"

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]


class Membership(SiteOwned):
    """A role that a user holds at a site."""

    ROLES = [(role.value, role.value) for role in (Role.COORDINATOR, Role.GUIDE, Role.FACILITATOR)]

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=ROLES)
    since_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "user", "role"], name="one_membership_per_role")]


class Link(SiteOwned):
    """A way in for somebody without an account: 192 random bits, of which only a digest is kept.

    ``subject_id`` is the one thing the link opens, ``person_id`` the person it was given to.
    """

    class Purpose(models.TextChoices):
        REFERRING_UNIT = "referring_unit"
        REFERRAL_STATUS = "referral_status"
        PERSON = "person"
        INVITATION = "invitation"
        INTRODUCTION = "introduction"
        HANDOVER = "handover"
        OFFER = "offer"
        SEEKER = "seeker"
        SHIFT_CALENDAR = "shift_calendar"
        QUESTIONS = "questions"
        QUESTIONS_HERE = "questions_here"
        SUMMARY = "summary"
        GROUP_CALENDAR = "group_calendar"
        AFTER_GROUP = "after_group"

    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    digest = models.BinaryField(max_length=32, unique=True)
    subject_id = models.UUIDField()
    person_id = models.UUIDField(null=True, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["site", "purpose", "subject_id"], name="link_of_subject")]

    @classmethod
    def issue(cls, *, purpose, subject_id, now, expires_at=None, person_id=None) -> str:
        """Make a link and return its token, which cannot be read again."""
        token = secrets.token_urlsafe(24)
        cls.objects.create(
            purpose=purpose,
            digest=cls.digest_of(token),
            subject_id=subject_id,
            person_id=person_id,
            made_at=now,
            expires_at=expires_at,
        )
        return token

    @staticmethod
    def digest_of(token: str) -> bytes:
        return hashlib.sha256(token.encode()).digest()

    def is_open(self, now) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    @classmethod
    def revoke_all(cls, *, purpose, subject_id, now) -> int:
        live = cls.objects.filter(purpose=purpose, subject_id=subject_id, revoked_at=None)
        return live.update(revoked_at=now)

    def use_up(self, now) -> bool:
        """True for the one request that wins; everybody after it is told so."""
        return bool(type(self).objects.filter(pk=self.pk, used_at=None, revoked_at=None).update(used_at=now))
