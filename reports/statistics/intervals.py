"""Between which limits does a share lie? Wilson's interval for one, Newcombe's for the difference of two.

Wald intervals are not offered: for 0 of 30 they say "exactly 0".
"""

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from statsmodels.stats.proportion import confint_proportions_2indep

# The 97.5 % point of the normal distribution: every interval here is a 95 % interval.
Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Interval:
    """Two limits, low <= high, of 95 % confidence."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """The distance between the limits."""
        return self.high - self.low


def wilson(successes: float, trials: float) -> Interval:
    """Return the 95 % score interval of a share (Wilson 1927). Effective counts need not be whole.

    Raise ValueError where there are no trials or more successes than trials.
    """
    if not 0 <= successes <= trials or trials <= 0:
        raise ValueError(f"no share of {successes} in {trials}")
    share = successes / trials
    scale = 1 + Z * Z / trials
    centre = (share + Z * Z / (2 * trials)) / scale
    half = Z * sqrt(share * (1 - share) / trials + Z * Z / (4 * trials * trials)) / scale
    # Rounding must not push a limit past an end that Wilson's formula meets exactly.
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == trials else min(1.0, centre + half)
    return Interval(low, high)


def difference(
    successes: tuple[float, float],
    trials: tuple[float, float],
    method: Literal["newcomb", "score"] = "newcomb",
) -> Interval:
    """Return the 95 % interval of (second share - first share).

    Of Newcombe 1998 (method 10) or, by "score", of Miettinen & Nurminen 1985. Counts need not be whole.
    """
    (before, after), (n0, n1) = successes, trials
    return Interval(*map(float, confint_proportions_2indep(after, n1, before, n0, method=method)))


def ratio(successes: tuple[float, float], trials: tuple[float, float]) -> tuple[float, Interval]:
    """Return (second share / first share) and its 95 % interval, log-adjusted (Walter 1975)."""
    (before, after), (n0, n1) = successes, trials
    found = confint_proportions_2indep(after, n1, before, n0, method="log-adjusted", compare="ratio")
    return (after / n1) / (before / n0), Interval(*map(float, found))
