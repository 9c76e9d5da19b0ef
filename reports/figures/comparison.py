"""Did what is counted change between two windows on the same boards? For anything but skills, see movement.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.figures.panel import WINDOW, Panel, Point, Sums, panel_sums_of, point
from reports.published import Connection
from reports.statistics.gates import Status, gate
from reports.statistics.trend import MIN_HITS, Change, adjusted_change, change_label, false_discovery

# A source with fewer postings at one end neither confirms nor contradicts a change.
MIN_SOURCE_POSTINGS = 30


@dataclass(frozen=True, slots=True)
class Comparison:
    """A subject in two windows, the test of their difference, its q value and the word for it."""

    before: Point
    after: Point
    change: Change
    q: float
    label: str


@dataclass(frozen=True, slots=True)
class Tested:
    """A subject in two windows with the test of their difference, and its q value among all tested beside it."""

    subject: str
    before: Point
    after: Point
    change: Change
    q: float


def comparisons(
    connection: Connection, panel: Panel, hits: str, subjects: Sequence[str], windows: tuple[date, date]
) -> dict[str, Comparison]:
    """Return every subject that can be compared in the windows that end with the two months; all tested together.

    ``hits`` says where the subjects are counted, see panel_sums_of.
    """
    ends = list(windows)
    sums = panel_sums_of(connection, panel, hits, list(subjects), ends, WINDOW)
    found = {}
    for one in tested(sums, subjects, ends, panel):
        by_source = change_by_source(sums, one.subject, ends, panel)
        label = change_label(one.change.difference, one.q, by_source)
        found[one.subject] = Comparison(one.before, one.after, one.change, one.q, label)
    return found


def tested(sums: Sums, subjects: Sequence[str], ends: Sequence[date], panel: Panel) -> list[Tested]:
    """Return the subjects whose values can be shown and compared in both windows, all tested together."""
    compared: list[tuple[str, Point, Point]] = []
    for subject in subjects:
        before, after = (point(sums, subject, end, panel) for end in ends)
        if (
            before
            and after
            and before.hits + after.hits >= MIN_HITS
            and can_be_shown(before)
            and can_be_shown(after)
        ):
            compared.append((subject, before, after))
    changes = [
        adjusted_change(
            (before.adjusted.share, after.adjusted.share), (before.adjusted.variance, after.adjusted.variance)
        )
        for _, before, after in compared
    ]
    q_values = false_discovery([change.p for change in changes])
    return [
        Tested(*windows, change, q) for windows, change, q in zip(compared, changes, q_values, strict=True)
    ]


def can_be_shown(value: Point) -> bool:
    """Return whether the value of a window passes the gates."""
    adjusted = value.adjusted
    verdict = gate(adjusted.share, adjusted.interval, adjusted.effective_postings, value.employers)
    return verdict.status is not Status.SUPPRESSED


def change_by_source(sums: Sums, subject: str, ends: Sequence[date], panel: Panel) -> list[float]:
    """Return the change within each source of the panel with enough postings at both ends."""
    pairs = [[sums[(subject, end, source)] for end in ends] for source in panel.weights]
    return [
        after.share - before.share
        for before, after in pairs
        if min(before.postings, after.postings) >= MIN_SOURCE_POSTINGS
    ]
