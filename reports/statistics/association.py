"""What comes with what? How much more often two skills stand together than chance would put them.

Order by the lower limit of the lift, not by the lift: rare pairs have the largest lifts and the least evidence.
"""

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from scipy import stats

from reports.statistics.gates import Status, Verdict
from reports.statistics.intervals import Interval, Z, wilson

MIN_TOGETHER = 20
MIN_EXPECTED = 5.0


@dataclass(frozen=True, slots=True)
class Association:
    """Two skills over the same postings. Intervals are of 95 %; ``p`` is Fisher's, two-sided."""

    together: int
    expected: float
    lift: float
    lift_interval: Interval
    conditional: float
    conditional_interval: Interval
    odds_ratio: float
    odds_ratio_interval: Interval
    phi: float
    chi2: float
    p: float
    npmi: float
    jaccard: float

    @property
    def verdict(self) -> Verdict:
        """Whether the pair may be shown."""
        return association_gate(self.together, self.expected)


def association_gate(together: int, expected: float) -> Verdict:
    """Return whether a pair stands together, and would by chance, often enough to speak of it."""
    if together < MIN_TOGETHER:
        return Verdict(Status.SUPPRESSED, f"{together} postings name both, {MIN_TOGETHER} are needed")
    if expected < MIN_EXPECTED:
        return Verdict(
            Status.SUPPRESSED, f"chance expects {expected:.1f} of both, {MIN_EXPECTED:.0f} are needed"
        )
    return Verdict(Status.OK)


def association(
    together: int, first: int, second: int, postings: int, design_effect: float = 1.0
) -> Association:
    """Return how two skills of ``first`` and ``second`` postings go together in ``together`` of them.

    ``conditional`` is the share of postings with the first skill that name the second. ``design_effect``
    widens the intervals where few employers write many of the postings. Raise ValueError where a cell of
    the two-by-two table is negative or a skill is not named.
    """
    first_only, second_only = first - together, second - together
    neither = postings - first - second + together
    if min(together, first_only, second_only, neither) < 0 or not first or not second:
        raise ValueError(f"no table of {together} of {first} and {second} in {postings}")
    expected = first * second / postings
    table = [[together, first_only], [second_only, neither]]
    widened = sqrt(design_effect)
    chi2, phi = _chi2(table)
    odds_ratio, odds_interval = _odds_ratio(table, widened)
    return Association(
        together=together,
        expected=expected,
        lift=together / expected,
        lift_interval=_lift_interval(together, first, second, postings, widened),
        conditional=together / first,
        conditional_interval=wilson(together / design_effect, first / design_effect),
        odds_ratio=odds_ratio,
        odds_ratio_interval=odds_interval,
        phi=phi,
        chi2=chi2,
        p=float(stats.fisher_exact(np.array(table)).pvalue),
        npmi=log(together / expected) / -log(together / postings) if 0 < together < postings else -1.0,
        jaccard=together / (first + second - together),
    )


def _lift_interval(together: int, first: int, second: int, postings: int, widened: float) -> Interval:
    """Return the interval by the delta method on log(p11 / (p1 p2)) of a multinomial table, all of it drawn.

    With the margins held, 1/n in place of (2 lift - 1)/n, it would be right under independence alone: of intervals
    meant to hold 95 % of the truth, those of a lift of 2.5 hold next to nothing.
    """
    if not together:
        return Interval(0.0, float("inf"))
    lift = together * postings / (first * second)
    variance = 1 / together - 1 / first - 1 / second + (2 * lift - 1) / postings
    reach = Z * widened * sqrt(max(0.0, variance))
    return Interval(lift * exp(-reach), lift * exp(reach))


def _odds_ratio(table: list[list[int]], widened: float) -> tuple[float, Interval]:
    cells = [cell for row in table for cell in row]
    if not all(cells):
        cells = [cell + 0.5 for cell in cells]  # type: ignore[misc]
    a, b, c, d = cells
    ratio = a * d / (b * c)
    reach = Z * widened * sqrt(sum(1 / cell for cell in cells))
    return ratio, Interval(ratio * exp(-reach), ratio * exp(reach))


def _chi2(table: list[list[int]]) -> tuple[float, float]:
    """Return Pearson's χ² without correction, and φ, its root with the sign of the association."""
    (a, b), (c, d) = table
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    if not margins:
        return 0.0, 0.0
    phi = (a * d - b * c) / sqrt(margins)
    return phi * phi * (a + b + c + d), phi
