"""Organisations, venues and offers: the communities, groups and help that a journey can lead to."""

import json
from dataclasses import fields
from datetime import datetime, time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from traedesten.domain import freshness, schedules, terms
from traedesten.domain.journey import Stale
from traedesten.messages.models import Recipient
from traedesten.tenancy.models import Area, Site, SiteForeignKey, SiteOwned
from traedesten.vault.fields import SealedText
from traedesten.vault.models import Keyed

REGULAR_FIELDS = tuple(field.name for field in fields(schedules.Regular))
ONE_OFF_FIELDS = tuple(field.name for field in fields(schedules.OneOff))
_ENDS_LATER = models.Q(ends__gt=models.F("starts")) | models.Q(ends=time(0))
"""An end of midnight is the end of the day."""


def _choices(codes):
    return [(code, code) for code in codes]


class OfferClosed(Exception):
    """The offer has been taken off the list meanwhile: its owner can neither confirm nor edit it."""


class OfferFollows(Exception):
    """The offer follows a neighbour's: whether it is right is said there, and comes from there."""


class Directory(SiteOwned):
    """The site's directory as a whole. ``version`` rises with each change, so that an index knows it is old.

    ``outline`` is a GeoJSON geometry of the municipality, for the map; empty where none was loaded.
    """

    version = models.PositiveIntegerField(default=0)
    outline = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site"], name="one_directory")]

    @classmethod
    def touch(cls) -> None:
        cls.objects.get_or_create()
        cls.objects.update(version=models.F("version") + 1)


class Organisation(SiteOwned):
    """An association, a municipality, a church: whoever stands behind offers. What is here is public."""

    name = models.CharField(max_length=120)
    about = models.TextField(blank=True, default="")
    url = models.URLField(max_length=300, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="one_organisation_per_name")]


class Venue(SiteOwned):
    """A place where people meet. Several offers may share it."""

    name = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True, default="")
    area = SiteForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    step_free = models.BooleanField(default=False)
    hearing_loop = models.BooleanField(default=False)
    transport = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "name", "address"], name="one_venue_per_name_and_address"),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="venue_on_the_globe",
            ),
        ]

    @property
    def point(self) -> tuple[float, float] | None:
        """(latitude, longitude): its own, else the town's."""
        if self.latitude is not None and self.longitude is not None:
            return self.latitude, self.longitude
        return self.area.point if self.area else None


