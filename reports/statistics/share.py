"""What share of the postings, how sure, and may it be shown? The one way from counts to the page."""

from dataclasses import dataclass

from reports.statistics.clusters import ClusterSums
from reports.statistics.gates import Status, gate
from reports.statistics.intervals import Interval


@dataclass(frozen=True, slots=True)
class Share:
    """A share with all that must stand beside it. ``value`` and ``interval`` are None where suppressed."""

    hits: int
    postings: int
    employers: int
    value: float | None
    interval: Interval | None
    effective_postings: float
    status: Status
    reason: str

    @property
    def shown(self) -> bool:
        """Whether there is a number to show."""
        return self.value is not None

    @property
    def low(self) -> float | None:
        """The lower limit, None where suppressed."""
        return self.interval.low if self.interval else None

    @property
    def high(self) -> float | None:
        """The upper limit, None where suppressed."""
        return self.interval.high if self.interval else None

    def __str__(self) -> str:
        if self.value is None or self.interval is None:
            return f"not enough data (n = {self.postings:,})"
        return f"{self.value * 100:.0f}\u00a0% ({self.interval.low * 100:.0f}–{self.interval.high * 100:.0f})"


def share_of(sums: ClusterSums, top_employer: float = 0.0, top_source: float = 0.0) -> Share:
    """Return the gated share of clustered counts; the last two: the largest employer's and source's part."""
    hits, postings = round(sums.hits), round(sums.postings)
    if not postings:
        return Share(0, 0, 0, None, None, 0.0, Status.SUPPRESSED, "no postings")
    interval, effective = sums.interval, sums.effective_postings
    verdict = gate(sums.share, interval, effective, sums.employers, top_employer, top_source)
    hidden = verdict.status is Status.SUPPRESSED
    return Share(
        hits=hits,
        postings=postings,
        employers=sums.employers,
        value=None if hidden else sums.share,
        interval=None if hidden else interval,
        effective_postings=effective,
        status=verdict.status,
        reason=verdict.reason,
    )
