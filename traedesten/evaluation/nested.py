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

from traedesten.evaluation.figures import NotEnough

Array = np.ndarray
WIDEST = 1_000.0
"""How many residual SDs an effect's may be: beyond that nothing is left to tell, and numbers give way."""
PROBES = (0.03, 0.1, 0.3, 1.0)
"""An SD of nought, in residual SDs, is the best there is if none of these is better in its place."""
ALIKE, BETTER = 1e-10, 1e-6
"""Under which share of itself a column is what the others say already; what counts as less deviance."""


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
    at: Array
    """(theta, log residual SD), as inside the problem."""
    uncertainty: Array
    """Covariance of `at` from the observed information; zero for an SD of nought."""

    def degrees_of_freedom(self, contrast: Array) -> float:
        """Satterthwaite's, for the estimate `contrast` · beta; between 1 and the number of answers."""
        gradient = _gradient(lambda point: self.problem.variance_at(point, contrast), self.at)
        spread = float(gradient @ self.uncertainty @ gradient)
        most = float(self.problem.n - self.problem.p)
        if not spread > 0:
            return most
        return float(np.clip(2 * self.problem.variance_at(self.at, contrast) ** 2 / spread, 1, most))


class Problem:
    """Answers `y` (n,), fixed effects `x` (n, p), `levels` from the widest to the narrowest cluster.

    Answers of different `strata` (n,) may have residual variances of their own. Inside, y is what an ordinary
    regression leaves over, in its SDs, and x and what varies freely are turned upright: the same whatever units and
    origin the columns came in. Raises NotEnough where columns of x depend on each other, or nothing is left over.
    """

    def __init__(self, y: Array, x: Array, levels: Sequence[Level], strata: Array | None = None):
        self.n, self.p = x.shape
        if self.n <= self.p:
            raise NotEnough("too few answers")
        self.levels = tuple(levels)
        chains = _chains([level.codes for level in levels], self.n)
        order = np.lexsort(chains[::-1]) if chains else np.arange(self.n)
        strata = np.zeros(self.n, dtype=int) if strata is None else strata
        self.strata = np.unique(strata, return_inverse=True)[1][order]
        self.n_strata = int(self.strata.max()) + 1
        self.share = np.bincount(self.strata, minlength=self.n_strata)
        upright, self.turn = _upright(x)
        said = upright.T @ y / self.n
        left = y - upright @ said
        self.unit = float(np.sqrt(left @ left / (self.n - self.p)))
        if not self.unit > ALIKE * np.abs(y).max():
            raise NotEnough("the answers do not differ, or the fixed effects say every one of them")
        self.plain = np.linalg.solve(self.turn, said)
        turned = [_upright(level.z) if level.is_free else _sized(level.z) for level in levels]
        self.turns = [turn for _, turn in turned]
        basis, self.ways = _basis([upright, *(z for z, _ in turned), left[:, None] / self.unit])
        columns = np.ascontiguousarray(basis[order].T)
        self.products = columns[:, None, :] * columns[None, :, :]
        self.starts = _starts([chain[order] for chain in chains], self.n)
        self.cells = [cell for level in levels for cell in level.cells]
        self.diagonal = np.flatnonzero([i == j for i, j in self.cells])

    @property
    def start(self) -> Array:
        return np.array([float(i == j) for i, j in self.cells] + [0.0] * (self.n_strata - 1))

    @property
    def bounds(self) -> list[tuple[float, float]]:
        """None at nought: an SD and its negative are the same, so the deviance is even and smooth there."""
        return [(-WIDEST, WIDEST)] * len(self.cells) + [(-5.0, 5.0)] * (self.n_strata - 1)

    def is_inside(self, theta: Array) -> Array:
        """Which parameters are no SD of nought."""
        inside = np.ones(theta.size, dtype=bool)
        inside[self.diagonal] = theta[self.diagonal] != 0
        return inside

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
        ways = self.ways[1:-1]
        for starts, way, root in reversed(list(zip(self.starts, ways, self.roots(theta), strict=True))):
            moments = np.add.reduceat(moments, starts, axis=2)
            moments, added = _widened(moments, way @ root)
            log_det += added
        kept = np.column_stack([self.ways[0], self.ways[-1]])
        return kept.T @ moments.sum(axis=2) @ kept, log_det

    def solved(self, theta: Array) -> tuple[Array, Array, float, float]:
        """beta, (x' V⁻¹ x)⁻¹, the sum of squares left over, and log |V| + log |x' V⁻¹ x|, all of what is inside."""
        moments, log_det = self.reduced(theta)
        xx, xy = moments[:-1, :-1], moments[:-1, -1]
        inverse = np.linalg.inv(xx)
        beta = inverse @ xy
        return beta, inverse, float(moments[-1, -1] - xy @ beta), log_det + float(np.linalg.slogdet(xx)[1])

    def beta(self, theta: Array) -> Array:
        return self.plain + self.unit * np.linalg.solve(self.turn, self.solved(theta)[0])

    def deviance(self, theta: Array) -> float:
        """−2 log REML with the residual variance at its best."""
        _, _, squares, log_det = self.solved(theta)
        free = self.n - self.p
        turned = 2 * free * np.log(self.unit) + 2 * float(np.linalg.slogdet(self.turn)[1])
        return log_det + free * (1 + np.log(2 * np.pi * max(squares, 1e-300) / free)) + turned

    def deviance_at(self, point: Array) -> float:
        """−2 log REML at (theta, log residual SD inside), but for a constant."""
        _, _, squares, log_det = self.solved(point[:-1])
        return log_det + 2 * (self.n - self.p) * point[-1] + squares * np.exp(-2 * point[-1])

    def covariance_at(self, point: Array) -> Array:
        """Of beta, at (theta, log residual SD inside)."""
        back = np.linalg.inv(self.turn)
        return back @ self.solved(point[:-1])[1] @ back.T * (self.unit * np.exp(point[-1])) ** 2

    def variance_at(self, point: Array, contrast: Array) -> float:
        return float(contrast @ self.covariance_at(point) @ contrast)


