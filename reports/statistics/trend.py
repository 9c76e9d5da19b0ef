"""Is a skill rising or falling, or is there no clear change? Tests of windows, series and many skills.

A change is called one only where it survives the false discovery rate over all skills tested together, is at
least one percentage point, and is not contradicted between the sources of the panel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, exp, sqrt

import numpy as np
from scipy import stats
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM

from reports.statistics.intervals import Interval

MIN_MONTHS = 6
MIN_MONTHS_FOR_YEAR = 15
FALSE_DISCOVERY = 0.05
MIN_CHANGE = 0.01
MIN_HITS = 20
NO_CLEAR_CHANGE = "no clear change"


@dataclass(frozen=True, slots=True)
class Change:
    """The difference of two shares, its z statistic and two-sided p value."""

    difference: float
    z: float
    p: float


def pooled_change(successes: tuple[int, int], trials: tuple[int, int]) -> Change:
    """Return the two-sample z test with pooled variance (as statsmodels' proportions_ztest)."""
    first, second = (k / n for k, n in zip(successes, trials, strict=True))
    pooled = sum(successes) / sum(trials)
    variance = pooled * (1 - pooled) * (1 / trials[0] + 1 / trials[1])
    return _tested(second - first, variance)


def adjusted_change(shares: tuple[float, float], variances: tuple[float, float]) -> Change:
    """Return the z test of two shares that carry variances of their own: standardised, clustered."""
    return _tested(shares[1] - shares[0], sum(variances))


def _tested(difference: float, variance: float) -> Change:
    if variance <= 0:
        return Change(difference, 0.0, 1.0)
    z = difference / sqrt(variance)
    return Change(difference, z, two_sided(z))


def two_sided(z: float) -> float:
    """Return the probability of a standard normal value at least so far from 0, exact in the tails."""
    return erfc(abs(z) / sqrt(2))


def false_discovery(p_values: Sequence[float]) -> list[float]:
    """Return the q value of each p value (Benjamini & Hochberg 1995)."""
    return [float(q) for q in stats.false_discovery_control(list(p_values))] if p_values else []


def change_label(difference: float, q: float, source_differences: Sequence[float]) -> str:
    """Return "rising", "falling" or NO_CLEAR_CHANGE."""
    same_sign = all(own * difference > 0 for own in source_differences)
    if q >= FALSE_DISCOVERY or abs(difference) < MIN_CHANGE or not same_sign:
        return NO_CLEAR_CHANGE
    return "rising" if difference > 0 else "falling"


@dataclass(frozen=True, slots=True)
class LogitTrend:
    """A straight line through the log odds of a monthly series, allowing for over-dispersion."""

    slope: float
    standard_error: float
    dispersion: float
    p: float
    fitted_first: float
    fitted_last: float

    @property
    def odds_ratio(self) -> float:
        """The factor by which the odds change per month."""
        return exp(self.slope)


def logit_trend(hits: Sequence[float], postings: Sequence[float]) -> LogitTrend:
    """Return the quasi-binomial trend over months (McCullagh & Nelder 1989): φ = max(1, χ²/df), t test.

    Raise ValueError below 8 months.
    """
    months = len(hits)
    if months < 8:
        raise ValueError(f"{months} months; a trend line needs 8")
    k, n = np.asarray(hits, dtype=float), np.asarray(postings, dtype=float)
    design = np.column_stack([np.ones(months), np.arange(months) - (months - 1) / 2])
    fitted = GLM(np.column_stack([k, n - k]), design, family=Binomial()).fit()
    freedom = months - 2
    # The fit's own scale="X2" is wrong for counts of two columns, by a factor of about n.
    dispersion = max(1.0, float(fitted.pearson_chi2) / freedom)
    slope, error = float(fitted.params[1]), float(fitted.bse[1]) * sqrt(dispersion)
    p = 2 * float(stats.t.sf(abs(slope) / error, freedom))
    return LogitTrend(slope, error, dispersion, p, float(fitted.mu[0]), float(fitted.mu[-1]))


def odds_ratio_interval(trend: LogitTrend, months: int) -> Interval:
    """Return the 95 % interval of the monthly odds ratio (t quantile, months - 2 degrees of freedom)."""
    reach = float(stats.t.ppf(0.975, months - 2)) * trend.standard_error
    return Interval(exp(trend.slope - reach), exp(trend.slope + reach))
