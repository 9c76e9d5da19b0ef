"""Is the number of tech-lead postings going up? An index that chains the same boards from month to month.

A raw total goes up whenever a board is added. It is drawn thin and grey, to be seen and not to be read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.figures.board_months import BoardMonths, board_months, by_source
from reports.figures.drawing import say_basis
from reports.figures.figure import Cell, Column, Figure, FigureKind, Kind, Table, too_little, without_data
from reports.figures.index_chart import Month, index_chart
from reports.figures.movement import window_name
from reports.figures.panel import WINDOW
from reports.published import Basis, Connection, Period, month_name, read_basis
from reports.statistics.composition import bridged_index
from reports.statistics.counts import CountChange, count_change, count_interval, dispersion
from reports.statistics.gates import Status
from reports.statistics.trend import MIN_MONTHS, NO_CLEAR_CHANGE

LEAST_MATCHED = 10
BASE_MONTHS = 12
NAMED_SOURCES = 6
MIN_NAMED = 30


@dataclass(frozen=True, slots=True)
class Compared:
    """Two windows over the sources that are in every month of both, and the change of their count."""

    before: date
    after: date
    counts: tuple[int, int]
    change: CountChange
    sources: int

    @property
    def label(self) -> str:
        """Return "rising", "falling" or NO_CLEAR_CHANGE."""
        if self.change.p >= 0.05:
            return NO_CLEAR_CHANGE
        return "rising" if self.change.ratio > 1 else "falling"


def draw(connection: Connection) -> Figure:
    """Return the index of newly posted and of open tech-lead postings on matched boards."""
    basis = read_basis(connection)
    found = board_months(connection, basis.data_date)
    index = bridged_index(found.posted, LEAST_MATCHED) if found.posted else []
    known = [number for number, value in enumerate(index) if value is not None]
    reason = too_little(basis)
    if not reason and len(known) < MIN_MONTHS:
        reason = f"an index needs {MIN_MONTHS} months with {LEAST_MATCHED} postings of the same boards; there are {len(known)}"
    if reason:
        return without_data(FIGURE, basis, reason, _table([], basis))
    months = _months(found, index, _titles(basis))
    compared = _compared(found, known)
    chart, narrow = index_chart(months)
    say_basis(chart, "all regions")
    first, last = months[0].month, months[-1].month
    return Figure(
        id=FIGURE.id,
        title=FIGURE.title,
        question=FIGURE.question,
        finding=_finding(compared, months),
        alt=(
            f"Lines of an index by month, {Period(first, last)}, mean of the first year = 100; last "
            f"{_latest(months)}. {_words(compared)} n = {sum(month.matched for month in months):,} postings "
            "of matched boards. Postings are not jobs."
        ),
        table=_table(months, basis),
        postings=basis.postings,
        employers=basis.employers,
        period=str(Period(first, last)),
        source=basis.source_line,
        chart=chart,
        narrow=narrow,
        notes=_notes(months, compared),
    )


def _titles(basis: Basis) -> dict[str, str]:
    return {source.name: source.title for source in basis.sources}


def _months(found: BoardMonths, index: Sequence[float | None], titles: dict[str, str]) -> list[Month]:
    """Return the months from the first to the last of the chain, scaled so that the first year's mean is 100."""
    known = [number for number, value in enumerate(index) if value is not None]
    start, end = known[0], known[-1]
    base = [index[number] or 0.0 for number in known[:BASE_MONTHS]]
    scale = 100 / (sum(base) / len(base))
    opened = bridged_index(found.opened, LEAST_MATCHED) if found.opened else [None] * len(index)
    totals = [found.totals.get(month, (0, 0, 0)) for month in found.months]
    raw_base = [totals[number][0] for number in known[:BASE_MONTHS]]
    raw_scale = 100 * len(raw_base) / max(1, sum(raw_base))
    matched = [
        int(sum(series[number] or 0.0 for series in found.posted.values())) for number in range(len(index))
    ]
    moves = _moves(found, start, end, titles)
    months = []
    for number in range(start, end + 1):
        value = index[number]
        mean, low, high = _smoothed(index, matched, number, start)
        postings, employers, sources = totals[number]
        entered, left = moves.get(number, ((), ()))
        months.append(
            Month(
                month=found.months[number],
                index=value * scale if value is not None else None,
                mean=mean * scale if mean is not None else None,
                low=low * scale if low is not None else None,
                high=high * scale if high is not None else None,
                open_index=opened[number],
                raw_index=_mean(totals, number, start) * raw_scale,
                matched=matched[number],
                postings=postings,
                employers=employers,
                sources=sources,
                entered=entered,
                left=left,
            )
        )
    return months


