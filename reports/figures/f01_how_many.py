"""Is the number of tech-lead postings going up? An index that chains the same boards from month to month.

A raw total goes up whenever a board is added. It is drawn thin and grey, to be seen and not to be read. Other looks: all
months, by weeks, and as a count. Months come first: a monthly thread has no weeks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from reports.figures.board_months import BoardCounts, Series, Step, board_months, by_source
from reports.figures.board_weeks import board_weeks
from reports.figures.drawing import say_basis
from reports.figures.figure import (
    Cell,
    Column,
    Figure,
    FigureKind,
    Kind,
    Table,
    View,
    too_little,
    without_data,
)
from reports.figures.index_chart import Counted, Scale, Values, index_chart
from reports.figures.matched_windows import (
    LEAST_MATCHED,
    Compared,
    compare_windows,
    comparison_table,
    in_words,
)
from reports.published import Basis, Connection, read_basis
from reports.statistics.composition import bridged_index
from reports.statistics.counts import count_interval
from reports.statistics.gates import Status
from reports.statistics.trend import MIN_MONTHS

YEARS = 2
NAMED_SOURCES = 6
MIN_NAMED = 30


@dataclass(frozen=True, slots=True)
class Look:
    """How the figure looks at the postings: by which steps, over how many years (None = all), on which scale."""

    read: Callable[[Connection, date | None], BoardCounts] = board_months
    years: int | None = YEARS
    scale: Scale = Scale.INDEX


def draw(connection: Connection) -> Figure:
    """Return the index of newly posted and of open tech-lead postings on matched boards, the last 24 months."""
    return _drawn(connection, Look())


def draw_all(connection: Connection) -> Figure:
    """Return the same over all months of the chain."""
    return _drawn(connection, Look(years=None))


def draw_weeks(connection: Connection) -> Figure:
    """Return the same by weeks, where boards are collected week by week."""
    return _drawn(connection, Look(board_weeks))


def draw_counts(connection: Connection) -> Figure:
    """Return the postings that the index is made from, as they were counted."""
    return _drawn(connection, Look(scale=Scale.COUNT))


def _drawn(connection: Connection, look: Look) -> Figure:
    basis = read_basis(connection)
    found = look.read(connection, basis.data_date)
    step = found.step
    index = bridged_index(found.posted, LEAST_MATCHED) if found.posted else []
    known = [number for number, value in enumerate(index) if value is not None]
    reason = too_little(basis)
    if not reason and len(known) < MIN_MONTHS:
        reason = (
            f"an index needs {MIN_MONTHS} {step.noun}s with {LEAST_MATCHED} postings of the same boards; there "
            f"are {len(known)}"
        )
    if reason:
        return without_data(FIGURE, basis, reason, _table([], basis, step, look.scale))
    start = max(known[0], known[-1] + 1 - look.years * step.year) if look.years else known[0]
    months = _counted(found, index, start, known[-1], _titles(basis))
    compared = compare_windows(found, known)
    chart, narrow = index_chart(months, step, look.scale)
    say_basis(chart, basis.region)
    span = f"{months[0].name} to {months[-1].name}"
    return Figure(
        id=FIGURE.id,
        title=FIGURE.title,
        question=FIGURE.question,
        finding=_finding(compared, months, step),
        alt=_alt(compared, months, step, look.scale, span),
        table=_table(months, basis, step, look.scale),
        more_tables=(comparison_table(compared, step),),
        postings=basis.postings,
        employers=basis.employers,
        period=span,
        source=basis.source_line,
        chart=chart,
        narrow=narrow,
        notes=_notes(months, compared, step, look.scale),
    )


def _alt(compared: Compared | None, months: Sequence[Counted], step: Step, scale: Scale, span: str) -> str:
    what = "an index" if scale is Scale.INDEX else "new postings"
    latest = (
        f"mean of the first year = 100; last {_latest(months)}" if scale is Scale.INDEX else "same boards"
    )
    return (
        f"Lines of {what} by {step.noun}, {span}, {latest}. {in_words(compared)} "
        f"n = {sum(month.matched for month in months):,} postings of matched boards. Postings are not jobs."
    )


def _titles(basis: Basis) -> dict[str, str]:
    return {source.name: source.title for source in basis.sources}


def _counted(
    found: BoardCounts, index: Sequence[float | None], start: int, end: int, titles: dict[str, str]
) -> list[Counted]:
    """Return the steps from ``start`` to ``end``, scaled so that the mean of their first year is 100."""
    step = found.step
    known = [number for number in range(start, end + 1) if index[number] is not None]
    scaled = _scaled(index, start, step)
    chained = bridged_index(found.opened, LEAST_MATCHED) if found.opened else [None] * len(index)
    opened = _scaled(chained, start, step)
    totals = [found.totals.get(day, (0, 0, 0)) for day in found.starts]
    first_year = known[: step.year]
    raw_scale = 100 * len(first_year) / max(1, sum(totals[number][0] for number in first_year))
    matched = [_sum(found.posted, number) for number in range(len(index))]
    counts = [
        float(count) if value is not None else None for count, value in zip(matched, index, strict=True)
    ]
    moves = _moves(found, start, end, titles)
    steps = []
    for number in range(start, end + 1):
        postings, employers, sources = totals[number]
        entered, left = moves.get(number, ((), ()))
        raw = _mean(totals, number, step.window)
        now_open = float(_sum(found.opened, number)) if opened[number] is not None else None
        steps.append(
            Counted(
                start=found.starts[number],
                name=step.name(found.starts[number]),
                index=Values(
                    scaled[number],
                    *_smoothed(scaled, matched, number, step.window),
                    opened[number],
                    raw * raw_scale,
                ),
                count=Values(counts[number], *_smoothed(counts, matched, number, step.window), now_open, raw),
                matched=matched[number],
                postings=postings,
                employers=employers,
                sources=sources,
                entered=entered,
                left=left,
            )
        )
    return steps


def _scaled(index: Sequence[float | None], start: int, step: Step) -> list[float | None]:
    """Return an index brought to 100, the mean of its first year from ``start`` on."""
    base = [value for value in index[start:] if value is not None][: step.year]
    return (
        [None if value is None else value * 100 * len(base) / sum(base) for value in index]
        if base
        else list(index)
    )


def _sum(series: Series, number: int) -> int:
    return int(sum(counts[number] or 0.0 for counts in series.values()))


def _smoothed(
    index: Sequence[float | None], matched: Sequence[int], number: int, window: int
) -> tuple[float | None, float | None, float | None]:
    """Return the mean of the values over a window, and its Poisson limits; None where a step of it is missing."""
    span = range(max(0, number - window + 1), number + 1)
    whole = [value for value in (index[place] for place in span) if value is not None]
    if len(whole) < window:
        return None, None, None
    count = sum(matched[place] for place in span)
    mean, limits = sum(whole) / window, count_interval(count)
    return mean, mean * limits.low / count, mean * limits.high / count


def _mean(totals: Sequence[tuple[int, int, int]], number: int, window: int) -> float:
    span = totals[max(0, number - window + 1) : number + 1]
    return sum(postings for postings, _, _ in span) / len(span)


def _moves(
    found: BoardCounts, start: int, end: int, titles: dict[str, str]
) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return which sources with 30 postings enter or leave between the first and the last step."""
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


