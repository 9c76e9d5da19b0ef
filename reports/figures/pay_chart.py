"""How does pay look? Who states it on top; below, medians with and without a skill, and the adjusted difference."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reports import theme
from reports.figures.drawing import blank, label, percent
from reports.figures.pay_by_skill import Pay, SkillPay, Spread
from reports.statistics.gates import Status
from reports.statistics.share import Share
from reports.statistics.trend import FALSE_DISCOVERY

ROW, NARROW_ROW, HEAD, AXIS = 28, 46, 40, 46
AXES = ("", "2", "3")


@dataclass(frozen=True, slots=True)
class PayRow:
    """One country and the share of its postings that state pay."""

    label: str
    share: Share


@dataclass(frozen=True, slots=True)
class _Places:
    """The height of the chart, and where each panel lies: (x domain, y domain) in parts of the plot."""

    height: int
    panels: tuple[tuple[list[float], list[float]], ...]


def pay_chart(
    countries: Sequence[PayRow], pay: Pay, skills: Sequence[SkillPay]
) -> tuple[Any, dict[str, Any]]:
    """Return the chart and its layout for narrow screens; without skills it is the first panel alone."""
    wide, narrow = _side_by_side(len(countries), len(skills)), _stacked(len(countries), len(skills))
    chart = blank(height=wide.height, margin={"l": 8, "r": 14, "t": 0, "b": 0}, xaxis=None, yaxis=None)
    _add_coverage(chart, countries)
    names = [[row.label for row in countries]]
    if skills:
        _add_medians(chart, skills, pay)
        _add_differences(chart, skills)
        names += [[entry.skill.label for entry in skills]] * 2
    titles = _titles(pay, bool(skills))
    chart.update_layout(_axes(countries, skills, pay, wide, names))
    chart.update_layout(annotations=_headings(titles, wide))
    patch: dict[str, Any] = {"height": narrow.height, "margin": {"l": 6, "r": 10}}
    marks = _headings(titles, narrow)
    for number, rows in enumerate(names):
        suffix, (across, down) = AXES[number], narrow.panels[number]
        patch[f"xaxis{suffix}"] = {"domain": across, "nticks": 5}
        patch[f"yaxis{suffix}"] = {
            "domain": down, "showticklabels": False, "ticklen": 0, "range": [-len(rows) + 0.5, 0.9],
        }  # fmt: skip
        marks += [
            {
                "text": label(name), "x": across[0], "xref": "paper", "xanchor": "left", "y": -row,
                "yref": f"y{suffix}", "yanchor": "bottom", "yshift": 9, "showarrow": False,
                "font": {"size": 13, "color": theme.TEXT},
            }
            for row, name in enumerate(rows)
        ]  # fmt: skip
    patch["annotations"] = marks
    return chart, patch


def _side_by_side(countries: int, skills: int) -> _Places:
    """Coverage over the whole width; medians and differences beside each other, sharing their rows."""
    heights = [HEAD + countries * ROW + AXIS] + ([HEAD + skills * ROW + AXIS] if skills else [])
    bands = _bands(heights)
    panels = [([0.0, 1.0], bands[0])]
    if skills:
        panels += [([0.0, 0.57], bands[1]), ([0.63, 1.0], bands[1])]
    return _Places(sum(heights), tuple(panels))


def _stacked(countries: int, skills: int) -> _Places:
    rows = [countries] + ([skills, skills] if skills else [])
    heights = [HEAD + count * NARROW_ROW + AXIS for count in rows]
    return _Places(sum(heights), tuple(([0.0, 1.0], band) for band in _bands(heights)))


def _bands(heights: Sequence[int]) -> list[list[float]]:
    """Return the y domain of each panel from the top, without its head and its axis."""
    whole, top, bands = sum(heights), sum(heights), []
    for height in heights:
        bands.append([(top - height + AXIS) / whole, (top - HEAD) / whole])
        top -= height
    return bands


def _titles(pay: Pay, skills: bool) -> list[str]:
    first = "Postings that state pay, by country"
    if not skills:
        return [first]
    return [first, f"Median pay, {pay.currency} a year", "Difference, all else alike"]


def _headings(titles: Sequence[str], places: _Places) -> list[dict[str, Any]]:
    return [
        {
            "text": f"<b>{title}</b>", "x": across[0], "xref": "paper", "xanchor": "left", "y": down[1],
            "yref": "paper", "yanchor": "bottom", "yshift": 8, "showarrow": False, "align": "left",
            "font": {"size": 13, "color": theme.TEXT},
        }
        for title, (across, down) in zip(titles, places.panels, strict=True)
    ]  # fmt: skip


def _axes(
    countries: Sequence[PayRow],
    skills: Sequence[SkillPay],
    pay: Pay,
    places: _Places,
    names: Sequence[Sequence[str]],
) -> dict[str, Any]:
    plain = {
        "fixedrange": True, "gridcolor": theme.GRID, "zeroline": False, "linecolor": theme.AXIS,
        "tickfont": {"color": theme.MUTED, "size": 13},
    }  # fmt: skip
    ranges = [[0.0, _top([row.share.high or 0.0 for row in countries])]]
    formats = [{"tickformat": ".0%"}]
    if skills:
        spreads = [part for entry in skills for part in (entry.having, entry.lacking) if part]
        lows = [part.low or part.median for part in spreads]
        highs = [part.high or part.median for part in spreads]
        room = (max(highs) - min(lows)) * 0.08
        ends = [end for entry in skills if entry.difference for end in _ends(entry)]
        edge = (max(*ends, 0.0) - min(*ends, 0.0)) * 0.06
        ranges += [
            [min(lows) - room, max(highs) + room],
            [min(*ends, 0.0) - edge, max(*ends, 0.0) + edge * 4],
        ]
        formats += [{"tickformat": "~s"}, {"tickformat": "+.0%"}]
    layout: dict[str, Any] = {}
    for number, (across, down) in enumerate(places.panels):
        suffix, rows = AXES[number], names[number]
        layout[f"xaxis{suffix}"] = {
            **plain,
            **formats[number],
            "domain": across,
            "anchor": f"y{suffix}",
            "range": ranges[number],
            "nticks": 6,
            "showline": True,
        }
        layout[f"yaxis{suffix}"] = {
            **plain,
            "domain": down,
            "anchor": f"x{suffix}",
            "range": [-len(rows) + 0.4, 0.6],
            "tickvals": [-row for row in range(len(rows))],
            "ticktext": [label(name) for name in rows],
            "tickfont": {"color": theme.TEXT, "size": 13},
            "showticklabels": number < 2,
            "ticks": "outside",
            "ticklen": 6,
            "tickcolor": theme.CLEAR,
            "automargin": number < 2,
        }
    return layout


def _top(highs: Sequence[float]) -> float:
    return min(1.0, max(highs, default=0.0)) * 1.22 or 1.0


def _ends(entry: SkillPay) -> tuple[float, float]:
    assert entry.difference is not None  # noqa: S101 - asked only where there is one
    return entry.difference.interval.low, entry.difference.interval.high


def _add_coverage(chart: Any, countries: Sequence[PayRow]) -> None:
    for status, colour, symbol in (
        (Status.OK, theme.SERIES[0], "circle"),
        (Status.LOW, theme.SERIES[5], "circle-open"),
    ):
        shown = [(-row, entry) for row, entry in enumerate(countries) if entry.share.status is status]
        if not shown:
            continue
        values = [entry.share.value or 0.0 for _, entry in shown]
        chart.add_scatter(
            x=values, y=[y for y, _ in shown], mode="markers", xaxis="x", yaxis="y",
            marker={"color": colour, "size": 10, "symbol": symbol},
            customdata=[
                f"<b>{label(entry.label)}</b>: {entry.share} state pay<br>{entry.share.hits:,} of "
                f"{entry.share.postings:,} postings<br>{entry.share.employers:,} employers; {status.value}"
                for _, entry in shown
            ],
            hovertemplate="%{customdata}<extra></extra>",
            error_x=_bars(values, [(entry.share.low, entry.share.high) for _, entry in shown], colour),
        )  # fmt: skip
        chart.add_scatter(
            x=[entry.share.high for _, entry in shown], y=[y for y, _ in shown], mode="text", hoverinfo="skip",
            text=[f" {percent(value)}" for value in values], textposition="middle right",
            textfont={"color": theme.TEXT, "size": 13}, xaxis="x", yaxis="y",
        )  # fmt: skip
    hidden = [(-row, entry) for row, entry in enumerate(countries) if not entry.share.shown]
    if hidden:
        chart.add_scatter(
            x=[0.0] * len(hidden), y=[y for y, _ in hidden], mode="text", hoverinfo="skip", xaxis="x", yaxis="y",
            text=[f" {entry.share}" for _, entry in hidden], textposition="middle right",
            textfont={"color": theme.MUTED, "size": 12},
        )  # fmt: skip


def _bars(
    values: Sequence[float], limits: Sequence[tuple[float | None, float | None]], colour: str
) -> dict[str, Any]:
    return {
        "type": "data", "symmetric": False, "color": colour, "thickness": 2, "width": 0,
        "array": [(high or value) - value for value, (_, high) in zip(values, limits, strict=True)],
        "arrayminus": [value - (low or value) for value, (low, _) in zip(values, limits, strict=True)],
    }  # fmt: skip


def _add_medians(chart: Any, skills: Sequence[SkillPay], pay: Pay) -> None:
    for name, colour, symbol, shift in (
        ("without", theme.SERIES[5], "circle-open", -0.16),
        ("with", theme.SERIES[0], "circle", 0.16),
    ):
        parts = [
            (-row + shift, entry, entry.having if name == "with" else entry.lacking)
            for row, entry in enumerate(skills)
        ]
        shown = [(y, entry, spread) for y, entry, spread in parts if spread is not None]
        medians = [spread.median for _, _, spread in shown]
        chart.add_scatter(
            x=medians, y=[y for y, _, _ in shown], mode="markers", xaxis="x2", yaxis="y2",
            marker={"color": colour, "size": 9, "symbol": symbol, "line": {"color": colour, "width": 2}},
            customdata=[_spread_words(entry, spread, name, pay) for _, entry, spread in shown],
            hovertemplate="%{customdata}<extra></extra>",
            error_x=_bars(medians, [(spread.low, spread.high) for _, _, spread in shown], colour),
        )  # fmt: skip


def _spread_words(entry: SkillPay, spread: Spread, name: str, pay: Pay) -> str:
    quartiles = (
        f"middle half {spread.low:,.0f}–{spread.high:,.0f}"
        if spread.low is not None and spread.high is not None
        else "too few for quartiles"
    )
    return (
        f"<b>{name} {label(entry.skill.label)}</b>: median {spread.median:,.0f} {label(pay.currency or '')}<br>"
        f"{quartiles}<br>n = {spread.postings:,}, {spread.employers:,} employers"
    )


def _add_differences(chart: Any, skills: Sequence[SkillPay]) -> None:
    chart.add_shape(
        type="line", xref="x3", yref="y3", x0=0, x1=0, y0=-len(skills) + 0.4, y1=0.6,
        line={"color": theme.AXIS, "width": 1.5, "dash": "dot"},
    )  # fmt: skip
    for clear, colour, symbol in ((True, theme.SERIES[0], "circle"), (False, theme.SERIES[5], "circle-open")):
        shown = [
            (-row, entry, entry.difference)
            for row, entry in enumerate(skills)
            if entry.difference is not None and ((entry.q or 0.0) < FALSE_DISCOVERY) is clear
        ]
        if not shown:
            continue
        values = [found.relative for _, _, found in shown]
        limits = [(found.interval.low, found.interval.high) for _, _, found in shown]
        chart.add_scatter(
            x=values, y=[y for y, _, _ in shown], mode="markers", xaxis="x3", yaxis="y3",
            marker={"color": colour, "size": 10, "symbol": symbol},
            customdata=[
                f"<b>{label(entry.skill.label)}</b>: {found.relative * 100:+.1f} % ({found.interval.low * 100:+.1f} to "
                f"{found.interval.high * 100:+.1f})<br>q = {entry.q:.3f}; n = {entry.with_skill[0]:,} with, "
                f"{entry.without_skill[0]:,} without"
                for _, entry, found in shown
            ],
            hovertemplate="%{customdata}<extra></extra>", error_x=_signed_bars(values, limits, colour),
        )  # fmt: skip
        chart.add_scatter(
            x=[high for _, high in limits], y=[y for y, _, _ in shown], mode="text", hoverinfo="skip",
            text=[f" {_signed(value)}" for value in values],
            textposition="middle right", xaxis="x3", yaxis="y3",
            textfont={"color": theme.TEXT if clear else theme.MUTED, "size": 13},
        )  # fmt: skip


def _signed(value: float) -> str:
    whole = round(value * 100)
    return f"{whole:+d} %".replace("-", "−") if whole else "0 %"


def _signed_bars(
    values: Sequence[float], limits: Sequence[tuple[float, float]], colour: str
) -> dict[str, Any]:
    return {
        "type": "data", "symmetric": False, "color": colour, "thickness": 2, "width": 0,
        "array": [high - value for value, (_, high) in zip(values, limits, strict=True)],
        "arrayminus": [value - low for value, (low, _) in zip(values, limits, strict=True)],
    }  # fmt: skip
