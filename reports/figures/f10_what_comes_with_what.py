"""What comes with what? How much more often a skill stands beside another than chance would put it there.

In the order of the lower limit of the lift: the largest lifts are those of rare pairs, with the least evidence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from typing import Any

from reports import theme
from reports.figures.drawing import blank, few_rows, label, labels_above, say_basis
from reports.figures.figure import Cell, Column, Figure, FigureKind, Kind, Table, too_little, without_data
from reports.figures.pairs import PairCount, Pairs, pair_counts
from reports.figures.skills import SkillCount, skill_counts
from reports.published import Basis, Connection, read_basis
from reports.statistics.association import MIN_EXPECTED, MIN_TOGETHER, Association, association
from reports.statistics.gates import Status, Verdict, gate
from reports.statistics.trend import FALSE_DISCOVERY, false_discovery

ON_CHART = 16
PAIRS_LISTED = 400


@dataclass(frozen=True, slots=True)
class Companion:
    """A skill beside the chosen one: the association, its q value among all shown, and whether it may be shown."""

    skill: SkillCount
    beside: SkillCount
    found: Association
    q: float
    employers: int
    sources: int
    verdict: Verdict

    @property
    def clear(self) -> bool:
        """Whether the two stand together more, or less, often than chance explains."""
        return self.q < FALSE_DISCOVERY


def draw(connection: Connection) -> Figure:
    """Return what comes with the technology that is asked for most."""
    basis = read_basis(connection)
    counts = skill_counts(connection, basis)
    first = next((count for count in counts if count.kind == "tech" and count.share.shown), None)
    if first is None or too_little(basis):
        reason = too_little(basis) or "no technology is named often enough"
        return without_data(FIGURE, basis, reason, _table("beside", "What comes with what", [], basis))
    pairs = pair_counts(connection, basis)
    return draw_beside(basis, first, counts, pairs, _all_pairs(counts, pairs))


def draw_beside(
    basis: Basis,
    skill: SkillCount,
    counts: Sequence[SkillCount],
    pairs: Pairs,
    listed: Sequence[Companion] = (),
) -> Figure:
    """Return what comes with a skill, from the counts and pairs of the period; ``listed`` fills a second table."""
    found = _companions(skill, counts, pairs)
    caption = f"What comes with {skill.label}. {basis.counted}; 95 % intervals"
    table = _table("beside", caption, found, basis)
    pairs_caption = f"Pairs that go together most. {basis.counted}; 95 % intervals"
    more = (_table("pairs", pairs_caption, listed, basis),) if listed else ()
    shown = [entry for entry in found if entry.verdict.status is not Status.SUPPRESSED][:ON_CHART]
    if not shown:
        reason = f"no skill stands beside {skill.label} in {MIN_TOGETHER} postings"
        return without_data(FIGURE, basis, reason, table, more)
    chart, narrow = _chart(shown)
    say_basis(chart, basis.rests_on(len(basis.sources)))
    named = ", ".join(f"{entry.beside.label} {_times(entry)}" for entry in shown[:3])
    return Figure(
        id=FIGURE.id,
        title=f"What comes with {skill.label}",
        question=f"What comes with {skill.label}?",
        finding=_finding(skill, shown, basis),
        alt=(
            f"Dots with 95 % intervals on a log axis: lift of skills beside {skill.label}, n = "
            f"{basis.postings:,} postings. Highest: {named}. Going together is no cause."
        ),
        table=table,
        more_tables=more,
        postings=basis.postings,
        employers=basis.employers,
        period=str(basis.period),
        source=basis.source_line,
        chart=chart,
        narrow=narrow,
        notes=(
            f"Lift: how many times as often both are named as chance would have it. Right: of the postings that name "
            f"{label(skill.label)}, how many name the other. Lines are 95 % intervals, corrected for employers who "
            "write alike; in the order of their lower limits.",
            f"Shown where at least {MIN_TOGETHER} postings name both and chance expects {MIN_EXPECTED:.0f}. Grey and "
            f"hollow: chance explains it (false discovery rate 5 % over {len(found)} skills).",
            f"Tech-lead postings of all trades together ({basis.region}): a part of every lift is the kind of job.",
        ),
    )


def _companions(skill: SkillCount, counts: Sequence[SkillCount], pairs: Pairs) -> list[Companion]:
    """Return every technology and practice that stands beside the skill, the surest lift first."""
    others = [other for other in counts if other.skill_id != skill.skill_id]
    return _tested([(skill, other) for other in others], pairs)


def _all_pairs(counts: Sequence[SkillCount], pairs: Pairs) -> list[Companion]:
    """Return the pairs of technologies that go together most surely, each once."""
    by_id = {count.skill_id: count for count in counts if count.kind == "tech"}
    wanted = [(by_id[one], by_id[other]) for one, other in pairs if one in by_id and other in by_id]
    found = [entry for entry in _tested(wanted, pairs) if entry.verdict.status is not Status.SUPPRESSED]
    return found[:PAIRS_LISTED]


def _tested(wanted: Sequence[tuple[SkillCount, SkillCount]], pairs: Pairs) -> list[Companion]:
    found = []
    for one, other in wanted:
        first, second = sorted((one.skill_id, other.skill_id))
        pair = pairs.get((first, second))
        if pair is None:
            continue
        sums = pair.together
        together, postings = round(sums.hits), round(sums.postings)
        named, beside = round(one.mentions.hits), round(other.mentions.hits)
        associated = association(together, named, beside, postings, sums.design_effect)
        found.append((one, other, associated, pair))
    q_values = false_discovery([associated.p for _, _, associated, _ in found])
    companions = [
        Companion(one, other, associated, q, pair.naming_employers, pair.sources, _judged(associated, pair))
        for (one, other, associated, pair), q in zip(found, q_values, strict=True)
    ]
    return sorted(companions, key=lambda entry: (-entry.found.lift_interval.low, entry.beside.skill_id))


def _judged(found: Association, pair: PairCount) -> Verdict:
    """Return whether a pair may be shown: together often enough, and the conditional share passes its gate."""
    if found.verdict.status is Status.SUPPRESSED:
        return found.verdict
    named = found.together / found.conditional / pair.together.design_effect
    return gate(found.conditional, found.conditional_interval, named, pair.naming_employers)


def _times(entry: Companion) -> str:
    return f"×{entry.found.lift:.1f}"


def _finding(skill: SkillCount, shown: Sequence[Companion], basis: Basis) -> str:
    more = [entry for entry in shown if entry.clear and entry.found.lift > 1]
    if not more:
        return (
            f"Nothing stands beside {skill.label} more often than chance explains (n = {basis.postings:,})."
        )
    first, interval = more[0], more[0].found.lift_interval
    share = more[0].found.conditional_interval
    return (
        f"{first.beside.label} goes with {skill.label} most surely: named together {first.found.lift:.1f} times "
        f"({interval.low:.1f}–{interval.high:.1f}) as often as by chance; of the postings that name {skill.label}, "
        f"{first.found.conditional * 100:.0f}\u00a0% ({share.low * 100:.0f}–{share.high * 100:.0f}) name it "
        f"(n = {first.found.together:,} of {round(skill.mentions.hits):,}).{basis.caveat}"
    )


def _chart(shown: Sequence[Companion]) -> tuple[Any, dict[str, Any]]:
    chart = blank(height=30 * len(shown) + 96)
    heights = [-row for row in range(len(shown))]
    for clear, colour, symbol in ((True, theme.SERIES[0], "circle"), (False, theme.SERIES[5], "circle-open")):
        part = [(y, entry) for y, entry in zip(heights, shown, strict=True) if entry.clear is clear]
        if part:
            _add(chart, part, colour, symbol)
    lows = [entry.found.lift_interval.low for entry in shown]
    highs = [entry.found.lift_interval.high for entry in shown]
    bottom = -len(shown) + 0.4
    chart.add_shape(
        type="line", x0=1, x1=1, y0=bottom, y1=0.6, line={"color": theme.AXIS, "width": 1.5, "dash": "dot"}
    )
    said = _asides(shown, heights)
    ticks = [
        tick
        for tick in (0.25, 0.5, 1, 2, 3, 5, 8, 12, 20, 40)
        if min(*lows, 0.9) * 0.9 <= tick <= max(highs) * 1.2
    ]
    chart.update_xaxes(
        type="log", tickvals=ticks, ticktext=[f"×{tick:g}" for tick in ticks],
        range=_log_range(min(*lows, 0.9), max(highs)),
        title={"text": "Lift: times as often together as by chance", "font": {"color": theme.MUTED, "size": 13}},
    )  # fmt: skip
    names = [label(entry.beside.label) for entry in shown]
    chart.update_yaxes(
        range=[bottom, 0.6], tickvals=heights, ticktext=names, tickfont={"color": theme.TEXT, "size": 13},
        ticks="outside", ticklen=6, tickcolor=theme.CLEAR,
    )  # fmt: skip
    # All at once: plotly checks every annotation again with each one that is added.
    chart.update_layout(margin={"t": 30}, annotations=said)
    above = labels_above(list(zip(heights, names, strict=True)), 6, [bottom, 1.0])
    # On a narrow screen the first label stands where the heads of the columns were.
    kept = [part | ({"y": 1.0} if part["y"] > 0 else {}) for part in said]
    narrow = {
        "height": 44 * len(shown) + 96,
        **above,
        "annotations": [*above["annotations"], *kept],
        "margin": {"l": 4, "r": 8, "t": 34},
        "xaxis": {"title": {"text": "Lift (1 = chance)"}},
        **few_rows(len(shown), 44 * len(shown) + 96),
    }
    return chart, narrow


def _asides(shown: Sequence[Companion], heights: Sequence[int]) -> list[dict[str, Any]]:
    """Return what stands beside the dots: where chance is, and how many of the skill's postings name the other."""
    head = {"y": 0.6, "yanchor": "bottom", "showarrow": False, "font": {"color": theme.MUTED, "size": 12}}
    right = {"x": 1, "xref": "paper", "xanchor": "right"}
    return [
        {**head, "text": "chance", "x": 0, "xref": "x"},
        {**head, **right, "text": "name it too"},
        *(
            {
                **right, "y": y, "text": f"{entry.found.conditional * 100:.0f} %", "showarrow": False,
                "font": {"color": theme.TEXT, "size": 13},
            }
            for y, entry in zip(heights, shown, strict=True)
        ),
    ]  # fmt: skip


