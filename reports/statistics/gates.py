"""May a value be shown? "Not enough data" is a state of its own, never a number.

The limits are the presentation standards for proportions of the US National Center for Health Statistics
(2017), with Wilson's interval on the effective number of postings. A wide relative interval greys a value and
does not hide it. Reliability is the reason, not privacy: the postings are public.
"""

from dataclasses import dataclass
from enum import StrEnum

from reports.statistics.intervals import Interval

MIN_EFFECTIVE_POSTINGS = 30
MIN_EMPLOYERS = 10
MAX_WIDTH = 0.30
SURE_WIDTH = 0.05
MAX_RELATIVE_WIDTH = 1.30
MAX_EMPLOYER_SHARE = 0.25
MAX_SOURCE_SHARE = 0.80
MIN_FOR_QUANTILE = {0.5: 30, 0.25: 50, 0.75: 50, 0.1: 100, 0.9: 100}


class Status(StrEnum):
    """How far a value carries: quotable, shown but weak, or not shown."""

    OK = "ok"
    LOW = "low"
    SUPPRESSED = "not enough data"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status and, where it is not ok, the reason in words."""

    status: Status
    reason: str = ""


def gate(
    share: float,
    interval: Interval,
    effective_postings: float,
    employers: int,
    top_employer: float = 0.0,
    top_source: float = 0.0,
) -> Verdict:
    """Return whether a share may be shown. The last two are the largest employer's and source's part of n."""
    if effective_postings < MIN_EFFECTIVE_POSTINGS:
        worth = f"worth {effective_postings:.0f} independent postings, {MIN_EFFECTIVE_POSTINGS} are needed"
        return Verdict(Status.SUPPRESSED, worth)
    if employers < MIN_EMPLOYERS:
        return Verdict(Status.SUPPRESSED, f"{employers} employers, {MIN_EMPLOYERS} are needed")
    if interval.width >= MAX_WIDTH:
        return Verdict(Status.SUPPRESSED, f"the interval spans {interval.width * 100:.0f} points")
    if interval.width > SURE_WIDTH and interval.width > MAX_RELATIVE_WIDTH * share:
        return Verdict(Status.LOW, "the interval is wider than 1.3 times the share")
    return concentration(top_employer, top_source)


def concentration(top_employer: float, top_source: float) -> Verdict:
    """Return low where one employer or one source gives most of the postings, else ok."""
    if top_employer > MAX_EMPLOYER_SHARE:
        return Verdict(Status.LOW, f"one employer gives {top_employer * 100:.0f} % of the postings")
    if top_source > MAX_SOURCE_SHARE:
        return Verdict(Status.LOW, f"one source gives {top_source * 100:.0f} % of the postings")
    return Verdict(Status.OK)


def enough_for_quantile(count: int, level: float) -> bool:
    """Return whether ``count`` values carry the quantile ``level``; only the gated five ever are."""
    return level in MIN_FOR_QUANTILE and count >= MIN_FOR_QUANTILE[level]
