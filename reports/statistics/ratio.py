"""How many times as often? The ratio of two shares, or of two counts, with its interval."""

from dataclasses import dataclass
from math import exp, log, sqrt

from reports.statistics.gates import Status
from reports.statistics.intervals import Interval, Z
from reports.statistics.share import Share

# A ratio below these says more of chance than of the postings.
MIN_HITS = 20
MIN_EXPECTED = 5


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio and its 95 % interval; 1 means no difference."""

    value: float
    interval: Interval

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out 1."""
        return not self.interval.low <= 1 <= self.interval.high

    def __str__(self) -> str:
        return f"{self.value:.1f}× ({self.interval.low:.1f}–{self.interval.high:.1f})"


def ratio_of_shares(first: Share, second: Share) -> Ratio | None:
    """Return how many times as often ``first`` is met as ``second`` (Katz et al. 1978, log method).

    Counts are the effective ones, so clustering within employers widens the interval. None where either share
    is suppressed, ``first`` has fewer than 20 hits, or fewer than 5 are expected of either.
    """
    if Status.SUPPRESSED in (first.status, second.status) or not first.value or not second.value:
        return None
    if first.hits < MIN_HITS or second.hits < MIN_EXPECTED or second.value * first.postings < MIN_EXPECTED:
        return None
    variance = sum((1 - s) / (s * n) for s, n in (_certain(first), _certain(second)))
    return _ratio(first.value / second.value, variance)


def _certain(share: Share) -> tuple[float, float]:
    return share.value or 0.0, share.effective_postings


def _ratio(value: float, variance: float) -> Ratio:
    reach = Z * sqrt(variance)
    return Ratio(value, Interval(exp(log(value) - reach), exp(log(value) + reach)))
