"""Which skills are asked for most? Technologies as dots with intervals; the table has practices too."""

from reports.figures.drawing import Dot, dots
from reports.figures.figure import (
    SHARE_COLUMNS,
    Column,
    Figure,
    FigureKind,
    Table,
    share_cells,
    too_little,
    without_data,
)
from reports.figures.skills import SkillCount, skill_counts
from reports.published import Basis, Connection, read_basis
from reports.statistics.gates import Status

ON_CHART = 25


def draw(connection: Connection) -> Figure:
    """Return the share of tech-lead postings that name each skill."""
    basis = read_basis(connection)
    counts = skill_counts(connection, basis)
    table = _table(counts, basis)
    shown = [count for count in counts if count.kind == "tech" and count.share.shown][:ON_CHART]
    reason = too_little(basis) or (None if shown else "no technology is named often enough")
    if reason:
        return without_data(FIGURE, basis, reason, table)
    chart, narrow = dots([Dot(count.label, count.share) for count in shown], "Share of tech-lead postings")
    first = shown[0]
    leaders = ", ".join(f"{count.label} {count.share}" for count in shown[:3])
    return Figure(
        id=FIGURE.id,
        title=FIGURE.title,
        question=FIGURE.question,
        finding=(
            f"{first.label} leads: {first.share} of tech-lead postings name it "
            f"(n = {basis.postings:,}, {basis.employers:,} employers).{basis.caveat}"
        ),
        alt=f"Dots with 95 % intervals, {basis.counted}. Highest: {leaders}. "
        "Overlapping intervals are no ranking.",
        table=table,
        postings=basis.postings,
        employers=basis.employers,
        period=str(basis.period),
        source=basis.source_line,
        chart=chart,
        narrow=narrow,
        notes=_notes(shown, len(counts)),
    )


def _notes(shown: list[SkillCount], named: int) -> tuple[str, ...]:
    notes = [
        f"The {len(shown)} technologies named most, of {named} skills in the table. Lines are 95 % "
        "intervals, corrected for employers who write their postings alike; where they overlap, the order may be chance."
    ]
    weak = sorted({count.share.reason for count in shown if count.share.status is Status.LOW})
    if weak:
        notes.append(f"Hollow grey dots are weak values: {'; '.join(weak)}.")
    return tuple(notes)


def _table(counts: list[SkillCount], basis: Basis) -> Table:
    named = (
        Column("skill_id", "Id"),
        Column("skill", "Skill"),
        Column("kind", "Kind"),
        Column("category", "Category"),
    )
    return Table(
        name="skills",
        caption=f"Tech-lead postings that name a skill. {basis.counted}; 95 % intervals",
        columns=(*named, *SHARE_COLUMNS),
        rows=tuple(
            {
                "skill_id": count.skill_id,
                "skill": count.label,
                "kind": count.kind,
                "category": count.category,
                **share_cells(count.share, basis.period, count.sources),
            }
            for count in counts
        ),
    )


FIGURE = FigureKind(
    id="f03", title="Skills asked for", question="Which skills are asked for most?", draw=draw
)