class Offer(Keyed):
    """One offer, with how it feels and whom it can hold. The contact person's name, phone and e-mail are sealed.

    ``is_open`` False takes it off every list. ``confirmed_at`` is when the one who answers for it last said
    that it is right; ``asked_at`` when they were last asked, ``asked_times`` how often since then, and
    ``unanswered_since`` when we stopped asking: nobody answers, or there is nobody to ask.
    ``holds`` says for some of ``terms.HOLDS`` one of ``terms.HOLDING``; what is not there nobody has said.
    ``merged_into`` is the offer that it turned out to be; it is off the list then, and its address leads there.
    ``follows`` is the neighbour whose offer this one follows: its owner is asked there, never here.
    """

    class Kind(models.TextChoices):
        SELF_HELP_GROUP = "self_help_group"
        PRACTICE = "practice"
        LASTING = "lasting"
        RELIEF = "relief"
        COUNSELLING = "counselling"
        PROFESSIONAL = "professional"

    class Size(models.TextChoices):
        ONE = "one"
        FEW = "few"
        SMALL = "small"
        LARGE = "large"

    class Capacity(models.TextChoices):
        OPEN = "open"
        FEW = "few"
        WAITING_LIST = "waiting_list"
        FULL = "full"

    organisation = SiteForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="offers"
    )
    venue = SiteForeignKey(Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="offers")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    about = models.TextField(blank=True, default="")
    can_hold = models.TextField(blank=True, default="")
    holds = models.JSONField(default=dict, blank=True)
    url = models.URLField(max_length=300, blank=True, default="")
    interests = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    size = models.CharField(max_length=10, choices=Size.choices, default=Size.SMALL)
    pace = models.CharField(max_length=10, choices=_choices(terms.PACES), blank=True, default="")
    doing = models.CharField(max_length=10, choices=_choices(terms.DOINGS), blank=True, default="")
    same_people = models.BooleanField(null=True, blank=True)
    greeted = models.BooleanField(null=True, blank=True)
    capacity = models.CharField(max_length=20, choices=Capacity.choices, default=Capacity.OPEN)
    sign_up = models.CharField(max_length=20, choices=_choices(terms.SIGN_UPS), blank=True, default="")
    price = models.PositiveIntegerField(null=True, blank=True)
    price_words = models.CharField(max_length=120, blank=True, default="")
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    gender = models.CharField(max_length=10, blank=True, default="")
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    closed_on_holidays = models.BooleanField(default=True)
    contact_name = SealedText()
    contact_phone = SealedText()
    contact_email = SealedText()
    contact_public_since = models.DateTimeField(null=True, blank=True)
    is_open = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_times = models.PositiveSmallIntegerField(default=0)
    unanswered_since = models.DateTimeField(null=True, blank=True)
    follows = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = SiteForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minimum_age=None)
                | models.Q(maximum_age=None)
                | models.Q(minimum_age__lte=models.F("maximum_age")),
                name="ages_in_order",
            )
        ]
        indexes = [
            models.Index(fields=["site", "kind", "name"], name="offer_by_kind"),
            models.Index(fields=["site", "-changed_at"], name="offer_by_change"),
            models.Index(fields=["site", "is_open", "confirmed_at"], name="offer_by_confirmation"),
        ]

    @property
    def place(self) -> str:
        return self.venue.name if self.venue else ""

    @property
    def address(self) -> str:
        return self.venue.address if self.venue else ""

    @property
    def area(self) -> Area | None:
        return self.venue.area if self.venue else None

    @property
    def point(self) -> tuple[float, float] | None:
        return self.venue.point if self.venue else None

    @property
    def step_free(self) -> bool:
        return bool(self.venue and self.venue.step_free)

    @property
    def is_free(self) -> bool:
        return self.price == 0

    @property
    def has_public_contact(self) -> bool:
        """Whether the contact person has said yes to standing on pages that everybody can read."""
        return bool(self.contact_public_since and (self.contact_phone or self.contact_email))

    def freshness_at(self, now: datetime, every_days: int) -> freshness.Freshness:
        confirmed_on = self.confirmed_at and timezone.localdate(self.confirmed_at)
        return freshness.freshness(confirmed_on, timezone.localdate(now), every_days)

    @property
    def can_be_asked(self) -> bool:
        """Whether there is somebody to ask, and a way to reach them."""
        return self.follows_id is None and bool(self.contact_phone or self.contact_email)

    @property
    def asked(self) -> freshness.Asked:
        days = [at and timezone.localdate(at) for at in (self.confirmed_at, self.asked_at)]
        return freshness.Asked(days[0], self.asked_times, days[1], self.can_be_asked)

    @property
    def owner(self) -> Recipient:
        """The one who answers for the offer, as an outbox knows them."""
        first_name = self.contact_name.split(" ")[0]
        return Recipient(self.key, first_name, self.contact_phone, self.contact_email)

    def be_confirmed(self, now: datetime) -> None:
        """It is right as it stands: nobody is asked any more, and the answer counts from now."""
        self.confirmed_at, self.asked_at, self.asked_times, self.unanswered_since = now, None, 0, None

    def locked(self, expected_version: int | None = None) -> "Offer":
        """The row as it is now, held until the transaction ends. ``Stale`` when a form was opened before that."""
        fresh = Offer.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if expected_version is not None and expected_version != fresh.version:
            raise Stale
        return fresh

    def keep(self, now: datetime, *, is_rewritten: bool = True) -> None:
        """Save it. Only what is ``is_rewritten`` makes a form that somebody else has open an old one."""
        self.version, self.changed_at = self.version + is_rewritten, now
        self.save()
        Directory.touch()


