"""A journey and what happens on it. Everything is sealed with the participant's own key."""

from datetime import date, datetime
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from traedesten.domain import journey as rules
from traedesten.domain.access import Role
from traedesten.domain.journey import GUIDED_STAGES, Move, Stage, Step, Stone
from traedesten.messages.models import Pause
from traedesten.offers.models import Offer
from traedesten.people.models import Participant, Relative, Volunteer
from traedesten.referrals.models import Referral
from traedesten.tenancy.models import SiteForeignKey, SiteOneToOne
from traedesten.vault.fields import SealedText
from traedesten.vault.models import Keyed


def _choices(enum):
    return [(item.value, item.value) for item in enum]


class Journey(Keyed):
    """One participant's way from a referral to a community. ``version`` rises with each change of the row."""

    participant = SiteForeignKey(Participant, on_delete=models.PROTECT, related_name="journeys")
    referral = SiteForeignKey(Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="journeys")
    guide = SiteForeignKey(Volunteer, on_delete=models.PROTECT, null=True, blank=True, related_name="journeys")
    stage = models.CharField(max_length=20, choices=_choices(Stage), default=Stage.ASSESSING)
    before_pause = models.CharField(max_length=20, choices=_choices(Stage), blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True, blank=True)
    guided_since = models.DateTimeField(null=True, blank=True)
    first_contact_at = models.DateTimeField(null=True, blank=True)
    last_contact_at = models.DateTimeField(null=True, blank=True)
    next_step = SealedText()
    next_on = models.DateField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    resume_on = models.DateField(null=True, blank=True)
    wants_call_since = models.DateTimeField(null=True, blank=True)
    wants_change_since = models.DateTimeField(null=True, blank=True)
    change_words = SealedText()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=_choices(rules.Outcome), blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "participant"],
                condition=~models.Q(stage=Stage.ENDED),
                name="one_open_journey_per_participant",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage__in=GUIDED_STAGES) | models.Q(guide__isnull=False),
                name="guided_stage_has_guide",
            ),
            models.CheckConstraint(
                condition=models.Q(stage=Stage.ENDED, ended_at__isnull=False)
                | (~models.Q(stage=Stage.ENDED) & models.Q(outcome="")),
                name="outcome_only_at_the_end",
            ),
        ]
        indexes = [
            models.Index(fields=["site", "stage"], name="journey_by_stage"),
            models.Index(fields=["site", "guide", "stage"], name="journey_of_guide"),
        ]

    @property
    def owners(self) -> tuple:
        """Whose own this journey is: the guide's user and the participant."""
        return (self.guide.user_id if self.guide_id else None, self.participant_id)

    @property
    def is_open(self) -> bool:
        return self.stage != Stage.ENDED

    def locked(self, expected_version: int | None = None) -> "Journey":
        """The row as it is now, held until the transaction ends. ``Stale`` when a form was opened before that."""
        rows = Journey.objects.select_related("participant__key", "guide__key", "referral__key")
        fresh = rows.select_for_update(of=("self",)).get(pk=self.pk)
        if expected_version is not None and expected_version != fresh.version:
            raise rules.Stale
        return fresh

    def require_open(self, move: str) -> None:
        """Nothing new begins on a journey that has ended."""
        if not self.is_open:
            raise rules.MoveNotAllowed(self.stage, move)

    def require_seen(self, expected_version: int | None) -> None:
        """What is written already is replaced only by somebody who has seen it: ``Stale`` for everybody else."""
        if expected_version != self.version:
            raise rules.Stale

    @property
    def moves(self) -> frozenset[str]:
        """The moves that start from here."""
        return frozenset(rules.MOVES[Stage(self.stage)])

    def waited_days(self, today: date) -> int:
        """Days since the person last began to wait: since the card came, a guide left, or we began again."""
        return max((today - timezone.localdate(self.waiting_since or self.opened_at)).days, 0)

    def week(self, today: date) -> int | None:
        """Which week with the guide it is; the first is 1."""
        if not self.guided_since:
            return None
        return max((today - timezone.localdate(self.guided_since)).days, 0) // 7 + 1

    def silent_days(self, today: date) -> int:
        """Days since somebody spoke with the person, or since the guide came."""
        since = self.last_contact_at or self.guided_since
        return (today - timezone.localdate(since)).days if since else 0

    def move(self, move: Move) -> None:
        target = rules.after(Stage(self.stage), move, Stage(self.before_pause) if self.before_pause else None)
        self.before_pause = self.stage if move == Move.PAUSE else ""
        self.stage = target

    def keep(self) -> None:
        self.version += 1
        self.save()

    def close(self, move: Move, outcome: str, now: datetime) -> None:
        """End the row, and drop what was planned on it."""
        self.move(move)
        self.outcome, self.ended_at = rules.Outcome(outcome), now
        self.next_step, self.next_on = "", None
        self.paused_at = self.resume_on = self.wants_call_since = None
        self.keep()
        Pause.end(self.participant_id)
        self.participant.relatives.update(wants_call_since=None)
        self.follow_ups.filter(state=FollowUp.State.PLANNED).update(state=FollowUp.State.DROPPED)
        planned = Visit.objects.filter(introduction__journey=self, state=Visit.State.PLANNED)
        planned.update(state=Visit.State.CANCELLED, cancelled_by="ended")
        open_stones = self.introductions.filter(stone__in=(Stone.SUGGESTED, Stone.CHOSEN, Stone.AGREED))
        open_stones.update(stone=Stone.LEFT, changed_at=now)

    def give_to(self, guide: Volunteer, now: datetime) -> None:
        """The guide takes over; the question of who guides is answered."""
        self.move(Move.ASSIGN_GUIDE)
        self.guide, self.guided_since = guide, now
        self.keep()

    def heard_from(self, at: datetime) -> None:
        """Somebody spoke with the person at ``at``."""
        self.first_contact_at = min(self.first_contact_at or at, at)
        self.last_contact_at = max(self.last_contact_at or at, at)
        self.wants_call_since = None


