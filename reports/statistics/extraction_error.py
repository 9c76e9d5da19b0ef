"""What would the share be if nothing were misread? And is a skill read well enough to be published?"""

from dataclasses import dataclass
from math import sqrt

from reports.statistics.intervals import Interval, Z, wilson

MIN_PRECISION = 0.95
MIN_PRECISION_LOW = 0.90


@dataclass(frozen=True, slots=True)
class Corrected:
    """A share corrected for misreading, its standard error and 95 % interval."""

    share: float
    standard_error: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class ReadingAccuracy:
    """How well a skill is read: the shares of mentions found and of non-mentions left alone, on so many each."""

    sensitivity: float
    specificity: float
    mentions: int
    non_mentions: int


def corrected_share(observed: float, postings: float, reading: ReadingAccuracy) -> Corrected:
    """Return (p + sp - 1)/(se + sp - 1) with the delta method's error (Rogan & Gladen 1978).

    Raise ValueError where the reader is no better than chance.
    """
    sure = reading.sensitivity + reading.specificity - 1
    if sure <= 0:
        raise ValueError("a reader no better than chance cannot be corrected for")
    share = min(1.0, max(0.0, (observed + reading.specificity - 1) / sure))
    variance = (
        observed * (1 - observed) / postings
        + share**2 * reading.sensitivity * (1 - reading.sensitivity) / reading.mentions
        + (1 - share) ** 2 * reading.specificity * (1 - reading.specificity) / reading.non_mentions
    )
    error = sqrt(variance) / sure
    return Corrected(share, error, Interval(max(0.0, share - Z * error), min(1.0, share + Z * error)))


def precise_enough(right: int, checked: int) -> bool:
    """Return whether checked mentions show a precision of 95 %, and of 90 % at the lower limit."""
    return right / checked >= MIN_PRECISION and wilson(right, checked).low >= MIN_PRECISION_LOW
