"""What are tech leads called, and how high do they stand? Roles and seniority as bars; unknown is a row."""

from reports.figures.asked import Asked, asked, postings_by_employer
from reports.figures.drawing import Dot, dots
from reports.figures.figure import (
    SHARE_COLUMNS,
    Cell,
    Column,
    Figure,
    FigureKind,
    Kind,
    Names,
    Subjects,
    Table,
    share_cells,
    too_little,
    with_data,
    without_data,
)
from reports.published import IN_PERIOD, Basis, Connection, read_basis, rows

UNKNOWN = "not stated"
TITLES_LISTED = 25
ROLES = {
    "tech_lead": "Tech or technical lead",
    "team_lead": "Team lead",
    "lead_engineer": "Lead engineer or developer",
    "staff_principal": "Staff or principal engineer",
    "engineering_manager": "Engineering manager",
    "architect": "Lead architect",
    "head_director": "Head, director, VP or CTO",
    "several": "Several roles in one posting",
}
SENIORITY = {
    "intern": "Intern", "junior": "Junior", "mid": "Middle", "senior": "Senior", "staff": "Staff or principal", "lead": "Lead",
    "manager": "Manager", "director": "Director or above",
}  # fmt: skip
MANAGES = {"true": "Leads or manages people", "false": "States that it does not"}
GROUPS = {"Role in the title": ROLES, "Seniority": SENIORITY, "People management": MANAGES}

_ROLES = f"""
with chosen as (select * from role_month_employer where {IN_PERIOD}),
spread as (
    select source, employer_id, postings, unnest([
        {{'grouping': 'Role in the title', 'value': role}}, {{'grouping': 'Seniority', 'value': seniority}},
        {{'grouping': 'People management', 'value': people_management::varchar}}
    ]) as part from chosen
)
select part.grouping || '|' || coalesce(part.value, $unknown), source, employer_id, sum(postings)::integer
from spread group by all order by all
"""  # noqa: S608 - put together from constants
_TITLES = f"""
select
    mode(trim(regexp_replace(title, '\\s+', ' ', 'g'))) as written, count(*)::integer as postings,
    count(distinct lead_posting.employer_id)::integer, count(distinct lead_posting.source)::integer
from lead_posting join posting using (posting_id) where {IN_PERIOD}
group by lower(trim(regexp_replace(title, '\\s+', ' ', 'g'))) order by postings desc, written limit $limit
"""  # noqa: S608 - put together from constants


def draw(connection: Connection) -> Figure:
    """Return the roles and the seniority of tech-lead postings, and the titles used most."""
    basis = read_basis(connection)
    postings = postings_by_employer(connection, basis)
    found = asked(rows(connection, _ROLES, {**basis.period.parameters, "unknown": UNKNOWN}), postings, basis)
    parts = _ordered(found)
    table, titles = _table(parts, basis), _titles(connection, basis)
    reason = too_little(basis)
    if reason:
        return without_data(FIGURE, basis, reason, table, (titles,))
    entries: list[Dot] = []
    for group in GROUPS:
        entries.append(Dot(group))
        entries.extend(
            Dot(name, one.share, quiet=name == UNKNOWN, rests_on=basis.rests_on(one.sources))
            for own, name, one in parts
            if own == group
        )
    chart, narrow = dots(entries, "Share of tech-lead postings", bars=True)
    named = [(name, one) for group, name, one in parts if group == "Role in the title" and one.share.shown]
    first = f"{named[0][0]}: {named[0][1].share}" if named else "no role has enough postings to be named"
    return with_data(
        FIGURE,
        basis,
        finding=(
            f"The commonest role among tech-lead postings is {first} "
            f"(n = {basis.postings:,}, {basis.employers:,} employers).{basis.caveat}"
        ),
        alt=(
            f"Bars with 95 % intervals: role, seniority, people management. {basis.counted}. "
            f"Commonest: {first}. What is not stated has a row."
        ),
        table=table,
        more_tables=(titles,),
        chart=chart,
        narrow=narrow,
        notes=(
            "“Tech lead” here means every role that leads: these titles. Role and seniority are read from the "
            "title, people management from title and text. Which titles lead is a rule; the titles used most "
            "stand in the second table.",
        ),
    )


def _ordered(found: dict[str, Asked]) -> list[tuple[str, str, Asked]]:
    """Return (group, name, share), in each group the most frequent first and the unknown last."""
    parts: list[tuple[str, str, Asked]] = []
    for group, names in GROUPS.items():
        own = [(key.split("|", 1)[1], one) for key, one in found.items() if key.startswith(f"{group}|")]
        own.sort(key=lambda entry: (entry[0] == UNKNOWN, -entry[1].share.hits, entry[0]))
        parts += [(group, names.get(value, value), one) for value, one in own]
    return parts


def _table(parts: list[tuple[str, str, Asked]], basis: Basis) -> Table:
    return Table(
        name="titles",
        caption=f"Roles and seniority of tech-lead postings. {basis.counted}; 95 % intervals",
        columns=(Column("group", "Group"), Column("value", "Value"), *SHARE_COLUMNS),
        rows=tuple(
            {"group": group, "value": name, **share_cells(one.share, basis.period, one.sources)}
            for group, name, one in parts
        ),
    )


def _titles(connection: Connection, basis: Basis) -> Table:
    found = rows(connection, _TITLES, {**basis.period.parameters, "limit": TITLES_LISTED})
    listed: list[dict[str, Cell]] = [
        {
            "title": title,
            "k": count,
            "n": basis.postings,
            "employers": employers,
            "sources": sources,
            "period": str(basis.period),
        }
        for title, count, employers, sources in found
    ]
    return Table(
        name="used-most",
        caption=f"Titles used most, as most postings write them. {basis.counted}",
        columns=(
            Column("title", "Title"),
            Column("k", "Postings k", Kind.COUNT),
            Column("n", "of n", Kind.COUNT),
            Column("employers", "Employers", Kind.COUNT),
            Column("sources", "Sources", Kind.COUNT),
            Column("period", "Period"),
        ),
        rows=tuple(listed),
    )


_SUBJECTS = f"""
select posting_id, unnest([
    'Role in the title|' || coalesce(role, '{UNKNOWN}'), 'Seniority|' || coalesce(seniority, '{UNKNOWN}'),
    'People management|' || coalesce(people_management::varchar, '{UNKNOWN}')
]) as subject from posting
"""  # noqa: S608 - put together from constants


def _names(*_: object) -> Names:
    return {
        f"{group}|{value}": (group, words)
        for group, names in GROUPS.items()
        for value, words in {**names, UNKNOWN: UNKNOWN}.items()
    }


FIGURE = FigureKind(
    id="f13",
    title="Titles and seniority",
    question="What are tech leads called?",
    draw=draw,
    subjects=Subjects(_SUBJECTS, _names, "bars"),
)