class OfferTime(SiteOwned):
    """A time that comes again, by the site's own clock; the fields are those of ``schedules.Regular``."""

    offer = SiteForeignKey(Offer, on_delete=models.CASCADE, related_name="times")
    freq = models.CharField(max_length=10, choices=_choices(schedules.FREQS), default="weekly")
    weekday = models.PositiveSmallIntegerField()
    interval = models.PositiveSmallIntegerField(default=1)
    week_of_month = models.SmallIntegerField(null=True, blank=True)
    starts = models.TimeField()
    ends = models.TimeField()
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="weekday_in_week"),
            models.CheckConstraint(condition=_ENDS_LATER, name="ends_after_start"),
            models.CheckConstraint(condition=models.Q(interval__gte=1), name="interval_from_one"),
            models.CheckConstraint(
                condition=models.Q(freq="weekly", week_of_month=None)
                | models.Q(freq="monthly", week_of_month__in=[1, 2, 3, 4, schedules.LAST]),
                name="week_of_month_when_monthly",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_until=None)
                | models.Q(valid_from__lte=models.F("valid_until")),
                name="valid_in_order",
            ),
        ]

    @property
    def regular(self) -> schedules.Regular:
        return schedules.Regular(**{name: getattr(self, name) for name in REGULAR_FIELDS})


class OfferException(SiteOwned):
    """A day that is not as usual; the fields are those of ``schedules.OneOff``."""

    offer = SiteForeignKey(Offer, on_delete=models.CASCADE, related_name="exceptions")
    kind = models.CharField(max_length=10, choices=_choices(schedules.CHANGES))
    on = models.DateField()
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    moved_to = models.DateField(null=True, blank=True)
    of_start = models.TimeField(null=True, blank=True)
    words = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts=None, ends=None) | models.Q(starts__isnull=False) & _ENDS_LATER,
                name="exception_ends_after_start",
            )
        ]
        indexes = [models.Index(fields=["site", "offer", "on"], name="exception_by_date")]

    @property
    def one_off(self) -> schedules.OneOff:
        return schedules.OneOff(**{name: getattr(self, name) for name in ONE_OFF_FIELDS})


class OfferReport(Keyed):
    """What somebody who was there tells: it was closed, something is wrong, or they were lovely.

    ``told_owner_at`` is when the one who answers for the offer was told, ``handled_at`` when it was looked at.
    """

    class Kind(models.TextChoices):
        CLOSED = "closed"
        WRONG = "wrong"
        LOVELY = "lovely"

    offer = SiteForeignKey(Offer, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    note = SealedText()
    by_user_id = models.IntegerField(null=True, blank=True)
    made_at = models.DateTimeField()
    told_owner_at = models.DateTimeField(null=True, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["site", "handled_at", "-made_at"], name="report_to_handle")]

    def locked(self) -> "OfferReport":
        return OfferReport.objects.select_for_update(of=("self",)).get(pk=self.pk)


class OfferSuggestion(Keyed):
    """A change, or a new offer, that somebody outside proposes. It is read as a diff and taken or left.

    ``changes`` are the proposed values by field, as the form posts them, kept sealed as JSON in ``proposed`` until
    it is answered; ``base_version`` is the version of the offer that the proposal was written against.
    ``suspicions`` are signs that no human wrote it.
    """

    class State(models.TextChoices):
        OPEN = "open"
        TAKEN = "taken"
        LEFT = "left"

    offer = SiteForeignKey(Offer, on_delete=models.CASCADE, null=True, blank=True, related_name="suggestions")
    base_version = models.PositiveIntegerField(default=0)
    proposed = SealedText()
    note = SealedText()
    sender_name = SealedText()
    sender_contact = SealedText()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    suspicions = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    submission_key = models.UUIDField()
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "submission_key"], name="one_suggestion_per_form")]
        indexes = [models.Index(fields=["site", "state", "made_at"], name="suggestion_by_state")]

    @property
    def changes(self) -> dict[str, list[str]]:
        return json.loads(self.proposed or "{}")

    @changes.setter
    def changes(self, values: dict[str, list[str]]) -> None:
        self.proposed = json.dumps(values) if values else ""

    @property
    def is_open(self) -> bool:
        return self.state == OfferSuggestion.State.OPEN

    def locked(self) -> "OfferSuggestion":
        """The row as it is now, held until the transaction ends."""
        return OfferSuggestion.objects.select_for_update(of=("self",)).get(pk=self.pk)

    def answer(self, state: str, now: datetime, offer: Offer | None = None) -> None:
        """Answer it, once: ``Stale`` when it was answered already. ``offer`` is what it became.

        What was proposed is let go of.
        """
        if not self.is_open:
            raise Stale
        self.proposed = ""
        self.state, self.answered_at, self.offer = state, now, offer or self.offer
        self.save()
