"""Has the mix of what comes in changed its shape? Distances between two mixes."""

from collections.abc import Sequence
from math import log

from scipy.spatial.distance import jensenshannon


def stability_index(expected: Sequence[float], found: Sequence[float]) -> float:
    """Return the population stability index of two mixes that each sum to 1 (Siddiqi 2006).

    Above 0.10 look, above 0.25 something broke. Raise ValueError where a part of either mix is empty.
    """
    if min(*expected, *found) <= 0:
        raise ValueError("a part of the mix is empty; merge it with another first")
    return sum((new - old) * log(new / old) for old, new in zip(expected, found, strict=True))


def mix_distance(expected: Sequence[float], found: Sequence[float]) -> float:
    """Return the Jensen–Shannon distance of two mixes in bits: 0 the same, 1 nothing in common (Lin 1991)."""
    return float(jensenshannon(list(expected), list(found), base=2))
