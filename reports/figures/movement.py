"""Which skills are rising or falling? The last three months against those a year before, or the first.

All skills with at least 20 mentions in the two windows are tested together, on the panel, at the panel's mix.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.figures.panel import SKILL_HITS, WINDOW, Panel, Point, Sums, panel_sums, point
from reports.figures.skills import SkillCount
from reports.published import Connection, months_back
from reports.statistics.gates import Status, gate
from reports.statistics.trend import (
    MIN_HITS,
    MIN_MONTHS_FOR_YEAR,
    Change,
    adjusted_change,
    change_label,
    false_discovery,
)

LONG_PANEL = 26


@dataclass(frozen=True, slots=True)
class Movement:
    """A skill in two windows, the test of their difference, its q value and the word for it."""

    skill: SkillCount
    before: Point
    after: Point
    change: Change
    q: float
    label: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whatever is counted in two windows, the test of their difference, its q value and the word for it."""

    before: Point
    after: Point
    change: Change
    q: float
    label: str


def windows(panel: Panel) -> tuple[date, date]:
    """Return the last months of the two windows compared: a year apart where the panel is long enough."""
    if len(panel.months) >= MIN_MONTHS_FOR_YEAR:
        return months_back(panel.last, 12), panel.last
    return panel.months[WINDOW - 1], panel.last


def window_name(last: date) -> str:
    """Return "Aug–Oct 2026" for the window that ends with the month."""
    first = months_back(last, WINDOW - 1)
    return f"{first:%b}–{last:%b %Y}" if first.year == last.year else f"{first:%b %Y}–{last:%b %Y}"


def long_windows(panel: Panel) -> tuple[date, date] | None:
    """Return the first and the last window of a panel of more than two years."""
    return (panel.months[WINDOW - 1], panel.last) if len(panel.months) > LONG_PANEL else None


def movements(
    connection: Connection, panel: Panel, skills: list[SkillCount], compared_windows: tuple[date, date]
) -> list[Movement]:
    """Return every skill that can be compared in the two windows, the most clearly changed first."""
    found = comparisons(connection, panel, [skill.skill_id for skill in skills], compared_windows)
    moved = [
        Movement(skill, one.before, one.after, one.change, one.q, one.label)
        for skill in skills
        for one in (found.get(skill.skill_id),)
        if one is not None
    ]
    return sorted(moved, key=lambda move: (move.label == "no clear change", -abs(move.change.difference)))


def comparisons(
    connection: Connection,
    panel: Panel,
    subjects: Sequence[str],
    compared_windows: tuple[date, date],
    hits: str = SKILL_HITS,
) -> dict[str, Comparison]:
    """Return every subject that can be compared in the two windows; they are tested together.

    ``hits`` says where the subjects are counted, see panel_sums.
    """
    ends = list(compared_windows)
    sums = panel_sums(connection, panel, subjects, ends, WINDOW, hits)
    compared: list[tuple[str, Point, Point]] = []
    for subject in subjects:
        before, after = (point(sums, subject, end, panel) for end in ends)
        if before and after and before.hits + after.hits >= MIN_HITS and _shown(before) and _shown(after):
            compared.append((subject, before, after))
    changes = [
        adjusted_change(
            (before.adjusted.share, after.adjusted.share), (before.adjusted.variance, after.adjusted.variance)
        )
        for _, before, after in compared
    ]
    q_values = false_discovery([change.p for change in changes])
    return {
        subject: Comparison(
            before, after, change, q,
            change_label(change.difference, q, _by_source(sums, subject, ends, panel)),
        )
        for (subject, before, after), change, q in zip(compared, changes, q_values, strict=True)
    }  # fmt: skip


def _shown(value: Point) -> bool:
    adjusted = value.adjusted
    verdict = gate(adjusted.share, adjusted.interval, adjusted.effective_postings, value.employers)
    return verdict.status is not Status.SUPPRESSED


def _by_source(sums: Sums, subject: str, ends: list[date], panel: Panel) -> list[float]:
    """Return the change within each source of the panel with enough postings at both ends."""
    pairs = [[sums[(subject, end, source)] for end in ends] for source in panel.weights]
    return [
        after.share - before.share for before, after in pairs if min(before.postings, after.postings) >= 30
    ]
