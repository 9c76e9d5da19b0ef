"""What is rising or falling? Each skill before and now, at the same mix of boards; the rest says "no clear change".

In the order of the change after shrinking, so that a small skill does not lead the list by chance.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from reports import theme
from reports.figures.drawing import blank, few_rows, label, labels_above, percent, say_basis
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
from reports.figures.movement import (
    Movement,
    movements,
    quarter_windows,
    widest_windows,
    window_name,
    windows,
)
from reports.figures.panel import Panel, Point, find_panel
from reports.figures.skills import skill_counts
from reports.published import Basis, Connection, Period, counted, read_basis
from reports.statistics.gates import Status, gate
from reports.statistics.power import postings_needed
from reports.statistics.trend import MIN_MONTHS

ON_CHART = 24
SHOW_MIX_FROM = 0.01
SEEN_CHANGE = (0.20, 0.25)


def draw(connection: Connection) -> Figure:
    """Return the skills that changed most between two windows a year apart, each tested among all others."""
    return _drawn(connection, windows)


def draw_quarter(connection: Connection) -> Figure:
    """Return the same of the last three months and the three before."""
    return _drawn(connection, quarter_windows)


def draw_since_start(connection: Connection) -> Figure:
    """Return the same of the last three months and the first three of the panel."""
    return _drawn(connection, widest_windows)


def _drawn(connection: Connection, chosen_windows: Callable[[Panel], tuple[date, date]]) -> Figure:
    basis = read_basis(connection)
    panel = find_panel(connection, basis.data_date)
    reason = too_little(basis) or _too_short(panel)
    if reason or panel is None:
        return without_data(FIGURE, basis, reason or "no panel of sources", _table([], None, basis))
    ends = chosen_windows(panel)
    moved = movements(connection, panel, skill_counts(connection, basis), ends)
    table = _table(moved, ends, basis, panel)
    if not moved:
        return without_data(FIGURE, basis, "no skill is named often enough in both windows", table)
    shown = _chosen(moved)
    chart, narrow = _chart(shown, ends)
    say_basis(chart, f"{basis.region}; {counted(len(panel.weights), 'source')}")
    before, after = map(window_name, ends)
    named = ", ".join(f"{move.skill.label} {_points(move)}" for move in shown if move.clear)
    clear = sum(move.clear for move in moved)
    n = moved[0].before.postings, moved[0].after.postings
    return Figure(
        id=FIGURE.id,
        title=FIGURE.title,
        question=FIGURE.question,
        finding=_finding(moved, ends),
        alt=(
            f"Two dots per skill, {before} and {after}, same boards, n = {n[0]:,} and {n[1]:,}. "
            f"{clear} of {len(moved)} skills tested changed clearly"
            f"{f': {named}' if named else ''}"[:150]
            + "."
        ),
        table=table,
        postings=basis.postings,
        employers=basis.employers,
        period=str(Period(panel.first, panel.last)),
        source=basis.source_line,
        chart=chart,
        narrow=narrow,
        notes=(*_notes(moved, n), *_season(ends)),
    )


def _too_short(panel: Panel | None) -> str | None:
    months = len(panel.months) if panel else 0
    if months >= MIN_MONTHS:
        return None
    return f"a trend needs {MIN_MONTHS} complete months of the same boards; there are {months}"


def _chosen(moved: list[Movement]) -> list[Movement]:
    """Return all clear changes and the largest of the others, from the strongest rise to the strongest fall."""
    ranked = sorted(
        moved, key=lambda move: (not move.clear, -abs(move.shrunken), -abs(move.change.difference))
    )
    return sorted(ranked[:ON_CHART], key=_from_rise_to_fall)


def _from_rise_to_fall(move: Movement) -> tuple[float, float, str]:
    """Order by the shrunken change; where chance explains all changes, these are alike and the plain one decides."""
    return -round(move.shrunken, 9), -move.change.difference, move.skill.skill_id


def _points(move: Movement) -> str:
    return _signed(move.change.difference)


def _signed(difference: float) -> str:
    return f"{difference * 100:+.1f}".replace("-", "−")


def _finding(moved: list[Movement], ends: tuple[date, date]) -> str:
    before, after = map(window_name, ends)
    n = f"n = {moved[0].before.postings:,} and {moved[0].after.postings:,}"
    span = f"From {before} to {after}, at the same mix of boards,"
    clear = sorted((move for move in moved if move.clear), key=lambda move: -abs(move.shrunken))
    if not clear:
        return f"{span} none of {len(moved)} skills changed clearly ({n})."
    named = "; ".join(
        f"{move.skill.label} is {move.label} ({_share(move.before)} to {_share(move.after)}, "
        f"{_points(move)} points)"
        for move in clear[:3]
    )
    return f"{span} {len(clear)} of {len(moved)} skills changed clearly: {named} ({n})."


def _share(value: Point) -> str:
    return percent(value.adjusted.share).replace(" ", "\u00a0")


def _colour(move: Movement) -> str:
    return {"rising": theme.SERIES[0], "falling": theme.SERIES[1]}.get(move.label, theme.SERIES[5])


def _chart(shown: list[Movement], ends: tuple[date, date]) -> tuple[Any, dict[str, Any]]:
    chart = blank(height=28 * len(shown) + 96)
    heights = [-row for row in range(len(shown))]
    pairs = [(move.before.adjusted.share, move.after.adjusted.share) for move in shown]
    for move, y, pair in zip(shown, heights, pairs, strict=True):
        line = {"color": _colour(move), "width": 3 if move.clear else 1.5}
        chart.add_scatter(x=list(pair), y=[y, y], mode="lines", line=line, hoverinfo="skip", showlegend=False)
    colours = [_colour(move) for move in shown]
    for part, (end, symbol) in enumerate(zip(ends, ("circle-open", "circle"), strict=True)):
        chart.add_scatter(
            x=[pair[part] for pair in pairs], y=heights, mode="markers", name=window_name(end),
            marker={"color": colours, "size": 9, "symbol": symbol, "line": {"color": colours, "width": 2}},
            customdata=[_hover(move, ends) for move in shown], hovertemplate="%{customdata}<extra></extra>",
            showlegend=False,
        )  # fmt: skip
    highest = max(max(pair) for pair in pairs)
    chart.add_scatter(
        x=[max(pair) + highest * 0.035 for pair in pairs], y=heights, mode="text", hoverinfo="skip",
        showlegend=False, textposition="middle right", text=[_mark(move) for move in shown],
        textfont={"size": 13, "color": [theme.TEXT if move.clear else theme.MUTED for move in shown]},
    )  # fmt: skip
    for symbol, end in zip(("circle-open", "circle"), ends, strict=True):
        chart.add_scatter(
            x=[None], y=[None], mode="markers", name=window_name(end),
            marker={"color": theme.MUTED, "size": 9, "symbol": symbol, "line": {"color": theme.MUTED, "width": 2}},
        )  # fmt: skip
    chart.update_layout(
        showlegend=True, margin={"t": 34},
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "bgcolor": theme.CLEAR,
                "font": {"color": theme.TEXT}, "itemclick": False, "itemdoubleclick": False},
    )  # fmt: skip
    chart.update_xaxes(
        range=[0, highest * 1.3], tickformat=".0%", nticks=6,
        title={"text": "Share of tech-lead postings, same mix of boards",
               "font": {"color": theme.MUTED, "size": 13}},
    )  # fmt: skip
    bottom = -len(shown) + 0.4
    chart.update_yaxes(
        range=[bottom, 0.6], tickvals=heights, ticktext=[label(move.skill.label) for move in shown],
        tickfont={"color": theme.TEXT, "size": 13}, ticks="outside", ticklen=6, tickcolor=theme.CLEAR,
    )  # fmt: skip
    narrow = {
        "height": 42 * len(shown) + 96,
        **labels_above([(y, label(move.skill.label)) for y, move in zip(heights, shown, strict=True)], 5,
                       [bottom, 1.0]),
        "margin": {"l": 4, "r": 8},
        "xaxis": {"nticks": 5, "title": {"text": "Share, same mix of boards"}},
        **few_rows(len(shown), 42 * len(shown) + 96),
    }  # fmt: skip
    return chart, narrow


def _mark(move: Movement) -> str:
    sign = {"rising": "▲ ", "falling": "▼ "}.get(move.label, "")
    return f"<b>{sign}{_points(move)}</b>" if move.clear else _points(move)


def _hover(move: Movement, ends: tuple[date, date]) -> str:
    lines = [f"<b>{label(move.skill.label)}</b>: {move.label}"]
    for end, value in zip(ends, (move.before, move.after), strict=True):
        interval = value.adjusted.interval
        lines.append(
            f"{window_name(end)}: {percent(value.adjusted.share)} ({interval.low * 100:.0f}–"
            f"{interval.high * 100:.0f}), {value.hits:,} of {value.postings:,} postings, "
            f"{value.employers:,} employers"
        )
    limits = f"{_signed(move.interval.low)} to {_signed(move.interval.high)}"
    lines.append(f"{_points(move)} points ({limits}); q = {move.q:.3f}")
    if move.other_counts.contradicting:
        lines.append(f"the other way: {', '.join(move.other_counts.contradicting)}")
    return "<br>".join(lines)


def _notes(moved: list[Movement], n: tuple[int, int]) -> tuple[str, ...]:
    needed = postings_needed(*SEEN_CHANGE)
    notes = [
        f"Coloured: what survives a test of {len(moved)} skills together (false discovery rate 5 %), is at least one "
        "point, and has the same sign on every source, as scraped, with each employer once, without the largest source, "
        "without agencies, without stale postings, and as required only; the table counts each of these ways. Grey: no "
        "clear change, which is not the same as no change.",
        "In the order of the change in log odds after shrinking: small skills jump most and mean least.",
        f"To see a rise from {SEEN_CHANGE[0] * 100:.0f} to {SEEN_CHANGE[1] * 100:.0f} % four times in five takes "
        f"{needed:,.0f} independent postings in each window; here are {n[0]:,} and {n[1]:,}.",
    ]
    shifted = [move for move in moved if move.mix is not None and abs(move.mix) >= SHOW_MIX_FROM]
    if shifted:
        most = max(shifted, key=lambda move: abs(move.mix or 0.0))
        notes.append(
            f"As scraped, {len(shifted)} skills moved a point or more by the mix of sources alone, "
            f"{most.skill.label} most ({_signed(most.mix or 0.0)} points); the table has both parts."
        )
    return tuple(notes)


def _season(ends: tuple[date, date]) -> tuple[str, ...]:
    """Return the note on windows that are not of the same months of the year, nothing where they are."""
    if ends[0].month == ends[1].month:
        return ()
    return ("The windows are different months of the year, so the season is a part of every change.",)


# Columns of the ways in which a change is counted again, see movement.py; empty where there is too little to say.
OTHER_COUNTS = {
    name.replace(" ", "_"): name
    for name in (
        "as scraped", "each employer once", "without the largest source", "without agencies", "without stale postings",
        "required only",
    )
}  # fmt: skip
_COLUMNS = (
    Column("skill_id", "Id"),
    Column("skill", "Skill"),
    Column("label", "Verdict"),
    Column("change", "Points", Kind.POINTS),
    Column("change_low", "from", Kind.POINTS),
    Column("change_high", "to", Kind.POINTS),
    Column("q", "q", Kind.NUMBER),
    Column("shrunken", "Log odds, shrunken", Kind.NUMBER),
    Column("share_before", "Before", Kind.SHARE),
    Column("share_before_low", "from", Kind.SHARE),
    Column("share_before_high", "to", Kind.SHARE),
    Column("k_before", "k", Kind.COUNT),
    Column("n_before", "n", Kind.COUNT),
    Column("share_after", "Now", Kind.SHARE),
    Column("share_after_low", "from", Kind.SHARE),
    Column("share_after_high", "to", Kind.SHARE),
    Column("k_after", "k", Kind.COUNT),
    Column("n_after", "n", Kind.COUNT),
    Column("employers", "Employers now", Kind.COUNT),
    Column("sources", "Sources", Kind.COUNT),
    Column("mix", "As scraped: by mix", Kind.POINTS),
    Column("within", "within sources", Kind.POINTS),
    *(Column(column, name.capitalize(), Kind.POINTS) for column, name in OTHER_COUNTS.items()),
    Column("contradicted_by", "Turned around by"),
    Column("tested", "Skills tested", Kind.COUNT),
    Column("period", "Windows"),
    Column("status", "Status"),
)


def _table(
    moved: list[Movement], ends: tuple[date, date] | None, basis: Basis, panel: Panel | None = None
) -> Table:
    period = " → ".join(map(window_name, ends)) if ends else str(basis.period)
    ranked = sorted(moved, key=_from_rise_to_fall)
    return Table(
        name="changes",
        caption=f"Change of each skill, {period}; all {len(moved)} tested together, 95 % intervals",
        columns=_COLUMNS,
        rows=tuple(_row(move, len(moved), period, len(panel.weights) if panel else 0) for move in ranked),
    )


def _row(move: Movement, tested: int, period: str, sources: int) -> dict[str, Cell]:
    row: dict[str, Cell] = {
        "skill_id": move.skill.skill_id,
        "skill": move.skill.label,
        "label": move.label,
        "change": move.change.difference,
        "change_low": move.interval.low,
        "change_high": move.interval.high,
        "q": move.q,
        "shrunken": move.shrunken,
        "employers": move.after.employers,
        "sources": sources,
        "mix": move.mix,
        "within": move.within,
        **{column: move.other_counts.changes.get(name) for column, name in OTHER_COUNTS.items()},
        "contradicted_by": ", ".join(move.other_counts.contradicting),
        "tested": tested,
        "period": period,
        "status": _status(move),
    }
    for name, value in (("before", move.before), ("after", move.after)):
        interval = value.adjusted.interval
        row |= {
            f"share_{name}": value.adjusted.share,
            f"share_{name}_low": interval.low,
            f"share_{name}_high": interval.high,
            f"k_{name}": value.hits,
            f"n_{name}": value.postings,
        }
    return row


def _status(move: Movement) -> str:
    verdicts = [
        gate(end.adjusted.share, end.adjusted.interval, end.adjusted.effective_postings, end.employers)
        for end in (move.before, move.after)
    ]
    weak = next((found for found in verdicts if found.status is Status.LOW), verdicts[1])
    return f"{weak.status.value}: {weak.reason}" if weak.reason else weak.status.value


FIGURE = FigureKind(
    id="f16",
    title="What is rising or falling",
    question="What is rising or falling?",
    draw=draw,
    usual="the last three months against those a year before",
    views={
        "quarter": View("the last three months against the three before", draw_quarter),
        "start": View("the last three months against the first three of the same boards", draw_since_start),
    },
    by_region=True,
)
