"""In which weeks was each source collected? A strip of squares, one row per source, and a table of all boards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from reports import theme
from reports.figures.drawing import label
from reports.figures.figure import Cell, Column, Kind, Table
from reports.published import Connection, day_name, rows

WEEKS_DRAWN = 104
SOURCES_DRAWN = 12
ROW_HEIGHT, NARROW_ROW_HEIGHT = 26, 42
COLLECTED = 0.9
# Word, colour, symbol, and from which part of its boards' days on.
STATES = (
    ("Collected", theme.SERIES[2], "square", COLLECTED),
    ("Partial", theme.SERIES[4], "diamond", 1e-9),
    ("Missing", theme.SERIES[1], "x", -1.0),
)

_WEEKS = """
select
    source, date_trunc('week', observed_on)::date as week, count(*)::integer as board_days,
    count(*) filter (where outcome in ('ok', 'empty'))::integer as good,
    count(distinct board)::integer as boards
from source_day
where observed_on > (select max(observed_on) from source_day) - 7 * $weeks::integer
group by all order by all
"""
_BOARDS = """
select
    source, board, any_value(company order by company), min(observed_on), max(observed_on), count(*)::integer,
    count(*) filter (where outcome in ('ok', 'empty'))::integer,
    arg_max(outcome, observed_on)
from source_day group by source, board order by source, board
"""


@dataclass(frozen=True, slots=True)
class Week:
    """One source in one week: its boards, the days on which they were asked, and the days that went well."""

    source: str
    week: date
    board_days: int
    good: int
    boards: int

    @property
    def state(self) -> int:
        """The place in STATES."""
        part = self.good / self.board_days
        return next(place for place, (*_, least) in enumerate(STATES) if part >= least)


def collected_weeks(connection: Connection) -> list[Week]:
    """Return the last two years of collecting, none where nothing but imports is in the file."""
    return [Week(*row) for row in rows(connection, _WEEKS, {"weeks": WEEKS_DRAWN})]


def strip_rows(weeks: Sequence[Week]) -> list[str]:
    """Return the sources of the strip, the one with most days on top."""
    days: dict[str, int] = {}
    for one in weeks:
        days[one.source] = days.get(one.source, 0) + one.board_days
    return sorted(days, key=lambda source: (-days[source], source))[:SOURCES_DRAWN]


def add_strip(
    chart: Any, weeks: Sequence[Week], titles: Mapping[str, str], first_month: date, columns_height: int
) -> dict[str, Any]:
    """Put the strip below the columns of ``columns_height`` pixels; return its part of a narrow layout.

    Where collecting began with the first month of the columns, both have one time axis.
    """
    sources = strip_rows(weeks)
    heights = {source: -row for row, source in enumerate(sources)}
    for place, (name, colour, symbol, _) in enumerate(STATES):
        own = [one for one in weeks if one.state == place and one.source in heights]
        if own:
            chart.add_scatter(
                x=[one.week.isoformat() for one in own], y=[heights[one.source] for one in own], xaxis="x2", yaxis="y2",
                mode="markers", name=name, customdata=[_hover(one, titles) for one in own],
                hovertemplate="%{customdata}<extra></extra>",
                marker={"color": colour, "symbol": symbol, "size": 8 if len({one.week for one in weeks}) > 60 else 10},
            )  # fmt: skip
    names = [label(titles.get(source, source), 30) for source in sources]
    axis = {
        "fixedrange": True,
        "zeroline": False,
        "gridcolor": theme.GRID,
        "tickfont": {"size": 13},
        "automargin": True,
    }
    span = [-len(sources) + 0.4, 0.6]
    chart.update_layout(
        xaxis2={
            **axis, "anchor": "y2", "type": "date", "showgrid": False, "nticks": 8, "hoverformat": "%-d %b %Y",
            "tickfont": {"size": 13, "color": theme.MUTED},
        },
        yaxis2={
            **axis, "anchor": "x2", "range": span, "tickvals": list(heights.values()), "ticktext": names,
            "tickfont": {"size": 13, "color": theme.TEXT},
        },
    )  # fmt: skip
    chart.update_layout(_places(columns_height, len(sources), ROW_HEIGHT))
    if min(one.week for one in weeks) <= first_month + timedelta(days=31):
        chart.update_layout(xaxis2={"matches": "x"})
    places = _places(columns_height, len(sources), NARROW_ROW_HEIGHT)
    return {
        "height": places["height"],
        "yaxis": places["yaxis"],
        "xaxis2": {"nticks": 4},
        "yaxis2": {**places["yaxis2"], "showticklabels": False, "range": [span[0], 0.9]},
        "annotations": [
            {
                "text": name, "x": 0, "xref": "paper", "xanchor": "left", "y": -row, "yref": "y2", "yanchor": "bottom",
                "yshift": 6, "showarrow": False, "font": {"size": 13, "color": theme.TEXT},
            }
            for row, name in enumerate(names)
        ],
    }  # fmt: skip


def _places(columns_height: int, count: int, row_height: int) -> dict[str, Any]:
    """Return the height of the whole chart and the parts of it for the columns and for the strip."""
    strip, gap, margins = row_height * count + 10, 56, 84
    inner = columns_height + gap + strip
    return {
        "height": inner + margins,
        "yaxis": {"domain": [(gap + strip) / inner, 1]},
        "yaxis2": {"domain": [0, strip / inner]},
    }


def _hover(one: Week, titles: Mapping[str, str]) -> str:
    return (
        f"<b>{label(titles.get(one.source, one.source))}</b>, week of {day_name(one.week)}<br>"
        f"{STATES[one.state][0].lower()}: {one.good:,} of {one.board_days:,} board days, {one.boards:,} boards"
    )


def boards_table(connection: Connection, titles: Mapping[str, str], members: Mapping[str, float]) -> Table:
    """Return every board with its entry, its last day, how often it was collected, and whether trends count it."""
    found: list[dict[str, Cell]] = [
        {
            "source": titles.get(source, source),
            "board": board,
            "company": company,
            "first_day": day_name(first),
            "last_day": day_name(last),
            "n": days,
            "good": good,
            "last_outcome": outcome,
            "source_in_trend": "yes" if source in members else "no",
        }
        for source, board, company, first, last, days, good, outcome in rows(connection, _BOARDS)
    ]
    return Table(
        name="boards",
        caption="Boards: when each was collected first and last, on how many days, and on how many of these it answered",
        columns=(
            Column("source", "Source"),
            Column("board", "Board"),
            Column("company", "Employer"),
            Column("first_day", "First day"),
            Column("last_day", "Last day"),
            Column("n", "Days n", Kind.COUNT),
            Column("good", "Good days", Kind.COUNT),
            Column("last_outcome", "Last outcome"),
            Column("source_in_trend", "Source counts in trends"),
        ),
        rows=tuple(found),
    )
