"""How do two windows of time compare, counted on the boards that were there in every step of both?"""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.figures.board_months import BoardCounts, Step
from reports.figures.figure import Cell, Column, Kind, Table
from reports.statistics.counts import CountChange, count_change, dispersion
from reports.statistics.trend import NO_CLEAR_CHANGE

LEAST_MATCHED = 10


@dataclass(frozen=True, slots=True)
class Compared:
    """Two windows, in words, over the boards that are in every step of both, and the change of their count."""

    before: str
    after: str
    counts: tuple[int, int]
    change: CountChange
    sources: int

    @property
    def label(self) -> str:
        """Return "rising", "falling" or NO_CLEAR_CHANGE."""
        if self.change.p >= 0.05:
            return NO_CLEAR_CHANGE
        return "rising" if self.change.ratio > 1 else "falling"


def compare_windows(found: BoardCounts, known: Sequence[int]) -> Compared | None:
    """Return the last window against the same a year before, or the first; None if unmatched."""
    last, window = known[-1], found.step.window
    for first in (last - found.step.year, known[0] + window - 1):
        windows = [range(end - window + 1, end + 1) for end in (first, last)]
        if first - window + 1 < 0 or first >= last - window + 1:
            continue
        places = [place for span in windows for place in span]
        steady = [s for s in found.posted.values() if all(s[place] is not None for place in places)]
        before, after = (sum(s[place] or 0.0 for s in steady for place in span) for span in windows)
        if min(before, after) < LEAST_MATCHED:
            continue
        between = range(windows[0].start, last + 1)
        by_step = [
            sum(s[place] or 0.0 for s in steady)
            for place in between
            if any(s[place] is not None for s in steady)
        ]
        change = count_change(before, after, dispersion(by_step))
        earlier, later = (found.step.window_name(found.starts[end]) for end in (first, last))
        return Compared(earlier, later, (int(before), int(after)), change, len(steady))
    return None


def in_words(compared: Compared | None) -> str:
    """Return the comparison in one sentence."""
    if compared is None:
        return "No two windows of the same boards can be compared."
    change, (before, after) = compared.change, compared.counts
    limits = f"×{change.ratio:.2f} ({change.interval.low:.2f}–{change.interval.high:.2f})"
    return (
        f"{compared.before} to {compared.after}: {before:,} to {after:,} new postings, "
        f"{limits}, {compared.label}."
    )


def comparison_table(compared: Compared | None, step: Step) -> Table:
    """Return what the sentence says: two windows on the same boards, and how many times as many there are."""
    row: dict[str, Cell] = {}
    if compared is not None:
        (before, after), change = compared.counts, compared.change
        row = {
            "before": compared.before, "after": compared.after, "k_before": before, "k_after": after,
            "n": before + after, "times": change.ratio, "times_low": change.interval.low,
            "times_high": change.interval.high, "p": change.p, "boards": compared.sources, "label": compared.label,
        }  # fmt: skip
    return Table(
        name="compared",
        caption=f"New postings on the boards that were there in all {step.noun}s of both windows; 95 % interval",
        columns=(
            Column("before", "Before"),
            Column("after", "After"),
            Column("k_before", "Postings before", Kind.COUNT),
            Column("k_after", "Postings after", Kind.COUNT),
            Column("n", "n", Kind.COUNT),
            Column("times", "Times as many", Kind.NUMBER),
            Column("times_low", "from", Kind.NUMBER),
            Column("times_high", "to", Kind.NUMBER),
            Column("p", "p", Kind.NUMBER),
            Column("boards", "Boards", Kind.COUNT),
            Column("label", "Verdict"),
        ),
        rows=(row,) if row else (),
    )
