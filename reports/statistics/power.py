"""How many postings does it take to see a change? Printed beside a trend, so that "no clear change" can be read."""

from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_effectsize

from reports.statistics.intervals import wilson

SIGNIFICANCE = 0.05
WANTED_POWER = 0.80


def postings_needed(before: float, after: float) -> float:
    """Return the postings per window that show the change of a share with 80 % power (Cohen 1988)."""
    effect = proportion_effectsize(after, before)
    return float(NormalIndPower().solve_power(effect, alpha=SIGNIFICANCE, power=WANTED_POWER))


def power(before: float, after: float, postings: float) -> float:
    """Return the chance to see the change of a share with so many postings in each window."""
    effect = proportion_effectsize(after, before)
    return float(NormalIndPower().power(effect, postings, SIGNIFICANCE))


def half_width(share: float, postings: float) -> float:
    """Return half the width of Wilson's interval: the precision to expect."""
    return wilson(share * postings, postings).width / 2
