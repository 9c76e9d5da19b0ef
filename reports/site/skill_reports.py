"""What is there to say about one skill? The figures of its page, for all skills at once.

Everything is asked of the file in one query per question, so that the cost does not grow with the number of pages.
The browser draws these charts from the rows of their tables.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.figures.f04_how_a_skill_moved import skill_lines
from reports.figures.f10_what_comes_with_what import draw_beside
from reports.figures.figure import (
    SHARE_COLUMNS,
    Cell,
    Column,
    Figure,
    Kind,
    Table,
    share_cells,
    weak_note,
)
from reports.figures.movement import movements, windows
from reports.figures.multiples import Line
from reports.figures.pairs import pair_counts
from reports.figures.panel import Panel, find_panel
from reports.figures.skills import SkillCount, skill_counts
from reports.published import IN_PERIOD, Basis, Connection, rows
from reports.site.evidence import Quotation
from reports.site.skill_groups import GROUPS, read_groups
from reports.statistics.gates import MIN_FOR_QUANTILE
from reports.statistics.quantiles import gated_quantile, median_interval
from reports.statistics.requirement import Requirement, requirement
from reports.statistics.share import Share
from reports.statistics.trend import MIN_HITS, MIN_MONTHS

MOST_YEARS = 20


@dataclass(frozen=True, slots=True)
class Sketch:
    """A chart that the browser draws itself: which kind of drawing, and the rows to draw."""

    draw: str
    data: Mapping[str, Any]

    def to_json(self) -> str:
        """Return the sketch as the page holds it."""
        return json.dumps({"draw": self.draw, **self.data}, default=str)


@dataclass(frozen=True, slots=True)
class SkillReport:
    """One skill: how often, how strongly, since when, by whom, with how many years, and in which words."""

    count: SkillCount
    description: str
    rank: int
    verdict: str
    requirement: Requirement
    figures: tuple[Figure, ...]
    line: Line | None
    quotations: tuple[Quotation, ...]

    @property
    def slug(self) -> str:
        """The name of the page; ids of the taxonomy are plain words."""
        return self.count.skill_id

    @property
    def label(self) -> str:
        """What people call the skill."""
        return self.count.label

    @property
    def share(self) -> Share:
        """The share of the period's postings that name the skill."""
        return self.count.share

    @property
    def finding(self) -> str:
        """The page's answer in one sentence."""
        return (
            f"{self.share} of tech-lead postings name {self.label} (n = {self.share.postings:,}, "
            f"{self.share.employers:,} employers), the {ordinal(self.rank)} most of all skills; "
            f"{self.requirement.required_share * 100:.0f}\u00a0% require it."
        )


def ordinal(number: int) -> str:
    """Return "1st", "22nd", "113th"."""
    end = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{end}"


def skill_reports(
    connection: Connection, basis: Basis, quotations: Mapping[str, Sequence[Quotation]]
) -> tuple[SkillReport, ...]:
    """Return the report of every skill that enough postings of the period name, the most often named first."""
    counts = skill_counts(connection, basis)
    chosen = [
        count for count in counts if count.share.shown and count.share.hits >= MIN_HITS and _plain(count)
    ]
    if not chosen:
        return ()
    ranks = {count.skill_id: rank for rank, count in enumerate(counts, start=1)}
    lines, verdicts = _moved(connection, basis, counts, chosen)
    pairs = pair_counts(connection, basis)
    groups = read_groups(connection, basis, [count.skill_id for count in chosen])
    years = _years(connection, basis)
    words = dict(rows(connection, "select skill_id, coalesce(description, '') from skill"))
    return tuple(
        _report(
            count, basis, ranks[count.skill_id], words.get(count.skill_id, ""),
            verdicts.get(count.skill_id, "too few to compare"), lines.get(count.skill_id),
            groups.get(count.skill_id, ()), years.get(count.skill_id, {}),
            tuple(quotations.get(count.skill_id, ())),
            draw_beside(basis, count, counts, pairs),
        )
        for count in chosen
    )  # fmt: skip


def _plain(count: SkillCount) -> bool:
    """Return whether the id can be the name of a file; ids of the taxonomy are."""
    return count.skill_id.replace("_", "").replace("-", "").isalnum() and count.skill_id.isascii()


def _moved(
    connection: Connection, basis: Basis, counts: list[SkillCount], chosen: list[SkillCount]
) -> tuple[dict[str, Line], dict[str, str]]:
    """Return the line and the verdict of each skill; nothing where the same boards do not reach far enough."""
    panel: Panel | None = find_panel(connection, basis.data_date)
    if panel is None or len(panel.months) < MIN_MONTHS:
        return {}, {}
    found = movements(connection, panel, counts, windows(panel))
    verdicts = {move.skill.skill_id: move.label for move in found}
    drawn = skill_lines(connection, panel, chosen, verdicts)
    return {count.skill_id: line for count, line in zip(chosen, drawn, strict=True)}, verdicts


