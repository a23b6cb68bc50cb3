"""Programmes, and the pool of people who wait for a self-help group."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from traedesten.domain import cpr
from traedesten.domain import groups as rules
from traedesten.domain.journey import Stale
from traedesten.messages.models import Message, Pause
from traedesten.people.models import Gender, Participant, Person
from traedesten.referrals.models import Referral
from traedesten.tenancy.models import Area, Link, Site, SiteForeignKey, SiteOneToOne, SiteOwned
from traedesten.vault.fields import SealedText
from traedesten.vault.models import DataKey, Keyed


def _choices(codes):
    return [(str(code), str(code)) for code in codes]


class Programme(SiteOwned):
    """What kind of group a site offers: for whom, how many, how often, and what every group of it shares.

    ``follows`` is the published programme it was taken from, ``followed_edition`` the edition of it that the
    site has seen. ``late_after_days``: who has waited longer is on the coordinator's list. ``erase_after_days``:
    how long after the end contact details are kept in a programme without a journal.
    """

    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=80)
    theme = models.CharField(max_length=30, blank=True, default="")
    about = models.TextField(blank=True, default="")
    local = models.TextField(blank=True, default="")
    journal = models.CharField(max_length=10, choices=_choices(rules.Journal), default=rules.Journal.NONE)
    smallest = models.PositiveSmallIntegerField(default=5)
    largest = models.PositiveSmallIntegerField(default=10)
    ideal_from = models.PositiveSmallIntegerField(default=6)
    ideal_to = models.PositiveSmallIntegerField(default=8)
    sessions = models.PositiveSmallIntegerField(default=8)
    minutes = models.PositiveSmallIntegerField(default=120)
    weeks_between = models.PositiveSmallIntegerField(default=1)
    review_after = models.PositiveSmallIntegerField(default=4)
    joining = models.CharField(max_length=10, choices=_choices(rules.Joining), default=rules.Joining.CLOSED)
    afterwards = models.CharField(max_length=20, choices=_choices(rules.Afterwards), default=rules.Afterwards.ENDS)
    minimum_age = models.PositiveSmallIntegerField(default=18)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    age_span = models.PositiveSmallIntegerField(default=15)
    venue_needs = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    core = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    late_after_days = models.PositiveSmallIntegerField(default=56)
    erase_after_days = models.PositiveSmallIntegerField(default=30)
    follows = models.UUIDField(null=True, blank=True)
    followed_edition = models.PositiveIntegerField(default=0)
    is_open = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "slug"], name="one_programme_per_slug"),
            models.CheckConstraint(
                condition=Q(smallest__gte=2)
                & Q(ideal_from__gte=F("smallest"))
                & Q(ideal_to__gte=F("ideal_from"))
                & Q(largest__gte=F("ideal_to")),
                name="programme_sizes_in_order",
            ),
            models.CheckConstraint(
                condition=Q(maximum_age=None) | Q(maximum_age__gte=F("minimum_age")), name="programme_ages_in_order"
            ),
            models.CheckConstraint(
                condition=Q(sessions__gte=1) & Q(weeks_between__gte=1) & Q(review_after__lte=F("sessions")),
                name="programme_has_sessions",
            ),
        ]

    @property
    def keeps_journal(self) -> bool:
        return self.journal == rules.Journal.ORDINARY

    def locked(self, expected_version: int | None = None) -> "Programme":
        """The row as it is now, held until the transaction ends. ``Stale`` when a form was opened before that."""
        fresh = Programme.objects.select_for_update().get(pk=self.pk)
        if expected_version is not None and expected_version != fresh.version:
            raise Stale
        return fresh

    def refuse_what_is_not_kept(self, answers: dict) -> None:
        """``CprFound`` everywhere, and ``NotKept`` for last names and notes where no journal is kept."""
        if any(cpr.find(value) for value in answers.values() if isinstance(value, str)):
            raise cpr.CprFound
        for field in rules.ONLY_IN_A_JOURNAL:
            if answers.get(field) and not self.keeps_journal:
                raise rules.NotKept(field)

    def keep(self, now: datetime) -> None:
        self.version, self.changed_at = self.version + 1, now
        self.save()


class SessionPlan(SiteOwned):
    """The material of one meeting in a programme, as facilitators read it before and tick it after."""

    programme = SiteForeignKey(Programme, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=120)
    opening_round = models.TextField(blank=True, default="")
    exercise = models.TextField(blank=True, default="")
    social_training = models.TextField(blank=True, default="")
    timing = models.TextField(blank=True, default="")
    is_core = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "programme", "number"], name="one_plan_per_session"),
            models.CheckConstraint(condition=Q(number__gte=1), name="plans_count_from_one"),
        ]


BLANK = {
    "first_name": "",
    "last_name": "",
    "phone": "",
    "email": "",
    "best_time": "",
    "language": "da",
    "participant": None,
    "referral": None,
    "submission_key": None,
    "sender_digest": b"",
    "area": None,
    "born_year": None,
    "gender": "",
    "ask_again_on": None,
}
"""A seeker of whom nothing is known any more."""


class Seeker(Person):
    """Somebody who waits for a group.

    ``participant`` ties them to the person of a journey, and only where the programme keeps a journal.
    ``waiting_since`` is when they first signed up, and never moves; ``ask_again_on`` is for those told "not now".
    ``referral`` is where somebody who needed other help was shown on to. After ``erased_at`` the row only counts.
    """

    programme = SiteForeignKey(Programme, on_delete=models.PROTECT, related_name="seekers")
    participant = SiteForeignKey(Participant, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    came = models.CharField(max_length=20, choices=_choices(rules.Came))
    state = models.CharField(max_length=20, choices=_choices(rules.Waiting), default=rules.Waiting.FOR_TALK)
    submission_key = models.UUIDField(null=True, blank=True)
    sender_digest = models.BinaryField(max_length=16, default=b"", blank=True)
    held_for = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    best_time = SealedText()
    area = SiteForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    born_year = models.PositiveSmallIntegerField(null=True, blank=True)
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True, default="")
    waiting_since = models.DateTimeField()
    state_since = models.DateTimeField()
    ask_again_on = models.DateField(null=True, blank=True)
    referral = SiteForeignKey(Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    erased_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "submission_key"], condition=~Q(submission_key=None), name="sign_up_once"
            ),
            models.CheckConstraint(
                condition=Q(born_year__isnull=True) | Q(born_year__range=(1900, 2100)), name="seeker_born_in_a_year"
            ),
        ]
        indexes = [
            models.Index(fields=["site", "programme", "state", "waiting_since"], name="seeker_in_the_pool"),
            models.Index(fields=["site", "sender_digest", "made_at"], name="seeker_by_sender"),
        ]

    def locked(self, expected_version: int | None = None) -> "Seeker":
        """The row as it is now, held until the transaction ends. ``Stale`` when a form was opened before that."""
        rows = Seeker.objects.select_related("programme", "area").select_for_update(of=("self",))
        fresh = rows.get(pk=self.pk)
        if expected_version is not None and expected_version != fresh.version:
            raise Stale
        return fresh

    def move(self, move: rules.PoolMove, now: datetime) -> None:
        """To another place in the pool. How long they have waited is not touched."""
        if self.held_for or self.erased_at:
            raise rules.PoolMoveNotAllowed(self.state, move)
        self.state, self.state_since = rules.after(rules.Waiting(self.state), move), now
        self.version += 1
        self.save()

    def forget(self, now: datetime) -> None:
        """Take away everything that is known about them, and the key with which backups could be read."""
        Talk.objects.filter(seeker=self).delete()
        NotWith.objects.filter(Q(seeker=self) | Q(other=self)).delete()
        Message.objects.filter(person_id=self.pk).delete()
        Pause.objects.filter(person_id=self.pk).delete()
        Link.objects.filter(purpose=Link.Purpose.SEEKER, subject_id=self.pk).delete()
        key = self.key
        for name, value in BLANK.items():
            setattr(self, name, value)
        self.key, self.erased_at, self.version = DataKey.new(), now, self.version + 1
        self.state = rules.Waiting.WITHDRAWN if self.held_for else self.state
        self.save()
        key.delete()

    def waited_weeks(self, today: date) -> int:
        return rules.whole_weeks(timezone.localdate(self.waiting_since), today)

    def is_late(self, now: datetime) -> bool:
        """Whether they have waited longer than the site has said that anybody should."""
        limit = timedelta(days=self.programme.late_after_days)
        return self.state in rules.STILL_WAITING and now - self.waiting_since >= limit

    def is_to_be_asked(self, today: date) -> bool:
        return self.state == rules.Waiting.NOT_NOW and self.ask_again_on is not None and self.ask_again_on <= today

    @property
    def moves(self) -> frozenset[rules.PoolMove]:
        """What may happen next; nothing while a sign-up is held, or when it is only a count."""
        return frozenset() if self.held_for or self.erased_at else frozenset(rules.POOL[rules.Waiting(self.state)])

    def age(self, today: date) -> int | None:
        return today.year - self.born_year if self.born_year else None


class Talk(Keyed):
    """What came out of the talk before a group. One per seeker, kept up to date.

    ``note`` is kept only where the programme keeps a journal.
    """

    class Mix(models.TextChoices):
        ANY = ""
        SAME = "same"
        MIXED = "mixed"

    class AgeWish(models.TextChoices):
        ANY = ""
        NEAR = "near"

    seeker = SiteOneToOne(Seeker, on_delete=models.CASCADE, related_name="talk")
    covered = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    times = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    reach_km = models.PositiveSmallIntegerField(null=True, blank=True)
    wishes_gender = models.CharField(max_length=10, choices=Mix.choices, blank=True, default="")
    wishes_age = models.CharField(max_length=10, choices=AgeWish.choices, blank=True, default="")
    small_only = models.BooleanField(default=False)
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    access_needs = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    stays = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    note = SealedText()
    by_user_id = models.BigIntegerField(null=True)
    held_at = models.DateTimeField()


class NotWith(SiteOwned):
    """Two who must not sit in the same group. Never says why, and is not told to either."""

    seeker = SiteForeignKey(Seeker, on_delete=models.CASCADE, related_name="not_with")
    other = SiteForeignKey(Seeker, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "seeker", "other"], name="not_with_once"),
            models.CheckConstraint(condition=~Q(seeker=F("other")), name="not_with_somebody_else"),
        ]


class PublishedProgramme(models.Model):
    """One edition of a programme that a site lets the whole network read. Never changed; the next is a new row.

    Everybody may read it; PostgreSQL lets only its own site write it. ``programme`` is the site's programme, and
    ``content`` what ``domain.editions`` calls content. Nothing in it is about anybody.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    programme = models.UUIDField()
    edition = models.PositiveIntegerField()
    content = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "edition"], name="one_row_per_edition"),
            models.CheckConstraint(condition=Q(edition__gte=1), name="editions_count_from_one"),
        ]

    def __str__(self):
        return f"{self._meta.label_lower}:{self.pk}"
