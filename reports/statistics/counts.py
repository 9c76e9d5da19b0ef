"""Did the number of postings change? Counts are Poisson at best, and usually more restless than that.

A count says nothing of the market where a board entered or left: compare counts of matched boards only
(:func:`reports.statistics.composition.chained_index`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scipy import stats
from statsmodels.stats.rates import confint_poisson_2indep, test_poisson_2indep

from reports.statistics.intervals import Interval

MIN_BLOCKS_FOR_DISPERSION = 8


@dataclass(frozen=True, slots=True)
class CountChange:
    """How many times as many, its 95 % interval and two-sided p value."""

    ratio: float
    interval: Interval
    p: float


def count_change(before: float, after: float, dispersion: float = 1.0) -> CountChange:
    """Return the ratio of two counts over equally long periods, with a score interval (Ng & Tang 2005).

    ``dispersion`` (of :func:`dispersion`) makes each count worth that many fewer. Raise ValueError where a
    count is not positive: no ratio can be had of it.
    """
    if min(before, after) <= 0:
        raise ValueError(f"no ratio of {after} to {before} postings")
    counts = (after / dispersion, 1.0, before / dispersion, 1.0)
    low, high = confint_poisson_2indep(*counts, method="score", compare="ratio")
    tested = test_poisson_2indep(*counts, method="score", compare="ratio")
    return CountChange(after / before, Interval(float(low), float(high)), float(tested.pvalue))


def count_interval(count: float) -> Interval:
    """Return the exact 95 % interval of a Poisson count (Garwood 1936)."""
    low = float(stats.chi2.ppf(0.025, 2 * count)) / 2 if count else 0.0
    return Interval(low, float(stats.chi2.ppf(0.975, 2 * count + 2)) / 2)


def dispersion(counts: Sequence[float]) -> float:
    """Return how many times more restless than Poisson a series is, from its steps, at least 1.

    Each step squared over the sum of its two counts has the expectation 1 (von Neumann et al. 1941). Below 8
    blocks it cannot be told and is 1.
    """
    if len(counts) < MIN_BLOCKS_FOR_DISPERSION:
        return 1.0
    steps = pairwise(counts)
    found = [(new - old) ** 2 / (new + old) for old, new in steps if new + old]
    return max(1.0, sum(found) / len(found)) if found else 1.0
