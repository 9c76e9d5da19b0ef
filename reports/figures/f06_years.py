"""How many years of experience? Columns of the least years stated; heaping at 3, 5 and 10 is kept."""

from typing import Any

from reports import theme
from reports.figures.drawing import blank, hover
from reports.figures.figure import (
    SHARE_COLUMNS,
    Cell,
    Column,
    Figure,
    FigureKind,
    Kind,
    Table,
    share_cells,
    too_little,
    without_data,
)
from reports.published import IN_PERIOD, Basis, Connection, read_basis, rows
from reports.statistics.clusters import ClusterSums
from reports.statistics.gates import MIN_FOR_QUANTILE
from reports.statistics.quantiles import gated_quantile, median_interval
from reports.statistics.share import Share, share_of
from reports.statistics.spread import LEVELS

MOST_YEARS = 20
USUAL = (4, 10)
# (employer, whole years, postings)
Stated = list[tuple[str, int, int]]

_STATED = f"""
select employer_id, least(floor(years_min), 20)::integer as years, sum(postings)::integer as postings
from years_asked
where {IN_PERIOD}
group by employer_id, years order by employer_id, years
"""  # noqa: S608 - put together from constants
_ALL = f"""
select employer_id, sum(postings)::integer as postings from lead_month_employer
where {IN_PERIOD}
group by employer_id order by employer_id
"""  # noqa: S608 - put together from constants


def draw(connection: Connection) -> Figure:
    """Return the distribution of the least years that tech-lead postings ask for."""
    basis = read_basis(connection)
    stated: Stated = rows(connection, _STATED, basis.period.parameters)
    postings: dict[str, int] = dict(rows(connection, _ALL, basis.period.parameters))
    columns = {year: _share(stated, basis, {year}) for year in range(MOST_YEARS + 1)}
    coverage = share_of(_sums(stated, postings, None), basis.top_employer, basis.top_source)
    table, summary = _columns_table(columns, basis), _summary_table(stated, coverage, basis)
    at_most = _at_most_table(stated, basis)
    number = sum(count for _, _, count in stated)
    reason = too_little(basis)
    if not reason and number < MIN_FOR_QUANTILE[0.5]:
        reason = f"{number} postings state years, {MIN_FOR_QUANTILE[0.5]} are needed"
    if reason:
        return without_data(FIGURE, basis, reason, table, (summary, at_most))
    return _figure(basis, stated, columns, coverage, (table, summary, at_most))


def _figure(
    basis: Basis, stated: Stated, columns: dict[int, Share], coverage: Share, tables: tuple[Table, ...]
) -> Figure:
    histogram = _histogram(stated)
    number, employers = sum(histogram.values()), len({employer for employer, _, _ in stated})
    median, sure = gated_quantile(histogram, 0.5) or 0.0, median_interval(histogram)
    usual = _share(stated, basis, set(range(USUAL[0], USUAL[1] + 1)))
    return Figure(
        id=FIGURE.id,
        title=FIGURE.title,
        question=FIGURE.question,
        finding=(
            f"Where years are stated, the median minimum is {median:g} "
            f"(95 % interval {sure.low:g}–{sure.high:g}, n = {number:,}); "
            f"{coverage} of the postings state years.{basis.caveat}"
        ),
        alt=(
            f"Columns, least years asked for, {basis.period}, n = {number:,}. Median {median:g} "
            f"({sure.low:g} to {sure.high:g}); 4 to 10 years: {usual}. Postings without years are left out."
        ),
        table=tables[0],
        more_tables=tables[1:],
        postings=number,
        employers=employers,
        period=str(basis.period),
        source=basis.source_line,
        chart=_chart(columns, histogram, usual, basis.rests_on(len(basis.sources))),
        narrow={"height": 340, "xaxis": {"dtick": 5}},
        notes=(
            f"Shares are of the {number:,} postings that state a minimum; part years are counted down, "
            f"{MOST_YEARS} means {MOST_YEARS} or more. Grey columns are weak values; a question mark stands for "
            "a value too uncertain to show. Below: the median, the middle half, and the line from P10 to P90.",
            "A range such as 4–10 in one posting is counted by its lower end.",
        ),
    )


