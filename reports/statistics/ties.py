"""Is the first of two skills really ahead? Both stand in the same postings, so the test is a paired one.

An independent test would be wrong: postings that name both skills, or neither, say nothing of the order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from statsmodels.stats.contingency_tables import mcnemar

from reports.statistics.intervals import Interval, Z
from reports.statistics.trend import two_sided

SIGNIFICANCE = 0.05


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """The first skill's share minus the second's, its 95 % interval, and McNemar's p values."""

    difference: float
    interval: Interval
    p_exact: float
    p_chi2: float


def paired_difference(both: int, first_only: int, second_only: int, neither: int) -> PairedDifference:
    """Return how far two skills of the same postings are apart (McNemar 1947; the interval is Wald's).

    Where every posting names both or neither, nothing tells them apart: p is 1.
    """
    postings = both + first_only + second_only + neither
    table = [[both, first_only], [second_only, neither]]
    difference = (first_only - second_only) / postings
    apart = first_only + second_only - (first_only - second_only) ** 2 / postings
    reach = Z * sqrt(apart) / postings
    if not first_only + second_only:
        return PairedDifference(0.0, Interval(0.0, 0.0), 1.0, 1.0)
    return PairedDifference(
        difference,
        Interval(difference - reach, difference + reach),
        float(mcnemar(table, exact=True).pvalue),
        float(mcnemar(table, exact=False, correction=True).pvalue),
    )


def clustered_p(differences: Sequence[float]) -> float:
    """Return the two-sided p value that two skills are named alike, each employer being one observation.

    ``differences`` has, per employer, its postings that name the first skill minus those that name the second:
    postings with both cancel, so these are McNemar's discordant pairs with a variance between employers.
    """
    spread = sqrt(sum(value * value for value in differences))
    return two_sided(sum(differences) / spread) if spread else 1.0


def is_tie(both: int, first_only: int, second_only: int, neither: int, by_employer: Sequence[float]) -> bool:
    """Return whether neighbours of a ranking cannot be told apart, over postings or over employers."""
    over_postings = paired_difference(both, first_only, second_only, neither).p_exact
    return max(over_postings, clustered_p(by_employer)) >= SIGNIFICANCE
