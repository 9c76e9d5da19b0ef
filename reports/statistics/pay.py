"""What pay goes with a skill? Coverage first, then medians, then the difference among comparable postings.

Pay in postings is rare and selected: those that state it are no sample of those that do not. So a difference
goes with a skill; the skill does not add it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

import numpy as np
import pandas as pd
from statsmodels.regression.linear_model import OLS

from reports.statistics.gates import Status, Verdict
from reports.statistics.intervals import Interval, Z

MIN_STATED_SHARE = 0.20
MIN_STATED = 100
MIN_EACH_SIDE = 30
MIN_EMPLOYERS_EACH_SIDE = 20
WIDEST_RANGE = 2.0


@dataclass(frozen=True, slots=True)
class PayDifference:
    """Pay of postings with a skill against those without, in parts of the latter: 0.15 is 15 % more."""

    relative: float
    interval: Interval
    p: float
    coefficient: float
    standard_error: float


def midpoint(low: float, high: float | None) -> float | None:
    """Return the middle of a stated range, None where it is so wide that its middle says nothing."""
    if high is None or high == low:
        return low
    return (low + high) / 2 if 0 < low <= high <= WIDEST_RANGE * low else None


def coverage_gate(stated: int, postings: int) -> Verdict:
    """Return whether enough postings of a region state pay to speak of it at all."""
    if stated < MIN_STATED:
        return Verdict(Status.SUPPRESSED, f"{stated} postings state pay, {MIN_STATED} are needed")
    if stated < MIN_STATED_SHARE * postings:
        part = f"{stated / postings * 100:.0f} % of the postings state pay"
        return Verdict(Status.SUPPRESSED, f"{part}, {MIN_STATED_SHARE * 100:.0f} % are needed")
    return Verdict(Status.OK)


def sides_gate(postings: tuple[int, int], employers: tuple[int, int]) -> Verdict:
    """Return whether enough postings and employers stand on each side, (with, without) the skill."""
    for side, count, firms in zip(("with", "without"), postings, employers, strict=True):
        if count < MIN_EACH_SIDE:
            words = f"{count} postings {side} the skill state pay, {MIN_EACH_SIDE} are needed"
            return Verdict(Status.SUPPRESSED, words)
        if firms < MIN_EMPLOYERS_EACH_SIDE:
            words = f"{firms} employers {side} the skill state pay, {MIN_EMPLOYERS_EACH_SIDE} are needed"
            return Verdict(Status.SUPPRESSED, words)
    return Verdict(Status.OK)


def pay_difference(
    pay: Sequence[float], has_skill: Sequence[bool], employers: Sequence[str], comparable: pd.DataFrame
) -> PayDifference:
    """Return the difference in pay that goes with a skill among comparable postings.

    Log pay on the skill and the columns of ``comparable`` (one row per posting; words become a column per
    value, absence is a value of its own), by least squares with errors clustered by employer (Liang & Zeger
    1986). 100·(e^b - 1) per cent (Halvorsen & Palmquist 1980).
    """
    # A value that all or none have says nothing of differences.
    values = pd.get_dummies(comparable, dummy_na=True, drop_first=True, dtype=float)
    values = values.loc[:, values.nunique() > 1]
    design = np.column_stack([np.ones(len(pay)), np.asarray(has_skill, dtype=float), values.to_numpy()])
    groups = pd.factorize(np.asarray(employers))[0]
    fitted = OLS(np.log(np.asarray(pay, dtype=float)), design).fit(
        cov_type="cluster", cov_kwds={"groups": groups}
    )
    return difference_of(float(fitted.params[1]), float(fitted.bse[1]), float(fitted.pvalues[1]))


def difference_of(coefficient: float, standard_error: float, p: float) -> PayDifference:
    """Return a coefficient of log pay as a relative difference with its 95 % interval."""
    reach = Z * standard_error
    return PayDifference(
        relative=exp(coefficient) - 1,
        interval=Interval(exp(coefficient - reach) - 1, exp(coefficient + reach) - 1),
        p=p,
        coefficient=coefficient,
        standard_error=standard_error,
    )
