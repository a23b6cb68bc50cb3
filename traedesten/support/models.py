"""The tables of guides' shifts in the health house. Times are those of the clock on the wall there."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from traedesten.domain.journey import MoveNotAllowed, Stale
from traedesten.people.models import Volunteer
from traedesten.tenancy.models import SiteForeignKey, SiteOneToOne, SiteOwned

MOST_A_WEEK = 7


class ShiftPlan(SiteOwned):
    """The house where guides take shifts: where it is, when shifts begin and end, and how long guides rest between.

    A site has one. ``first_on`` and ``last_on`` bound the shifts; no last day is until further notice.
    """

    name = models.CharField(max_length=80)
    address = models.CharField(max_length=120, blank=True, default="")
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)
    rest_hours = models.PositiveSmallIntegerField(default=11, validators=[MaxValueValidator(24)])
    closed_on_holidays = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site"], name="one_shift_plan_per_site"),
            models.CheckConstraint(
                condition=Q(last_on=None) | Q(last_on__gte=F("first_on")), name="shift_plan_ends_after_it_begins"
            ),
        ]

    def locked(self, expected_version: int | None = None) -> "ShiftPlan":
        """The row as it is now, held until the transaction ends. ``Stale`` when a form was opened before that."""
        fresh = ShiftPlan.objects.select_for_update().get(pk=self.pk)
        if expected_version is not None and expected_version != fresh.version:
            raise Stale
        return fresh


class Opening(SiteOwned):
    """When the house is open on a weekday (0 is Monday), and the guides it needs: how many, and at the very least."""

    plan = SiteForeignKey(ShiftPlan, on_delete=models.CASCADE, related_name="openings")
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()
    needed = models.PositiveSmallIntegerField(default=2)
    fewest = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "plan", "weekday", "starts"], name="one_opening_at_a_time"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="opening_on_a_weekday"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="opening_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(needed__gte=1) & Q(fewest__lte=F("needed")), name="opening_needs_in_order"
            ),
        ]


class Shift(SiteOwned):
    """One day's shift. ``closed_at`` when the house stays shut although it is otherwise open then."""

    plan = SiteForeignKey(ShiftPlan, on_delete=models.CASCADE, related_name="shifts")
    on = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    needed = models.PositiveSmallIntegerField()
    fewest = models.PositiveSmallIntegerField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "plan", "on", "starts"], name="one_shift_at_a_time"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="shift_ends_after_it_starts"),
        ]

    def locked(self) -> "Shift":
        return Shift.objects.select_for_update().get(pk=self.pk)

    def starts_at(self, zone: ZoneInfo) -> datetime:
        """The instant. A time that the clock jumps over becomes the one that it shows instead."""
        return _moment(self.on, self.starts, zone)

    def ends_at(self, zone: ZoneInfo) -> datetime:
        ends, starts = _moment(self.on, self.ends, zone), self.starts_at(zone)
        if ends.astimezone(UTC) > starts.astimezone(UTC):
            return ends
        return (starts.astimezone(UTC) + timedelta(minutes=self.minutes)).astimezone(zone)

    @property
    def minutes(self) -> int:
        return (self.ends.hour - self.starts.hour) * 60 + self.ends.minute - self.starts.minute

    @property
    def kind(self) -> str:
        """Shifts that begin and end at the same time of day are of one kind."""
        return f"{self.starts:%H:%M}-{self.ends:%H:%M}"


class ShiftTerms(SiteOwned):
    """What a guide has said about taking shifts: the most in a week (0 is none), and what all may see of them."""

    class Shown(models.TextChoices):
        NOTHING = "nothing"
        NAME = "name"
        PICTURE = "picture"

    guide = SiteOneToOne(Volunteer, on_delete=models.CASCADE, related_name="shift_terms")
    most_a_week = models.PositiveSmallIntegerField(default=1)
    shown = models.CharField(max_length=10, choices=Shown.choices, default=Shown.NAME)
    answered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(most_a_week__lte=MOST_A_WEEK), name="at_most_a_shift_a_day"),
        ]