class Assessment(Keyed):
    """The judgement: volunteer, professional, both, or not now; with its reasons."""

    journey = SiteForeignKey(Journey, on_delete=models.CASCADE, related_name="assessments")
    judgement = models.CharField(max_length=20, choices=_choices(rules.Judgement))
    reasons = ArrayField(models.CharField(max_length=30), default=list)
    note = SealedText()
    by_user_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()


class Wishes(Keyed):
    """What the person wishes and needs, as told in the first conversation. One per journey, kept up to date."""

    journey = SiteOneToOne(Journey, on_delete=models.CASCADE, related_name="wishes")
    own_words = SealedText()
    interests = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    has_worked = SealedText()
    has_overwhelmed = SealedText()
    overwhelms = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    group_size = models.CharField(max_length=10, blank=True, default="")
    times = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    transport = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    reach_km = models.PositiveSmallIntegerField(null=True, blank=True)
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    access_needs = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    access_words = SealedText()
    guide_gender = models.CharField(max_length=10, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()


class Agreement(Keyed):
    """What the guide does and does not do, how often, how many times, until when."""

    class Answer(models.TextChoices):
        NONE = ""
        YES = "yes"
        NO = "no"

    class How(models.TextChoices):
        READ_ALOUD = "read_aloud"
        LINK = "link"

    journey = SiteForeignKey(Journey, on_delete=models.CASCADE, related_name="agreements")
    guide = SiteForeignKey(Volunteer, on_delete=models.PROTECT, related_name="+")
    planned_visits = models.PositiveSmallIntegerField()
    how_often = models.CharField(max_length=20)
    ends_on = models.DateField()
    own_words = SealedText()
    text_version = models.CharField(max_length=10)
    proposed_at = models.DateTimeField()
    answer = models.CharField(max_length=5, choices=Answer.choices, blank=True, default=Answer.NONE)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_how = models.CharField(max_length=20, choices=How.choices, blank=True, default="")
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "journey"],
                condition=models.Q(replaced_at=None),
                name="one_standing_agreement",
            )
        ]


class Contact(Keyed):
    """A meeting, a call, or a try. ``client_key`` makes it one when a phone sends it twice.

    ``before_step``, ``before_on`` and ``answered_call_since`` are what stood on the journey until then.
    """

    class Kind(models.TextChoices):
        MET = "met"
        PHONE = "phone"
        MESSAGE = "message"
        NO_ANSWER = "no_answer"

    journey = SiteForeignKey(Journey, on_delete=models.CASCADE, related_name="contacts")
    relative = SiteForeignKey(Relative, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    held_at = models.DateTimeField()
    note = SealedText()
    by_user_id = models.BigIntegerField(null=True)
    client_key = models.UUIDField(default=uuid4)
    written_at = models.DateTimeField(null=True, blank=True)
    before_step = SealedText()
    before_on = models.DateField(null=True, blank=True)
    answered_call_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "client_key"], name="one_contact_per_client_key")]
        indexes = [models.Index(fields=["site", "journey", "-held_at"], name="contact_of_journey")]


