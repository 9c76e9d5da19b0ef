"""Which of many changes are largest, once chance is taken out? Small skills jump most and mean least.

Changes in log odds are pulled toward their common mean, each by its own uncertainty (empirical Bayes).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from statsmodels.stats.meta_analysis import combine_effects


@dataclass(frozen=True, slots=True)
class Shrunken:
    """Changes of log odds after shrinking, in the order given, and what they were shrunken with."""

    changes: tuple[float, ...]
    between_variance: float
    mean: float


def log_odds_change(successes: tuple[float, float], trials: tuple[float, float]) -> tuple[float, float]:
    """Return the change of the log odds from the first to the second window, and its variance.

    Half a posting is added to each cell (Haldane 1956), so that no cell is empty. Effective counts need not be
    whole.
    """
    (before, after), (n0, n1) = successes, trials
    change = log((after + 0.5) / (n1 - after + 0.5)) - log((before + 0.5) / (n0 - before + 0.5))
    cells = (before, n0 - before, after, n1 - after)
    return change, sum(1 / (cell + 0.5) for cell in cells)


def shrink(changes: Sequence[float], variances: Sequence[float]) -> Shrunken:
    """Return the changes pulled toward their mean (DerSimonian & Laird 1986 for the variance between skills).

    Fewer than three changes have no common mean to speak of and stay as they are.
    """
    if len(changes) < 3:
        return Shrunken(tuple(changes), 0.0, float(np.mean(changes)) if changes else 0.0)
    found, own = np.asarray(changes, dtype=float), np.asarray(variances, dtype=float)
    between = max(0.0, float(combine_effects(found, own, method_re="dl").tau2))
    weights = 1 / (own + between)
    mean = float((weights * found).sum() / weights.sum())
    pulled = mean + between / (between + own) * (found - mean)
    return Shrunken(tuple(float(value) for value in pulled), between, mean)
