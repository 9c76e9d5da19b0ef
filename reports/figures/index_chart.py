"""How does an index over months look? A line with its band, months as dots, and how much each month rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports import theme
from reports.figures.drawing import blank, label
from reports.published import counted

# The part of the height that the columns of n take.
STRIP = 0.2
# Beyond this many months an axis names years.
MANY_MONTHS = 48


@dataclass(frozen=True, slots=True)
class Month:
    """One month: index of new postings with its band, of open ones, and what they count. None = cannot be told."""

    month: date
    index: float | None
    mean: float | None
    low: float | None
    high: float | None
    open_index: float | None
    raw_index: float
    matched: int
    postings: int
    employers: int
    sources: int
    entered: tuple[str, ...]
    left: tuple[str, ...]


def index_chart(months: Sequence[Month]) -> tuple[Any, dict[str, Any]]:
    """Return the chart and its layout for narrow screens."""
    chart = blank(height=440, margin={"l": 8, "r": 14, "t": 34, "b": 44}, bargap=0.15)
    days = [month.month.isoformat() for month in months]
    for part in _stretches(months):
        there = [month.month.isoformat() for month in part]
        chart.add_scatter(
            x=there + there[::-1], y=[month.high for month in part] + [month.low for month in part][::-1],
            fill="toself", fillcolor=theme.BAND, line={"width": 0}, mode="lines", hoverinfo="skip",
            showlegend=False,
        )  # fmt: skip
    chart.add_scatter(
        x=days, y=[month.raw_index for month in months], mode="lines", name="As scraped, all boards",
        line={"width": 1, "color": theme.AXIS}, hoverinfo="skip",
    )  # fmt: skip
    chart.add_scatter(
        x=days, y=[month.index for month in months], mode="markers", hoverinfo="skip", showlegend=False,
        marker={"size": 4 if len(months) <= MANY_MONTHS else 3, "color": theme.SERIES[0], "opacity": 0.55},
    )  # fmt: skip
    if any(month.open_index is not None for month in months):
        chart.add_scatter(
            x=days, y=[month.open_index for month in months], mode="lines", name="Open on the last day",
            line={"width": 2, "color": theme.SERIES[3], "dash": "dash"}, hoverinfo="skip", connectgaps=False,
        )  # fmt: skip
    chart.add_scatter(
        x=days, y=[month.mean for month in months], mode="lines", name="Newly posted, same boards",
        line={"width": 2.4, "color": theme.SERIES[0]}, connectgaps=False, hoverinfo="skip",
    )  # fmt: skip
    chart.add_scatter(
        x=days, y=[month.mean if month.mean is not None else month.index for month in months], mode="markers",
        marker={"size": 14, "color": theme.CLEAR}, showlegend=False,
        customdata=[_hover(month) for month in months], hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    chart.add_bar(
        x=days, y=[month.matched for month in months], yaxis="y2", showlegend=False, name="n",
        marker={"color": theme.SERIES[5]}, hovertemplate="%{customdata}<extra></extra>",
        customdata=[
            f"{month.month:%b %Y}: n = {month.matched:,} postings<br>{_rests_on(month)}" for month in months
        ],
    )  # fmt: skip
    top = _top(months)
    _axes(chart, months, top)
    marks = _marks(chart, months, top)
    narrow = {
        "height": 420,
        "margin": {"l": 4, "r": 8, "t": 80},
        "annotations": [mark for mark in marks if mark.get("name") == "axis"],
        "xaxis": {"nticks": 5},
        "legend": {"orientation": "v", "y": 1.02},
    }
    return chart, narrow


def _top(months: Sequence[Month]) -> float:
    """Return the highest value of the axis: the raw total may leave the picture, the index may not."""
    shown = [value for month in months for value in (month.high, month.index, month.open_index) if value]
    return max(shown) * 1.12


def _axes(chart: Any, months: Sequence[Month], top: float) -> None:
    many = len(months) > MANY_MONTHS
    chart.update_layout(
        showlegend=True,
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1.01, "yanchor": "bottom",
                "bgcolor": theme.CLEAR, "font": {"color": theme.TEXT}, "itemclick": False,
                "itemdoubleclick": False},
        yaxis2={
            "domain": [0, STRIP - 0.05], "anchor": "x", "fixedrange": True, "showgrid": False, "nticks": 3,
            "rangemode": "tozero", "tickfont": {"size": 12, "color": theme.MUTED}, "zeroline": False,
            "automargin": True,
        },
    )  # fmt: skip
    chart.update_layout(yaxis={"domain": [STRIP, 1], "range": [0, top], "nticks": 6})
    chart.update_xaxes(
        type="date", showgrid=False, showline=True, anchor="y2", tickformat="%Y" if many else "%b\n%Y",
        nticks=14 if many else 8, hoverformat="%b %Y",
    )  # fmt: skip
    chart.add_shape(
        type="line", xref="paper", x0=0, x1=1, y0=100, y1=100,
        line={"color": theme.AXIS, "width": 1, "dash": "dot"},
    )  # fmt: skip


def _marks(chart: Any, months: Sequence[Month], top: float) -> list[dict[str, Any]]:
    """Draw a dotted line where a source enters or leaves, its name in one of three rows; return all annotations."""
    marks: list[dict[str, Any]] = [
        {
            "text": "n per month", "name": "axis", "x": 0.01, "xref": "paper", "xanchor": "left",
            "y": STRIP - 0.055, "yref": "paper", "yanchor": "bottom", "showarrow": False,
            "font": {"size": 12, "color": theme.MUTED},
        }
    ]  # fmt: skip
    moves = [month for month in months if month.entered or month.left]
    for number, month in enumerate(moves):
        day = month.month.isoformat()
        chart.add_shape(
            type="line", x0=day, x1=day, y0=STRIP, y1=1, yref="paper",
            line={"color": theme.AXIS, "width": 1, "dash": "dot"},
        )  # fmt: skip
        late = months.index(month) > len(months) / 2
        words = [f"+ {label(name, 24)}" for name in month.entered] + [
            f"− {label(name, 24)}" for name in month.left
        ]
        marks.append({
            "text": "<br>".join(words), "name": "move", "x": day, "y": top * (1 - 0.075 * (number % 4)),
            "xanchor": "right" if late else "left", "yanchor": "top", "showarrow": False, "align": "left",
            "font": {"size": 11, "color": theme.MUTED}, "bgcolor": theme.CLEAR,
        })  # fmt: skip
    chart.update_layout(annotations=marks)
    return marks


def _stretches(months: Sequence[Month]) -> list[list[Month]]:
    """Return the runs of months without a gap: a band must not bridge one."""
    runs: list[list[Month]] = [[]]
    for month in months:
        if month.mean is None:
            runs.append([])
        else:
            runs[-1].append(month)
    return [run for run in runs if len(run) > 1]


def _hover(month: Month) -> str:
    lines = [f"<b>{month.month:%b %Y}</b>"]
    if month.mean is not None:
        lines.append(f"index {month.mean:.0f} ({month.low:.0f}–{month.high:.0f}), three months")
    lines.append(
        f"index {month.index:.0f}, the month alone" if month.index is not None else "not enough data"
    )
    if month.open_index is not None:
        lines.append(f"open on the last day: {month.open_index:.0f}")
    lines.append(f"n = {month.matched:,} on boards that can be compared; {month.postings:,} as scraped")
    lines.append(_rests_on(month))
    return "<br>".join(lines)


def _rests_on(month: Month) -> str:
    return f"{counted(month.employers, 'employer')}, {counted(month.sources, 'source')}"