class ShiftWish(SiteOwned):
    """What a guide wishes of one opening in every week, or of all shifts on one day."""

    class Answer(models.TextChoices):
        CAN = "can"
        GLADLY = "gladly"
        CANNOT = "cannot"

    guide = SiteForeignKey(Volunteer, on_delete=models.CASCADE, related_name="shift_wishes")
    opening = SiteForeignKey(Opening, on_delete=models.CASCADE, null=True, blank=True, related_name="wishes")
    on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opening=None, on__isnull=False) | Q(opening__isnull=False, on=None),
                name="wish_of_an_opening_or_a_day",
            ),
            models.UniqueConstraint(fields=["site", "guide", "opening"], name="one_wish_per_opening"),
            models.UniqueConstraint(fields=["site", "guide", "on"], name="one_wish_per_day"),
        ]


class Duty(SiteOwned):
    """A guide on a shift. Only what is published is seen by others than coordinators.

    ``is_locked``: the next proposal leaves it as it is. ``GIVEN`` went to somebody else, ``CALLED_OFF`` the guide
    could not come (why is not asked), ``TAKEN_OFF`` a coordinator changed the roster.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed"
        AGREED = "agreed"
        PUBLISHED = "published"
        GIVEN = "given"
        CALLED_OFF = "called_off"
        TAKEN_OFF = "taken_off"

    STANDING = (State.PROPOSED, State.AGREED, State.PUBLISHED)

    shift = SiteForeignKey(Shift, on_delete=models.PROTECT, related_name="duties")
    guide = SiteForeignKey(Volunteer, on_delete=models.PROTECT, related_name="duties")
    state = models.CharField(max_length=10, choices=State.choices)
    is_locked = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    state_since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "shift", "guide"],
                condition=Q(state__in=["proposed", "agreed", "published"]),
                name="once_on_a_shift",
            )
        ]
        indexes = [models.Index(fields=["site", "guide", "state"], name="duty_of_guide")]

    def locked(self, *states: str) -> "Duty":
        """The row as it is now, held until the transaction ends. ``MoveNotAllowed`` when it is in another state."""
        rows = Duty.objects.select_for_update(of=("self",)).select_related("shift", "guide__key")
        fresh = rows.get(pk=self.pk)
        if fresh.state not in (states or self.STANDING):
            raise MoveNotAllowed(fresh.state, "change")
        return fresh

    def become(self, state: str, now: datetime) -> None:
        self.state, self.state_since = state, now
        self.save()


class Swap(SiteOwned):
    """A duty that its guide has offered to the others."""

    class State(models.TextChoices):
        OFFERED = "offered"
        TAKEN = "taken"
        KEPT = "kept"

    duty = SiteForeignKey(Duty, on_delete=models.CASCADE, related_name="swaps")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    taken_by = SiteForeignKey(Volunteer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    offered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "duty"], condition=Q(state="offered"), name="one_open_swap_per_duty"
            ),
            models.CheckConstraint(
                condition=Q(state="taken", taken_by__isnull=False) | (~Q(state="taken") & Q(taken_by=None)),
                name="swap_taken_by_somebody",
            ),
        ]


class RosterProposal(SiteOwned):
    """What the planner proposed from one day to another, and what came of it.

    ``facts`` is what it was worked out from (``roster.Facts.kept``), ``figures`` what it said about its own worth.
    """

    class State(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        LEFT = "left"

    plan = SiteForeignKey(ShiftPlan, on_delete=models.CASCADE, related_name="proposals")
    first_on = models.DateField()
    last_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    facts = models.JSONField()
    figures = models.JSONField()
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "plan"], condition=Q(state="open"), name="one_open_proposal")
        ]

    def locked(self) -> "RosterProposal":
        """The row as it is now, held until the transaction ends. ``MoveNotAllowed`` when it has been decided."""
        fresh = RosterProposal.objects.select_for_update(of=("self",)).select_related("plan").get(pk=self.pk)
        if fresh.state != self.State.OPEN:
            raise MoveNotAllowed(fresh.state, "decide")
        return fresh


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC).astimezone(zone)
