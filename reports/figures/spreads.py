"""How do distributions look beside each other? A dot for the median, a thick line for the middle half, a thin one
from P10 to P90.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from reports import theme
from reports.figures.drawing import blank, label, labels_above
from reports.figures.figure import Cell, Column, Kind
from reports.published import Period
from reports.statistics.spread import Spread

# So many single values can be told apart behind a glyph.
POINTS_DRAWN = 300
# Steps that scatter single values evenly below their glyph, the same on every drawing (Roberts 2018, R2 sequence).
_DOWN, _ACROSS = 0.7548776662, 0.5698402910


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """One row: a label, the spread of its values, how often each single value is met, and what it rests on."""

    label: str
    spread: Spread
    values: Mapping[float, int]
    rests_on: str


SPREAD_COLUMNS = (
    Column("median", "Median", Kind.NUMBER),
    Column("median_low", "from", Kind.NUMBER),
    Column("median_high", "to", Kind.NUMBER),
    Column("p10", "P10", Kind.NUMBER),
    Column("q1", "Lower quartile", Kind.NUMBER),
    Column("q3", "Upper quartile", Kind.NUMBER),
    Column("p90", "P90", Kind.NUMBER),
    Column("n", "n", Kind.COUNT),
    Column("employers", "Employers", Kind.COUNT),
    Column("sources", "Sources", Kind.COUNT),
    Column("period", "Period"),
    Column("status", "Status"),
)


def spread_cells(spread: Spread, period: Period, sources: int) -> dict[str, Cell]:
    """Return the cells of SPREAD_COLUMNS; what is gated stays empty."""
    p10, q1, median, q3, p90 = spread.quantiles
    sure = spread.median_interval
    return {
        "median": median,
        "median_low": sure.low if sure else None,
        "median_high": sure.high if sure else None,
        "p10": p10,
        "q1": q1,
        "q3": q3,
        "p90": p90,
        "n": spread.count,
        "employers": spread.employers,
        "sources": sources,
        "period": str(period),
        "status": f"{spread.status.value}: {spread.reason}" if spread.reason else spread.status.value,
    }


def spreads(
    entries: Sequence[SpreadRow], axis_title: str, points: bool = False
) -> tuple[Any, dict[str, Any]]:
    """Return the chart of the rows, the first on top, and its layout for narrow screens.

    With ``points``, rows of at most 300 values show each of them.
    """
    chart = blank(height=(52 if points else 38) * len(entries) + 70)
    placed = [(-row, entry) for row, entry in enumerate(entries)]
    shown = [(y, entry) for y, entry in placed if entry.spread.shown]
    if points:
        _add_points(chart, [(y, entry) for y, entry in shown if entry.spread.count <= POINTS_DRAWN])
    _add_lines(chart, shown, (0, 4), 1.5, theme.AXIS)
    _add_lines(chart, shown, (1, 3), 7, theme.SERIES[0])
    _add_medians(chart, shown)
    hidden = [(y, entry) for y, entry in placed if not entry.spread.shown]
    if hidden:
        chart.add_scatter(
            x=[0.0] * len(hidden), y=[y for y, _ in hidden], mode="text", textposition="middle right",
            text=[f"not enough data (n = {entry.spread.count:,})" for _, entry in hidden],
            textfont={"color": theme.MUTED, "size": 12}, hoverinfo="skip",
        )  # fmt: skip
    highest = max((_last(entry.spread) for _, entry in shown), default=10.0)
    chart.update_xaxes(
        range=[0, highest * 1.22], rangemode="tozero", nticks=9,
        title={"text": axis_title, "font": {"color": theme.MUTED, "size": 13}},
    )  # fmt: skip
    ticks = [(y, _tick(entry)) for y, entry in placed]
    bottom = -len(entries) + 0.4
    chart.update_yaxes(
        range=[bottom, 0.6], tickvals=[y for y, _ in ticks], ticktext=[text for _, text in ticks], showgrid=False,
        tickfont={"color": theme.TEXT, "size": 13}, ticks="outside", ticklen=6, tickcolor=theme.CLEAR,
    )  # fmt: skip
    narrow = {
        "height": (64 if points else 54) * len(entries) + 70,
        **labels_above(ticks, 9, [bottom, 1.0]),
        "margin": {"l": 8, "r": 8},
        "xaxis": {"nticks": 6},
    }
    return chart, narrow


def weak_rows(entries: Sequence[SpreadRow]) -> tuple[str, ...]:
    """Return the note that explains grey dots, nothing where there are none."""
    weak = [f"{row.label}, {row.spread.reason}" for row in entries if row.spread.shown and row.spread.reason]
    return (f"Grey dots are weak values: {'; '.join(weak)}.",) if weak else ()


def _last(spread: Spread) -> float:
    sure = spread.median_interval
    return max([value for value in spread.quantiles if value is not None] + ([sure.high] if sure else []))


def _tick(entry: SpreadRow) -> str:
    return f"{label(entry.label)}, n = {entry.spread.count:,}"


def _add_lines(
    chart: Any, shown: Sequence[tuple[int, SpreadRow]], ends: tuple[int, int], width: float, colour: str
) -> None:
    across: list[float | None] = []
    heights: list[float | None] = []
    for y, entry in shown:
        first, last = (entry.spread.quantiles[end] for end in ends)
        if first is not None and last is not None:
            across += [first, last, None]
            heights += [y, y, None]
    chart.add_scatter(
        x=across, y=heights, mode="lines", line={"width": width, "color": colour}, hoverinfo="skip"
    )


def _add_medians(chart: Any, shown: Sequence[tuple[int, SpreadRow]]) -> None:
    chart.add_scatter(
        x=[entry.spread.median for _, entry in shown], y=[y for y, _ in shown], mode="markers",
        customdata=[_hover(entry) for _, entry in shown], hovertemplate="%{customdata}<extra></extra>",
        marker={
            "size": 13, "color": [theme.SERIES[5] if entry.spread.reason else theme.SERIES[0] for _, entry in shown],
            "line": {"color": theme.PAPER, "width": 2.5},
        },
    )  # fmt: skip
    chart.add_scatter(
        x=[_last(entry.spread) for _, entry in shown], y=[y for y, _ in shown], mode="text",
        text=[f"  {entry.spread.median:g}" for _, entry in shown], textposition="middle right",
        textfont={"color": theme.TEXT, "size": 13}, hoverinfo="skip",
    )  # fmt: skip


def _add_points(chart: Any, shown: Sequence[tuple[int, SpreadRow]]) -> None:
    across: list[float] = []
    heights: list[float] = []
    for y, entry in shown:
        for value, count in sorted(entry.values.items()):
            for place in range(1, count + 1):
                across.append(value + 0.5 * (place * _ACROSS % 1 - 0.5))
                heights.append(y - 0.14 - 0.3 * (place * _DOWN % 1))
    if across:
        chart.add_scatter(
            x=across, y=heights, mode="markers", hoverinfo="skip",
            marker={"size": 3, "color": theme.SERIES[5], "opacity": 0.4},
        )  # fmt: skip


def _hover(entry: SpreadRow) -> str:
    spread = entry.spread
    p10, q1, _, q3, p90 = spread.quantiles
    lines = [f"<b>{label(entry.label)}</b>: median {spread} years"]
    if q1 is not None and q3 is not None:
        lines.append(f"middle half {q1:g} to {q3:g}")
    if p10 is not None and p90 is not None:
        lines.append(f"P10 {p10:g}, P90 {p90:g}")
    lines.append(f"n = {spread.count:,} postings, {spread.employers:,} employers; {spread.status.value}")
    ends = [escape(text, quote=False) for text in (spread.reason, entry.rests_on) if text]
    return "<br>".join([*lines, *ends])