class Introduction(Keyed):
    """One stone: an offer on the path, for the participant or, as relief, for a relative."""

    journey = SiteForeignKey(Journey, on_delete=models.CASCADE, related_name="introductions")
    offer = SiteForeignKey(Offer, on_delete=models.PROTECT, related_name="introductions")
    relative = SiteForeignKey(Relative, on_delete=models.PROTECT, null=True, blank=True, related_name="introductions")
    position = models.PositiveSmallIntegerField(default=1)
    stone = models.CharField(max_length=20, choices=_choices(Stone), default=Stone.SUGGESTED)
    why = SealedText()
    could_be_hard = SealedText()
    overwhelmed = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    left_words = SealedText()
    told_offer_at = models.DateTimeField(null=True, blank=True)
    offer_answered_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "journey", "offer", "relative"],
                condition=~models.Q(stone=Stone.LEFT),
                nulls_distinct=False,
                name="one_open_stone_per_offer",
            )
        ]

    @property
    def steps(self) -> frozenset[str]:
        """The steps that start from here."""
        return frozenset(rules.STEPS[Stone(self.stone)])

    @property
    def planned(self) -> list["Visit"]:
        """Visits agreed on and not yet told about, the earliest first; uses what was fetched with the row."""
        fetched = getattr(self, "planned_visits", None)
        if fetched is not None:
            return fetched
        waiting = [visit for visit in self.visits.all() if visit.state == Visit.State.PLANNED]
        return sorted(waiting, key=lambda visit: visit.starts_at)

    @property
    def standing(self) -> str:
        """The state to show: an agreed visit that was called off leaves the stone chosen; a no is no failure."""
        if self.is_refused:
            return "refused"
        return Stone.CHOSEN if self.stone == Stone.AGREED and not self.planned else self.stone

    @property
    def was_visited(self) -> bool:
        return any(visit.state == Visit.State.DONE for visit in self.visits.all())

    @property
    def is_refused(self) -> bool:
        """Turned down before anybody went, and without a word about what would be too much."""
        return self.stone == Stone.LEFT and not (self.overwhelmed or self.left_words or self.was_visited)

    def take(self, taken: Step, now: datetime) -> None:
        self.stone = rules.step(Stone(self.stone), taken)
        self.changed_at = now


class Visit(Keyed):
    """A visit to an offer, with the guide or alone."""

    class State(models.TextChoices):
        PLANNED = "planned"
        DONE = "done"
        CANCELLED = "cancelled"

    introduction = SiteForeignKey(Introduction, on_delete=models.CASCADE, related_name="visits")
    starts_at = models.DateTimeField()
    with_guide = models.BooleanField(default=True)
    coordinator_goes = models.BooleanField(default=False)
    meet_at = SealedText()
    remember = SealedText()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    felt = models.PositiveSmallIntegerField(null=True, blank=True)
    words = SealedText()
    reminded_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(felt__isnull=True) | models.Q(felt__range=(1, 5)),
                name="felt_on_the_face_scale",
            )
        ]
        indexes = [models.Index(fields=["site", "state", "starts_at"], name="visit_by_time")]

    def may_be_restored(self, now: datetime) -> bool:
        """Whether it is still to come, and the one who is going called it off."""
        was_theirs = self.state == self.State.CANCELLED and self.cancelled_by == Role.PARTICIPANT
        return was_theirs and self.starts_at > now


class FollowUp(Keyed):
    """A planned look back after the last visit together."""

    class State(models.TextChoices):
        PLANNED = "planned"
        DONE = "done"
        DROPPED = "dropped"

    class Standing(models.TextChoices):
        COMMUNITY = "community"
        SOMETIMES = "sometimes"
        ELSEWHERE = "elsewhere"
        ALONE = "alone"
        UNKNOWN = "unknown"

    journey = SiteForeignKey(Journey, on_delete=models.CASCADE, related_name="follow_ups")
    name = models.CharField(max_length=20)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    standing = models.CharField(max_length=20, choices=Standing.choices, blank=True, default="")
    note = SealedText()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "journey", "name"],
                condition=models.Q(state="planned"),
                name="one_planned_follow_up_per_name",
            )
        ]
        indexes = [models.Index(fields=["site", "state", "due_on"], name="follow_up_due")]


class Handover(Keyed):
    """What is told to the municipality's bridge builder, with the person's consent, and their answer."""

    class Answer(models.TextChoices):
        NONE = ""
        TAKEN = "taken"
        TALK = "talk"

    journey = SiteForeignKey(Journey, on_delete=models.CASCADE, related_name="handovers")
    summary = SealedText()
    to_name = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True, default=Answer.NONE)
    answer_note = SealedText()
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_seen_at = models.DateTimeField(null=True, blank=True)
