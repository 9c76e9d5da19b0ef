"""Is it only the time of year? The same months a year before, and counts without their yearly rhythm."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from statsmodels.tsa.seasonal import STL

from reports.statistics.trend import Change, pooled_change

MIN_MONTHS_FOR_SEASON = 36


@dataclass(frozen=True, slots=True)
class YearOnYear:
    """A share against the same months a year before: in points, in per cent of itself, and tested."""

    change: Change
    relative: float


def year_on_year(successes: tuple[int, int], trials: tuple[int, int]) -> YearOnYear:
    """Return the change of (hits, postings) from the year before to now."""
    change = pooled_change(successes, trials)
    return YearOnYear(change, change.difference / (successes[0] / trials[0]))


def seasonally_adjusted(monthly_counts: Sequence[float]) -> list[float]:
    """Return counts without their yearly rhythm: robust STL on log counts (Cleveland et al. 1990).

    Raise ValueError below 36 months or where a month has no count. Shares are never adjusted so.
    """
    if len(monthly_counts) < MIN_MONTHS_FOR_SEASON:
        raise ValueError(f"{len(monthly_counts)} months; a yearly rhythm needs {MIN_MONTHS_FOR_SEASON}")
    if min(monthly_counts) <= 0:
        raise ValueError("a month without a count has no logarithm")
    logs = np.log(np.asarray(monthly_counts, dtype=float))
    season = STL(logs, period=12, robust=True).fit().seasonal
    return [float(value) for value in np.exp(logs - season)]