def fit(y: Array, x: Array, levels: Sequence[Level], strata: Array | None = None) -> Fit:
    """Fit by REML. Columns of x must be linearly independent, and leave something over (NotEnough otherwise)."""
    problem = Problem(np.asarray(y, float), np.asarray(x, float), levels, strata)
    theta, has_converged = _settled(problem)
    squares = problem.solved(theta)[2]
    at = np.append(theta, np.log(squares / (problem.n - problem.p)) / 2)
    sigma2 = (problem.unit * np.exp(at[-1])) ** 2
    uncertainty = _uncertainty(problem, at)
    # Where answers are missing, the means lean on the covariances, and share in their uncertainty (Kenward &
    # Molenberghs 1998, Stat Sci 13:236–247); with every answer there this adds nothing.
    leaning = _gradient(lambda point: problem.beta(point[:-1]), at)
    return Fit(
        beta=problem.beta(theta),
        covariance=problem.covariance_at(at) + leaning.T @ uncertainty @ leaning,
        spreads=tuple(
            _spread(root, turn) * sigma2 for root, turn in zip(problem.roots(theta), problem.turns, strict=True)
        ),
        residual=problem.scales(theta) * sigma2,
        deviance=float(problem.deviance(theta)),
        has_converged=has_converged,
        is_at_boundary=not problem.is_inside(theta).all(),
        problem=problem,
        at=at,
        uncertainty=uncertainty,
    )


def _settled(problem: Problem) -> tuple[Array, bool]:
    """Where the deviance is least, SDs not below nought, and whether the search ended by itself."""
    theta, has_converged = problem.start, True
    while theta.size:
        found = optimize.minimize(
            problem.deviance,
            theta,
            jac="2-point",
            method="L-BFGS-B",
            bounds=problem.bounds,
            options={"ftol": 1e-11, "gtol": 1e-5, "maxiter": 500},
        )
        theta, has_converged = _signed(problem, found.x), bool(found.success)
        probed = min(_probes(problem, theta), key=problem.deviance, default=theta)
        if problem.deviance(probed) > problem.deviance(theta) - BETTER:
            break
        theta = probed
    for at in problem.diagonal:
        without = theta.copy()
        without[at] = 0.0
        if problem.deviance(without) < problem.deviance(theta) + BETTER:
            theta = without
    return theta, has_converged


def _probes(problem: Problem, theta: Array) -> list[Array]:
    """The same with an SD where there is next to none: at nought the deviance is flat, be it a valley or a hill."""
    probes = []
    for at in problem.diagonal[theta[problem.diagonal] < PROBES[0]]:
        for value in PROBES:
            probes.append(theta.copy())
            probes[-1][at] = value
    return probes


def _signed(problem: Problem, theta: Array) -> Array:
    """The same covariances by roots with nothing negative on the diagonal."""
    signed = [root * np.where(np.diag(root) < 0, -1.0, 1.0) for root in problem.roots(theta)]
    cells = [root[cell] for level, root in zip(problem.levels, signed, strict=True) for cell in level.cells]
    return np.append(cells, theta[len(cells) :])


def _spread(root: Array, turn: Array) -> Array:
    """The covariance of the effects of the columns as they came."""
    own = np.linalg.solve(turn, root)
    return own @ own.T


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


def _widened(moments: Array, ways: Array) -> tuple[Array, float]:
    """Moments (k, k, clusters) once the clusters' own effects are in V, and what those add to log |V|.

    The effects' covariance is the sum of the squares of its root's columns, so they can come in one by one: `ways`
    (k, q) is each of them in the basis.
    """
    log_det = 0.0
    for way in ways.T:
        if way.any():
            half = np.tensordot(way, moments, axes=1)
            inner = 1 + way @ half
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


def _upright(columns: Array) -> tuple[Array, Array]:
    """`columns` (n, q) = upright @ turn; the upright ones are of mean square 1, and none leans on another."""
    size = _sizes(columns)
    upright, turn = np.linalg.qr(columns / size)
    if not (np.abs(np.diag(turn)) > ALIKE).all():
        raise NotEnough("effects that cannot be told apart")
    root = np.sqrt(len(columns))
    return upright * root, turn * size / root


def _sized(columns: Array) -> tuple[Array, Array]:
    """`columns` (n, q) = sized @ turn, where what is not nought is of mean square 1."""
    size = _sizes(columns) / np.sqrt(np.maximum(np.count_nonzero(columns, axis=0), 1))
    return columns / size, np.diag(size)


def _sizes(columns: Array) -> Array:
    size = np.linalg.norm(columns, axis=0)
    return np.where(size > 0, size, 1.0)


def _basis(parts: Sequence[Array]) -> tuple[Array, list[Array]]:
    """An upright basis (n, k) of the columns of all parts, and for each part (k, q) where its columns lie in it."""
    columns = np.column_stack(parts)
    n = len(columns)
    basis = np.empty((n, 0))
    for column in columns.T:
        rest = column
        for _ in range(2):
            rest = rest - basis @ (basis.T @ rest / n)
        if (size := np.linalg.norm(rest)) > ALIKE * np.linalg.norm(column):
            basis = np.column_stack([basis, rest * np.sqrt(n) / size])
    ends = np.cumsum([part.shape[1] for part in parts])[:-1]
    return basis, np.split(basis.T @ columns / n, ends, axis=1)


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
