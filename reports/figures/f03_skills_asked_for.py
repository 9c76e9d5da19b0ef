"""Which skills are asked for most? Technologies as dots with intervals; the table has practices too.

Neighbours that a paired test cannot tell apart share a mark: their order may be chance.
"""

from itertools import pairwise
from typing import Any

from reports import theme
from reports.figures.drawing import Dot, dots
from reports.figures.figure import (
    SHARE_COLUMNS,
    Column,
    Figure,
    FigureKind,
    Table,
    share_cells,
    too_little,
    with_data,
    without_data,
)
from reports.figures.neighbours import tied_with_next
from reports.figures.skills import SkillCount, skill_counts
from reports.published import Basis, Connection, read_basis
from reports.statistics.gates import Status
from reports.statistics.share import share_of

ON_CHART = 25


def draw(connection: Connection) -> Figure:
    """Return the share of tech-lead postings that name each skill."""
    basis = read_basis(connection)
    counts = skill_counts(connection, basis)
    ties = _ties(connection, basis, counts)
    table = _table(counts, basis, ties)
    shown = [count for count in counts if count.kind == "tech" and count.share.shown][:ON_CHART]
    reason = too_little(basis) or (None if shown else "no technology is named often enough")
    if reason:
        return without_data(FIGURE, basis, reason, table)
    chart, narrow = dots(
        [_dot(count, basis) for count in shown],
        "Share of tech-lead postings",
        marks=("name it", "require it"),
    )
    marked = [number for number, count in enumerate(shown[:-1]) if count.skill_id in ties]
    _mark_ties(chart, marked)
    leaders = ", ".join(f"{count.label} {count.share}" for count in shown[:3])
    return with_data(
        FIGURE,
        basis,
        finding=_finding(shown, ties, basis),
        alt=f"Dots with 95 % intervals, {basis.counted}. Highest: {leaders}. "
        "Neighbours that cannot be told apart share a mark.",
        table=table,
        chart=chart,
        narrow=narrow,
        notes=_notes(shown, len(counts), len(marked)),
    )


def _dot(count: SkillCount, basis: Basis) -> Dot:
    required = share_of(count.required, basis.top_employer, basis.top_source)
    return Dot(count.label, count.share, rests_on=basis.rests_on(count.sources), second=required)


def _finding(shown: list[SkillCount], ties: dict[str, str], basis: Basis) -> str:
    first, n = shown[0], f"(n = {basis.postings:,}, {basis.employers:,} employers).{basis.caveat}"
    if first.skill_id in ties and len(shown) > 1:
        return (
            f"{first.label}, by {first.share}, and {shown[1].label}, by {shown[1].share}, are named most; "
            f"which of them is ahead cannot be told {n}"
        )
    return f"{first.label} leads: {first.share} of tech-lead postings name it {n}"


def _ties(connection: Connection, basis: Basis, counts: list[SkillCount]) -> dict[str, str]:
    """Return for each skill that ties with the next one of its kind the label of that one."""
    found: dict[str, str] = {}
    for kind in sorted({count.kind for count in counts}):
        ranked = [count for count in counts if count.kind == kind and count.share.shown]
        tied = tied_with_next(connection, basis, ranked)
        found |= {one.skill_id: other.label for one, other in pairwise(ranked) if one.skill_id in tied}
    return found


def _mark_ties(chart: Any, marked: list[int]) -> None:
    """Join the rows that tie with the next one by a bar at the right edge."""
    for row in marked:
        chart.add_shape(
            type="line", xref="paper", x0=0.995, x1=0.995, y0=-row - 0.12, y1=-row - 0.88,
            line={"color": theme.AXIS, "width": 3},
        )  # fmt: skip


def _notes(shown: list[SkillCount], named: int, tied: int) -> tuple[str, ...]:
    notes = [
        f"The {len(shown)} technologies named most, of {named} skills in the table. Lines are 95 % "
        "intervals, corrected for employers who write their postings alike. Hollow: the share that requires it; what is "
        "unclear is not counted there."
    ]
    if tied:
        notes.append(
            f"A bar at the right joins neighbours that cannot be told apart ({tied} of {len(shown) - 1}): both stand in "
            "the same postings, so the test is a paired one (McNemar), over postings and over employers."
        )
    weak = sorted({count.share.reason for count in shown if count.share.status is Status.LOW})
    if weak:
        notes.append(f"Hollow grey dots are weak values: {'; '.join(weak)}.")
    return tuple(notes)


def _table(counts: list[SkillCount], basis: Basis, ties: dict[str, str]) -> Table:
    named = (
        Column("skill_id", "Id"),
        Column("skill", "Skill"),
        Column("kind", "Kind"),
        Column("category", "Category"),
    )
    return Table(
        name="skills",
        caption=f"Tech-lead postings that name a skill. {basis.counted}; 95 % intervals",
        columns=(*named, *SHARE_COLUMNS, Column("tied_with", "Not to be told from the next")),
        rows=tuple(
            {
                "skill_id": count.skill_id,
                "skill": count.label,
                "kind": count.kind,
                "category": count.category,
                **share_cells(count.share, basis.period, count.sources),
                "tied_with": ties.get(count.skill_id),
            }
            for count in counts
        ),
    )


FIGURE = FigureKind(
    id="f03", title="Skills asked for", question="Which skills are asked for most?", draw=draw
)
