"""Linear mixed models whose random effects are nested, by restricted maximum likelihood.

Persons lie in groups and groups in sites, so the inverse covariance is had level by level with the
Woodbury identity: cost grows with the number of answers, and no matrix is larger than a handful of
columns. General fitters work with one dense block per site, which a large site makes impossible.
Sources: Bates et al. 2015, J Stat Softw 67(1) (profiled REML); Satterthwaite degrees of freedom as in
Kuznetsova et al. 2017, J Stat Softw 82(13).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize

Array = np.ndarray
WIDEST = 1_000.0
"""How many residual SDs an effect's may be: beyond that nothing is left to tell, and numbers give way."""


@dataclass(frozen=True)
class Level:
    """Random effects of one kind of cluster: `codes` (n,) and design `z` (n, q).

    `is_free`: with covariances among the q effects; otherwise they are taken to be independent.
    """

    name: str
    codes: Array
    z: Array
    is_free: bool = False

    @property
    def cells(self) -> list[tuple[int, int]]:
        """Where in the q × q root of the covariance the parameters stand."""
        q = self.z.shape[1]
        return [(i, j) for i in range(q) for j in range(i + 1) if self.is_free or i == j]


@dataclass(frozen=True)
class Fit:
    """`beta` (p,), its covariance (p, p), covariance (q, q) by level, residual variance by stratum, −2 log REML."""

    beta: Array
    covariance: Array
    spreads: tuple[Array, ...]
    residual: Array
    deviance: float
    has_converged: bool
    is_at_boundary: bool
    problem: "Problem"
    theta: Array
    uncertainty: Array
    """Covariance of (theta, log residual SD) from the observed information; zero for what is at its bound."""

    def degrees_of_freedom(self, contrast: Array) -> float:
        """Satterthwaite's, for the estimate `contrast` · beta; between 1 and the number of answers."""
        at = np.append(self.theta, np.log(self.residual[0]) / 2)
        gradient = _gradient(lambda point: self.problem.variance_at(point, contrast), at)
        spread = float(gradient @ self.uncertainty @ gradient)
        most = float(self.problem.n - self.problem.p)
        if not spread > 0:
            return most
        return float(np.clip(2 * self.problem.variance_at(at, contrast) ** 2 / spread, 1, most))


class Problem:
    """Answers `y` (n,), fixed effects `x` (n, p), `levels` from the widest to the narrowest cluster.

    Answers of different `strata` (n,) may have residual variances of their own.
    """

    def __init__(self, y: Array, x: Array, levels: Sequence[Level], strata: Array | None = None):
        self.n, self.p = x.shape
        self.levels = tuple(levels)
        chains = _chains([level.codes for level in levels], self.n)
        order = np.lexsort(chains[::-1]) if chains else np.arange(self.n)
        strata = np.zeros(self.n, dtype=int) if strata is None else strata
        self.strata = np.unique(strata, return_inverse=True)[1][order]
        self.n_strata = int(self.strata.max()) + 1
        self.share = np.bincount(self.strata, minlength=self.n_strata)
        columns, self.places = _basis([*(level.z for level in levels), x, y[:, None]])
        columns = np.ascontiguousarray(columns[order].T)
        self.products = columns[:, None, :] * columns[None, :, :]
        self.starts = _starts([chain[order] for chain in chains], self.n)
        self.cells = [cell for level in levels for cell in level.cells]

    @property
    def start(self) -> Array:
        return np.array([float(i == j) for i, j in self.cells] + [0.0] * (self.n_strata - 1))

    @property
    def bounds(self) -> list[tuple[float, float]]:
        roots = [(0.0 if i == j else -WIDEST, WIDEST) for i, j in self.cells]
        return roots + [(-5.0, 5.0)] * (self.n_strata - 1)

    def is_inside(self, theta: Array) -> Array:
        """Which parameters are off their bound of zero."""
        on_diagonal = np.array([i == j for i, j in self.cells] + [False] * (self.n_strata - 1), dtype=bool)
        return ~(on_diagonal & (theta < 1e-4))

    def roots(self, theta: Array) -> list[Array]:
        """The roots of the covariances, relative to the residual variance."""
        roots, at = [], 0
        for level in self.levels:
            root = np.zeros((level.z.shape[1],) * 2)
            for i, j in level.cells:
                root[i, j] = theta[at]
                at += 1
            roots.append(root)
        return roots

    def scales(self, theta: Array) -> Array:
        """The residual variances by stratum, relative to the first."""
        return np.exp(2 * np.append(0.0, theta[len(self.cells) :]))

    def reduced(self, theta: Array) -> tuple[Array, float]:
        """[x y]' V⁻¹ [x y], and log |V|, with the first residual variance taken as one."""
        scales = self.scales(theta)
        moments = self.products / scales[self.strata]
        log_det = float(self.share @ np.log(scales))
        for starts, place, root in reversed(list(zip(self.starts, self.places, self.roots(theta), strict=False))):
            moments = np.add.reduceat(moments, starts, axis=2)
            moments, added = _widened(moments, place, root)
            log_det += added
        total = moments.sum(axis=2)
        kept = np.concatenate(self.places[-2:])
        return total[np.ix_(kept, kept)], log_det

    def solved(self, theta: Array) -> tuple[Array, Array, float, float]:
        """beta, (x' V⁻¹ x)⁻¹, the sum of squares left over, and log |V| + log |x' V⁻¹ x|."""
        moments, log_det = self.reduced(theta)
        xx, xy = moments[:-1, :-1], moments[:-1, -1]
        inverse = np.linalg.inv(xx)
        beta = inverse @ xy
        return beta, inverse, float(moments[-1, -1] - xy @ beta), log_det + float(np.linalg.slogdet(xx)[1])

    def deviance(self, theta: Array) -> float:
        """−2 log REML with the residual variance at its best."""
        _, _, squares, log_det = self.solved(theta)
        free = self.n - self.p
        return log_det + free * (1 + np.log(2 * np.pi * max(squares, 1e-300) / free))

    def deviance_at(self, point: Array) -> float:
        """−2 log REML at (theta, log residual SD)."""
        _, _, squares, log_det = self.solved(point[:-1])
        return log_det + (self.n - self.p) * (np.log(2 * np.pi) + 2 * point[-1]) + squares * np.exp(-2 * point[-1])

    def variance_at(self, point: Array, contrast: Array) -> float:
        _, inverse, _, _ = self.solved(point[:-1])
        return float(contrast @ inverse @ contrast * np.exp(2 * point[-1]))


