"""Between the search and whoever waits for it: progress out, a wish to stop in, and how much work to do."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Progress:
    """Where a run is. `phase` is a stable key, `share` 0–1 of that phase; amounts as in `Proposal`, None: not yet."""

    phase: str
    share: float
    value: int | None = None
    bound: float | None = None


@dataclass(frozen=True)
class Effort:
    """How much work is done. Counted in steps and deterministic time, never in seconds: the same on every machine.

    `exact_people`: up to so many, the whole problem is one CP-SAT model; `dive_people`: up to so many, the linear
    program over all groups is dived into; up to `bound_people` it is solved to its end first, and dived into
    `dives` times. More than `dive_people` are begun by districts of `district_people` or so. Repairs are
    `least_repairs` and `repairs` for each group of the plan, `most_repairs` at most. Up to `thorough_people`, where
    the repairs of one plan soon find nothing more, `trials` quick ones of each of the best `rivals` say which plan to
    repair, and everybody is placed anew in its groups at the end.
    """

    exact_people: int = 50
    exact_work: float = 20.0
    price_steps: int = 400
    dive_people: int = 1_200
    district_people: int = 700
    bound_people: int = 450
    dives: int = 5
    thorough_people: int = 150
    rivals: int = 3
    trials: int = 5
    least_repairs: int = 25
    repairs: float = 0.8
    most_repairs: int = 550


QUICK = Effort(exact_work=1.0, price_steps=40, dive_people=0, least_repairs=2, repairs=0.0)
"""For a plan made anew while somebody looks on."""


@dataclass
class Watch:
    """Asks `should_stop` and tells `on_progress`; both may be left out."""

    on_progress: Callable[[Progress], None] | None = None
    should_stop: Callable[[], bool] | None = None
    stopped: bool = field(default=False, init=False)
    value: int | None = field(default=None, init=False)
    bound: float | None = field(default=None, init=False)

    def at(self, phase: str, done: float, of: float) -> bool:
        """Tell; and whether to stop here."""
        if self.on_progress:
            self.on_progress(Progress(phase, min(1.0, done / of) if of else 1.0, self.value, self.bound))
        return self.now()

    def now(self) -> bool:
        """Whether to stop here. Once true, always true."""
        if not self.stopped and self.should_stop:
            self.stopped = bool(self.should_stop())
        return self.stopped
