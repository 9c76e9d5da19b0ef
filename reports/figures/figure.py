"""What is a figure? A question, an answer in one sentence, a chart, the same numbers as a table, limits.

A figure without enough data has a reason in place of the chart; its table stays, with the status in every
row.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from reports.published import Basis, Connection, Period
from reports.statistics.gates import Status
from reports.statistics.share import Share

Cell = str | int | float | date | None


class Kind(StrEnum):
    """How the cells of a column are written; text is the only kind that may hold scraped words."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    NUMBER = "number"
    POINTS = "points"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its name in the file, its heading on the page, its kind."""

    name: str
    label: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by column name. The page shows the first ``on_page`` of them, the file all."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Cell], ...]
    on_page: int = 60


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, drawn. ``chart`` is a plotly figure and None where ``reason`` says what is missing."""

    id: str
    title: str
    question: str
    finding: str
    alt: str
    table: Table
    postings: int
    employers: int
    period: str
    source: str
    chart: Any = None
    narrow: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    more_tables: tuple[Table, ...] = ()
    reason: str | None = None

    @property
    def enough(self) -> bool:
        """Whether there is a chart to show."""
        return self.reason is None

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, the main one first."""
        return (self.table, *self.more_tables)


# A subject's identity -> (the group it stands in, its label), in the order of the figure.
Names = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Subjects:
    """What a figure counts postings by, so that a filter can count them anew.

    ``sql`` gives rows of (posting_id, subject), a constant; ``names`` says which subjects are shown. ``draws`` is how:
    "dots", "bars", "tiles", or "parts": then a subject is "bar|part", each bar one whole.
    """

    sql: str
    names: Callable[[Connection, Basis], Names]
    draws: str = "dots"


@dataclass(frozen=True, slots=True)
class View:
    """Another look at a figure: by which words a reader chooses it, and how it is drawn."""

    label: str
    draw: Callable[[Connection], Figure]


@dataclass(frozen=True, slots=True)
class FigureKind:
    """What a file in this folder declares: name, question, how to draw it from a published file, what a filter counts.

    ``views`` are other looks at it, by their name in an address, ``usual`` is what a reader calls the first one. What
    is no sum that a filter can count may be drawn anew for each region (``by_region``).
    """

    id: str
    title: str
    question: str
    draw: Callable[[Connection], Figure]
    subjects: Subjects | None = None
    usual: str = ""
    views: Mapping[str, View] = field(default_factory=dict)
    by_region: bool = False


SHARE_COLUMNS = (
    Column("share", "Share", Kind.SHARE),
    Column("share_low", "from", Kind.SHARE),
    Column("share_high", "to", Kind.SHARE),
    Column("k", "Postings k", Kind.COUNT),
    Column("n", "of n", Kind.COUNT),
    Column("employers", "Employers", Kind.COUNT),
    Column("sources", "Sources", Kind.COUNT),
    Column("period", "Period"),
    Column("status", "Status"),
)


def share_cells(share: Share, period: Period | str, sources: int) -> dict[str, Cell]:
    """Return the cells of SHARE_COLUMNS; the share and its limits stay empty where it is suppressed."""
    return {
        "share": share.value,
        "share_low": share.low,
        "share_high": share.high,
        "k": share.hits,
        "n": share.postings,
        "employers": share.employers,
        "sources": sources,
        "period": str(period),
        "status": f"{share.status.value}: {share.reason}" if share.reason else share.status.value,
    }


def with_data(
    figure: FigureKind,
    basis: Basis,
    *,
    finding: str,
    alt: str,
    table: Table,
    chart: Any = None,
    narrow: Mapping[str, Any] | None = None,
    notes: tuple[str, ...] = (),
    more_tables: tuple[Table, ...] = (),
    reason: str | None = None,
) -> Figure:
    """Return a figure that stands on all postings of the period; with a ``reason``, in its state "not enough data"."""
    return Figure(
        id=figure.id,
        title=figure.title,
        question=figure.question,
        finding=finding,
        alt=alt,
        table=table,
        postings=basis.postings,
        employers=basis.employers,
        period=str(basis.period),
        source=basis.source_line,
        chart=chart,
        narrow=narrow or {},
        notes=notes,
        more_tables=more_tables,
        reason=reason,
    )


def without_data(
    figure: FigureKind, basis: Basis, reason: str, table: Table, more_tables: tuple[Table, ...] = ()
) -> Figure:
    """Return the figure in its state "not enough data", with the reason in words."""
    return with_data(
        figure,
        basis,
        finding=f"Not enough data: {reason} (n = {basis.postings:,}).",
        alt=f"{figure.title}: not enough data. {reason[0].upper()}{reason[1:]}. n = {basis.postings:,}.",
        table=table,
        more_tables=more_tables,
        reason=reason,
    )


def weak_note(shares: Iterable[Share]) -> tuple[str, ...]:
    """Return the note that explains hollow grey dots, nothing where there are none."""
    weak = sorted({share.reason for share in shares if share.status is Status.LOW})
    return (f"Hollow grey dots are weak values: {'; '.join(weak)}.",) if weak else ()


def too_little(basis: Basis) -> str | None:
    """Return why a period carries no figure at all, None where it does."""
    if basis.postings < 30:
        return f"{basis.postings} tech-lead postings, 30 are needed"
    if basis.employers < 10:
        return f"{basis.employers} employers, 10 are needed"
    return None
