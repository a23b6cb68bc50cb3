"""The life of a journey and of one stone on it, as tables.

``docs/generated/journey.md`` is printed from ``MOVES`` and ``STEPS``.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Stage(StrEnum):
    ASSESSING = "assessing"
    WAITING = "waiting"
    MEETING = "meeting"
    WALKING = "walking"
    FOLLOWING = "following"
    PAUSED = "paused"
    ENDED = "ended"


class Move(StrEnum):
    ASSESS_FOR_GUIDE = "assess_for_guide"
    REASSESS = "reassess"
    ASSIGN_GUIDE = "assign_guide"
    RELEASE_GUIDE = "release_guide"
    AGREE = "agree"
    SET_BACK = "set_back"
    STEP_BACK = "step_back"
    PAUSE = "pause"
    RESUME = "resume"
    HAND_OVER = "hand_over"
    END = "end"
    REOPEN = "reopen"


BEFORE_PAUSE = "before_pause"
"""The stage a pause returns to: the one it was entered from."""

_ALWAYS = {Move.PAUSE: Stage.PAUSED, Move.END: Stage.ENDED, Move.HAND_OVER: Stage.ENDED}

MOVES: dict[Stage, dict[Move, str]] = {
    Stage.ASSESSING: {Move.ASSESS_FOR_GUIDE: Stage.WAITING, **_ALWAYS},
    Stage.WAITING: {Move.ASSIGN_GUIDE: Stage.MEETING, Move.REASSESS: Stage.ASSESSING, **_ALWAYS},
    Stage.MEETING: {Move.AGREE: Stage.WALKING, Move.RELEASE_GUIDE: Stage.WAITING, **_ALWAYS},
    Stage.WALKING: {
        Move.SET_BACK: Stage.WALKING,
        Move.STEP_BACK: Stage.FOLLOWING,
        Move.RELEASE_GUIDE: Stage.WAITING,
        **_ALWAYS,
    },
    Stage.FOLLOWING: {Move.SET_BACK: Stage.WALKING, Move.RELEASE_GUIDE: Stage.WAITING, **_ALWAYS},
    Stage.PAUSED: {Move.RESUME: BEFORE_PAUSE, Move.END: Stage.ENDED, Move.HAND_OVER: Stage.ENDED},
    Stage.ENDED: {Move.REOPEN: Stage.ASSESSING},
}

GUIDED_STAGES = (Stage.MEETING, Stage.WALKING, Stage.FOLLOWING)


class MoveNotAllowed(Exception):
    """The journey, or the stone, is not where this move starts from."""

    def __init__(self, state: str, move: str):
        super().__init__(f"{move} is not possible from {state}")
        self.state, self.move = state, move


def after(stage: Stage, move: Move, before_pause: Stage | None = None) -> Stage:
    """The stage that ``move`` leads to; ``MoveNotAllowed`` when it starts elsewhere."""
    target = MOVES[stage].get(move)
    if target == BEFORE_PAUSE:
        target = before_pause
    if target is None:
        raise MoveNotAllowed(stage, move)
    return Stage(target)


class Judgement(StrEnum):
    """Who should build the bridge (the guides' own judgement, as Red Cross Holstebro describes it)."""

    VOLUNTEER = "volunteer"
    PROFESSIONAL = "professional"
    BOTH = "both"
    NOT_NOW = "not_now"


class Outcome(StrEnum):
    """Where the person stands when the journey ends."""

    COMMUNITY = "community"
    OWN_WAY = "own_way"
    HANDED_OVER = "handed_over"
    MOVED = "moved"
    UNREACHABLE = "unreachable"
    STOPPED = "stopped"
    DIED = "died"


class AgreedVisits(StrEnum):
    """What becomes of visits that were to be together, when the guide leaves."""

    CANCEL = "cancel"
    COORDINATOR = "coordinator"
    KEEP = "keep"


class Stone(StrEnum):
    """The state of one introduction to an offer."""

    SUGGESTED = "suggested"
    CHOSEN = "chosen"
    AGREED = "agreed"
    TOGETHER = "together"
    ALONE = "alone"
    SETTLED = "settled"
    LEFT = "left"


class Step(StrEnum):
    CHOOSE = "choose"
    AGREE_VISIT = "agree_visit"
    GO_TOGETHER = "go_together"
    GO_ALONE = "go_alone"
    SETTLE = "settle"
    UNSETTLE = "unsettle"
    LEAVE = "leave"


STEPS: dict[Stone, dict[Step, Stone]] = {
    Stone.SUGGESTED: {Step.CHOOSE: Stone.CHOSEN, Step.AGREE_VISIT: Stone.AGREED, Step.LEAVE: Stone.LEFT},
    Stone.CHOSEN: {
        Step.AGREE_VISIT: Stone.AGREED,
        Step.GO_TOGETHER: Stone.TOGETHER,
        Step.GO_ALONE: Stone.ALONE,
        Step.LEAVE: Stone.LEFT,
    },
    Stone.AGREED: {
        Step.AGREE_VISIT: Stone.AGREED,
        Step.GO_TOGETHER: Stone.TOGETHER,
        Step.GO_ALONE: Stone.ALONE,
        Step.LEAVE: Stone.LEFT,
    },
    Stone.TOGETHER: {
        Step.AGREE_VISIT: Stone.TOGETHER,
        Step.GO_TOGETHER: Stone.TOGETHER,
        Step.GO_ALONE: Stone.ALONE,
        Step.SETTLE: Stone.SETTLED,
        Step.LEAVE: Stone.LEFT,
    },
    Stone.ALONE: {
        Step.AGREE_VISIT: Stone.ALONE,
        Step.GO_TOGETHER: Stone.ALONE,
        Step.GO_ALONE: Stone.ALONE,
        Step.SETTLE: Stone.SETTLED,
        Step.LEAVE: Stone.LEFT,
    },
    Stone.SETTLED: {
        Step.UNSETTLE: Stone.TOGETHER,
        Step.LEAVE: Stone.LEFT,
        Step.GO_ALONE: Stone.SETTLED,
        Step.GO_TOGETHER: Stone.SETTLED,
    },
    Stone.LEFT: {Step.CHOOSE: Stone.CHOSEN},
}


def step(stone: Stone, taken: Step) -> Stone:
    """The stone's next state; ``MoveNotAllowed`` when the step starts elsewhere."""
    if taken not in STEPS[stone]:
        raise MoveNotAllowed(stone, taken)
    return STEPS[stone][taken]


FOLLOW_UP_DAYS = {"two_weeks": 14, "three_months": 91, "six_months": 182}
"""Days after the last visit together."""


def follow_up_dates(last_visit_on: date) -> dict[str, date]:
    return {name: last_visit_on + timedelta(days=days) for name, days in FOLLOW_UP_DAYS.items()}


@dataclass(frozen=True)
class Support:
    """What is known about how much the guide carries."""

    visits_together: int
    planned_visits: int
    went_alone: bool
    weeks_with_guide: int
    planned_weeks: int
    has_stone: bool


def main_support_reason(support: Support) -> str:
    """Why the guide may have become the main support, or "" when nothing points to it.

    The guide should be a bridge; practice communities are there so that the guide does not remain the one
    the person leans on.
    """
    if support.planned_visits and support.visits_together >= support.planned_visits and not support.went_alone:
        return "all_visits_used"
    if support.planned_weeks and support.weeks_with_guide > support.planned_weeks:
        return "past_the_end"
    if support.weeks_with_guide >= 8 and not support.has_stone:
        return "no_stone_yet"
    return ""


MILESTONES = ("contact", "talk", "stone", "together", "community")
"""The five stones a journey is drawn with."""


@dataclass(frozen=True)
class Reached:
    """Which of the five milestones the person has come to."""

    contact: bool
    talk: bool
    stone: bool
    together: bool
    community: bool


def milestones(reached: Reached) -> tuple[tuple[str, str], ...]:
    """(milestone, "reached" | "now" | "ahead"): the person is now at the furthest they have come to.

    Earlier ones that were skipped count as reached; before anything has happened it is the first.
    """
    now = max((i for i, name in enumerate(MILESTONES) if getattr(reached, name)), default=0)
    states = ["reached" if i < now else "now" if i == now else "ahead" for i in range(len(MILESTONES))]
    return tuple(zip(MILESTONES, states, strict=True))


class Stale(Exception):
    """Somebody else changed the row since this form was opened."""
