"""How does a count over time look? A line with its band, single steps as dots, and how much each step rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from reports import theme
from reports.figures.board_months import Step
from reports.figures.drawing import blank, label
from reports.published import counted

# The part of the height that the columns of n take.
STRIP = 0.2
# Beyond this many days an axis names years.
MANY_DAYS = 1500


class Scale(Enum):
    """Whether the lines are an index, the first year being 100, or postings as counted."""

    INDEX = "index"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Values:
    """What a step shows on one scale: alone, smoothed with its band, what was open, all as scraped. None = unknown."""

    alone: float | None
    mean: float | None
    low: float | None
    high: float | None
    opened: float | None
    scraped: float


@dataclass(frozen=True, slots=True)
class Counted:
    """One step of time: its values on both scales, and what they rest on. ``matched`` boards are those compared."""

    start: date
    name: str
    index: Values
    count: Values
    matched: int
    postings: int
    employers: int
    sources: int
    entered: tuple[str, ...]
    left: tuple[str, ...]

    def on(self, scale: Scale) -> Values:
        """Return the values on a scale."""
        return self.index if scale is Scale.INDEX else self.count


def index_chart(months: Sequence[Counted], step: Step, scale: Scale) -> tuple[Any, dict[str, Any]]:
    """Return the chart of the steps on a scale, and its layout for narrow screens."""
    shown = [month.on(scale) for month in months]
    chart = blank(height=440, margin={"l": 8, "r": 14, "t": 34, "b": 44}, bargap=0.15)
    days = [month.start.isoformat() for month in months]
    for part in _stretches(shown):
        there = days[part.start : part.stop]
        band = shown[part.start : part.stop]
        chart.add_scatter(
            x=there + there[::-1], y=[one.high for one in band] + [one.low for one in band][::-1],
            fill="toself", fillcolor=theme.BAND, line={"width": 0}, mode="lines", hoverinfo="skip",
            showlegend=False,
        )  # fmt: skip
    chart.add_scatter(
        x=days, y=[one.scraped for one in shown], mode="lines", name="As scraped, all boards",
        line={"width": 1, "color": theme.AXIS}, hoverinfo="skip",
    )  # fmt: skip
    chart.add_scatter(
        x=days, y=[one.alone for one in shown], mode="markers", hoverinfo="skip", showlegend=False,
        marker={"size": 3 if _long(months) else 4, "color": theme.SERIES[0], "opacity": 0.55},
    )  # fmt: skip
    if any(one.opened is not None for one in shown):
        chart.add_scatter(
            x=days, y=[one.opened for one in shown], mode="lines", name="Open on the last day",
            line={"width": 2, "color": theme.SERIES[3], "dash": "dash"}, hoverinfo="skip", connectgaps=False,
        )  # fmt: skip
    chart.add_scatter(
        x=days, y=[one.mean for one in shown], mode="lines", name="Newly posted, same boards",
        line={"width": 2.4, "color": theme.SERIES[0]}, connectgaps=False, hoverinfo="skip",
    )  # fmt: skip
    chart.add_scatter(
        x=days, y=[one.mean if one.mean is not None else one.alone for one in shown], mode="markers",
        marker={"size": 14, "color": theme.CLEAR}, showlegend=False,
        customdata=[_hover(month, step, scale) for month in months], hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    chart.add_bar(
        x=days, y=[month.matched for month in months], yaxis="y2", showlegend=False, name="n",
        marker={"color": theme.SERIES[5]}, hovertemplate="%{customdata}<extra></extra>",
        customdata=[
            f"{month.name}: n = {month.matched:,} postings<br>{_rests_on(month)}" for month in months
        ],
    )  # fmt: skip
    top = _top(shown)
    _axes(chart, months, top, scale)
    marks = _marks(chart, months, top, step)
    narrow = {
        "height": 420,
        "margin": {"l": 4, "r": 8, "t": 80},
        "annotations": [mark for mark in marks if mark.get("name") == "axis"],
        "xaxis": {"nticks": 5},
        "legend": {"orientation": "v", "y": 1.02},
    }
    return chart, narrow


def _long(months: Sequence[Counted]) -> bool:
    return (months[-1].start - months[0].start).days > MANY_DAYS


def _top(shown: Sequence[Values]) -> float:
    """Return the highest value of the axis: the raw total may leave the picture, the index may not."""
    return max(value for one in shown for value in (one.high, one.alone, one.opened) if value) * 1.12


def _axes(chart: Any, months: Sequence[Counted], top: float, scale: Scale) -> None:
    many = _long(months)
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
    if scale is Scale.INDEX:
        chart.add_shape(
            type="line", xref="paper", x0=0, x1=1, y0=100, y1=100,
            line={"color": theme.AXIS, "width": 1, "dash": "dot"},
        )  # fmt: skip


def _marks(chart: Any, months: Sequence[Counted], top: float, step: Step) -> list[dict[str, Any]]:
    """Draw a dotted line where a source enters or leaves, its name in one of three rows; return all annotations."""
    marks: list[dict[str, Any]] = [
        {
            "text": f"n per {step.noun}", "name": "axis", "x": 0.01, "xref": "paper", "xanchor": "left",
            "y": STRIP - 0.055, "yref": "paper", "yanchor": "bottom", "showarrow": False,
            "font": {"size": 12, "color": theme.MUTED},
        }
    ]  # fmt: skip
    moves = [month for month in months if month.entered or month.left]
    for number, month in enumerate(moves):
        day = month.start.isoformat()
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


def _stretches(shown: Sequence[Values]) -> list[range]:
    """Return the runs of steps without a gap: a band must not bridge one."""
    runs: list[range] = []
    for number, one in enumerate(shown):
        if one.mean is None:
            continue
        if runs and runs[-1].stop == number:
            runs[-1] = range(runs[-1].start, number + 1)
        else:
            runs.append(range(number, number + 1))
    return [run for run in runs if len(run) > 1]


def _hover(month: Counted, step: Step, scale: Scale) -> str:
    one, what = month.on(scale), "index" if scale is Scale.INDEX else "postings"
    lines = [f"<b>{month.name}</b>"]
    if one.mean is not None:
        lines.append(f"{what} {one.mean:,.0f} ({one.low:,.0f}–{one.high:,.0f}), {step.smoothed}")
    lines.append(
        f"{what} {one.alone:,.0f}, the {step.noun} alone" if one.alone is not None else "not enough data"
    )
    if one.opened is not None:
        lines.append(f"open on the last day: {one.opened:,.0f}")
    lines.append(f"n = {month.matched:,} on boards that can be compared; {month.postings:,} as scraped")
    lines.append(_rests_on(month))
    return "<br>".join(lines)


def _rests_on(month: Counted) -> str:
    return f"{counted(month.employers, 'employer')}, {counted(month.sources, 'source')}"
