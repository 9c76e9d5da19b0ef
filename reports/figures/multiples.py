"""How do several lines over the same months look beside each other? One panel each, one scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from reports import theme
from reports.figures.drawing import blank, label, percent
from reports.statistics.gates import Status
from reports.statistics.share import Share

COLUMNS = 3
ROW_HEIGHT = 210
HEAD = 34
# Beyond this many months the dots of single months, and full rings, would hide the line.
MANY_MONTHS = 48


@dataclass(frozen=True, slots=True)
class LinePoint:
    """One month of a line: rolling share with limits, the month alone, and what they count. None = a gap.

    ``scraped`` is the rolling share of all that was scraped, whatever the mix of sources.
    """

    month: date
    share: float | None
    low: float | None
    high: float | None
    month_share: float | None
    hits: int
    postings: int
    employers: int
    status: str
    scraped: Share | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One skill over all months, and the word that its panel carries."""

    name: str
    note: str
    points: tuple[LinePoint, ...]


def multiples(lines: Sequence[Line], entries: Sequence[date] = ()) -> tuple[Any, dict[str, Any]]:
    """Return the chart in three columns, and its layout in one column for narrow screens.

    ``entries`` are the months in which a source joined: a dotted line in each panel.
    """
    wide, narrow = _places(len(lines), COLUMNS), _places(len(lines), 1)
    chart = blank(
        height=narrow_height(len(wide["rows"])),
        margin={"l": 46, "r": 10, "t": 6, "b": 44},
        xaxis=None,
        yaxis=None,
    )
    for number, line in enumerate(lines, start=1):
        _add_line(chart, line, "" if number == 1 else str(number))
    values = [found.high for line in lines for found in line.points if found.high is not None]
    values += [found.month_share for line in lines for found in line.points if found.month_share is not None]
    top = min(1.0, max(values) * 1.08)
    for number in range(1, len(lines) + 1):
        _add_axes(chart, number, wide, top, _span(lines[0]))
        _add_entries(chart, number, entries)
    chart.update_layout(annotations=_titles(lines, wide))
    patch: dict[str, Any] = {"height": narrow_height(len(lines)), "annotations": _titles(lines, narrow)}
    for number in range(1, len(lines) + 1):
        suffix = "" if number == 1 else str(number)
        patch[f"xaxis{suffix}"] = {"domain": narrow["columns"][number - 1], "showticklabels": True}
        patch[f"yaxis{suffix}"] = {"domain": narrow["rows_of"][number - 1], "showticklabels": True}
    return chart, patch


def narrow_height(panel_rows: int) -> int:
    """Return the height of a chart with so many rows of panels, in pixels."""
    return ROW_HEIGHT * panel_rows + 20