def _histogram(stated: Stated) -> dict[float, int]:
    histogram: dict[float, int] = {}
    for _, years, count in stated:
        histogram[years] = histogram.get(years, 0) + count
    return histogram


def _sums(stated: Stated, postings: dict[str, int], years: set[int] | None) -> ClusterSums:
    """Return hits per employer, of the given postings per employer; ``years`` None counts all."""
    hits: dict[str, int] = {}
    for employer, year, count in stated:
        if years is None or year in years:
            hits[employer] = hits.get(employer, 0) + count
    return ClusterSums.of((hits.get(employer, 0), count) for employer, count in postings.items())


def _share(stated: Stated, basis: Basis, years: set[int]) -> Share:
    with_years: dict[str, int] = {}
    for employer, _, count in stated:
        with_years[employer] = with_years.get(employer, 0) + count
    total = sum(with_years.values())
    top = max(with_years.values()) / total if total else 0.0
    return share_of(_sums(stated, with_years, years), top, basis.top_source)


def _chart(columns: dict[int, Share], histogram: dict[float, int], usual: Share, rests_on: str) -> Any:
    median = gated_quantile(histogram, 0.5)
    chart = blank(height=390, bargap=0.25, margin={"l": 8, "r": 12, "t": 26, "b": 44})
    shown = {year: share for year, share in columns.items() if share.shown}
    chart.add_bar(
        x=list(shown), y=[share.value for share in shown.values()],
        marker={"color": [theme.SERIES[5 if share.reason else 0] for share in shown.values()]},
        customdata=[hover(f"{year} years", share, rests_on) for year, share in shown.items()],
        hovertemplate="%{customdata}<extra></extra>",
        error_y={
            "type": "data", "symmetric": False, "color": theme.TEXT, "thickness": 1.5, "width": 3,
            "array": [(share.high or 0) - (share.value or 0) for share in shown.values()],
            "arrayminus": [(share.value or 0) - (share.low or 0) for share in shown.values()],
        },
    )  # fmt: skip
    highest = max((share.high or 0.0 for share in shown.values()), default=1.0)
    chart.add_scatter(
        x=[median, median], y=[0, highest * 1.12], mode="lines+text", hoverinfo="skip",
        text=["", f"  median {median:g}"], textposition="middle right",
        line={"dash": "dot", "width": 2, "color": theme.SERIES[1]}, textfont={"color": theme.SERIES[1],
        "size": 13},
    )  # fmt: skip
    hidden = [year for year, share in columns.items() if not share.shown]
    chart.add_scatter(
        x=hidden, y=[highest * 0.03] * len(hidden), mode="text", text=["?"] * len(hidden),
        textfont={"color": theme.MUTED, "size": 14}, hovertemplate="%{x} years: not enough data<extra></extra>",
    )  # fmt: skip
    title = {"text": "Least years asked for", "font": {"color": theme.MUTED, "size": 13}}
    chart.update_xaxes(title=title, dtick=1, range=[-0.7, MOST_YEARS + 0.7], showgrid=False)
    chart.update_yaxes(tickformat=".0%", rangemode="tozero", nticks=5, range=[0, highest * 1.2])
    _add_box(chart, histogram)
    _add_usual(chart, usual)
    return chart