def fit(y: Array, x: Array, levels: Sequence[Level], strata: Array | None = None) -> Fit:
    """Fit by REML. Columns of x must be linearly independent (LinAlgError otherwise)."""
    problem = Problem(np.asarray(y, float), np.asarray(x, float), levels, strata)
    theta, has_converged = problem.start, True
    if theta.size:
        best = optimize.minimize(
            problem.deviance,
            theta,
            jac="2-point",
            method="L-BFGS-B",
            bounds=problem.bounds,
            options={"ftol": 1e-11, "gtol": 1e-5, "maxiter": 500},
        )
        theta, has_converged = best.x, bool(best.success)
    beta, inverse, squares, _ = problem.solved(theta)
    sigma2 = squares / (problem.n - problem.p)
    uncertainty = _uncertainty(problem, np.append(theta, np.log(sigma2) / 2))
    # Where answers are missing, the means lean on the covariances, and share in their uncertainty (Kenward &
    # Molenberghs 1998, Stat Sci 13:236–247); with every answer there this adds nothing.
    leaning = _gradient(lambda point: problem.solved(point[:-1])[0], np.append(theta, 0.0))
    return Fit(
        beta=beta,
        covariance=inverse * sigma2 + leaning.T @ uncertainty @ leaning,
        spreads=tuple(root @ root.T * sigma2 for root in problem.roots(theta)),
        residual=problem.scales(theta) * sigma2,
        deviance=float(problem.deviance(theta)),
        has_converged=has_converged,
        is_at_boundary=not problem.is_inside(theta).all(),
        problem=problem,
        theta=theta,
        uncertainty=uncertainty,
    )


def _uncertainty(problem: Problem, at: Array) -> Array:
    inside = np.flatnonzero(np.append(problem.is_inside(at[:-1]), True))

    def deviance(part: Array) -> float:
        point = at.copy()
        point[inside] = part
        return problem.deviance_at(point)

    covariance = np.zeros((at.size, at.size))
    hessian = _hessian(deviance, at[inside])
    curves, ways = np.linalg.eigh(hessian)
    is_curved = curves > 1e-8 * curves.max(initial=0)  # along the others the answers tell nothing
    ways = ways[:, is_curved]
    covariance[np.ix_(inside, inside)] = 2 * (ways / curves[is_curved]) @ ways.T
    return covariance


def _widened(moments: Array, place: Array, root: Array) -> tuple[Array, float]:
    """Moments (k, k, clusters) once the clusters' own effects are in V, and what those add to log |V|.

    The effects' covariance is the sum of the squares of its root's columns, so they can come in one by one.
    """
    log_det = 0.0
    for column in root.T:
        if column.any():
            half = column @ moments[:, place, :]
            inner = 1 + column @ half[place]
            moments = moments - half[:, None, :] * (half / inner)[None, :, :]
            log_det += float(np.log(inner).sum())
    return moments, log_det


def _chains(codes: Sequence[Array], n: int) -> list[Array]:
    """Cluster numbers, each within the wider ones: group 1 of site A is not group 1 of site B."""
    chains, wider = [], np.zeros(n, dtype=np.int64)
    for code in codes:
        number = np.unique(code, return_inverse=True)[1]
        wider = np.unique(wider * (int(number.max()) + 1) + number, return_inverse=True)[1]
        chains.append(wider)
    return chains


def _starts(chains: Sequence[Array], n: int) -> list[Array]:
    """For each level, where its clusters begin among those of the next narrower one."""
    firsts = [np.flatnonzero(np.append(True, chain[1:] != chain[:-1])) for chain in chains]
    narrower = [*firsts[1:], np.arange(n)]
    return [np.searchsorted(inner, outer) for outer, inner in zip(firsts, narrower, strict=True)]


def _basis(parts: Sequence[Array]) -> tuple[Array, list[Array]]:
    """The different columns of all parts, once each, and where the columns of each part are among them."""
    seen: dict[bytes, int] = {}
    columns: list[Array] = []
    places = []
    for part in parts:
        place = []
        for column in np.ascontiguousarray(part.T, dtype=float):
            key = column.tobytes()
            if key not in seen:
                seen[key] = len(columns)
                columns.append(column)
            place.append(seen[key])
        places.append(np.array(place, dtype=int))
    return np.column_stack(columns), places


def _gradient(function, at: Array, step: float = 1e-4) -> Array:
    steps = np.eye(at.size) * step
    return np.array([(function(at + h) - function(at - h)) / (2 * step) for h in steps])


def _hessian(function, at: Array, step: float = 1e-3) -> Array:
    steps = np.eye(at.size) * step
    rows = []
    for i, h in enumerate(steps):
        row = [
            function(at + h + g) - function(at + h - g) - function(at - h + g) + function(at - h - g)
            for g in steps[: i + 1]
        ]
        rows.append(row)
    lower = np.array([row + [0.0] * (at.size - len(row)) for row in rows]) / (4 * step**2)
    return lower + np.tril(lower, -1).T
