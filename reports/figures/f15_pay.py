"""What is published of pay, and what goes with a skill? Coverage first, then medians, then comparable postings.

Pay in postings is selected: those that state it are no sample of those that do not. A difference goes with a
skill; the skill does not add it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from reports.figures.drawing import say_basis
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
    with_data,
    without_data,
)
from reports.figures.groups import country_name
from reports.figures.pay_by_skill import Coverage, Pay, SkillPay, coverage, pay_by_skill
from reports.figures.pay_chart import PayRow, pay_chart
from reports.figures.skills import skill_counts
from reports.published import Basis, Connection, counted, read_basis
from reports.statistics.gates import Status
from reports.statistics.share import Share
from reports.statistics.trend import FALSE_DISCOVERY

COUNTRIES = 8
SKILLS = 14
UNKNOWN = "country not stated"


def draw(connection: Connection) -> Figure:
    """Return how many postings state pay by country, and pay with and without each skill where enough do."""
    basis = read_basis(connection)
    whole, covered = coverage(connection, basis)
    reason = too_little(basis)
    if reason:
        return without_data(FIGURE, basis, reason, _coverage_table(covered, whole, basis))
    pay = pay_by_skill(connection, basis, covered, skill_counts(connection, basis))
    shown = _chosen(pay)
    listed = covered[:COUNTRIES] + [entry for entry in covered[COUNTRIES:] if entry.country is None]
    chart, narrow = pay_chart([PayRow(_named(entry), entry.share) for entry in listed], pay, shown)
    say_basis(chart, f"{basis.period}, the country named; {counted(len(basis.sources), 'source')}")
    return with_data(
        FIGURE,
        basis,
        finding=f"{_coverage_words(whole, basis)} {_finding(pay, shown)}",
        alt=_alt(covered, pay, shown, basis),
        table=_coverage_table(covered, whole, basis),
        more_tables=(_skill_table(pay, basis),),
        chart=chart,
        narrow=narrow,
        notes=_notes(pay, shown),
    )


def _named(entry: Coverage) -> str:
    return UNKNOWN if entry.country is None else country_name(entry.country)


def _chosen(pay: Pay) -> list[SkillPay]:
    """Return the skills named most that pass the gates, the largest difference first."""
    found = [entry for entry in pay.skills if entry.difference is not None][:SKILLS]
    return sorted(found, key=lambda entry: -(entry.difference.relative if entry.difference else 0.0))


def _coverage_words(whole: Share, basis: Basis) -> str:
    if not whole.shown:
        return (
            f"How many state pay cannot be said: {whole.hits:,} of n = {whole.postings:,} do.{basis.caveat}"
        )
    return (
        f"{whole} of tech-lead postings state pay ({whole.hits:,} of n = {whole.postings:,}).{basis.caveat}"
    )


def _finding(pay: Pay, shown: Sequence[SkillPay]) -> str:
    if pay.verdict.status is Status.SUPPRESSED or pay.country is None:
        return f"Pay by skill is not shown: {pay.verdict.reason}."
    where = f"{country_name(pay.country)}, {pay.currency}"
    if not shown:
        return f"Pay by skill is not shown: no skill has enough postings with pay on each side ({where})."
    clear = [entry for entry in shown if (entry.q or 0.0) < FALSE_DISCOVERY and entry.difference]
    if not clear:
        return f"{where}: no skill of {len(shown)} goes with clearly higher or lower pay among comparable postings."
    first = max(clear, key=lambda entry: abs(entry.difference.relative) if entry.difference else 0.0)
    assert first.difference is not None  # noqa: S101 - chosen so
    low, high = first.difference.interval.low * 100, first.difference.interval.high * 100
    more = "more" if first.difference.relative > 0 else "less"
    return (
        f"{where}: postings that mention {first.skill.label} state {abs(first.difference.relative) * 100:.0f}\u00a0% "
        f"{more} ({low:+.0f} to {high:+.0f}), after taking account of seniority, workplace, size, source and month "
        f"(n = {first.with_skill[0]:,} with, {first.without_skill[0]:,} without)."
    )


def _alt(covered: Sequence[Coverage], pay: Pay, shown: Sequence[SkillPay], basis: Basis) -> str:
    known = [entry for entry in covered if entry.country is not None and entry.share.shown][:2]
    countries = ", ".join(f"{_named(entry)} {entry.share}" for entry in known)
    words = f"Dots with 95 % intervals: share of postings that state pay, n = {basis.postings:,}"
    words = f"{words}: {countries}." if countries else f"{words}."
    if shown and shown[0].difference:
        return f"{words} Below, {pay.currency} medians and differences of {len(shown)} skills, {shown[0].skill.label} highest."
    return f"{words} Pay by skill: not enough data."


def _notes(pay: Pay, shown: Sequence[SkillPay]) -> tuple[str, ...]:
    notes = [
        "Postings that state pay are no sample of those that do not: larger and better-paying employers hide it more "
        "often, and laws on pay transparency change who states it."
    ]
    tested = sum(entry.difference is not None for entry in pay.skills)
    if shown and pay.country:
        notes += [
            f"{country_name(pay.country)}, pay in {pay.currency} for a full year, {pay.stated:,} of {pay.postings:,} "
            "postings; the middle of a stated range, left out where its end is more than twice its start. Filled: with "
            "the skill; hollow: without. Lines: the middle half.",
            "Right: log pay compared among postings of the same seniority, workplace, company size, source and month; "
            f"95 % intervals clustered by employer. Grey and hollow: no clear difference over {tested} skills "
            "tested together. It goes with the skill; the skill does not add it.",
        ]
    return tuple(notes)


def _coverage_table(covered: Sequence[Coverage], whole: Share, basis: Basis) -> Table:
    shares = [("all", whole), *((_named(entry), entry.share) for entry in covered)]
    return Table(
        name="coverage",
        caption=f"Tech-lead postings that state pay. {basis.counted}; 95 % intervals",
        columns=(Column("country", "Country"), *SHARE_COLUMNS),
        rows=tuple(
            {"country": name, **share_cells(share, basis.period, len(basis.sources))}
            for name, share in shares
        ),
    )


_SKILL_COLUMNS = (
    Column("skill_id", "Id"),
    Column("skill", "Skill"),
    Column("median_with", "Median with", Kind.COUNT),
    Column("q1_with", "Q1", Kind.COUNT),
    Column("q3_with", "Q3", Kind.COUNT),
    Column("k_with", "k with", Kind.COUNT),
    Column("employers_with", "Employers", Kind.COUNT),
    Column("median_without", "Median without", Kind.COUNT),
    Column("q1_without", "Q1", Kind.COUNT),
    Column("q3_without", "Q3", Kind.COUNT),
    Column("k_without", "k without", Kind.COUNT),
    Column("employers_without", "Employers", Kind.COUNT),
    Column("medians_apart", "Medians apart", Kind.SHARE),
    Column("difference", "Difference, comparable", Kind.SHARE),
    Column("difference_low", "from", Kind.SHARE),
    Column("difference_high", "to", Kind.SHARE),
    Column("q", "q", Kind.NUMBER),
    Column("n", "n with pay", Kind.COUNT),
    Column("country", "Country"),
    Column("currency", "Currency a year"),
    Column("sources", "Sources", Kind.COUNT),
    Column("period", "Period"),
    Column("status", "Status"),
)


def _skill_table(pay: Pay, basis: Basis) -> Table:
    where = f"{country_name(pay.country)}, {pay.currency} a year" if pay.country else "no country"
    return Table(
        name="skills",
        caption=f"Stated pay with and without each skill: {where}. {basis.counted}; 95 % intervals",
        columns=_SKILL_COLUMNS,
        rows=tuple(_skill_row(entry, pay, basis) for entry in pay.skills),
    )


def _skill_row(entry: SkillPay, pay: Pay, basis: Basis) -> dict[str, Cell]:
    having, lacking, found = entry.having, entry.lacking, entry.difference
    verdict = entry.verdict
    return {
        "skill_id": entry.skill.skill_id,
        "skill": entry.skill.label,
        "median_with": having.median if having else None,
        "q1_with": having.low if having else None,
        "q3_with": having.high if having else None,
        "k_with": entry.with_skill[0],
        "employers_with": entry.with_skill[1],
        "median_without": lacking.median if lacking else None,
        "q1_without": lacking.low if lacking else None,
        "q3_without": lacking.high if lacking else None,
        "k_without": entry.without_skill[0],
        "employers_without": entry.without_skill[1],
        "medians_apart": having.median / lacking.median - 1 if having and lacking else None,
        "difference": found.relative if found else None,
        "difference_low": found.interval.low if found else None,
        "difference_high": found.interval.high if found else None,
        "q": entry.q,
        "n": sum((entry.with_skill[0], entry.without_skill[0])),
        "country": country_name(pay.country) if pay.country else None,
        "currency": pay.currency,
        "sources": len(basis.sources),
        "period": str(basis.period),
        "status": f"{verdict.status.value}: {verdict.reason}" if verdict.reason else verdict.status.value,
    }


def pay_words(figure: Figure) -> dict[str, str]:
    """Return, by skill, what this figure says of it in one sentence; nothing of skills that do not pass the gates."""
    skills = next((table for table in figure.more_tables if table.name == "skills"), None)
    return {
        str(row["skill_id"]): _words_of(row)
        for row in (skills.rows if skills else ())
        if row["difference"] is not None
    }


def _words_of(row: Mapping[str, Any]) -> str:
    limits = f"{row['difference_low'] * 100:+.0f} to {row['difference_high'] * 100:+.0f}\u00a0%"
    told = f"state {row['difference'] * 100:+.0f}\u00a0% ({limits}) against comparable ones that do not"
    if row["q"] >= FALSE_DISCOVERY:
        told = f"state no clearly different pay ({limits})"
    return (
        f"{row['country']}, {row['currency']} a year: postings that mention {row['skill']} {told} "
        f"(n = {row['k_with']:,} with, {row['k_without']:,} without). It goes with the skill; the skill does not add it."
    )


FIGURE = FigureKind(
    id="f15",
    title="Pay",
    question="How many postings state pay, and what goes with it?",
    draw=draw,
    by_region=True,
)
