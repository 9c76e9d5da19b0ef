"""The key figures: six numbers, each with what it rests on and whether it moved on the same boards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports.figures.asked import clustered, postings_by_employer
from reports.figures.comparison import Comparison, comparisons
from reports.figures.drawing import hover, percent
from reports.figures.figure import (
    Cell,
    Column,
    Figure,
    FigureKind,
    Kind,
    Names,
    Subjects,
    Table,
    too_little,
    with_data,
    without_data,
)
from reports.figures.movement import window_name, windows
from reports.figures.panel import WINDOW, Panel, Sums, find_panel, panel_sums_of, point
from reports.figures.skills import skill_counts
from reports.figures.tiles import Strip, Tile, tiles
from reports.published import IN_PERIOD, Basis, Connection, counted, read_basis, rows
from reports.statistics.counts import CountChange, count_change, dispersion
from reports.statistics.gates import Status
from reports.statistics.intervals import Interval
from reports.statistics.quantiles import gated_quantile, median_interval
from reports.statistics.share import Share
from reports.statistics.spread import spread_of
from reports.statistics.trend import MIN_MONTHS

MOST_YEARS = 20
NO_CHANGE = "no clear change"
TOO_SHORT = "too short to compare"
TOO_FEW = "too few to compare"
DEGREE_REQUIRED, PAY_STATED = "Degree required", "Pay stated"

# Rows of (subject, month, source, employer_id, postings): what the panel compares beside skills.
_DEGREE = """select 'degree' as subject, month, source, employer_id, sum(postings) as postings from degree_asked
where education_required and not education_or_equivalent group by all"""
_PAY = """select 'pay' as subject, month, lead_posting.source, lead_posting.employer_id, count(*) as postings
from lead_posting join posting using (posting_id) where coalesce(salary_min, salary_max) is not null group by all"""
_SKILL = "select skill_id as subject, month, source, employer_id, postings from skill_month_employer"
_YEARS = """select 'years ' || least(floor(years_min), 20)::integer as subject, month, source, employer_id,
sum(postings) as postings from years_asked group by all"""
_SHARES = f"{_DEGREE} union all {_PAY} union all {_SKILL}"
_STATED = f"""
select employer_id, least(floor(years_min), {MOST_YEARS})::double, sum(postings)::integer from years_asked
where {IN_PERIOD} group by all order by all
"""  # noqa: S608 - put together from constants
_MONTHS = f"""
select month, sum(postings)::integer from lead_month_employer where {IN_PERIOD} and month is not null
group by month order by month
"""  # noqa: S608 - put together from constants


@dataclass(frozen=True, slots=True)
class Key:
    """One key figure: what the page shows of it, and the cells of its row."""

    tile: Tile
    cells: Mapping[str, Cell]


def draw(connection: Connection) -> Figure:
    """Return postings, employers, median years, degree, first skill and stated pay, with their changes."""
    basis = read_basis(connection)
    panel = find_panel(connection, basis.data_date)
    if panel is not None and len(panel.months) < MIN_MONTHS:
        panel = None
    keys = _keys(connection, basis, panel)
    table = _table(keys, basis)
    reason = too_little(basis)
    if reason:
        return without_data(FIGURE, basis, reason, table)
    chart, narrow = tiles([key.tile for key in keys])
    told = {key.tile.name: key.tile.value for key in keys}
    skill = keys[4].tile
    return with_data(
        FIGURE,
        basis,
        finding=(
            f"{basis.postings:,} tech-lead postings of {basis.employers:,} employers: the median minimum is "
            f"{keys[2].tile.value.lower()}, {keys[3].tile.value} require a degree, "
            f"{skill.value} name {skill.name.removeprefix('Top skill: ')} (n = {basis.postings:,}).{basis.caveat}"
        ),
        alt=(
            f"Six tiles, {basis.period}, n = {basis.postings:,}. "
            + "; ".join(f"{name}: {value}" for name, value in list(told.items())[1:])
            + f". Changes: {_changes(keys)}."
        ),
        table=table,
        chart=chart,
        narrow=narrow,
        notes=_notes(panel),
    )


def _changes(keys: Sequence[Key]) -> str:
    moved = [f"{key.tile.name} {key.tile.change}" for key in keys if key.tile.change[:1] in "▲▼"]
    return ", ".join(moved) or "none clear"


def _keys(connection: Connection, basis: Basis, panel: Panel | None) -> list[Key]:
    postings = postings_by_employer(connection, basis)
    skill = next((one for one in skill_counts(connection, basis) if one.kind == "tech"), None)
    compared: dict[str, Comparison] = {}
    if panel is not None:
        subjects = ["degree", "pay", *([skill.skill_id] if skill else [])]
        compared = comparisons(connection, panel, _SHARES, subjects, windows(panel))
    degree = _share(connection, _DEGREE, postings, basis)
    pay = _share(connection, _PAY, postings, basis)
    return [
        _postings(connection, basis, panel),
        _employers(basis),
        _years(connection, basis, panel),
        _shared(DEGREE_REQUIRED, degree, compared.get("degree"), panel, basis),
        *(
            [_shared(f"Top skill: {skill.label}", skill.share, compared.get(skill.skill_id), panel, basis)]
            if skill
            else [_shared("Top skill", clustered({}, {}, basis), None, panel, basis)]
        ),
        _shared(PAY_STATED, pay, compared.get("pay"), panel, basis),
    ]


def _share(connection: Connection, hits: str, postings: Mapping[str, int], basis: Basis) -> Share:
    sql = f"select employer_id, sum(postings)::integer from ({hits}) where {IN_PERIOD} group by all order by all"  # noqa: S608 - constants
    return clustered(dict(rows(connection, sql, basis.period.parameters)), postings, basis)


def _shared(name: str, share: Share, compared: Comparison | None, panel: Panel | None, basis: Basis) -> Key:
    change = _moved(compared, panel)
    shown = share.value is not None and share.low is not None and share.high is not None
    rests_on = f"n = {share.postings:,}"
    if shown:
        rests_on = f"{(share.low or 0) * 100:.0f}–{(share.high or 0) * 100:.0f} %, {rests_on}"
    tile = Tile(
        name, percent(share.value) if share.value is not None else "not enough data", rests_on,
        change, hover(name, share, basis.rests_on(len(basis.sources))), Strip(1.0, share.value, share.low, share.high),
    )  # fmt: skip
    status = f"{share.status.value}: {share.reason}" if share.reason else share.status.value
    cells: dict[str, Cell] = {
        "number": share.value, "low": share.low, "high": share.high, "k": share.hits, "n": share.postings,
        "employers": share.employers, "status": status,
    }  # fmt: skip
    if compared is not None:
        cells |= {
            "before": compared.before.adjusted.share,
            "after": compared.after.adjusted.share,
            "q": compared.q,
        }
    return Key(tile, _row(tile, basis, cells))


def _moved(compared: Comparison | None, panel: Panel | None) -> str:
    if panel is None:
        return TOO_SHORT
    if compared is None:
        return TOO_FEW
    if compared.label == NO_CHANGE:
        return NO_CHANGE
    return f"{'▲' if compared.label == 'rising' else '▼'} {compared.change.difference * 100:+.1f} points"


def _postings(connection: Connection, basis: Basis, panel: Panel | None) -> Key:
    months = rows(connection, _MONTHS, basis.period.parameters)
    found = _count_change(connection, panel) if panel is not None else None
    change = TOO_SHORT
    if found is not None:
        sign = "▲" if found.ratio > 1 else "▼"
        change = NO_CHANGE if found.p >= 0.05 else f"{sign} {(found.ratio - 1) * 100:+.0f} %"
    per_month = f"{basis.postings / len(months):,.0f} a month" if months else "without a date"
    tile = Tile(
        "Tech-lead postings", f"{basis.postings:,}", per_month, change,
        f"<b>Tech-lead postings</b>: {basis.postings:,} of {basis.employers:,} employers<br>{basis.rests_on(len(basis.sources))}",
        Strip(columns=tuple(count for _, count in months)) if months else Strip(),
    )  # fmt: skip
    cells: dict[str, Cell] = {
        "number": basis.postings, "k": basis.postings, "n": basis.postings, "employers": basis.employers,
        "status": Status.OK.value,
    }  # fmt: skip
    return Key(tile, _row(tile, basis, cells))


def _count_change(connection: Connection, panel: Panel) -> CountChange | None:
    """Return how many times as many postings the panel has as in the window before, None where one is empty."""
    before, after = (_panel_counts(connection, panel, [end], WINDOW)[0] for end in windows(panel))
    if min(before, after) <= 0:
        return None
    return count_change(before, after, dispersion(_panel_counts(connection, panel, panel.months, 1)))


def _panel_counts(connection: Connection, panel: Panel, ends: list[date], width: int) -> list[float]:
    sums = panel_sums_of(connection, panel, _DEGREE, ["degree"], ends, width)
    return [sum(part.postings for (_, month, _), part in sums.items() if month == end) for end in ends]


def _employers(basis: Basis) -> Key:
    tile = Tile(
        "Employers", f"{basis.employers:,}", counted(len(basis.sources), "source"),
        f"largest: {percent(basis.top_employer)}",
        f"<b>Largest employer</b>: {percent(basis.top_employer)} of {basis.postings:,} postings<br>{basis.rests_on(len(basis.sources))}",
        Strip(1.0, basis.top_employer),
    )  # fmt: skip
    cells: dict[str, Cell] = {
        "number": basis.employers, "n": basis.postings, "employers": basis.employers, "status": Status.OK.value
    }  # fmt: skip
    return Key(tile, _row(tile, basis, cells))


def _years(connection: Connection, basis: Basis, panel: Panel | None) -> Key:
    values: dict[str, dict[float, int]] = {}
    for employer, years, count in rows(connection, _STATED, basis.period.parameters):
        values.setdefault(employer, {})[years] = count
    spread = spread_of(values, basis.top_source)
    sure = spread.median_interval
    name, n = "Median years", f"n = {spread.count:,}"
    tile = Tile(
        name, f"{spread.median:g} years" if spread.median is not None else "not enough data",
        f"{sure.low:g}–{sure.high:g} years, {n}" if sure else n,
        TOO_SHORT if panel is None else _years_moved(connection, panel),
        f"<b>{name}</b>: {spread}<br>{n} postings state years; {spread.employers:,} employers"
        f"<br>{basis.rests_on(len(basis.sources))}",
        Strip(15.0, spread.median, sure.low if sure else None, sure.high if sure else None),
    )  # fmt: skip
    status = f"{spread.status.value}: {spread.reason}" if spread.reason else spread.status.value
    cells: dict[str, Cell] = {
        "number": spread.median, "low": sure.low if sure else None, "high": sure.high if sure else None,
        "k": spread.count, "n": spread.count, "employers": spread.employers, "status": status,
    }  # fmt: skip
    return Key(tile, _row(tile, basis, cells))


def _years_moved(connection: Connection, panel: Panel) -> str:
    """Return the change of the median on the panel: clear only where the two intervals do not touch."""
    subjects = [f"years {years}" for years in range(MOST_YEARS + 1)]
    ends = windows(panel)
    sums = panel_sums_of(connection, panel, _YEARS, subjects, list(ends), WINDOW)
    before, after = (_window_median(sums, subjects, end, panel) for end in ends)
    if before is None or after is None:
        return TOO_FEW
    if after[1].low <= before[1].high and before[1].low <= after[1].high:
        return NO_CHANGE
    return f"{'▲' if after[0] > before[0] else '▼'} {after[0] - before[0]:+g} years"


def _window_median(
    sums: Sums, subjects: Sequence[str], end: date, panel: Panel
) -> tuple[float, Interval] | None:
    found = {float(subject.split()[1]): point(sums, subject, end, panel) for subject in subjects}
    histogram = {years: one.hits for years, one in found.items() if one and one.hits}
    median = gated_quantile(histogram, 0.5)
    return None if median is None else (median, median_interval(histogram))


def _row(tile: Tile, basis: Basis, cells: Mapping[str, Cell]) -> dict[str, Cell]:
    return {
        **dict.fromkeys(("low", "high", "k", "before", "after", "q")),
        "key": tile.name,
        "value": tile.value,
        "change": tile.change.replace("▲ ", "").replace("▼ ", ""),
        "sources": len(basis.sources),
        "period": str(basis.period),
        **cells,
    }


def _notes(panel: Panel | None) -> tuple[str, ...]:
    notes = ["Shares are of all tech-lead postings of the period; the years of those that state them."]
    if panel is not None:
        before, after = windows(panel)
        notes.append(
            f"Changes compare {window_name(after)} with {window_name(before)} on the same boards and at the same mix "
            "of sources. Only what chance explains badly, and of a share at least one point, is called a change."
        )
    else:
        notes.append(f"A change needs {MIN_MONTHS} complete months of the same boards.")
    return tuple(notes)


def _table(keys: Sequence[Key], basis: Basis) -> Table:
    return Table(
        name="key-figures",
        caption=f"Key figures. {basis.counted}; 95 % intervals",
        columns=(
            Column("key", "Key figure"),
            Column("value", "Value"),
            Column("number", "Number", Kind.NUMBER),
            Column("low", "from", Kind.NUMBER),
            Column("high", "to", Kind.NUMBER),
            Column("k", "k", Kind.COUNT),
            Column("n", "n", Kind.COUNT),
            Column("employers", "Employers", Kind.COUNT),
            Column("sources", "Sources", Kind.COUNT),
            Column("period", "Period"),
            Column("change", "Change"),
            Column("before", "Before", Kind.SHARE),
            Column("after", "After", Kind.SHARE),
            Column("q", "q", Kind.NUMBER),
            Column("status", "Status"),
        ),
        rows=tuple(key.cells for key in keys),
    )


_SUBJECTS = """
select posting_id, 'degree' as subject from posting where education_required and not education_or_equivalent
union all
select posting_id, 'pay' from posting where coalesce(salary_min, salary_max) is not null
"""


def _names(*_: object) -> Names:
    return {"degree": ("", DEGREE_REQUIRED), "pay": ("", PAY_STATED)}


FIGURE = FigureKind(
    id="f02",
    title="Key figures",
    question="What are the key figures?",
    draw=draw,
    subjects=Subjects(_SUBJECTS, _names, "tiles"),
)
