"""Facilitators: the way in, what must be valid, whom they like to work with, and how they are looked after."""

from datetime import date, datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from traedesten.domain import facilitators as rules
from traedesten.domain.journey import Stale
from traedesten.messages.models import Message
from traedesten.people.models import Person, Volunteer
from traedesten.tenancy.models import Area, SiteForeignKey, SiteOwned
from traedesten.vault.fields import SealedText
from traedesten.vault.models import DataKey, Keyed

from .programmes import choices

UNKNOWN = {
    "first_name": "",
    "last_name": "",
    "phone": "",
    "email": "",
    "best_time": "",
    "language": "da",
    "volunteer": None,
    "submission_key": None,
    "sender_digest": b"",
    "area": None,
    "times": [],
    "places": [],
    "ask_again_on": None,
}
"""A facilitator of whom nothing is known any more."""


class FacilitatorTerms(SiteOwned):
    """What a site has decided about its facilitators. One row per site."""

    training_months = models.PositiveSmallIntegerField(default=rules.VALID_MONTHS)
    declaration_months = models.PositiveSmallIntegerField(default=rules.VALID_MONTHS)
    forget_after_days = models.PositiveSmallIntegerField(default=rules.FORGET_DAYS)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site"], name="facilitator_terms_once")]

    @classmethod
    def locked(cls, expected_version: int | None = None) -> "FacilitatorTerms":
        """The site's terms, held until the transaction ends; ``Stale`` when a form was opened before they changed."""
        cls.objects.get_or_create()
        row = cls.objects.select_for_update().get()
        if expected_version not in (None, row.version):
            raise Stale
        return row


class Facilitator(Person):
    """Somebody who is, or would like to be, one of the two who hold a group together.

    ``volunteer`` is their account at the site, from the day they are accepted. ``places`` are the areas they can
    come to, none meaning anywhere; ``times`` are weekly slots. After ``erased_at`` the row only counts.
    """

    volunteer = SiteForeignKey(Volunteer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    standing = models.CharField(max_length=20, choices=choices(rules.Standing), default=rules.Standing.INTEREST)
    standing_since = models.DateTimeField()
    ask_again_on = models.DateField(null=True, blank=True)
    submission_key = models.UUIDField(null=True, blank=True)
    sender_digest = models.BinaryField(max_length=16, default=b"", blank=True)
    held_for = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    best_time = SealedText()
    area = SiteForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    times = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    places = ArrayField(models.UUIDField(), default=list, blank=True)
    groups_at_once = models.PositiveSmallIntegerField(default=1)
    erased_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "submission_key"], condition=~Q(submission_key=None), name="interest_once"
            ),
            models.UniqueConstraint(
                fields=["site", "volunteer"], condition=~Q(volunteer=None), name="one_facilitator_per_volunteer"
            ),
        ]
        indexes = [
            models.Index(fields=["site", "standing", "standing_since"], name="facilitator_by_standing"),
            models.Index(fields=["site", "sender_digest", "made_at"], name="facilitator_by_sender"),
        ]

    def locked(self, expected_version: int | None = None) -> "Facilitator":
        """The row as it is now, held until the transaction ends. ``Stale`` when a form was opened before that."""
        rows = Facilitator.objects.select_related("area", "volunteer").select_for_update(of=("self",))
        fresh = rows.get(pk=self.pk)
        if expected_version not in (None, fresh.version):
            raise Stale
        return fresh

    def move(self, move: rules.FacilitatorMove, now: datetime) -> None:
        """To another standing; nobody moves who is held for a look, or only a count."""
        if self.held_for or self.erased_at:
            raise rules.FacilitatorMoveNotAllowed(self.standing, move)
        self.standing, self.standing_since = rules.after(rules.Standing(self.standing), move), now
        self.keep()

    def keep(self) -> None:
        self.version += 1
        self.save()

    def forget(self, now: datetime) -> None:
        """Take away everything that is known about them, and the key with which backups could be read."""
        for rows in (self.trainings, self.declarations, self.sparrings, self.thanks):
            rows.all().delete()
        PairWish.objects.filter(Q(facilitator=self) | Q(other=self)).delete()
        key = self.key
        Message.objects.filter(key=key).delete()
        for name, value in UNKNOWN.items():
            setattr(self, name, value)
        self.key, self.erased_at = DataKey.new(), now
        self.keep()
        key.delete()

    @property
    def owners(self) -> tuple:
        """The user whose own this is; (None,) before they have an account."""
        return (self.volunteer.user_id if self.volunteer else None,)

    @property
    def moves(self) -> list[rules.FacilitatorMove]:
        """What a coordinator may choose next."""
        if self.held_for or self.erased_at:
            return []
        return [move for move in rules.FACILITATOR[rules.Standing(self.standing)] if move not in rules.BY_PAPERS]

    @property
    def is_inside(self) -> bool:
        return self.standing in rules.INSIDE

    def is_to_be_asked(self, today: date) -> bool:
        waits = self.standing == rules.Standing.NOT_NOW and self.ask_again_on is not None
        return waits and self.ask_again_on <= today

    @cached_property
    def trained_until(self) -> date | None:
        """The last day of the training that lasts longest. Queries that list facilitators bring it along."""
        return self.trainings.aggregate(last=models.Max("valid_until"))["last"]

    @cached_property
    def declared_until(self) -> date | None:
        return self.declarations.aggregate(last=models.Max("valid_until"))["last"]

    def papers(self, today: date) -> dict[rules.Paper, rules.Validity]:
        """How it stands with what must be valid."""
        return {
            rules.Paper.TRAINING: rules.validity(self.trained_until, today),
            rules.Paper.DECLARATION: rules.validity(self.declared_until, today),
        }


