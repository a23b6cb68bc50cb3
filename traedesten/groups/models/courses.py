"""Self-help groups, the seats in them, their meetings, and where each member goes from there."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from traedesten.domain import courses as rules
from traedesten.domain import groups, sessions
from traedesten.domain.journey import Stale
from traedesten.journeys.models import Journey
from traedesten.offers.models import Offer
from traedesten.people.models import Volunteer
from traedesten.tenancy.models import Area, Link, SiteForeignKey, SiteOwned
from traedesten.vault.fields import SealedText
from traedesten.vault.models import DataKey, Keyed

from .pool import Seeker
from .programmes import Programme, choices


class SelfHelpGroup(SiteOwned):
    """A group with its weekly time and place. Size and journal are the programme's on the day it was planned.

    ``journal`` never changes afterwards: what was promised to the members of a group holds until it is over.
    ``weekday`` is 0 (Monday) to 6; ``starts`` is the clock on the wall at the site; ``first_on`` falls on it.
    ``together_*`` is the first time that those who go on meet by themselves: where may be somebody's home, and is
    forgotten with the first of them.
    """

    programme = SiteForeignKey(Programme, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=80)
    state = models.CharField(max_length=20, choices=choices(rules.Course), default=rules.Course.PLANNED)
    state_since = models.DateTimeField()
    journal = models.CharField(max_length=10, choices=choices(groups.Journal))
    joining = models.CharField(max_length=10, choices=choices(groups.Joining))
    smallest = models.PositiveSmallIntegerField()
    largest = models.PositiveSmallIntegerField()
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    weeks_between = models.PositiveSmallIntegerField(default=1)
    first_on = models.DateField()
    area = SiteForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    venue = models.CharField(max_length=120, blank=True, default="")
    address = models.CharField(max_length=200, blank=True, default="")
    find_us = models.CharField(max_length=200, blank=True, default="")
    venue_has = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    erase_on = models.DateField(null=True, blank=True)
    answer_days = models.PositiveSmallIntegerField(default=rules.ANSWER_DAYS)
    ended_without = models.CharField(max_length=30, blank=True, default="")
    together_on = models.DateField(null=True, blank=True)
    together_starts = models.TimeField(null=True, blank=True)
    together_at = models.CharField(max_length=200, blank=True, default="")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="group_meets_on_a_weekday"),
            models.CheckConstraint(
                condition=Q(smallest__gte=2) & Q(largest__gte=F("smallest")), name="group_sizes_in_order"
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1) & Q(weeks_between__gte=1), name="group_has_times"),
        ]
        indexes = [models.Index(fields=["site", "state", "first_on"], name="group_by_state")]

    @property
    def keeps_journal(self) -> bool:
        return self.journal == groups.Journal.ORDINARY

    def lay_out(self, zone: ZoneInfo) -> "list[GroupSession]":
        """The meetings of the course, by the programme's number of them, past the holidays."""
        programme = self.programme
        days = sessions.laid_out(self.first_on, self.starts, programme.sessions, self.weeks_between, zone)
        rows = [
            GroupSession(
                group=self,
                number=number,
                on=on,
                starts=self.starts,
                minutes=self.minutes,
                venue=self.venue,
                is_review=number == programme.review_after,
            )
            for number, on in enumerate(days, start=1)
        ]
        return GroupSession.objects.bulk_create(rows)

    def locked(self, expected_version: int | None = None) -> "SelfHelpGroup":
        """The row as it is now, held until the transaction ends. ``Stale`` when a form was opened before that."""
        rows = SelfHelpGroup.objects.select_related("programme", "area").select_for_update(of=("self",))
        fresh = rows.get(pk=self.pk)
        if expected_version is not None and expected_version != fresh.version:
            raise Stale
        return fresh

    def move(self, move: rules.CourseMove, now: datetime) -> None:
        self.state, self.state_since = rules.after(rules.Course(self.state), move), now
        self.version += 1
        self.save()


class GroupFacilitator(SiteOwned):
    """One of the pair who holds a group, from a day and, when they stopped, until one."""

    group = SiteForeignKey(SelfHelpGroup, on_delete=models.CASCADE, related_name="facilitators")
    volunteer = SiteForeignKey(Volunteer, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "group", "volunteer"], condition=Q(until_on=None), name="facilitator_once"
            ),
        ]


