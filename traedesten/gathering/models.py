"""Where groups can meet, a proposal of groups, what is in it, and what became of it.

A proposal holds ids and codes only, never a name. It is about people in the pool: their seats in it are erased when
they wait no longer.
"""

from datetime import time
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from traedesten.domain.journey import Stale
from traedesten.domain.slots import DAYS
from traedesten.groups.models import Programme, Seeker, SelfHelpGroup
from traedesten.people.models import Volunteer
from traedesten.planning.groups import Key, Progress
from traedesten.tenancy.models import Area, SiteForeignKey, SiteOwned

STARTS = {"am": time(10), "pm": time(14), "eve": time(19)}
"""When a group of a part of the day begins, until somebody says otherwise."""


class MeetingPlace(SiteOwned):
    """A room where groups can meet: ``times`` are the weekly slots when it is free for one, ``seats`` counts all."""

    name = models.CharField(max_length=120)
    area = SiteForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(max_length=200, blank=True, default="")
    find_us = models.CharField(max_length=200, blank=True, default="")
    venue_has = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    times = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    is_open = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    def locked(self, expected_version: int | None = None) -> "MeetingPlace":
        """The row as it is now, held until the transaction ends. ``Stale`` when a form was opened before that."""
        fresh = MeetingPlace.objects.select_related("area").select_for_update(of=("self",)).get(pk=self.pk)
        if expected_version not in (None, fresh.version):
            raise Stale
        return fresh

    @property
    def known_as(self) -> tuple:
        """What a group that meets here has of it."""
        return self.area_id, self.name.casefold()


class GroupProposal(SiteOwned):
    """One proposal for some programmes, from the press of the button until it is put away.

    While it is WAITING or WORKING a job plans; ``phase`` and ``share`` (0–100 of the phase) say how far, ``value``
    and ``bound`` are the planner's. ``refused_for`` and ``about`` say in codes why nothing could be planned.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        WORKING = "working"
        READY = "ready"
        REFUSED = "refused"
        LEFT = "left"

    programmes = ArrayField(models.UUIDField())
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField()
    by_user_id = models.BigIntegerField(null=True)
    is_again = models.BooleanField(default=False)
    phase = models.CharField(max_length=20, blank=True, default="")
    share = models.PositiveSmallIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    ready_at = models.DateTimeField(null=True, blank=True)
    value = models.BigIntegerField(null=True, blank=True)
    bound = models.FloatField(null=True, blank=True)
    is_proven = models.BooleanField(default=False)
    was_stopped = models.BooleanField(default=False)
    refused_for = models.CharField(max_length=30, blank=True, default="")
    about = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(share__lte=100), name="proposal_share_in_percent"),
        ]
        indexes = [models.Index(fields=["site", "state", "asked_at"], name="proposal_by_state")]

    AT_WORK = (State.WAITING, State.WORKING)
    STANDS = (*AT_WORK, State.READY, State.REFUSED)

    @property
    def is_at_work(self) -> bool:
        return self.state in self.AT_WORK

    @property
    def gap(self) -> float:
        """At most so much better could another proposal be, as a share of this one."""
        return 0.0 if self.is_proven or not self.value else max(0.0, (self.bound or 0.0) / self.value - 1)

    def locked(self, expected_version: int | None = None) -> "GroupProposal":
        """The row as it is now, held until the transaction ends. ``Stale`` when a form was opened before that."""
        fresh = GroupProposal.objects.select_for_update().get(pk=self.pk)
        if expected_version not in (None, fresh.version):
            raise Stale
        return fresh

    def keep(self) -> None:
        self.version += 1
        self.save()

    @classmethod
    def tell(cls, pk: UUID, progress: Progress) -> bool:
        """Write down how far the job is; whether it is asked to stop, or somebody has put the proposal away."""
        row = cls.objects.filter(pk=pk, state=cls.State.WORKING)
        row.update(
            phase=progress.phase, share=round(100 * progress.share), value=progress.value, bound=progress.bound
        )
        return not row.filter(stop_asked=False).exists()


class ProposedGroup(SiteOwned):
    """A group of a proposal: a place, a weekly slot, a programme, an age band from ``low`` to ``high``, and a pair.

    ``is_locked``: the coordinator wants it exactly like this. ``was_changed``: somebody was moved in or out by hand.
    ``group`` is what it became.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed"
        MADE = "made"
        DROPPED = "dropped"

    proposal = SiteForeignKey(GroupProposal, on_delete=models.CASCADE, related_name="groups")
    programme = SiteForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    place = SiteForeignKey(MeetingPlace, on_delete=models.PROTECT, related_name="+")
    slot = models.CharField(max_length=8)
    low = models.PositiveSmallIntegerField()
    high = models.PositiveSmallIntegerField()
    one = SiteForeignKey(Volunteer, on_delete=models.PROTECT, related_name="+")
    other = SiteForeignKey(Volunteer, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    is_locked = models.BooleanField(default=False)
    was_changed = models.BooleanField(default=False)
    group = SiteForeignKey(SelfHelpGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "proposal", "place", "slot"],
                condition=Q(state="proposed"),
                name="one_proposed_group_at_a_time",
            ),
            models.CheckConstraint(condition=Q(high__gte=F("low")), name="proposed_band_in_order"),
        ]

    @property
    def key(self) -> Key:
        """What it is called in the planner."""
        return Key(str(self.place_id), self.slot, str(self.programme_id), self.band)

    @property
    def band(self) -> str:
        return f"{self.low}-{self.high}@{self.programme_id}"

    @property
    def pair(self) -> tuple[UUID, UUID]:
        return self.one_id, self.other_id

    @property
    def weekday(self) -> int:
        return DAYS.index(self.slot[:3])

    @property
    def starts(self) -> time:
        return STARTS[self.slot[4:]]

    def locked(self) -> "ProposedGroup":
        rows = ProposedGroup.objects.select_related("proposal", "programme", "place__area", "one", "other")
        return rows.select_for_update(of=("self",)).get(pk=self.pk)


class ProposedSeat(SiteOwned):
    """Where a proposal puts somebody who waits; no group: they wait on. ``why`` are the planner's codes."""

    proposal = SiteForeignKey(GroupProposal, on_delete=models.CASCADE, related_name="seats")
    seeker = SiteForeignKey(Seeker, on_delete=models.CASCADE, related_name="+")
    group = SiteForeignKey(ProposedGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="seats")
    is_locked = models.BooleanField(default=False)
    why = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "proposal", "seeker"], name="one_seat_per_proposal"),
        ]


class ProposalChange(SiteOwned):
    """What a coordinator did with a proposal, and why, in codes. About nobody in particular, and kept."""

    class Kind(models.TextChoices):
        MOVED = "moved"
        SET_ASIDE = "set_aside"
        DROPPED = "dropped"
        MADE = "made"
        MADE_CHANGED = "made_changed"

    proposal = SiteForeignKey(GroupProposal, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    reason = models.CharField(max_length=20, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["site", "at", "kind"], name="proposal_changes_by_day")]
