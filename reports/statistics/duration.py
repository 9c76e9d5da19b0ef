"""How long do postings stay open? Those that are still open count as long as they were seen, not as closed.

Leaving them out would call the time short: the longest have not ended yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from statsmodels.duration.survfunc import SurvfuncRight


@dataclass(frozen=True, slots=True)
class StillOpen:
    """The share still open after each number of days on which a posting closed, and the median days.

    ``median`` is None where more than half are still open at the end.
    """

    days: tuple[float, ...]
    shares: tuple[float, ...]
    median: float | None

    def after(self, days: float) -> float:
        """Return the share still open after so many days."""
        reached = [share for day, share in zip(self.days, self.shares, strict=True) if day <= days]
        return reached[-1] if reached else 1.0


def still_open(days: Sequence[float], closed: Sequence[bool]) -> StillOpen:
    """Return how postings close over time (Kaplan & Meier 1958); ``closed`` False = seen last, still open.

    Raise ValueError where no posting has closed.
    """
    if not any(closed):
        raise ValueError("no posting has closed yet")
    found = SurvfuncRight(list(days), [int(ended) for ended in closed])
    shares = tuple(float(share) for share in found.surv_prob)
    median = next(
        (float(day) for day, share in zip(found.surv_times, shares, strict=True) if share < 0.5), None
    )
    return StillOpen(tuple(float(day) for day in found.surv_times), shares, median)


def stock_share(flow_share: float, days_with: float, days_without: float) -> float:
    """Return the share among open postings of what is ``flow_share`` of new ones (Little 1961).

    Postings that stay open longer are over-represented among the open ones: never mix the two shares.
    """
    open_with, open_without = flow_share * days_with, (1 - flow_share) * days_without
    return open_with / (open_with + open_without)