def _latest(months: Sequence[Counted]) -> str:
    value = next((month.index.mean for month in reversed(months) if month.index.mean is not None), None)
    return f"{value:.0f}" if value is not None else "not enough data"


def _finding(compared: Compared | None, months: Sequence[Counted], step: Step) -> str:
    n = sum(month.matched for month in months)
    if compared is None:
        return f"No two windows of the same boards can be compared (n = {n:,} postings in {len(months)} {step.noun}s)."
    change, (before, after) = compared.change, compared.counts
    verdict = {"rising": "went up", "falling": "went down"}.get(compared.label, "did not change clearly")
    return (
        f"From {compared.before} to {compared.after} the number of new tech-lead postings "
        f"on the same boards {verdict}: {before:,} to {after:,}, ×{change.ratio:.2f} "
        f"({change.interval.low:.2f}–{change.interval.high:.2f}; n = {before + after:,})."
    )


def _notes(months: Sequence[Counted], compared: Compared | None, step: Step, scale: Scale) -> tuple[str, ...]:
    if scale is Scale.INDEX:
        line = f"Line: mean of {step.smoothed}, the mean of the first year = 100; band: Poisson interval of their count"
        joined = "so a board that enters or leaves does not move the line"
    else:
        line = f"Line: mean of {step.smoothed}, counted on the boards that could be compared; band: Poisson interval"
        joined = "but a count, unlike the index, jumps where a board enters or leaves"
    notes = [
        f"{line}; dots: single {step.noun}s. Each {step.noun} is compared with the one before on the boards that were "
        f"collected in both, {joined}; where these have fewer than {LEAST_MATCHED} postings there is a gap.",
        f"Thin grey line: all that was scraped, {step.smoothed}. It jumps when boards or imports are added and is not to "
        "be read as demand.",
    ]
    if not any(month.index.opened is not None for month in months):
        notes.append(
            "How many are open at a time is known of crawled boards only; there are none long enough."
        )
    if compared is not None and compared.change.p >= 0.05:
        notes.append(
            f"“No clear change”: the interval of the ratio, widened for restless {step.noun}s, holds 1."
        )
    return tuple(notes)


