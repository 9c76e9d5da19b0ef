"""Where is the middle of the years asked for, and how sure is it?"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy import stats

from reports.statistics.gates import enough_for_quantile
from reports.statistics.intervals import Interval


def quantile(histogram: Mapping[float, int], level: float) -> float:
    """Return the quantile of counted values (Hyndman & Fan 1996, type 7, as numpy and DuckDB)."""
    return float(np.quantile(_expanded(histogram), level))


def gated_quantile(histogram: Mapping[float, int], level: float) -> float | None:
    """Return the quantile, or None below 30 values for the median, 50 for quartiles, 100 for deciles."""
    count = sum(histogram.values())
    return quantile(histogram, level) if enough_for_quantile(count, level) else None


def median_interval(histogram: Mapping[float, int]) -> Interval:
    """Return the 95 % interval of the median from order statistics (Conover 1999): no normality assumed."""
    # The stubs of scipy take this pair for one float.
    found: Any = stats.quantile_test(_expanded(histogram), p=0.5).confidence_interval(confidence_level=0.95)
    return Interval(float(found.low), float(found.high))


def _expanded(histogram: Mapping[float, int]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    values = sorted(histogram)
    return np.repeat(np.array(values, dtype=np.float64), [histogram[value] for value in values])