_YEARS = f"""
select skill_id, least(floor(posting_skill.years_min), 20)::integer as years, count(*)::integer as postings,
    count(distinct employer_id)::integer as employers
from lead_posting join posting_skill using (posting_id)
where is_listed and posting_skill.years_min is not null
    and {IN_PERIOD}
group by all order by skill_id, years
"""  # noqa: S608 - put together from constants


def _years(connection: Connection, basis: Basis) -> dict[str, dict[float, int]]:
    found: dict[str, dict[float, int]] = {}
    for skill, years, postings, _ in rows(connection, _YEARS, basis.period.parameters):
        found.setdefault(skill, {})[years] = postings
    return found


def _report(
    count: SkillCount,
    basis: Basis,
    rank: int,
    description: str,
    verdict: str,
    line: Line | None,
    groups: Sequence[tuple[str, str, Share]],
    years: dict[float, int],
    quotations: tuple[Quotation, ...],
    beside: Figure,
) -> SkillReport:
    found = requirement(
        round(count.required.hits),
        count.preferred,
        count.unstated,
        basis.postings,
        count.required.design_effect,
    )
    figures = [_strength(count, found, basis)]
    if line and any(point.share is not None for point in line.points):
        figures.insert(0, _series(count, line, basis))
    figures.append(_who(count, groups, basis))
    if sum(years.values()) >= MIN_FOR_QUANTILE[0.5]:
        figures.append(_asked_years(count, years, basis))
    if beside.enough:
        figures.append(beside)
    return SkillReport(count, description, rank, verdict, found, tuple(figures), line, quotations)


def _figure(
    name: str,
    title: str,
    question: str,
    finding: str,
    table: Table,
    chart: Sketch,
    basis: Basis,
    postings: int,
    notes: tuple[str, ...] = (),
) -> Figure:
    return Figure(
        id=name, title=title, question=question, finding=finding, alt=f"{table.caption}. {finding}", table=table,
        postings=postings, employers=basis.employers, period=str(basis.period), source=basis.source_line,
        chart=chart, notes=notes,
    )  # fmt: skip


_MONTHS = (
    Column("month", "Three months to", Kind.MONTH),
    Column("share", "Share, same mix", Kind.SHARE),
    Column("share_low", "from", Kind.SHARE),
    Column("share_high", "to", Kind.SHARE),
    Column("month_share", "Month alone", Kind.SHARE),
    Column("k", "k", Kind.COUNT),
    Column("n", "n", Kind.COUNT),
    Column("employers", "Employers", Kind.COUNT),
    Column("status", "Status"),
)


def _series(count: SkillCount, line: Line, basis: Basis) -> Figure:
    cells: list[dict[str, Cell]] = [
        {
            "month": point.month, "share": point.share, "share_low": point.low, "share_high": point.high,
            "month_share": point.month_share, "k": point.hits, "n": point.postings,
            "employers": point.employers, "status": point.status,
        }
        for point in line.points
    ]  # fmt: skip
    last = next(point for point in reversed(line.points) if point.share is not None)
    finding = (
        f"In the three months to {last.month:%b %Y}, {(last.share or 0) * 100:.0f}\u00a0% "
        f"({(last.low or 0) * 100:.0f}–{(last.high or 0) * 100:.0f}) of the same boards' postings name it "
        f"(n = {last.postings:,}); over the year: {line.note}."
    )
    table = Table(
        "months", f"{count.label}: three-month shares at the same mix of sources, 95 % intervals", _MONTHS,
        tuple(reversed(cells)), on_page=24,
    )  # fmt: skip
    chart = Sketch("lines", {"lines": [{"label": count.label, "note": line.note, "points": cells}]})
    notes = ("Line: mean of three months at the same mix of sources; band: 95 % interval; dots: single months; rings: weak values. A gap is a "
             "month with too few postings or employers.",)  # fmt: skip
    return _figure("f04", "How it moved", f"How has {count.label} moved?", finding, table, chart, basis,
                   last.postings, notes)  # fmt: skip


_STRENGTHS = (
    Column("strength", "How strongly"),
    Column("k", "Postings", Kind.COUNT),
    Column("share", "Of all postings", Kind.SHARE),
    Column("share_low", "from", Kind.SHARE),
    Column("share_high", "to", Kind.SHARE),
    Column("n", "n", Kind.COUNT),
    Column("bound_low", "Of its mentions, if all unclear are nice", Kind.SHARE),
    Column("bound_high", "if all unclear are required", Kind.SHARE),
)