def _places(count: int, columns: int) -> dict[str, list[Any]]:
    """Return the domain of each panel, row by row from the top, with room for its title above it."""
    panel_rows = -(-count // columns)
    height, gap = 1 / panel_rows, 0.05 if columns > 1 else 0.0
    width = (1 - gap * (columns - 1)) / columns
    head, foot = HEAD / narrow_height(panel_rows), 40 / narrow_height(panel_rows)
    across, down = [], []
    for number in range(count):
        row, column = divmod(number, columns)
        left = column * (width + gap)
        across.append([left, left + width])
        bottom = 1 - (row + 1) * height + (foot if row < panel_rows - 1 else 0.0)
        down.append([bottom, 1 - row * height - head])
    return {"columns": across, "rows_of": down, "rows": list(range(panel_rows))}


def _titles(lines: Sequence[Line], places: dict[str, list[Any]]) -> list[dict[str, Any]]:
    titles = []
    for number, line in enumerate(lines):
        last = next((found for found in reversed(line.points) if found.share is not None), None)
        value = f"{percent(last.share)}" if last and last.share is not None else "not enough data"
        sign = {"rising": "▲ ", "falling": "▼ "}.get(line.note.split()[0], "")
        mark = f" {sign}{line.note}" if sign else ""
        titles.append({
            "text": f"<b>{label(line.name, 22)}</b>  {value}{mark}", "showarrow": False, "xref": "paper",
            "yref": "paper",
            "x": places["columns"][number][0], "y": places["rows_of"][number][1], "xanchor": "left",
            "yanchor": "bottom",
            "font": {"size": 13, "color": theme.TEXT}, "align": "left", "yshift": 4,
        })  # fmt: skip
    return titles


def _add_axes(chart: Any, number: int, places: dict[str, list[Any]], top: float, span: list[str]) -> None:
    suffix = "" if number == 1 else str(number)
    axis = {
        "fixedrange": True,
        "gridcolor": theme.GRID,
        "zeroline": False,
        "tickfont": {"size": 12, "color": theme.MUTED},
    }
    chart.update_layout({
        f"xaxis{suffix}": {
            **axis, "type": "date", "domain": places["columns"][number - 1], "anchor": f"y{suffix}",
            "range": span,
            "showgrid": False, "nticks": 4, "tickformat": "%Y" if _years(span) > 3 else "%b\n%Y",
            "hoverformat": "%b %Y", "showline": True, "linecolor": theme.AXIS,
        },
        f"yaxis{suffix}": {
            **axis, "domain": places["rows_of"][number - 1], "anchor": f"x{suffix}", "range": [0, top],
            "tickformat": ".0%",
            "nticks": 4, "showticklabels": (number - 1) % COLUMNS == 0,
        },
    })  # fmt: skip


def _add_entries(chart: Any, number: int, entries: Sequence[date]) -> None:
    suffix = "" if number == 1 else str(number)
    for month in sorted(set(entries)):
        chart.add_shape(
            type="line", x0=month.isoformat(), x1=month.isoformat(), xref=f"x{suffix}",
            y0=0, y1=1, yref=f"y{suffix} domain", line={"color": theme.AXIS, "width": 1, "dash": "dot"},
        )  # fmt: skip


def _span(line: Line) -> list[str]:
    """Return the range of the months, with room so that the first and the last dot are whole."""
    first, last = line.points[0].month, line.points[-1].month
    room = timedelta(days=max(10, (last - first).days // 40))
    return [(first - room).isoformat(), (last + room).isoformat()]


def _years(span: list[str]) -> int:
    return date.fromisoformat(span[1]).year - date.fromisoformat(span[0]).year


def _add_line(chart: Any, line: Line, suffix: str) -> None:
    months = [found.month.isoformat() for found in line.points]
    axes = {"x": months, "xaxis": f"x{suffix}", "yaxis": f"y{suffix}", "connectgaps": False}
    for part in _stretches(line):
        there = [found.month.isoformat() for found in part]
        chart.add_scatter(
            x=there + there[::-1], y=[found.high for found in part] + [found.low for found in part][::-1],
            fill="toself", fillcolor=theme.BAND, line={"width": 0}, mode="lines", hoverinfo="skip",
            xaxis=f"x{suffix}", yaxis=f"y{suffix}",
        )  # fmt: skip
    chart.add_scatter(
        **axes, y=[found.month_share for found in line.points], mode="markers", hoverinfo="skip",
        marker={"size": 4 if len(months) <= MANY_MONTHS else 2.5, "color": theme.SERIES[5]},
    )  # fmt: skip
    chart.add_scatter(
        **axes, y=[found.share for found in line.points], mode="lines", line={"width": 2.2,
        "color": theme.SERIES[0]},
        customdata=[_hover(line.name, found) for found in line.points],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    _add_weak(chart, line, axes)


def _add_weak(chart: Any, line: Line, axes: Mapping[str, Any]) -> None:
    """Put a hollow ring on the values that are weak."""
    weak = [
        found
        for found in line.points
        if found.share is not None and found.status.startswith(Status.LOW.value)
    ]
    if weak:
        size, width = (6, 1.5) if len(line.points) <= MANY_MONTHS else (3.5, 1)
        chart.add_scatter(
            **{**axes, "x": [found.month.isoformat() for found in weak]}, y=[found.share for found in weak],
            mode="markers", hoverinfo="skip",
            marker={"size": size, "color": theme.PAPER, "line": {"width": width, "color": theme.SERIES[0]}},
        )  # fmt: skip


def _stretches(line: Line) -> list[list[LinePoint]]:
    """Return the runs of months without a gap: a band must not bridge one."""
    runs: list[list[LinePoint]] = [[]]
    for found in line.points:
        if found.share is None:
            runs.append([])
        else:
            runs[-1].append(found)
    return [run for run in runs if len(run) > 1]


def _hover(name: str, found: LinePoint) -> str:
    if found.share is None or found.low is None or found.high is None:
        return f"{found.month:%b %Y}: not enough data"
    limits = f"{found.low * 100:.0f}–{found.high * 100:.0f}"
    return (
        f"<b>{label(name)}</b>, three months to {found.month:%b %Y}<br>{percent(found.share)} ({limits})<br>"
        f"{found.hits:,} of {found.postings:,} postings, {found.employers:,} employers"
    )
