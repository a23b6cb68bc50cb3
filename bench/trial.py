"""Made-up evaluations whose truth is known: lonely persons in groups in sites, of whom many do not answer again.

One unit is the standard deviation of loneliness among all who could be referred; a drop is a gain. Whoever has a
high score on the day is referred, so that the second score falls by itself (regression to the mean). Nothing
published says how often people answer again beyond the 21 % of the British Red Cross; shares vary widely here.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

RELIABILITY = 0.72
"""Of T-ILS: the share of the variance of one score that is not the day's chance."""
REFERRED_FROM = 0.8
"""Who scores this far above the mean, on the day, is referred."""


@dataclass(frozen=True)
class Setting:
    """`effect`: the true drop. `leaving`: how much less those answer again who scored high at first (log odds per
    SD); `stays`: the share who answer again. `missing_by_outcome`: log odds per SD of the second score itself."""

    name: str
    effect: float
    stays: float
    leaving: float = 0.0
    sites: int = 12
    groups: int = 4
    size: int = 7
    site_sd: float = 0.10
    group_sd: float = 0.20
    missing_by_outcome: float = 0.0


SETTINGS = (
    Setting("small effect, most stay", 0.2, 0.80),
    Setting("effect .35, half stay, at random", 0.35, 0.50),
    Setting("effect .5, half stay, lonelier leave", 0.5, 0.50, leaving=1.0),
    Setting("effect .5, a third stays, lonelier leave", 0.5, 0.35, leaving=1.5),
    Setting("effect .35, sites and groups differ much", 0.35, 0.60, leaving=1.0, site_sd=0.25, group_sd=0.35),
    Setting("effect .2, six sites", 0.2, 0.60, leaving=1.0, sites=6, groups=6),
    Setting("effect .5, a fifth stays, lonelier leave", 0.5, 0.21, leaving=1.0, sites=20, groups=6),
)

BY_OUTCOME = Setting("effect .35, who fared badly leaves", 0.35, 0.50, missing_by_outcome=1.5)
"""No method can put this right from the answers alone; that is what the deltas are for."""


def trial(setting: Setting, rng: np.random.Generator) -> pd.DataFrame:
    """The long frame of one evaluation: person, site, group, time 0 and 1, score, and `whole` without gaps."""
    n_groups = setting.sites * setting.groups
    n = n_groups * setting.size
    group = np.repeat(np.arange(n_groups), setting.size)
    site = group // setting.groups
    own, first = referred(n, rng)
    gain = setting.effect
    gain += rng.normal(0, setting.site_sd, setting.sites)[site]
    gain += rng.normal(0, setting.group_sd, n_groups)[group]
    second = own - gain + rng.normal(0, np.sqrt(1 - RELIABILITY), n)
    stays = stays_on(first, second, setting, rng)
    people = {"person": np.arange(n), "site": site, "group": group}
    return pd.concat(
        [
            pd.DataFrame({**people, "time": 0, "score": first, "whole": first}),
            pd.DataFrame({**people, "time": 1, "score": np.where(stays, second, np.nan), "whole": second}),
        ],
        ignore_index=True,
    )


def referred(n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """What lasts in `n` referred persons, and their scores of the day."""
    own, first = np.empty(0), np.empty(0)
    while len(own) < n:
        lasting = rng.normal(0, np.sqrt(RELIABILITY), 8 * n)
        today = lasting + rng.normal(0, np.sqrt(1 - RELIABILITY), 8 * n)
        high = today > REFERRED_FROM
        own, first = np.append(own, lasting[high]), np.append(first, today[high])
    return own[:n], first[:n]


def stays_on(first: np.ndarray, second: np.ndarray, setting: Setting, rng: np.random.Generator) -> np.ndarray:
    """Who answers again: a share of `stays` on the whole, fewer of those with high scores."""
    odds = -setting.leaving * (first - first.mean()) / first.std()
    odds -= setting.missing_by_outcome * (second - second.mean()) / second.std()
    shift = np.log(setting.stays / (1 - setting.stays))
    for _ in range(20):
        share = (1 / (1 + np.exp(-(odds + shift)))).mean()
        shift += (setting.stays - share) / max(share * (1 - share), 0.05)
    return rng.random(len(first)) < 1 / (1 + np.exp(-(odds + shift)))


def by_itself(rng: np.random.Generator, n: int = 2_000_000) -> float:
    """How far the second score of the referred falls when nothing is done: (1 − reliability) of what was above."""
    _, first = referred(n, rng)
    return float((1 - RELIABILITY) * first.mean())