def _log_range(low: float, high: float) -> list[float]:
    """Return a range of a log axis that leaves a sixth of it free for the column on the right."""
    start, end = log10(low * 0.95), log10(high)
    return [start, end + (end - start) * 0.2]


def _add(chart: Any, part: Sequence[tuple[int, Companion]], colour: str, symbol: str) -> None:
    found = [entry.found for _, entry in part]
    chart.add_scatter(
        x=[entry.lift for entry in found], y=[y for y, _ in part], mode="markers",
        marker={"color": colour, "size": 10, "symbol": symbol},
        customdata=[_hover(entry) for _, entry in part], hovertemplate="%{customdata}<extra></extra>",
        error_x={
            "type": "data", "symmetric": False, "color": colour, "thickness": 2, "width": 0,
            "array": [entry.lift_interval.high - entry.lift for entry in found],
            "arrayminus": [entry.lift - entry.lift_interval.low for entry in found],
        },
    )  # fmt: skip


def _hover(entry: Companion) -> str:
    found, skill, other = entry.found, label(entry.skill.label), label(entry.beside.label)
    low, high = found.conditional_interval.low * 100, found.conditional_interval.high * 100
    return "<br>".join(
        (
            f"<b>{other}</b> with {skill}: ×{found.lift:.2f} ({found.lift_interval.low:.2f}–"
            f"{found.lift_interval.high:.2f})",
            f"{found.together:,} postings name both; chance expects {found.expected:.0f}",
            f"of those that name {skill}, {found.conditional * 100:.0f} % ({low:.0f}–{high:.0f}) name {other}",
            f"{entry.employers:,} employers; q = {entry.q:.3g}; {entry.verdict.status.value}",
        )
    )