# The columns of the values on a scale: prefix, and what they are called.
_NAMES = {Scale.INDEX: ("index", "Index"), Scale.COUNT: ("postings", "Postings")}


def _columns(step: Step, scale: Scale) -> tuple[Column, ...]:
    kind = Kind.MONTH if step.noun == "month" else Kind.TEXT
    name, title = _NAMES[scale]
    return (
        Column(step.noun, step.noun.capitalize(), kind),
        Column(name, f"{title}, {step.noun}", Kind.NUMBER),
        Column(f"{name}_mean", f"{title}, {step.smoothed}", Kind.NUMBER),
        Column(f"{name}_low", "from", Kind.NUMBER),
        Column(f"{name}_high", "to", Kind.NUMBER),
        Column(f"open_{name}", f"Open, {title.lower()}", Kind.NUMBER),
        Column("n", "n on matched boards", Kind.COUNT),
        Column("k", "As scraped", Kind.COUNT),
        Column("employers", "Employers", Kind.COUNT),
        Column("sources", "Sources", Kind.COUNT),
        Column("entered", "Enter"),
        Column("left", "Leave"),
        Column("status", "Status"),
    )


def _table(months: Sequence[Counted], basis: Basis, step: Step, scale: Scale) -> Table:
    span = f"{months[0].name} to {months[-1].name}" if months else str(basis.period)
    what = "Index of new tech-lead postings" if scale is Scale.INDEX else "New tech-lead postings"
    return Table(
        name="months",
        caption=f"{what} on the same boards, {span}, latest first; 95 % Poisson intervals",
        columns=_columns(step, scale),
        rows=tuple(_row(month, step, scale) for month in reversed(months)),
        on_page=24,
    )


def _row(month: Counted, step: Step, scale: Scale) -> dict[str, Cell]:
    shown, (name, _) = month.on(scale), _NAMES[scale]
    return {
        step.noun: month.start if step.noun == "month" else month.name,
        name: shown.alone,
        f"{name}_mean": shown.mean,
        f"{name}_low": shown.low,
        f"{name}_high": shown.high,
        f"open_{name}": shown.opened,
        "n": month.matched,
        "k": month.postings,
        "employers": month.employers,
        "sources": month.sources,
        "entered": ", ".join(month.entered),
        "left": ", ".join(month.left),
        "status": Status.OK.value
        if shown.alone is not None
        else f"{Status.SUPPRESSED.value} (n = {month.matched})",
    }


FIGURE = FigureKind(
    id="f01",
    title="How many tech-lead postings",
    question="Is the number of tech-lead postings going up?",
    draw=draw,
    usual="index by month, 24 months",
    views={
        "all": View("index by month, all months", draw_all),
        "weeks": View("index by week", draw_weeks),
        "counts": View("postings per month, 24 months", draw_counts),
    },
    by_region=True,
)
