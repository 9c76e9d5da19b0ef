"""Does a finding hang on one choice? The same change counted in other ways must at least keep its sign."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.statistics.trend import NO_CLEAR_CHANGE


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """A change counted in several ways, by name, and the names of those that contradict the first."""

    changes: Mapping[str, float]
    contradicting: tuple[str, ...]

    @property
    def robust(self) -> bool:
        """Whether no way of counting turns the change around."""
        return not self.contradicting


def sensitivity(headline: float, others: Mapping[str, float | None]) -> Sensitivity:
    """Return which ways of counting turn a change around; None = this way has too little data to say.

    The usual others: as scraped, each employer once, without the largest board, without agencies, without
    stale postings, required only.
    """
    known = {name: change for name, change in others.items() if change is not None}
    against = tuple(name for name, change in known.items() if change * headline < 0)
    return Sensitivity(known, against)


def sure_label(label: str, found: Sensitivity) -> str:
    """Return the label of a change, "no clear change" where another way of counting contradicts it."""
    return label if found.robust else NO_CLEAR_CHANGE