_COLUMNS = (
    Column("skill_id", "Id"),
    Column("skill", "Skill"),
    Column("beside_id", "Id of the other"),
    Column("beside", "Comes with it"),
    Column("lift", "Lift", Kind.NUMBER),
    Column("lift_low", "from", Kind.NUMBER),
    Column("lift_high", "to", Kind.NUMBER),
    Column("share", "Name it too", Kind.SHARE),
    Column("share_low", "from", Kind.SHARE),
    Column("share_high", "to", Kind.SHARE),
    Column("k", "Name both k", Kind.COUNT),
    Column("k_skill", "name the skill", Kind.COUNT),
    Column("k_beside", "name the other", Kind.COUNT),
    Column("n", "of n", Kind.COUNT),
    Column("expected", "By chance", Kind.NUMBER),
    Column("q", "q", Kind.NUMBER),
    Column("phi", "φ", Kind.NUMBER),
    Column("npmi", "NPMI", Kind.NUMBER),
    Column("employers", "Employers", Kind.COUNT),
    Column("sources", "Sources", Kind.COUNT),
    Column("period", "Period"),
    Column("status", "Status"),
)


def _table(name: str, caption: str, found: Sequence[Companion], basis: Basis) -> Table:
    return Table(
        name=name,
        caption=caption,
        columns=_COLUMNS,
        rows=tuple(_row(entry, basis) for entry in found),
    )


def _row(entry: Companion, basis: Basis) -> dict[str, Cell]:
    found, verdict = entry.found, entry.verdict
    shown = verdict.status is not Status.SUPPRESSED
    return {
        "skill_id": entry.skill.skill_id,
        "skill": entry.skill.label,
        "beside_id": entry.beside.skill_id,
        "beside": entry.beside.label,
        "lift": found.lift if shown else None,
        "lift_low": found.lift_interval.low if shown else None,
        "lift_high": found.lift_interval.high if shown else None,
        "share": found.conditional if shown else None,
        "share_low": found.conditional_interval.low if shown else None,
        "share_high": found.conditional_interval.high if shown else None,
        "k": found.together,
        "k_skill": round(entry.skill.mentions.hits),
        "k_beside": round(entry.beside.mentions.hits),
        "n": basis.postings,
        "expected": found.expected,
        "q": entry.q if shown else None,
        "phi": found.phi if shown else None,
        "npmi": found.npmi if shown else None,
        "employers": entry.employers,
        "sources": entry.sources,
        "period": str(basis.period),
        "status": f"{verdict.status.value}: {verdict.reason}" if verdict.reason else verdict.status.value,
    }


FIGURE = FigureKind(
    id="f10",
    title="What comes with what",
    question="Which skills come together?",
    draw=draw,
    by_region=True,
)
