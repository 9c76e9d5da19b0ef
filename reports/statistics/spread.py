"""Where do the years asked for lie? Five quantiles, each only where there are enough values to carry it."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.statistics.gates import MIN_EMPLOYERS, MIN_FOR_QUANTILE, Status, concentration
from reports.statistics.intervals import Interval
from reports.statistics.quantiles import gated_quantile, median_interval

LEVELS = (0.1, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True, slots=True)
class Spread:
    """The five quantiles of LEVELS, None where gated, and the interval of the median."""

    count: int
    employers: int
    quantiles: tuple[float | None, ...]
    median_interval: Interval | None
    status: Status
    reason: str

    @property
    def shown(self) -> bool:
        """Whether there is a median to show."""
        return self.median is not None

    @property
    def median(self) -> float | None:
        """The middle of the values, None where there are too few."""
        return self.quantiles[2]

    def __str__(self) -> str:
        if self.median is None or self.median_interval is None:
            return f"not enough data (n = {self.count:,})"
        return f"{self.median:g} ({self.median_interval.low:g}–{self.median_interval.high:g})"


def spread_of(
    values: Mapping[str, Mapping[float, int]], top_source: float = 0.0, least: int = MIN_FOR_QUANTILE[0.5]
) -> Spread:
    """Return the spread of the values of each employer, given as counts per value.

    Nothing is shown below ``least`` values or ten employers.
    """
    histogram: dict[float, int] = {}
    for own in values.values():
        for value, count in own.items():
            histogram[value] = histogram.get(value, 0) + count
    number, employers = sum(histogram.values()), len(values)
    reason = ""
    if number < least:
        reason = f"{number} postings, {least} are needed"
    elif employers < MIN_EMPLOYERS:
        reason = f"{employers} employers, {MIN_EMPLOYERS} are needed"
    if reason:
        return Spread(number, employers, (None,) * len(LEVELS), None, Status.SUPPRESSED, reason)
    top = max(sum(own.values()) for own in values.values()) / number
    weak = concentration(top, top_source)
    return Spread(
        count=number,
        employers=employers,
        quantiles=tuple(gated_quantile(histogram, level) for level in LEVELS),
        median_interval=median_interval(histogram),
        status=weak.status,
        reason=weak.reason,
    )
