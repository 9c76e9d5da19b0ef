"""What is all this based on? Postings per month and source, and how each source answered last."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from reports import theme
from reports.figures.collection_strip import COLLECTED, Week, add_strip, boards_table, collected_weeks
from reports.figures.drawing import blank, label, legend_on_top
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
from reports.figures.panel import find_panel
from reports.published import Basis, Connection, counted, day_name, read_basis, rows
from reports.statistics.clusters import ClusterSums
from reports.statistics.share import Share, share_of

SOURCES_DRAWN = 5
COLUMNS_HEIGHT = 250

_SOURCES = """
with counted as (
    select
        source, sum(postings)::integer as postings, sum(lead_postings)::integer as leads,
        sum(undated)::integer as undated,
        min(month) as first_month, max(month) as last_month
    from coverage group by source
),
hired as (select source,
count(distinct employer_id)::integer as employers from lead_month_employer group by source),
boards as (select source, count(distinct board)::integer as boards from lead_posting group by source)
select
    source, coalesce(title, source || ' (imported)'), coalesce(boards, 0), coalesce(employers, 0), postings,
    leads, undated,
    first_month, last_month, terms_url, attribution
from counted
left join hired using (source)
left join boards using (source)
left join source_policy using (source)
order by leads desc, source
"""
_LAST_DAY = """
select observed_on, outcome, count(*)::integer from source_day
where observed_on = (select max(observed_on) from source_day) group by all order by count(*) desc, outcome
"""
_MONTHS = """
select month, source, sum(postings)::integer from lead_month_employer
where month is not null group by all order by month, source
"""


def draw(connection: Connection) -> Figure:
    """Return where the postings come from, month by month."""
    basis = read_basis(connection)
    sources = rows(connection, _SOURCES)
    titles = {row[0]: row[1] for row in sources}
    panel = find_panel(connection, basis.data_date)
    members = panel.weights if panel is not None else {}
    table, boards = _table(sources, members, basis), boards_table(connection, titles, members)
    last_day = rows(connection, _LAST_DAY)
    reason = too_little(basis)
    if reason:
        return without_data(FIGURE, basis, reason, table, (boards,))
    months = rows(connection, _MONTHS)
    software, leads = sum(row[4] for row in sources), sum(row[5] for row in sources)
    weeks = collected_weeks(connection)
    chart, narrow = _drawn(months, weeks, sources, titles)
    part = ClusterSums(leads, software, 0, 0, 0, 0).share
    return Figure(
        id=FIGURE.id,
        title=FIGURE.title,
        question=FIGURE.question,
        finding=(
            f"{leads:,} tech-lead postings among {software:,} software postings ({part * 100:.1f} %) from "
            f"{counted(len(sources), 'source')}; "
            f"the figures above count the {basis.postings:,} of {basis.period}."
        ),
        alt=(
            f"Stacked bars: tech-lead postings per month and source, n = {leads:,} postings from "
            f"{counted(len(sources), 'source')}. Largest: {sources[0][1]}, {sources[0][5]:,} postings."
        ),
        table=table,
        more_tables=(boards,),
        postings=leads,
        employers=basis.employers,
        period=_span(months, basis),
        source=basis.source_line,
        chart=chart,
        narrow=narrow,
        notes=_notes(last_day, sum(row[6] for row in sources), bool(weeks and months)),
    )


def _span(months: list[Any], basis: Basis) -> str:
    return f"{months[0][0]:%b %Y} to {months[-1][0]:%b %Y}" if months else str(basis.period)


def _drawn(
    months: list[Any], weeks: list[Week], sources: list[Any], titles: dict[str, str]
) -> tuple[Any, dict[str, Any]]:
    """Return the columns per month, below them the strip of weeks where boards were collected."""
    if not months:
        return _undated_chart(sources), {}
    chart = _chart(months, titles)
    narrow: dict[str, Any] = {
        "height": 380,
        "xaxis": {"nticks": 4},
        "margin": {"t": 24 * (min(len(sources), SOURCES_DRAWN + 1) + (3 if weeks else 0)) + 16},
    }
    if weeks:
        narrow |= add_strip(chart, weeks, titles, months[0][0], COLUMNS_HEIGHT)
        narrow["height"] += narrow["margin"]["t"] - 40
    return chart, narrow


def _notes(last_day: list[Any], undated: int, strip: bool) -> tuple[str, ...]:
    notes = [
        "Each role is counted once: the same text by the same employer is one posting. A board's postings count "
        "in the month in which they were first seen; monthly threads and imports in the month they state."
    ]
    if strip:
        notes.append(
            f"Below: the weeks in which each source was collected. “Collected” is {COLLECTED * 100:.0f} % of its boards’ "
            "days and more; a week without a mark was not asked. The table of boards has the day on which each "
            "entered, the last one, and whether its source counts in trends."
        )
    if last_day:
        outcomes = ", ".join(f"{count} {outcome}" for _, outcome, count in last_day)
        notes.append(f"Boards on {day_name(last_day[0][0])}: {outcomes}.")
    if undated:
        notes.append(f"{undated:,} software postings have no date and stand in no month.")
    return tuple(notes)


def _chart(months: list[Any], titles: dict[str, str]) -> Any:
    counts: dict[str, dict[date, int]] = {}
    for month, source, postings in months:
        counts.setdefault(source, {})[month] = postings
    ranked = sorted(counts, key=lambda source: (-sum(counts[source].values()), source))
    drawn = [(titles.get(source, source), counts[source]) for source in ranked[:SOURCES_DRAWN]]
    rest: dict[date, int] = {}
    for source in ranked[SOURCES_DRAWN:]:
        for month, postings in counts[source].items():
            rest[month] = rest.get(month, 0) + postings
    if rest:
        drawn.append((f"{len(ranked) - SOURCES_DRAWN} others", rest))
    chart = blank(height=340, barmode="stack", bargap=0.15, showlegend=True)
    for number, (name, series) in enumerate(drawn):
        chart.add_bar(
            x=[month.isoformat() for month in series], y=list(series.values()), name=label(name),
            marker={"color": theme.SERIES[number], "pattern": {"shape": theme.PATTERNS[number], "size": 5,
            "solidity": 0.3}},
            hovertemplate="%{x|%b %Y}: %{y:,} postings<extra>%{fullData.name}</extra>", xperiod="M1",
            xperiodalignment="middle",
        )  # fmt: skip
    chart.update_layout(legend=legend_on_top(), margin={"t": 40})
    chart.update_xaxes(type="date", hoverformat="%b %Y", showgrid=False, nticks=8)
    chart.update_yaxes(
        rangemode="tozero", nticks=5, title={"text": "Postings", "font": {"color": theme.MUTED, "size": 13}}
    )
    return chart


def _undated_chart(sources: list[Any]) -> Any:
    chart = blank(height=60 + 40 * len(sources))
    chart.add_bar(
        x=[row[5] for row in sources], y=[label(row[1]) for row in sources], orientation="h",
        marker={"color": theme.SERIES[0]}, hovertemplate="%{x:,} postings<extra></extra>",
    )  # fmt: skip
    return chart


def _table(sources: list[Any], members: Mapping[str, float], basis: Basis) -> Table:
    counts = {source.name: source.postings for source in basis.sources}
    listed = [_row(row, members.get(row[0]), counts.get(row[0], 0)) for row in sources]
    return Table(
        name="sources",
        caption="Sources: software postings, and the part of them for tech leads, with 95 % intervals",
        columns=(
            Column("source", "Source"),
            Column("software_postings", "Software postings", Kind.COUNT),
            *(column for column in SHARE_COLUMNS if column.name not in ("sources", "period", "n")),
            Column("n", "n", Kind.COUNT),
            Column("n_period", "n of the period", Kind.COUNT),
            Column("boards", "Boards", Kind.COUNT),
            Column("undated", "Undated", Kind.COUNT),
            Column("first_month", "First month", Kind.MONTH),
            Column("last_month", "Last month", Kind.MONTH),
            Column("trend_weight", "Weight in trends", Kind.NUMBER),
            Column("terms_url", "Terms"),
            Column("attribution", "Attribution"),
        ),
        rows=(*listed, *([_sum(listed)] if listed else [])),
    )


def _sum(listed: Sequence[Mapping[str, Any]]) -> dict[str, Cell]:
    """Return the last row: all sources together. What no row can be added to stays empty."""
    counts = {name: sum(row[name] for row in listed) for name in _ADDITIVE}
    leads, software = counts["k"], counts["software_postings"]
    share = _each_its_own(leads, software, counts["boards"])
    return {
        **dict.fromkeys(listed[0]),
        **share_cells(share, "", len(listed)),
        **counts,
        "employers": None,
        "source": f"All {counted(len(listed), 'source')}",
    }


def _each_its_own(leads: int, software: int, clusters: int) -> Share:
    """Return a share in which each posting counts as its own: the marts do not spread software postings over employers."""
    return share_of(ClusterSums(leads, software, max(clusters, 2), leads, leads, software))


_ADDITIVE = ("software_postings", "k", "n", "n_period", "boards", "undated")


def _row(row: Any, weight: float | None, in_period: int) -> dict[str, Cell]:
    _, title, boards, employers, postings, leads, undated, first, last, terms, attribution = row
    share = _each_its_own(leads, postings, employers)
    return {
        "source": title,
        "software_postings": postings,
        **share_cells(share, "", 1),
        "employers": employers,
        "n_period": in_period,
        "boards": boards,
        "undated": undated,
        "first_month": first,
        "last_month": last,
        "trend_weight": weight,
        "terms_url": terms,
        "attribution": attribution,
    }


FIGURE = FigureKind(
    id="f17", title="What this is based on", question="What are these numbers based on?", draw=draw
)
