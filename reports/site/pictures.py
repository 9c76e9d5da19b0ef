"""The figures as pictures that explain themselves: title, finding with n, source, day and licence stand in them.

Drawn by Chrome through kaleido, an extra: the site never needs them, and the browser makes the same ones on demand.
"""

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go
import plotly.io

from reports import theme
from reports.figures.figure import Figure
from reports.published import Basis
from reports.site.figure_files import LICENCE, file_stem

WIDTH = 1000
PNG_SCALE = 2
_RANDOM_NAME = re.compile(r'id="defs-([0-9a-f]+)"')


def write_pictures(folder: Path, figures: Iterable[Figure], basis: Basis) -> str | None:
    """Write an SVG and a PNG of every figure that has a chart; return why there are none where that fails."""
    drawn = [figure for figure in figures if figure.chart is not None]
    jobs = [(figure, folder / f"{file_stem(figure)}.{kind}") for figure in drawn for kind in ("svg", "png")]
    if not jobs:
        return None
    pictures = {figure.id: picture(figure, basis) for figure in drawn}
    try:
        plotly.io.write_images(
            [pictures[figure.id] for figure, _ in jobs],
            [str(path) for _, path in jobs],
            scale=[PNG_SCALE if path.suffix == ".png" else 1 for _, path in jobs],
        )
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        return (
            f"no pictures: {first}; they need `pip install 'skilltide[images]'` and Chrome or Chromium on PATH "
            "(or its path in BROWSER_PATH)"
        )
    for figure in drawn:
        path = folder / f"{file_stem(figure)}.svg"
        path.write_text(described(path.read_text(encoding="utf-8"), figure), encoding="utf-8")
    return None


def picture(figure: Figure, basis: Basis) -> Any:
    """Return the chart of a figure as it leaves the page, in light colours."""
    title, finding = wrap(figure.question, 80), wrap(figure.finding, 125)
    licence = f"{LICENCE} · Skilltide · data of {basis.data_date} · fig/{file_stem(figure)}.csv"
    foot = [*wrap(figure.table.caption, 150), *wrap(figure.source, 150), licence]
    top, bottom = 24 * len(title) + 18 * len(finding) + 34, 16 * len(foot) + 38
    chart = go.Figure(figure.chart)
    margin = {"l": 8, "r": 12, "t": 8, "b": 44} | chart.layout.margin.to_plotly_json()
    height = int(chart.layout.height or 450) + top + bottom
    said = "<br>".join(map(_plain, finding))
    chart.update_layout(
        width=WIDTH, height=height, paper_bgcolor=theme.PAPER,
        margin={"l": max(margin["l"], 24), "r": 24, "t": margin["t"] + top, "b": margin["b"] + bottom},
        title={
            "text": f'<b>{"<br>".join(map(_plain, title))}</b><br><span style="font-size:14px">{said}</span>',
            "x": 0, "xref": "container", "xanchor": "left", "y": 1 - 16 / height, "yref": "container",
            "yanchor": "top", "pad": {"l": 24}, "font": {"size": 19, "color": theme.TEXT},
        },
    )  # fmt: skip
    chart.add_annotation(
        text="<br>".join(map(_plain, foot)), xref="paper", yref="paper", x=0, y=0, xanchor="left", yanchor="top",
        yshift=-margin["b"] - 20, align="left", showarrow=False, font={"size": 11, "color": theme.MUTED},
    )  # fmt: skip
    for number, trace in enumerate(chart.data):
        trace.uid = f"-{number}"
    return chart


def described(svg: str, figure: Figure) -> str:
    """Return an SVG with a title and a description for readers who do not see it, and names that stay the same."""
    stem = file_stem(figure)
    found = _RANDOM_NAME.search(svg)
    same = svg.replace(found[1], stem) if found else svg
    head = f'<svg role="img" aria-labelledby="{stem}-t {stem}-d" '
    words = f'<title id="{stem}-t">{escape(figure.question)}</title><desc id="{stem}-d">{escape(figure.alt)}</desc>'
    opening, rest = same.replace("<svg ", head, 1).split(">", 1)
    return f"{opening}>{words}{rest}"


def _plain(text: str) -> str:
    return escape(text, quote=False)
