"""How many independent postings are the postings of few employers worth?

One employer writes its postings alike, so a share is less certain than its count of postings suggests. The
sums kept here are additive over employers: SQL can deliver them without one row per employer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.statistics.intervals import Interval, wilson


@dataclass(frozen=True, slots=True)
class ClusterSums:
    """Sums over employers of hits k and postings n: enough for the variance of the share k/n."""

    hits: float
    postings: float
    employers: int
    hits_squared: float
    hits_times_postings: float
    postings_squared: float

    @classmethod
    def of(cls, counts: Iterable[tuple[float, float]]) -> "ClusterSums":
        """Return the sums of (hits, postings), one pair per employer."""
        pairs = [(k, n) for k, n in counts if n > 0]
        return cls(
            hits=sum(k for k, _ in pairs),
            postings=sum(n for _, n in pairs),
            employers=len(pairs),
            hits_squared=sum(k * k for k, _ in pairs),
            hits_times_postings=sum(k * n for k, n in pairs),
            postings_squared=sum(n * n for _, n in pairs),
        )

    @property
    def share(self) -> float:
        """The share of postings that are hits; 0 where there are none."""
        return self.hits / self.postings if self.postings else 0.0

    @property
    def variance(self) -> float:
        """The variance of the share between employers, with the factor G/(G-1) (linearised ratio estimator).

        The same as an OLS mean with cluster-robust errors. One employer alone says nothing: infinite.
        """
        if self.employers < 2:
            return float("inf")
        share = self.share
        squares = (
            self.hits_squared - 2 * share * self.hits_times_postings + share * share * self.postings_squared
        )
        return self.employers / (self.employers - 1) * max(squares, 0.0) / self.postings**2

    @property
    def effective_postings(self) -> float:
        """How many independent postings would be as certain: min(n, p(1-p)/v); n where k is 0 or n."""
        if self.hits in (0, self.postings):
            return self.postings
        if self.employers < 2:
            return 1.0
        share, variance = self.share, self.variance
        return self.postings if variance == 0 else min(self.postings, share * (1 - share) / variance)

    @property
    def design_effect(self) -> float:
        """How many postings of these are worth one independent posting (Kish 1965); 1 = independent."""
        return self.postings / self.effective_postings if self.postings else 1.0

    @property
    def interval(self) -> Interval:
        """Wilson's interval on the effective number of postings."""
        return wilson(self.share * self.effective_postings, self.effective_postings)


def weighted_share(hits: Sequence[float], weights: Sequence[float]) -> tuple[float, float]:
    """Return a weighted share and its effective number of postings, (Σw)²/Σw² (Kish 1965)."""
    total = sum(weights)
    share = sum(hit * weight for hit, weight in zip(hits, weights, strict=True)) / total
    return share, total * total / sum(weight * weight for weight in weights)


def each_employer_once(counts: Iterable[tuple[float, float]]) -> tuple[int, int]:
    """Return (employers with a hit, employers) of (hits, postings) per employer: the share of employers."""
    hits = [k > 0 for k, n in counts if n > 0]
    return sum(hits), len(hits)
