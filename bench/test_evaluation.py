"""How often 95 % intervals hold the truth, and how far completers alone would have been off.

BENCH_TRIALS sets how many evaluations are made up for each setting.
"""

import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import numpy as np
import pandas as pd
import pytest

from bench.trial import BY_OUTCOME, SETTINGS, Setting, by_itself, trial
from traedesten.evaluation import alpha, effect_size, sensitivity, series, survival
from traedesten.evaluation.changes import Columns, Model
from traedesten.evaluation.mixed_model import estimate

TRIALS = int(os.environ.get("BENCH_TRIALS", "200"))
UNIT = np.array([0.0, 1.0])


def holds(interval, truth: float) -> bool:
    return interval.low <= truth <= interval.high


def within_luck(share: float, trials: int) -> bool:
    """93–97 %, widened by two standard errors of so many trials."""
    luck = 2 * np.sqrt(0.95 * 0.05 / trials)
    return 0.93 - luck <= share <= 0.97 + luck


def all_enrolled(frame: pd.DataFrame):
    model = Model(Columns(site="site", group="group"), (0, 1))
    return estimate(model.fitted(frame.dropna(subset=["score"])), "all", UNIT).interval


def completers(frame: pd.DataFrame) -> pd.Series:
    wide = frame.pivot(index="person", columns="time", values="score")
    return (wide[1] - wide[0]).dropna()


def filled_in(frame: pd.DataFrame, seed: int):
    wide = frame.pivot(index=["person", "site"], columns="time", values="score").reset_index()
    wide = wide.rename(columns={0: "before", 1: "after"}).astype({"site": str})
    return sensitivity(wide, site="site", imputations=10, seed=seed).deltas[0].change.interval


def one(setting: Setting, truth: float, seed: int) -> dict[str, float]:
    frame = trial(setting, np.random.default_rng([seed, len(setting.name)]))
    ours, filled = all_enrolled(frame), filled_in(frame, seed)
    gain = completers(frame)
    reach = 1.96 * gain.std() / np.sqrt(len(gain))
    return {
        "change": ours.estimate,
        "covers": holds(ours, truth),
        "width": ours.high - ours.low,
        "filled": holds(filled, truth),
        "completers": gain.mean(),
        "completers_cover": abs(gain.mean() - truth) <= reach,
    }


def run(pool: ProcessPoolExecutor, setting: Setting, truth: float) -> dict[str, float]:
    found = pool.map(partial(one, setting, truth), range(TRIALS), chunksize=10)
    return pd.DataFrame(found).astype(float).mean().to_dict()


def line(name: str, truth: float, row: dict[str, float]) -> str:
    off = row["completers"] - truth
    return (
        f"{name:44}{truth:8.3f}{row['change']:8.3f}{row['covers']:8.1%}{row['width']:8.3f}"
        f"{row['filled']:8.1%}{row['completers']:8.3f}{off:+8.3f}{row['completers_cover']:8.1%}"
    )


@pytest.mark.bench
def test_intervals_of_the_change_hold_the_truth_as_often_as_they_say():
    falls = by_itself(np.random.default_rng(0))
    print(f"\n{TRIALS} evaluations each; by regression to the mean alone the score falls {falls:.3f} SD")
    heads = ("truth", "ours", "covers", "width", "imputed", "compl.", "off by", "covers")
    print(" " * 44 + "".join(f"{head:>8}" for head in heads))
    shares = []
    with ProcessPoolExecutor() as pool:
        for setting in (*SETTINGS, BY_OUTCOME):
            truth = -setting.effect - falls
            row = run(pool, setting, truth)
            print(line(setting.name, truth, row), flush=True)
            if setting is not BY_OUTCOME:
                shares.append(row["covers"])
    assert all(within_luck(share, TRIALS) for share in shares)
    assert within_luck(float(np.mean(shares)), TRIALS * len(shares))


def paired(rng) -> tuple[pd.DataFrame, int]:
    """60 pairs with SD 1, correlation .6 and difference .4, and a seed."""
    pairs = rng.multivariate_normal([0, 0.4], [[1, 0.6], [0.6, 1]], 60)
    return pd.DataFrame(pairs, columns=["before", "after"]), int(rng.integers(1 << 30))


def standardised(rng) -> bool:
    """d_z = .4 / √(2 − 2 · .6)."""
    frame, seed = paired(rng)
    return holds(effect_size(frame, resamples=1000, seed=seed).d_z, 0.4 / np.sqrt(0.8))


def standardised_by_average(rng) -> bool:
    frame, seed = paired(rng)
    return holds(effect_size(frame, resamples=1000, seed=seed).d_av, 0.4)


def waiting(rng) -> bool:
    """Days to first contact, exponential with mean 20, followed up for 10 to 60 days: S(20) = e⁻¹."""
    days, seen = rng.exponential(20, 120), rng.uniform(10, 60, 120)
    frame = pd.DataFrame({"days": np.minimum(days, seen), "event": (days <= seen).astype(int)})
    return holds(survival(frame).groups[0].curve.at(20), np.exp(-1))


def competing(rng) -> bool:
    """Community with rate 1/60, withdrawal 1/120: by day 60 a share of ⅔ (1 − e^−1.5) is in one."""
    times = np.column_stack([rng.exponential(60, 150), rng.exponential(120, 150), rng.uniform(40, 200, 150)])
    kinds = np.array([1, 2, 0])[times.argmin(axis=1)]
    frame = pd.DataFrame({"days": times.min(axis=1), "event": kinds})
    return holds(survival(frame).groups[0].incidences[0].at(60), 2 / 3 * (1 - np.exp(-1.5)))


def referrals(rng) -> bool:
    """48 months of referrals, twice as scattered as Poisson, a step of −20 % in the middle."""
    at = np.arange(48)
    mean = 40 * 1.003**at * np.where(at >= 24, 0.8, 1)
    frame = pd.DataFrame({"period": at, "count": rng.negative_binomial(mean, 0.5)})
    return holds(series(frame, start=24).level, 0.8)


def consistency(rng) -> bool:
    """Three parallel items with correlation .46: alpha = 3 · .46 / (1 + 2 · .46) = .719."""
    items = np.sqrt(0.46) * rng.normal(0, 1, (120, 1)) + np.sqrt(0.54) * rng.normal(0, 1, (120, 3))
    return holds(alpha(pd.DataFrame(items)).alpha, 3 * 0.46 / 1.92)


@pytest.mark.bench
def test_other_intervals_hold_the_truth_as_often_as_they_say():
    kinds = (standardised, standardised_by_average, waiting, competing, referrals, consistency)
    print()
    shares = []
    for number, kind in enumerate(kinds):
        shares.append(np.mean([kind(np.random.default_rng([seed, number])) for seed in range(TRIALS)]))
        print(f"{kind.__name__:28}{shares[-1]:8.1%} of {TRIALS}")
    assert all(within_luck(share, TRIALS) for share in shares)