def _smoothed(
    index: Sequence[float | None], matched: Sequence[int], number: int, start: int
) -> tuple[float | None, float | None, float | None]:
    """Return the mean of the index over three months, and its Poisson limits; None where a month is missing."""
    span = range(number - WINDOW + 1, number + 1)
    values = [index[place] for place in span if place >= start]
    whole = [value for value in values if value is not None]
    if len(whole) < WINDOW:
        return None, None, None
    count = sum(matched[place] for place in span)
    mean, limits = sum(whole) / WINDOW, count_interval(count)
    return mean, mean * limits.low / count, mean * limits.high / count


def _mean(totals: Sequence[tuple[int, int, int]], number: int, start: int) -> float:
    span = totals[max(start, number - WINDOW + 1) : number + 1]
    return sum(postings for postings, _, _ in span) / len(span)


def _moves(
    found: BoardMonths, start: int, end: int, titles: dict[str, str]
) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return which sources with 30 postings enter or leave between the first and the last month."""
    counts: dict[str, float] = {}
    for name, series in found.posted.items():
        source = name.split("/", 1)[0]
        counts[source] = counts.get(source, 0.0) + sum(count or 0.0 for count in series)
    large = sorted(
        (source for source, count in counts.items() if count >= MIN_NAMED), key=lambda s: -counts[s]
    )
    moves: dict[int, tuple[list[str], list[str]]] = {}
    for source in large[:NAMED_SOURCES]:
        present = [number for number, there in enumerate(by_source(found.posted)[source]) if there]
        title = titles.get(source, source)
        if start < present[0] <= end:
            moves.setdefault(present[0], ([], []))[0].append(title)
        if start <= present[-1] < end:
            moves.setdefault(present[-1], ([], []))[1].append(title)
    return {number: (tuple(entered), tuple(left)) for number, (entered, left) in moves.items()}


def _compared(found: BoardMonths, known: Sequence[int]) -> Compared | None:
    """Return the last three months against the same months a year before, or the first three; None if unmatched."""
    last = known[-1]
    for first in (last - BASE_MONTHS, known[0] + WINDOW - 1):
        windows = [range(end - WINDOW + 1, end + 1) for end in (first, last)]
        if first - WINDOW + 1 < 0 or first >= last - WINDOW + 1:
            continue
        places = [place for window in windows for place in window]
        steady = [s for s in found.posted.values() if all(s[place] is not None for place in places)]
        before, after = (sum(s[place] or 0.0 for s in steady for place in window) for window in windows)
        if min(before, after) < LEAST_MATCHED:
            continue
        between = range(windows[0].start, last + 1)
        monthly = [
            sum(s[place] or 0.0 for s in steady)
            for place in between
            if any(s[place] is not None for s in steady)
        ]
        change = count_change(before, after, dispersion(monthly))
        return Compared(
            found.months[first], found.months[last], (int(before), int(after)), change, len(steady)
        )
    return None


def _latest(months: Sequence[Month]) -> str:
    value = next((month.mean for month in reversed(months) if month.mean is not None), None)
    return f"{value:.0f}" if value is not None else "not enough data"


def _words(compared: Compared | None) -> str:
    if compared is None:
        return "No two windows of the same boards can be compared."
    change, (before, after) = compared.change, compared.counts
    limits = f"×{change.ratio:.2f} ({change.interval.low:.2f}–{change.interval.high:.2f})"
    return (
        f"{window_name(compared.before)} to {window_name(compared.after)}: {before:,} to {after:,} new postings, "
        f"{limits}, {compared.label}."
    )


def _finding(compared: Compared | None, months: Sequence[Month]) -> str:
    n = sum(month.matched for month in months)
    if compared is None:
        return (
            f"No two windows of the same boards can be compared (n = {n:,} postings in {len(months)} months)."
        )
    change, (before, after) = compared.change, compared.counts
    verdict = {"rising": "went up", "falling": "went down"}.get(compared.label, "did not change clearly")
    return (
        f"From {window_name(compared.before)} to {window_name(compared.after)} the number of new tech-lead postings "
        f"on the same boards {verdict}: {before:,} to {after:,}, ×{change.ratio:.2f} "
        f"({change.interval.low:.2f}–{change.interval.high:.2f}; n = {before + after:,})."
    )


def _notes(months: Sequence[Month], compared: Compared | None) -> tuple[str, ...]:
    notes = [
        "Line: mean of three months, the mean of the first year = 100; band: Poisson interval of their count; dots: "
        "single months. Each month is compared with the one before on the boards that were collected in both, so a "
        f"board that enters or leaves does not move the line; where these have fewer than {LEAST_MATCHED} postings there "
        "is a gap.",
        "Thin grey line: all that was scraped, three months. It jumps when boards or imports are added and is not to be "
        "read as demand.",
    ]
    if not any(month.open_index is not None for month in months):
        notes.append(
            "How many are open at a time is known of crawled boards only; there are none long enough."
        )
    if compared is not None and compared.change.p >= 0.05:
        notes.append("“No clear change”: the interval of the ratio, widened for restless months, holds 1.")
    return tuple(notes)


_COLUMNS = (
    Column("month", "Month", Kind.MONTH),
    Column("index", "Index, month", Kind.NUMBER),
    Column("index_mean", "Index, three months", Kind.NUMBER),
    Column("index_low", "from", Kind.NUMBER),
    Column("index_high", "to", Kind.NUMBER),
    Column("open_index", "Open, index", Kind.NUMBER),
    Column("n", "n on matched boards", Kind.COUNT),
    Column("k", "As scraped", Kind.COUNT),
    Column("employers", "Employers", Kind.COUNT),
    Column("sources", "Sources", Kind.COUNT),
    Column("entered", "Enter"),
    Column("left", "Leave"),
    Column("status", "Status"),
)


def _table(months: Sequence[Month], basis: Basis) -> Table:
    span = f"{month_name(months[0].month)} to {month_name(months[-1].month)}" if months else str(basis.period)
    return Table(
        name="months",
        caption=f"Index of new tech-lead postings on the same boards, {span}, latest first; 95 % Poisson intervals",
        columns=_COLUMNS,
        rows=tuple(_row(month) for month in reversed(months)),
        on_page=24,
    )


def _row(month: Month) -> dict[str, Cell]:
    known = month.index is not None
    return {
        "month": month.month,
        "index": month.index,
        "index_mean": month.mean,
        "index_low": month.low,
        "index_high": month.high,
        "open_index": month.open_index,
        "n": month.matched,
        "k": month.postings,
        "employers": month.employers,
        "sources": month.sources,
        "entered": ", ".join(month.entered),
        "left": ", ".join(month.left),
        "status": Status.OK.value if known else f"{Status.SUPPRESSED.value} (n = {month.matched})",
    }


FIGURE = FigureKind(
    id="f01",
    title="How many tech-lead postings",
    question="Is the number of tech-lead postings going up?",
    draw=draw,
)
