"""How do charts look? The parts that the figures share: layout, safe labels, and dots with intervals.

Dots with intervals and not bars: a share is an estimate, and the interval must be as visible as the value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go

from reports import theme
from reports.statistics.gates import Status
from reports.statistics.share import Share

LONGEST_LABEL = 34


def label(text: str, longest: int = LONGEST_LABEL) -> str:
    """Return text as plotly may show it: its own markup disarmed, one line, at most ``longest`` signs."""
    line = " ".join(text.split())
    return escape(line if len(line) <= longest else line[: longest - 1] + "…", quote=False)


def blank(**layout: Any) -> Any:
    """Return an empty figure in the house's look: no template, no zoom, room for every label."""
    axis = {
        "fixedrange": True,
        "gridcolor": theme.GRID,
        "zeroline": False,
        "linecolor": theme.AXIS,
        "tickfont": {"color": theme.MUTED, "size": 13},
        "automargin": True,
    }
    chart = go.Figure()
    chart.update_layout(
        template=go.layout.Template(),
        font={"family": theme.FONT, "size": 13, "color": theme.TEXT},
        paper_bgcolor=theme.CLEAR,
        plot_bgcolor=theme.CLEAR,
        margin={"l": 8, "r": 12, "t": 8, "b": 44},
        dragmode=False,
        hoverlabel={"bgcolor": theme.PAPER, "bordercolor": theme.AXIS, "font": {"color": theme.TEXT}},
        xaxis=axis,
        yaxis=axis,
        showlegend=False,
    )
    chart.update_layout(**layout)
    return chart


def legend_on_top() -> dict[str, Any]:
    """Return a legend in one row above the plot, left."""
    return {
        "orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom",
        "font": {"color": theme.TEXT}, "bgcolor": theme.CLEAR, "traceorder": "normal", "itemclick": False,
        "itemdoubleclick": False,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dot:
    """One row of a dot chart: a share, or a heading where there is none."""

    label: str
    share: Share | None = None


def dots(entries: Sequence[Dot], axis_title: str) -> tuple[Any, dict[str, Any]]:
    """Return a chart of shares with intervals, the first entry on top, and its layout for narrow screens.

    Weak values are hollow and grey, suppressed ones say "not enough data" and have no dot.
    """
    found = [(-row, entry) for row, entry in enumerate(entries)]
    highest = max((entry.share.high or 0.0 for _, entry in found if entry.share), default=0.0)
    chart = blank(height=30 * len(found) + 70)
    for status, colour, symbol in (
        (Status.OK, theme.SERIES[0], "circle"),
        (Status.LOW, theme.SERIES[5], "circle-open"),
    ):
        shown = [(y, entry) for y, entry in found if entry.share and entry.share.status is status]
        if shown:
            _add_dots(chart, shown, colour, symbol)
    hidden = [y for y, entry in found if entry.share and not entry.share.shown]
    if hidden:
        chart.add_scatter(
            x=[0.0] * len(hidden), y=hidden, mode="text", text=["not enough data"] * len(hidden),
            textposition="middle right", textfont={"color": theme.MUTED, "size": 12}, hoverinfo="skip",
        )  # fmt: skip
    limit = min(1.0, highest) * 1.22 or 1.0
    chart.update_xaxes(
        range=[0, limit], tickformat=".0%", nticks=6, title={"text": axis_title,
        "font": {"color": theme.MUTED, "size": 13}},
        rangemode="tozero",
    )  # fmt: skip
    bottom = -len(found) + 0.4
    chart.update_yaxes(
        range=[bottom, 0.6], tickvals=[y for y, _ in found], ticktext=[_tick(entry) for _, entry in found],
        tickfont={"color": theme.TEXT, "size": 13}, showgrid=True, ticks="outside", ticklen=6,
        tickcolor=theme.CLEAR,
    )  # fmt: skip
    narrow = {
        "height": 44 * len(found) + 70,
        **labels_above([(y, _tick(entry)) for y, entry in found], 6, [bottom, 1.0]),
        "margin": {"l": 4, "r": 8},
        "xaxis": {"nticks": 6},
    }
    return chart, narrow


def labels_above(ticks: Sequence[tuple[int, str]], shift: int, span: list[float]) -> dict[str, Any]:
    """Return the parts of a narrow layout that put each row's label above it, ``shift`` pixels up.

    Annotations and not tick labels inside the plot: those make plotly drop the ticks of the other axis.
    """
    return {
        "annotations": [
            {
                "text": text, "x": 0, "xref": "paper", "xanchor": "left", "y": y, "yanchor": "bottom",
                "yshift": shift,
                "showarrow": False, "font": {"size": 13, "color": theme.TEXT},
            }
            for y, text in ticks
        ],
        "yaxis": {"showticklabels": False, "ticklen": 0, "range": span},
    }  # fmt: skip


def _tick(entry: Dot) -> str:
    return label(entry.label) if entry.share else f"<b>{label(entry.label)}</b>"


def _add_dots(chart: Any, shown: Sequence[tuple[int, Dot]], colour: str, symbol: str) -> None:
    shares = [(y, entry.label, entry.share) for y, entry in shown if entry.share]
    values = [share.value or 0.0 for _, _, share in shares]
    highs = [share.high or 0.0 for _, _, share in shares]
    lows = [share.low or 0.0 for _, _, share in shares]
    heights = [y for y, _, _ in shares]
    chart.add_scatter(
        x=values, y=heights, mode="markers", customdata=[hover(name, share) for _, name, share in shares],
        hovertemplate="%{customdata}<extra></extra>", marker={"color": colour, "size": 10, "symbol": symbol},
        error_x={
            "type": "data", "symmetric": False, "color": colour, "thickness": 2, "width": 0,
            "array": [high - value for high, value in zip(highs, values, strict=True)],
            "arrayminus": [value - low for low, value in zip(lows, values, strict=True)],
        },
    )  # fmt: skip
    chart.add_scatter(
        x=highs, y=heights, mode="text", text=[f" {percent(value)}" for value in values],
        textposition="middle right", textfont={"color": theme.TEXT, "size": 13}, hoverinfo="skip",
    )  # fmt: skip


def percent(share: float) -> str:
    """Return "38 %", with one decimal below ten percent."""
    return f"{share * 100:.0f} %" if share >= 0.0995 or share == 0 else f"{share * 100:.1f} %"


def hover(name: str, share: Share) -> str:
    """Return what a dot says when it is pointed at: value, interval, k of n, employers, status."""
    lines = [f"<b>{label(name)}</b>: {share}", f"{share.hits:,} of {share.postings:,} postings"]
    lines.append(f"{share.employers:,} employers; {share.status.value}")
    return "<br>".join([*lines, escape(share.reason, quote=False)] if share.reason else lines)
