"""How do a few numbers look beside each other? One tile each: name, value, what it rests on, how it moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reports import theme
from reports.figures.drawing import blank, label

TILE_HEIGHT = 168
COLUMNS, NARROW_COLUMNS = 3, 2
GAP = 0.03


@dataclass(frozen=True, slots=True)
class Strip:
    """The line below a tile's value: columns over time, or a value between two limits on a scale from 0 to ``end``."""

    end: float = 1.0
    value: float | None = None
    low: float | None = None
    high: float | None = None
    columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tile:
    """One number with what must stand beside it. ``change`` is how it moved, in words."""

    name: str
    value: str
    rests_on: str
    change: str
    hover: str
    strip: Strip


def tiles(shown: Sequence[Tile]) -> tuple[Any, dict[str, Any]]:
    """Return the tiles in three columns, and their layout in two columns for narrow screens."""
    wide, narrow = _places(len(shown), COLUMNS), _places(len(shown), NARROW_COLUMNS)
    chart = blank(height=_height(len(shown), COLUMNS), margin={"l": 2, "r": 2, "t": 2, "b": 2}, bargap=0.3)
    for number, tile in enumerate(shown, start=1):
        suffix = "" if number == 1 else str(number)
        _add_axes(chart, suffix, wide[number - 1], tile.strip)
        _add_strip(chart, suffix, tile)
        _add_words(chart, suffix, tile)
    patch: dict[str, Any] = {"height": _height(len(shown), NARROW_COLUMNS)}
    for number, (across, down) in enumerate(narrow, start=1):
        suffix = "" if number == 1 else str(number)
        patch[f"xaxis{suffix}"] = {"domain": across}
        patch[f"yaxis{suffix}"] = {"domain": down}
    return chart, patch


def _height(count: int, columns: int) -> int:
    return TILE_HEIGHT * -(-count // columns)


def _places(count: int, columns: int) -> list[tuple[list[float], list[float]]]:
    """Return the domains of each tile's axes, row by row from the top."""
    deep = -(-count // columns)
    width, height = (1 - GAP * (columns - 1)) / columns, 1 / deep
    gap = 14 / (TILE_HEIGHT * deep)
    places = []
    for number in range(count):
        row, column = divmod(number, columns)
        left = column * (width + GAP)
        places.append(([left, left + width], [1 - (row + 1) * height + gap, 1 - row * height]))
    return places


def _add_axes(chart: Any, suffix: str, place: tuple[list[float], list[float]], strip: Strip) -> None:
    across, down = place
    count = len(strip.columns)
    span = [-0.9, max(count, 6) - 0.1] if count else [-0.07 * strip.end, 1.07 * strip.end]
    hidden = {"visible": False, "fixedrange": True}
    chart.update_layout({
        f"xaxis{suffix}": {**hidden, "domain": across, "anchor": f"y{suffix}", "range": span},
        f"yaxis{suffix}": {**hidden, "domain": down, "anchor": f"x{suffix}", "range": [0, 1]},
    })  # fmt: skip
    chart.add_shape(
        type="rect", xref=f"x{suffix} domain", yref=f"y{suffix} domain", x0=0, x1=1, y0=0, y1=1,
        line={"color": theme.GRID, "width": 1}, layer="below",
    )  # fmt: skip


def _add_strip(chart: Any, suffix: str, tile: Tile) -> None:
    strip = tile.strip
    axes = {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}", "hovertemplate": f"{tile.hover}<extra></extra>"}
    if strip.columns:
        most = max(strip.columns)
        chart.add_bar(
            **axes, x=list(range(len(strip.columns))), y=[0.17 * count / most for count in strip.columns], base=0.07,
            marker={"color": theme.SERIES[0]},
        )  # fmt: skip
        return
    track = {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}", "mode": "lines", "hoverinfo": "skip"}
    chart.add_scatter(**track, x=[0, strip.end], y=[0.13, 0.13], line={"width": 2, "color": theme.GRID})
    if strip.low is not None and strip.high is not None:
        chart.add_scatter(
            **track, x=[strip.low, strip.high], y=[0.13, 0.13], line={"width": 6, "color": theme.SERIES[0]}
        )
    if strip.value is not None:
        marker = {"size": 10, "color": theme.SERIES[0], "line": {"width": 1.5, "color": theme.PAPER}}
        chart.add_scatter(**axes, x=[strip.value], y=[0.13], mode="markers", marker=marker)


def _add_words(chart: Any, suffix: str, tile: Tile) -> None:
    place = {
        "xref": f"x{suffix} domain", "yref": f"y{suffix} domain", "x": 0.06, "xanchor": "left", "yanchor": "middle",
        "showarrow": False, "align": "left",
    }  # fmt: skip
    bold = f"<b>{label(tile.value)}</b>"
    big = 28 if len(tile.value) < 9 else 14
    for y, text, size, colour in (
        (0.88, label(tile.name, 24), 13, theme.MUTED),
        (0.68, bold, big, theme.TEXT if big == 28 else theme.MUTED),
        (0.49, label(tile.rests_on), 12, theme.MUTED),
        (0.35, label(tile.change), 12, theme.TEXT),
    ):
        chart.add_annotation(**place, y=y, text=text, font={"size": size, "color": colour})