class Training(SiteOwned):
    """Something learned. ``valid_until`` is its last valid day; None for what makes nobody trained."""

    facilitator = SiteForeignKey(Facilitator, on_delete=models.CASCADE, related_name="trainings")
    kind = models.CharField(max_length=20, choices=choices(rules.Training))
    held_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    by_user_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "facilitator", "kind", "held_on"], name="training_once"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("held_on")),
                name="training_valid_after_it_was_held",
            ),
        ]


class Declaration(Keyed):
    """The promise of confidentiality, signed. ``edition`` says which wording."""

    facilitator = SiteForeignKey(Facilitator, on_delete=models.CASCADE, related_name="declarations")
    signed_as = SealedText()
    signed_on = models.DateField()
    valid_until = models.DateField()
    on_paper = models.BooleanField(default=False)
    edition = models.PositiveSmallIntegerField(default=rules.EDITION)
    by_user_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("signed_on")), name="declaration_valid_after_signing"
            )
        ]


class PairWish(SiteOwned):
    """What one facilitator thinks of working with another. ``NOT_WITH`` is for the coordinator's eyes alone."""

    class Wish(models.TextChoices):
        WITH = "with"
        NOT_WITH = "not_with"

    facilitator = SiteForeignKey(Facilitator, on_delete=models.CASCADE, related_name="wishes")
    other = SiteForeignKey(Facilitator, on_delete=models.CASCADE, related_name="+")
    wish = models.CharField(max_length=10, choices=Wish.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "facilitator", "other"], name="pair_wish_once"),
            models.CheckConstraint(condition=~Q(facilitator=F("other")), name="pair_wish_about_another"),
        ]


class Sparring(Keyed):
    """A facilitator asks for somebody to think with, about the group; ``held_on`` is set when they have."""

    facilitator = SiteForeignKey(Facilitator, on_delete=models.CASCADE, related_name="sparrings")
    about = SealedText()
    asked_at = models.DateTimeField()
    answer = SealedText()
    answered_at = models.DateTimeField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    by_user_id = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["site", "held_on", "asked_at"], name="sparring_open")]

    def locked(self, expected_version: int | None = None) -> "Sparring":
        fresh = Sparring.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if expected_version not in (None, fresh.version):
            raise Stale
        return fresh


class Thanks(Keyed):
    """A thank-you in the coordinator's own words, read on the facilitator's own page."""

    facilitator = SiteForeignKey(Facilitator, on_delete=models.CASCADE, related_name="thanks")
    words = SealedText()
    by_user_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