def _add_box(chart: Any, histogram: dict[float, int]) -> None:
    """Put P10, quartiles, median and P90 below the columns, each only where there are enough values for it."""
    p10, q1, median, q3, p90 = (gated_quantile(histogram, level) for level in LEVELS)
    said = "<br>".join(
        f"{name}: {value:g} years"
        for name, value in zip(
            ("P10", "lower quartile", "median", "upper quartile", "P90"),
            (p10, q1, median, q3, p90),
            strict=True,
        )
        if value is not None
    )
    for first, last, width, colour in ((p10, p90, 1.5, theme.AXIS), (q1, q3, 8, theme.SERIES[0])):
        if first is not None and last is not None:
            chart.add_scatter(
                x=[first, last], y=[0, 0], yaxis="y2", mode="lines", line={"width": width, "color": colour},
                hoverinfo="skip",
            )  # fmt: skip
    chart.add_scatter(
        x=[median], y=[0], yaxis="y2", mode="markers", hovertemplate=f"{said}<extra></extra>",
        marker={"size": 13, "color": theme.SERIES[1], "line": {"color": theme.PAPER, "width": 2.5}},
    )  # fmt: skip
    chart.update_layout(
        xaxis={"anchor": "y2"}, yaxis={"domain": [0.17, 1]},
        yaxis2={"domain": [0, 0.1], "range": [-1, 1], "visible": False, "fixedrange": True, "anchor": "x"},
    )  # fmt: skip


def _add_usual(chart: Any, usual: Share) -> None:
    """Shade four to ten years, the range that career articles name."""
    chart.add_shape(
        type="rect", x0=USUAL[0] - 0.5, x1=USUAL[1] + 0.5, y0=0, y1=1, yref="y domain", fillcolor=theme.BAND,
        line={"width": 0}, layer="below",
    )  # fmt: skip
    chart.add_annotation(
        x=sum(USUAL) / 2, y=1, yref="y domain", yanchor="bottom", showarrow=False,
        text=f"{USUAL[0]} to {USUAL[1]} years: {usual}", font={"size": 12, "color": theme.MUTED},
    )  # fmt: skip


def _at_most_table(stated: Stated, basis: Basis) -> Table:
    return Table(
        name="at-most",
        caption=f"Postings that ask for no more than so many years, of those that state them. {basis.period}; 95 % intervals",
        columns=(Column("years", "Years at most", Kind.COUNT), *SHARE_COLUMNS),
        rows=tuple(
            {
                "years": years,
                **share_cells(_share(stated, basis, set(range(years + 1))), basis.period, len(basis.sources)),
            }
            for years in range(MOST_YEARS)
        ),
    )


def _columns_table(columns: dict[int, Share], basis: Basis) -> Table:
    return Table(
        name="years",
        caption=f"Least years asked for, of postings that state them. {basis.period}; 95 % intervals",
        columns=(Column("years", "Years", Kind.COUNT), *SHARE_COLUMNS),
        rows=tuple(
            {"years": years, **share_cells(share, basis.period, len(basis.sources))}
            for years, share in columns.items()
        ),
    )


def _summary_table(stated: Stated, coverage: Share, basis: Basis) -> Table:
    histogram = _histogram(stated)
    number = sum(histogram.values())
    found: list[tuple[str, str]] = []
    for name, level in (
        ("P10", 0.1),
        ("Lower quartile", 0.25),
        ("Median", 0.5),
        ("Upper quartile", 0.75),
        ("P90", 0.9),
    ):
        value = gated_quantile(histogram, level)
        said = (
            f"not enough data (n = {number:,}, needs {MIN_FOR_QUANTILE[level]})"
            if value is None
            else f"{value:g} years"
        )
        if level == 0.5 and value is not None:
            sure = median_interval(histogram)
            said += f" ({sure.low:g}–{sure.high:g})"
        found.append((name, said))
    found.append(("Five years or more", str(_share(stated, basis, set(range(5, MOST_YEARS + 1))))))
    found.append(("Four to ten years", str(_share(stated, basis, set(range(4, 11))))))
    stating: list[dict[str, Cell]] = [
        {"measure": "Postings that state years", "value": str(coverage), "n": basis.postings}
    ]
    stating += [{"measure": name, "value": said, "n": number} for name, said in found]
    return Table(
        name="summary",
        caption=f"The years in short. {basis.period}; 95 % intervals in brackets",
        columns=(Column("measure", "Measure"), Column("value", "Value"), Column("n", "n", Kind.COUNT)),
        rows=tuple(stating),
    )


FIGURE = FigureKind(
    id="f06", title="Years of experience", question="How many years of experience are asked for?", draw=draw
)
