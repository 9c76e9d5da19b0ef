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
# How far an axis goes on behind the highest interval, so that value and interval can be read there: wide, narrow.
ROOM_FOR_VALUES = (1.26, 1.55)


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
    """One row of a dot chart: a share, or a heading where there is none; ``aside`` stands in a column beside it.

    ``quiet`` rows stand back: bars of what is not stated. ``rests_on`` ends what the row says when pointed at.
    ``second`` is a share within the first one, a hollow mark: of those that name a skill, those that require it.
    """

    label: str
    share: Share | None = None
    aside: str = ""
    quiet: bool = False
    rests_on: str = ""
    second: Share | None = None


def dots(
    entries: Sequence[Dot], axis_title: str, aside: str = "", bars: bool = False, marks: Sequence[str] = ()
) -> tuple[Any, dict[str, Any]]:
    """Return a chart of shares with intervals, the first entry on top, and its layout for narrow screens.

    Weak values are hollow and grey, suppressed ones say "not enough data" and have no dot. ``aside`` is the
    heading of the column beside the plot; ``bars`` draws bars in place of dots, for parts of one whole; ``marks`` says
    what the first and the second mark of a row stand for.
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
            (_add_bars if bars else _add_dots)(chart, shown, colour, symbol)
    hidden = [y for y, entry in found if entry.share and not entry.share.shown]
    if hidden:
        chart.add_scatter(
            x=[0.0] * len(hidden), y=hidden, mode="text", text=["not enough data"] * len(hidden),
            textposition="middle right", textfont={"color": theme.MUTED, "size": 12}, hoverinfo="skip",
        )  # fmt: skip
    chart.update_layout(bargap=0.45)
    wide, small = (min(1.0, highest) * room or 1.0 for room in ROOM_FOR_VALUES)
    chart.update_xaxes(
        range=[0, wide], tickformat=".0%", nticks=6, title={"text": axis_title,
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
        **labels_above(
            [(y, _tick(entry) + _short(entry.aside)) for y, entry in found], 8 if bars else 6, [bottom, 1.0]
        ),
        "bargap": 0.7,
        "margin": {"l": 4, "r": 8},
        "xaxis": {"nticks": 6, "range": [0, small]},
        **few_rows(len(found), 44 * len(found) + 70),
    }
    if aside:
        add_aside(chart, [(y, entry.aside) for y, entry in found], aside)
        narrow["xaxis"]["domain"] = [0, 1]
        narrow["margin"]["t"] = 8
    if marks:
        _add_second(chart, [(y, entry) for y, entry in found if entry.second and entry.second.shown], marks)
        narrow["margin"]["t"] = 34
    return chart, narrow


def _add_second(chart: Any, shown: Sequence[tuple[int, Dot]], marks: Sequence[str]) -> None:
    """Put the hollow marks in, and a legend of both; names come from empty traces, so that each stands there once."""
    hollow = {
        "color": theme.SERIES[3],
        "size": 9,
        "symbol": "diamond-open",
        "line": {"width": 2, "color": theme.SERIES[3]},
    }
    chart.update_traces(showlegend=False)
    chart.add_scatter(
        x=[None], y=[None], mode="markers", name=marks[0], marker={"color": theme.SERIES[0], "size": 10}
    )
    chart.add_scatter(
        x=[entry.second.value for _, entry in shown if entry.second], y=[y for y, _ in shown], mode="markers",
        name=marks[1], marker=hollow, hovertemplate="%{customdata}<extra></extra>",
        customdata=[
            hover(f"{entry.label}, {marks[1]}", entry.second, entry.rests_on) for _, entry in shown if entry.second
        ],
    )  # fmt: skip
    chart.update_layout(showlegend=True, legend=legend_on_top(), margin={"t": 34})


def add_aside(
    chart: Any, texts: Sequence[tuple[int, str]], title: str, top: int = 34, end: float = 0.8
) -> None:
    """Put texts in a column right of the plot, which ends at a part of the width.

    A narrow layout replaces annotations, and so drops the column.
    """
    chart.update_layout(margin={"t": top}, xaxis={"domain": [0, end]})
    place = {"x": 1, "xref": "paper", "xanchor": "right", "showarrow": False}
    head = {
        **place, "y": 1, "yref": "paper", "yanchor": "bottom", "text": title, "align": "right",
        "font": {"size": 13, "color": theme.MUTED},
    }  # fmt: skip
    rest = [
        {**place, "y": y, "text": text, "font": {"size": 13, "color": theme.TEXT}}
        for y, text in texts
        if text
    ]
    chart.update_layout(annotations=[*chart.layout.annotations, head, *rest])


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


# As many rows a narrow screen shows at first.
FEW = 10


def few_rows(count: int, height: float, top: float = 1.0) -> dict[str, Any]:
    """Return the part of a narrow layout with the first ten rows only, nothing where there are no more.

    ``height`` is that of the chart with all its rows, ``top`` the upper end of its axis; rows are one apart.
    """
    if count <= FEW:
        return {}
    row = (height - 70) / count
    return {"few": {"height": round(70 + row * FEW), "yaxis": {"range": [-FEW + 0.4, top]}, "rows": count}}


def say_basis(chart: Any, words: str) -> None:
    """End all that the chart says when pointed at with what it rests on."""
    for trace in chart.data:
        if trace.hovertemplate:
            trace.hovertemplate = trace.hovertemplate.replace(
                "<extra", f"<br>{escape(words, quote=False)}<extra", 1
            )


def _short(aside: str) -> str:
    """Return an aside without its interval, as it stands behind a label."""
    value = aside.split(" (")[0]
    return f"  {value}" if value.strip("–") else ""


def _tick(entry: Dot) -> str:
    return label(entry.label) if entry.share else f"<b>{label(entry.label)}</b>"


def _add_dots(chart: Any, shown: Sequence[tuple[int, Dot]], colour: str, symbol: str) -> None:
    shares = [(y, entry, entry.share) for y, entry in shown if entry.share]
    values = [share.value or 0.0 for _, _, share in shares]
    highs = [share.high or 0.0 for _, _, share in shares]
    lows = [share.low or 0.0 for _, _, share in shares]
    heights = [y for y, _, _ in shares]
    chart.add_scatter(
        x=values, y=heights, mode="markers", customdata=[hover(entry.label, share, entry.rests_on) for _, entry, share in shares],
        hovertemplate="%{customdata}<extra></extra>", marker={"color": colour, "size": 10, "symbol": symbol},
        error_x={
            "type": "data", "symmetric": False, "color": colour, "thickness": 2, "width": 0,
            "array": [high - value for high, value in zip(highs, values, strict=True)],
            "arrayminus": [value - low for low, value in zip(lows, values, strict=True)],
        },
    )  # fmt: skip
    _add_values(chart, [(y, share) for y, _, share in shares])


def _add_bars(chart: Any, shown: Sequence[tuple[int, Dot]], colour: str, _: str) -> None:
    shares = [(y, entry, entry.share) for y, entry in shown if entry.share]
    values = [share.value or 0.0 for _, _, share in shares]
    chart.add_bar(
        x=values, y=[y for y, _, _ in shares], orientation="h",
        marker={"color": [theme.SERIES[5] if entry.quiet else colour for _, entry in shown if entry.share]},
        customdata=[hover(entry.label, share, entry.rests_on) for _, entry, share in shares],
        hovertemplate="%{customdata}<extra></extra>",
        error_x={
            "type": "data", "symmetric": False, "color": theme.TEXT, "thickness": 1.5, "width": 4,
            "array": [(share.high or 0.0) - value for (_, _, share), value in zip(shares, values, strict=True)],
            "arrayminus": [value - (share.low or 0.0) for (_, _, share), value in zip(shares, values, strict=True)],
        },
    )  # fmt: skip
    _add_values(chart, [(y, share) for y, _, share in shares])


def _add_values(chart: Any, shares: Sequence[tuple[int, Share]]) -> None:
    chart.add_scatter(
        x=[share.high or 0.0 for _, share in shares], y=[y for y, _ in shares], mode="text",
        text=[f" {_value(share)}" for _, share in shares],
        textposition="middle right", textfont={"color": theme.TEXT, "size": 13}, hoverinfo="skip",
    )  # fmt: skip


def _value(share: Share) -> str:
    low, high = share.low or 0.0, share.high or 0.0
    return f"{percent(share.value or 0.0)} ({low * 100:.0f}–{high * 100:.0f})"


def percent(share: float) -> str:
    """Return "38 %", with one decimal below ten percent."""
    return f"{share * 100:.0f} %" if share >= 0.0995 or share == 0 else f"{share * 100:.1f} %"


def hover(name: str, share: Share, rests_on: str = "") -> str:
    """Return what a dot says when it is pointed at: value, interval, k of n, employers, status, period and sources."""
    lines = [f"<b>{label(name)}</b>: {share}", f"{share.hits:,} of {share.postings:,} postings"]
    lines.append(f"{share.employers:,} employers; {share.status.value}")
    ends = [escape(text, quote=False) for text in (share.reason, rests_on) if text]
    return "<br>".join([*lines, *ends])
