"""Which soft skills and team tools are asked for? Dots with intervals, most frequent first."""

from reports.figures.asked import Asked, asked, postings_by_employer
from reports.figures.drawing import Dot, dots
from reports.figures.figure import (
    SHARE_COLUMNS,
    Column,
    Figure,
    FigureKind,
    Names,
    Subjects,
    Table,
    share_cells,
    too_little,
    weak_note,
    with_data,
    without_data,
)
from reports.published import IN_PERIOD, Basis, Connection, read_basis, rows

SOFT, TOOLS = "Soft skills", "Team tools and boards"
# Tools that a team plans and talks with, by their identity in the taxonomy.
TEAM_TOOLS = (
    "jira", "confluence", "trello", "asana", "kanban", "slack", "microsoft_teams", "notion", "miro", "linear",
    "monday_com", "clickup", "azure_devops", "youtrack", "basecamp", "zoom",
)  # fmt: skip

_SOFT = f"""
select name, source, employer_id, sum(postings)::integer from soft_skill_month_employer
where {IN_PERIOD} group by all order by all
"""  # noqa: S608 - put together from constants
_TOOLS = f"""
select label, source, employer_id, sum(postings)::integer from skill_month_employer join skill using (skill_id)
where {IN_PERIOD} and list_contains($tools::varchar[], skill_id) group by all order by all
"""  # noqa: S608 - put together from constants


def draw(connection: Connection) -> Figure:
    """Return the share of tech-lead postings that ask for each soft skill, and that name each team tool."""
    basis = read_basis(connection)
    postings = postings_by_employer(connection, basis)
    period = basis.period.parameters
    soft = asked(rows(connection, _SOFT, period), postings, basis)
    tools = asked(rows(connection, _TOOLS, {**period, "tools": list(TEAM_TOOLS)}), postings, basis)
    groups = {
        SOFT: [(_words(name), one) for name, one in _ranked(soft)],
        TOOLS: _ranked(tools),
    }
    table = _table(groups, basis)
    reason = too_little(basis)
    if not reason and not any(one.share.shown for found in groups.values() for _, one in found):
        reason = "no soft skill and no team tool is named often enough"
    if reason:
        return without_data(FIGURE, basis, reason, table)
    entries: list[Dot] = []
    for group, found in groups.items():
        entries.append(Dot(group))
        entries.extend(
            Dot(name, one.share, rests_on=basis.rests_on(one.sources))
            for name, one in found
            if one.share.hits
        )
        if not found:
            entries.append(Dot("No posting of the period names one"))
    chart, narrow = dots(entries, "Share of tech-lead postings")
    leaders = [f"{name} {one.share}" for name, one in groups[SOFT] if one.share.shown][:3]
    first = f"{leaders[0]} of tech-lead postings" if leaders else "no soft skill is named often enough"
    return with_data(
        FIGURE,
        basis,
        finding=f"The soft skill asked for most: {first} (n = {basis.postings:,}).{_tool(groups[TOOLS])}{basis.caveat}",
        alt=(
            f"Dots with 95 % intervals for soft skills and team tools. {basis.counted}. "
            f"Highest: {', '.join(leaders) or 'not enough data'}."
        ),
        table=table,
        chart=chart,
        narrow=narrow,
        notes=(
            "A soft skill counts where it is asked of the person, in words; a title that says “lead” is no "
            "evidence of leadership. A tool counts wherever the posting names it.",
            *weak_note(one.share for found in groups.values() for _, one in found),
        ),
    )


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _ranked(found: dict[str, Asked]) -> list[tuple[str, Asked]]:
    return sorted(found.items(), key=lambda entry: (-entry[1].share.hits, entry[0]))


def _tool(tools: list[tuple[str, Asked]]) -> str:
    shown = [(name, one) for name, one in tools if one.share.shown]
    return f" The team tool named most: {shown[0][0]}, {shown[0][1].share}." if shown else ""


def _table(groups: dict[str, list[tuple[str, Asked]]], basis: Basis) -> Table:
    return Table(
        name="soft-skills",
        caption=f"Soft skills asked for and team tools named. {basis.counted}; 95 % intervals",
        columns=(Column("group", "Group"), Column("name", "Name"), *SHARE_COLUMNS),
        rows=tuple(
            {"group": group, "name": name, **share_cells(one.share, basis.period, one.sources)}
            for group, found in groups.items()
            for name, one in found
        ),
    )


_SUBJECTS = f"""
select distinct posting_id, 'soft|' || name as subject from posting_soft_skill
union all
select distinct posting_id, 'tool|' || skill_id from posting_skill
where is_listed and skill_id in ({", ".join(f"'{tool}'" for tool in TEAM_TOOLS)})
"""  # noqa: S608 - put together from constants
_NAMED = """
select distinct 'soft|' || name, name, '' from soft_skill_month_employer
union all
select 'tool|' || skill_id, skill_id, label from skill where list_contains($tools::varchar[], skill_id)
order by 1
"""


def _names(connection: Connection, _: Basis) -> Names:
    found = rows(connection, _NAMED, {"tools": list(TEAM_TOOLS)})
    return {subject: (TOOLS, words) if words else (SOFT, _words(name)) for subject, name, words in found}


FIGURE = FigureKind(
    id="f11",
    title="Soft skills and team tools",
    question="Which soft skills and team tools are asked for?",
    draw=draw,
    subjects=Subjects(_SUBJECTS, _names),
)
