"""The pool: people who wait for a self-help group, and the talk before."""

from datetime import date, datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from traedesten.domain import groups as rules
from traedesten.domain.journey import Stale
from traedesten.messages.models import Message, Pause
from traedesten.people.models import Gender, Participant, Person
from traedesten.referrals.models import Referral
from traedesten.tenancy.models import Area, Link, SiteForeignKey, SiteOneToOne, SiteOwned
from traedesten.vault.fields import SealedText
from traedesten.vault.models import DataKey, Keyed

from .programmes import Programme, choices

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
    came = models.CharField(max_length=20, choices=choices(rules.Came))
    state = models.CharField(max_length=20, choices=choices(rules.Waiting), default=rules.Waiting.FOR_TALK)
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

    def move(self, move: rules.PoolMove, now: datetime, *, stood: str = "") -> None:
        """To another place in the pool, or back to where they ``stood``. How long they have waited is not touched."""
        if self.held_for or self.erased_at:
            raise rules.PoolMoveNotAllowed(self.state, move)
        state = rules.Waiting(self.state)
        is_back = move == rules.PoolMove.COME_BACK
        self.state = rules.back_to(state, stood) if is_back else rules.after(state, move)
        self.state_since = now
        self.version += 1
        self.save()

    def forget(self, now: datetime) -> None:
        """Take away everything that is known about them, and the key with which backups could be read."""
        Talk.objects.filter(seeker=self).delete()
        NotWith.objects.filter(Q(seeker=self) | Q(other=self)).delete()
        key = self.key
        Message.objects.filter(key=key).delete()  # also those about their seat, written to coordinators
        Pause.objects.filter(person_id=self.pk).delete()
        Link.objects.filter(purpose=Link.Purpose.SEEKER, subject_id=self.pk).delete()
        for name, value in BLANK.items():
            setattr(self, name, value)
        self.key, self.erased_at, self.version = DataKey.new(), now, self.version + 1
        self.state = rules.Waiting.WITHDRAWN if self.held_for else self.state
        self.save()
        for seat in self.seats.select_related("key"):
            seat.forget(self.key)
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
