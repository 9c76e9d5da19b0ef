"""How many years with a given skill, or as a lead? Only years that a posting attaches to the skill itself."""

from reports.figures.figure import (
    Column,
    Figure,
    FigureKind,
    Table,
    View,
    too_little,
    with_data,
    without_data,
)
from reports.figures.spreads import SPREAD_COLUMNS, SpreadRow, spread_cells, spreads, weak_rows
from reports.published import IN_PERIOD, Basis, Connection, read_basis, rows
from reports.statistics.spread import Spread, spread_of

LEAST_STATEMENTS = 50
SKILLS_DRAWN = 15
LEADING = "Leading a team"
MOST_YEARS = 20.0

_ATTACHED = f"""
select
    coalesce(skill.label, $leading) as subject, source, employer_id, least(years_min, $most)::double as years,
    sum(postings)::integer
from years_attached left join skill using (skill_id)
where {IN_PERIOD} and (of_what = 'lead' or skill.is_listed)
group by all order by all
"""  # noqa: S608 - put together from constants


def draw(connection: Connection) -> Figure:
    """Return the spread of the least years that postings attach to single skills and to leading."""
    return _drawn(connection, read_basis(connection))


def draw_all_months(connection: Connection) -> Figure:
    """Return the same over all months there are: years are seldom stated, and more months carry more rows."""
    return _drawn(connection, read_basis(connection, every_month=True))


def _drawn(connection: Connection, basis: Basis) -> Figure:
    found = _subjects(connection, basis)
    table = _table(found, basis)
    shown = [(row, sources) for row, sources in found if row.spread.shown]
    reason = too_little(basis)
    if not reason and not shown:
        reason = f"no skill has {LEAST_STATEMENTS} postings of 10 employers that attach years to it"
    if reason:
        return without_data(FIGURE, basis, reason, table)
    drawn = [row for row, _ in shown[: SKILLS_DRAWN + 1]]
    drawn.sort(key=lambda row: (row.label != LEADING, -(row.spread.median or 0), -row.spread.count))
    chart, narrow = spreads(drawn, "Least years asked for")
    values = "; ".join(f"{row.label} {row.spread}" for row in drawn[:3])
    first = drawn[0]
    return with_data(
        FIGURE,
        basis,
        finding=_finding(drawn, basis),
        alt=(
            f"Medians, quartiles and P10 to P90 of years for {len(drawn)} subjects, {basis.period}, "
            f"n = {first.spread.count:,} for the first. {values}."
        ),
        table=table,
        chart=chart,
        narrow=narrow,
        notes=(
            "Dot: median. Thick line: the middle half. Thin line: P10 to P90, from 100 postings on. Counted are "
            f"only years that stand beside the skill itself; {LEAST_STATEMENTS} postings are needed. Most postings "
            "state years without a skill: those are not counted here.",
            *weak_rows(drawn),
        ),
    )


def _finding(drawn: list[SpreadRow], basis: Basis) -> str:
    parts = []
    leading = [row for row in drawn if row.label == LEADING]
    skills = [row for row in drawn if row.label != LEADING]
    if leading:
        parts.append(f"for leading a median of {leading[0].spread} years (n = {leading[0].spread.count:,})")
    if skills:
        most = max(skills, key=lambda row: row.spread.count)
        parts.append(
            f"for {most.label}, the skill stated most with years, {most.spread} (n = {most.spread.count:,})"
        )
    return f"Where postings attach years, they ask {'; and '.join(parts)}.{basis.caveat}"


def _subjects(connection: Connection, basis: Basis) -> list[tuple[SpreadRow, int]]:
    """Return every subject with its number of sources: leading first, then the skills with most postings."""
    values: dict[str, dict[str, dict[float, int]]] = {}
    sources: dict[str, set[str]] = {}
    wanted = {**basis.period.parameters, "leading": LEADING, "most": MOST_YEARS}
    for subject, source, employer, years, count in rows(connection, _ATTACHED, wanted):
        own = values.setdefault(subject, {}).setdefault(employer, {})
        own[years] = own.get(years, 0) + count
        sources.setdefault(subject, set()).add(source)
    found = [
        (
            SpreadRow(subject, _spread(own, basis), {}, basis.rests_on(len(sources[subject]))),
            len(sources[subject]),
        )
        for subject, own in values.items()
    ]
    return sorted(
        found, key=lambda entry: (entry[0].label != LEADING, -entry[0].spread.count, entry[0].label)
    )


def _spread(own: dict[str, dict[float, int]], basis: Basis) -> Spread:
    return spread_of(own, basis.top_source, LEAST_STATEMENTS)


def _table(found: list[tuple[SpreadRow, int]], basis: Basis) -> Table:
    return Table(
        name="years-by-skill",
        caption=f"Least years attached to a skill or to leading. {basis.period}; 95 % intervals of the median",
        columns=(Column("subject", "Years of"), *SPREAD_COLUMNS),
        rows=tuple(
            {"subject": row.label, **spread_cells(row.spread, basis.period, sources)}
            for row, sources in found
        ),
    )


FIGURE = FigureKind(
    id="f07",
    title="Years with a skill",
    question="How many years with a given skill, or as a lead?",
    draw=draw,
    usual="the twelve months of all figures",
    views={"all": View("all months", draw_all_months)},
    by_region=True,
)
