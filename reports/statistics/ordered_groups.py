"""Do bigger companies ask for more? Values in groups that have an order, such as bands of company size."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

import numpy as np
from scipy import stats

from reports.statistics.intervals import Interval

Values = np.ndarray[tuple[int], np.dtype[np.float64]]
# Cliff's δ from which a difference is called small (Romano et al. 2006).
SMALL_EFFECT = 0.147


@dataclass(frozen=True, slots=True)
class OrderedGroups:
    """Tests of values in ordered groups: any difference, a trend along the order, and its size at the ends."""

    medians: tuple[float, ...]
    kruskal_h: float
    kruskal_p: float
    epsilon_squared: float
    spearman: float
    spearman_p: float
    jonckheere: float
    jonckheere_z: float
    jonckheere_p: float
    mann_whitney_u: float
    mann_whitney_p: float
    cliffs_delta: float

    @property
    def has_trend(self) -> bool:
        """Whether the values rise or fall along the order, clearly and by more than a trifle."""
        return self.jonckheere_p < 0.05 and abs(self.cliffs_delta) >= SMALL_EFFECT


def ordered_groups(groups: Sequence[Sequence[float]]) -> OrderedGroups:
    """Return the tests for groups given from the smallest to the largest band.

    Raise ValueError below two groups, where a group is empty, or where all values are the same.
    """
    values = [np.asarray(group, dtype=float) for group in groups]
    if len(values) < 2 or min(map(len, values)) == 0:
        raise ValueError("a comparison needs two groups, and values in each")
    everything = np.concatenate(values)
    if np.ptp(everything) == 0:
        raise ValueError("all values are the same")
    kruskal = stats.kruskal(*values)
    band = np.repeat(np.arange(len(values)), [len(group) for group in values])
    correlation = stats.spearmanr(band, everything)
    trend, z = jonckheere_terpstra(values)
    ends = stats.mannwhitneyu(values[-1], values[0], alternative="two-sided")
    n = len(everything)
    return OrderedGroups(
        medians=tuple(float(np.median(group)) for group in values),
        kruskal_h=float(kruskal.statistic),
        kruskal_p=float(kruskal.pvalue),
        # ε² as Kelley 1935 corrects η²: the part of the variance that the groups explain.
        epsilon_squared=float((kruskal.statistic - len(values) + 1) / (n - len(values))),
        spearman=float(correlation.statistic),
        spearman_p=float(correlation.pvalue),
        jonckheere=trend,
        jonckheere_z=z,
        jonckheere_p=2 * float(stats.norm.sf(abs(z))),
        mann_whitney_u=float(ends.statistic),
        mann_whitney_p=float(ends.pvalue),
        cliffs_delta=2 * float(ends.statistic) / (len(values[0]) * len(values[-1])) - 1,
    )


def jonckheere_terpstra(groups: Sequence[Values]) -> tuple[float, float]:
    """Return J and its z with the correction for ties (Jonckheere 1954; Hollander & Wolfe 1999, 6.2)."""
    statistic = float(sum(_pairs_in_order(low, high) for low, high in combinations(groups, 2)))
    sizes = np.array([len(group) for group in groups], dtype=float)
    ties = np.unique(np.concatenate(groups), return_counts=True)[1].astype(float)
    n = sizes.sum()

    def pairs(count: Values) -> Values:
        return count * (count - 1)

    whole = n * (n - 1) * (2 * n + 5) - sum((pairs(part) * (2 * part + 5)).sum() for part in (sizes, ties))
    triples = (pairs(sizes) * (sizes - 2)).sum() * (pairs(ties) * (ties - 2)).sum()
    doubles = pairs(sizes).sum() * pairs(ties).sum()
    variance = whole / 72 + triples / (36 * n * (n - 1) * (n - 2)) + doubles / (8 * n * (n - 1))
    return statistic, float((statistic - (n * n - (sizes * sizes).sum()) / 4) / sqrt(variance))


def _pairs_in_order(low: Values, high: Values) -> float:
    """Return in how many pairs the second value is larger; a tie is half a pair."""
    ordered = np.sort(low)
    below = np.searchsorted(ordered, high, side="left").sum()
    up_to = np.searchsorted(ordered, high, side="right").sum()
    return float(below + up_to) / 2


def median_difference_interval(
    first: Sequence[tuple[str, float]],
    second: Sequence[tuple[str, float]],
    draws: int = 2000,
    seed: int = 20260101,
) -> Interval:
    """Return the 95 % interval of (median of the second - median of the first), employers drawn as wholes.

    Each value comes with its employer. A bootstrap over employers (Davison & Hinkley 1997, 3.8): the seed is
    an input, so the same values give the same interval.
    """
    chance = np.random.default_rng(seed)
    medians = [_bootstrapped_medians(part, draws, chance) for part in (first, second)]
    low, high = np.quantile(medians[1] - medians[0], [0.025, 0.975])
    return Interval(float(low), float(high))


def _bootstrapped_medians(
    values: Sequence[tuple[str, float]], draws: int, chance: np.random.Generator
) -> Values:
    by_employer: dict[str, list[float]] = {}
    for employer, value in values:
        by_employer.setdefault(employer, []).append(value)
    parts = [np.array(part) for part in by_employer.values()]
    chosen = chance.integers(0, len(parts), size=(draws, len(parts)))
    return np.array([np.median(np.concatenate([parts[part] for part in draw])) for draw in chosen])