def _strength(count: SkillCount, found: Requirement, basis: Basis) -> Figure:
    n, required = basis.postings, found.required_interval
    cells: tuple[dict[str, Cell], ...] = (
        {"strength": "required", "k": round(count.required.hits), "share": found.required_share,
         "share_low": required.low, "share_high": required.high, "n": n,
         "bound_low": found.conditional_bounds.low, "bound_high": found.conditional_bounds.high},
        {"strength": "unclear", "k": count.unstated, "share": count.unstated / n, "n": n},
        {"strength": "nice to have", "k": count.preferred, "share": count.preferred / n, "n": n},
    )  # fmt: skip
    bounds = ""
    if found.needs_bounds:
        low, high = found.conditional_bounds.low * 100, found.conditional_bounds.high * 100
        bounds = f" Of its mentions {low:.0f} to {high:.0f}\u00a0% are a must, the unclear ones either way."
    finding = (
        f"{found.required_share * 100:.0f}\u00a0% ({required.low * 100:.0f}–{required.high * 100:.0f}) of all "
        f"postings require it, {count.preferred / n * 100:.0f}\u00a0% call it a plus, "
        f"{count.unstated / n * 100:.0f}\u00a0% do not say (n = {n:,}).{bounds}"
    )
    table = Table("strength", f"{count.label}: how strongly postings ask for it. {basis.counted}",
                  _STRENGTHS, cells)  # fmt: skip
    row = {
        "label": "of all postings", "required": cells[0]["share"], "unstated": cells[1]["share"],
        "preferred": cells[2]["share"], "low": required.low, "high": required.high, "n": n,
    }  # fmt: skip
    return _figure("f05", "Must-have or nice-to-have", f"Is {count.label} a must?", finding, table,
                   Sketch("stacks", {"rows": [row]}), basis, n)  # fmt: skip


def _who(count: SkillCount, groups: Sequence[tuple[str, str, Share]], basis: Basis) -> Figure:
    cells = tuple(
        {"group": GROUPS[group], "value": value, **share_cells(share, basis.period, len(basis.sources))}
        for group, value, share in groups
    )
    drawn: list[dict[str, Any]] = []
    for group in dict.fromkeys(group for group, value, _ in groups if "not stated" not in value):
        drawn.append({"label": GROUPS[group], "heading": True})
        drawn += [_dot(value, share) for name, value, share in groups if name == group]
    shown = [(value, share) for _, value, share in groups if share.shown and "not stated" not in value]
    finding = "Too few postings in each group to compare."
    if shown:
        value, share = max(shown, key=lambda entry: entry[1].value or 0)
        finding = f"Most often where it says “{value}”: {share} (n = {share.postings:,})."
    columns = (Column("group", "By"), Column("value", "Value"), *SHARE_COLUMNS)
    table = Table(
        "who", f"{count.label}: share of postings by group. {basis.period}; 95 % intervals", columns, cells
    )
    return _figure("f14", "Who asks for it", f"Who asks for {count.label}, and where?", finding, table,
                   Sketch("dots", {"rows": drawn, "axis": "Share of the group's postings"}), basis,
                   basis.postings, weak_note(share for _, _, share in groups))  # fmt: skip


def _dot(value: str, share: Share) -> dict[str, Any]:
    return {
        "label": value, "share": share.value, "low": share.low, "high": share.high, "k": share.hits,
        "n": share.postings, "employers": share.employers, "status": share.status.value, "reason": share.reason,
    }  # fmt: skip


def _asked_years(count: SkillCount, years: dict[float, int], basis: Basis) -> Figure:
    number = sum(years.values())
    median, sure = gated_quantile(years, 0.5) or 0.0, median_interval(years)
    cells = tuple(
        {"years": year, "share": years.get(year, 0) / number, "k": years.get(year, 0), "n": number}
        for year in range(MOST_YEARS + 1)
    )
    columns = (
        Column("years", "Years", Kind.COUNT),
        Column("share", "Share", Kind.SHARE),
        Column("k", "k", Kind.COUNT),
        Column("n", "n", Kind.COUNT),
    )
    table = Table(
        "years",
        f"{count.label}: least years asked for, where a posting states them for the skill. {basis.period}",
        columns,
        cells,
    )
    finding = (
        f"Where years are stated for it, the median minimum is {median:g} (95 % interval {sure.low:g}–{sure.high:g}, "
        f"n = {number:,}); most postings state none."
    )
    return _figure("f07", "Years asked for", f"How many years of {count.label}?", finding, table,
                   Sketch("columns", {"rows": cells, "median": median}), basis, number)  # fmt: skip