class Member(Keyed):
    """Somebody's seat in a group. ``place`` is their number on the list of those who step in.

    ``question`` is what they asked before they answered, and is taken away when they have. ``stopped_for`` is a
    code. ``is_measured``: their own yes or no to being asked how they are, None before they have said;
    ``pseudonym`` is what their answers are kept under, and is nowhere else than here, sealed with their key.
    ``shares_number``: the others who go on together, and say the same, may see their number.
    ``may_be_asked``: they said yes to being asked three months later, and are erased after that.
    After erasure the row says only that there was a seat, and what became of it.
    """

    group = SiteForeignKey(SelfHelpGroup, on_delete=models.CASCADE, related_name="members")
    seeker = SiteForeignKey(Seeker, on_delete=models.PROTECT, related_name="seats")
    seat = models.CharField(max_length=20, choices=choices(rules.Seat), default=rules.Seat.CHOSEN)
    seat_since = models.DateTimeField()
    place = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    question = SealedText()
    stopped_for = models.CharField(max_length=30, blank=True, default="")
    was_announced = models.BooleanField(default=False)
    onward = models.CharField(max_length=20, choices=choices(rules.Onward), blank=True, default="")
    onward_offer = SiteForeignKey(Offer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    onward_journey = SiteForeignKey(Journey, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    onward_done_at = models.DateTimeField(null=True, blank=True)
    may_be_asked = models.BooleanField(default=False)
    shares_number = models.BooleanField(default=False)
    is_measured = models.BooleanField(null=True)
    pseudonym = SealedText()
    asked_again_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "group", "seeker"], name="one_seat_per_group"),
            models.UniqueConstraint(
                fields=["site", "seeker"], condition=Q(seat__in=rules.BOUND), name="one_group_at_a_time"
            ),
        ]

    def forget(self, key: DataKey) -> None:
        """Only the seat stays: no question, no way in, and nothing that leads on to a person."""
        self.key, self.question, self.pseudonym, self.onward_journey = key, "", "", None
        self.shares_number = False
        self.save()
        SelfHelpGroup.objects.filter(pk=self.group_id, state=rules.Course.ENDED).update(together_at="")
        Link.objects.filter(purpose=Link.Purpose.GROUP_CALENDAR, subject_id=self.pk).delete()

    def locked(self, expected_version: int | None = None) -> "Member":
        """The row as it is now, held until the transaction ends. ``Stale`` when a form was opened before that."""
        rows = Member.objects.select_related("group", "group__programme", "seeker", "seeker__key", "key")
        fresh = rows.select_for_update(of=("self",)).get(pk=self.pk)
        if expected_version is not None and expected_version != fresh.version:
            raise Stale
        return fresh

    def move(self, move: rules.SeatMove, now: datetime) -> None:
        self.seat, self.seat_since = rules.seat_after(rules.Seat(self.seat), move), now
        self.version += 1
        self.save()


class GroupSession(SiteOwned):
    """One meeting. ``on`` and ``starts`` are the clock on the wall at the site; ``was_on`` is the day it moved from.

    The log is about the group, never about a person: ``climate`` is a code, ``worked`` what to do again, and
    ``review_good`` and ``review_change`` the codes of what the group said halfway.
    """

    group = SiteForeignKey(SelfHelpGroup, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    venue = models.CharField(max_length=120, blank=True, default="")
    was_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=choices(rules.SessionState), default=rules.SessionState.PLANNED)
    is_review = models.BooleanField(default=False)
    done = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    climate = models.CharField(max_length=20, blank=True, default="")
    theme = models.CharField(max_length=120, blank=True, default="")
    worked = models.TextField(blank=True, default="")
    review_good = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    review_change = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "group", "number"], name="one_session_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1) & Q(minutes__gte=1), name="session_counts_from_one"),
        ]
        indexes = [models.Index(fields=["site", "on"], name="session_by_day")]

    def locked(self, expected_version: int | None = None) -> "GroupSession":
        """The row as it is now, held until the transaction ends. ``Stale`` when a form was opened before that."""
        rows = GroupSession.objects.select_related("group", "group__programme").select_for_update(of=("self",))
        fresh = rows.get(pk=self.pk)
        if expected_version is not None and expected_version != fresh.version:
            raise Stale
        return fresh

    def keep(self) -> None:
        self.version += 1
        self.save()

    def starts_at(self, zone: ZoneInfo) -> datetime:
        return datetime.combine(self.on, self.starts, tzinfo=zone)

    def ends_at(self, zone: ZoneInfo) -> datetime:
        """``minutes`` later by a stopwatch, so that a night in which the clock is changed is no longer."""
        return (self.starts_at(zone).astimezone(ZoneInfo("UTC")) + timedelta(minutes=self.minutes)).astimezone(zone)


class AttendanceMark(SiteOwned):
    """What somebody noted about one member at one meeting. Never changed: the latest ``noted_at`` holds.

    ``noted_at`` is the clock of the phone that noted it, ``client_key`` makes sending it twice one.
    """

    session = SiteForeignKey(GroupSession, on_delete=models.CASCADE, related_name="marks")
    member = SiteForeignKey(Member, on_delete=models.CASCADE, related_name="marks")
    presence = models.CharField(max_length=10, choices=choices(rules.Presence))
    noted_at = models.DateTimeField()
    received_at = models.DateTimeField()
    by_user_id = models.BigIntegerField(null=True)
    client_key = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "member", "client_key"], name="attendance_sent_once"),
        ]
        indexes = [models.Index(fields=["site", "session", "member", "noted_at"], name="attendance_truth")]


class CaringContact(SiteOwned):
    """Somebody has stayed away, or has asked for it: one of the facilitators, or the coordinator, gives them a call.

    ``after_session`` is the last meeting they stayed away from; None when they have asked themselves.
    """

    member = SiteForeignKey(Member, on_delete=models.CASCADE, related_name="caring_contacts")
    opened_at = models.DateTimeField()
    after_session = SiteForeignKey(GroupSession, on_delete=models.CASCADE, null=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=30, blank=True, default="")
    by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "member", "after_session"], name="one_caring_contact"),
        ]


class GroupFollowUp(SiteOwned):
    """One answer three months after a group: about the group, from nobody in particular."""

    group = SiteForeignKey(SelfHelpGroup, on_delete=models.CASCADE, related_name="follow_ups")
    in_community = models.CharField(max_length=10, blank=True, default="")
    kept_contact = models.CharField(max_length=10, blank=True, default="")
    answered_on = models.DateField()
