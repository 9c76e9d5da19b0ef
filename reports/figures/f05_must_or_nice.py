"""Must-have or nice-to-have? Bars of all postings by strength; what is left open is shown, never hidden."""

from typing import Any

from reports import theme
from reports.figures.drawing import (
    add_aside,
    blank,
    few_rows,
    label,
    labels_above,
    legend_on_top,
    percent,
    say_basis,
)
from reports.figures.figure import (
    Column,
    Figure,
    FigureKind,
    Kind,
    Table,
    too_little,
    with_data,
    without_data,
)
from reports.figures.skills import SkillCount, skill_counts
from reports.published import Basis, Connection, read_basis
from reports.statistics.gates import Status, concentration
from reports.statistics.requirement import (
    SAY_NOTHING_ABOVE,
    SHOW_BOUNDS_ABOVE,
    Requirement,
    conditional_status,
    requirement,
)

ON_CHART = 15
# Where the bars end, as a part of the width; beside them stand the dots of those that say.
BARS_END = 0.64
Judged = tuple[SkillCount, Requirement, Status]


def draw(connection: Connection) -> Figure:
    """Return how many tech-lead postings require, prefer or just name the skills asked for most."""
    basis = read_basis(connection)
    judged = [judged_of(count, basis) for count in skill_counts(connection, basis)]
    table = _table(judged, basis)
    shown = [entry for entry in judged if entry[0].kind == "tech" and entry[0].share.shown][:ON_CHART]
    reason = too_little(basis) or (None if shown else "no technology is named often enough")
    if reason:
        return without_data(FIGURE, basis, reason, table)
    shown.sort(key=lambda entry: -entry[1].required_share)
    chart, narrow = strengths(shown)
    say_basis(chart, basis.rests_on(len(basis.sources)))
    top = ", ".join(f"{count.label} {percent(found.required_share)}" for count, found, _ in shown[:3])
    return with_data(
        FIGURE,
        basis,
        finding=_finding(shown, basis),
        alt=f"Stacked bars: required, unclear, nice to have. {basis.counted}. Most often required: {top}.",
        table=table,
        chart=chart,
        narrow=narrow,
        notes=(
            "Whole bar: postings that name the skill. The line is the 95 % interval of the required part.",
            "“Unclear” postings name the skill and do not say how strongly. On the right, a diamond, or behind the name: of those that say, what part "
            "requires it, with its 95 % interval; in square brackets, where more than "
            f"{SHOW_BOUNDS_ABOVE * 100:.0f} % of the mentions are unclear, what it would be if all of these were nice to "
            f"have, or all required. With more than {SAY_NOTHING_ABOVE * 100:.0f} % unclear nothing is said.",
        ),
    )


def judged_of(count: SkillCount, basis: Basis) -> Judged:
    """Return a skill with how strongly it is asked for, and whether that may be said."""
    required, effect = int(count.required.hits), count.required.design_effect
    found = requirement(required, count.preferred, count.unstated, basis.postings, effect)
    status = conditional_status(found, required + count.preferred, basis.employers, effect)
    if status is Status.OK:
        status = concentration(basis.top_employer, basis.top_source).status
    return count, found, status


def _finding(shown: list[Judged], basis: Basis) -> str:
    sayable = [entry for entry in shown if entry[2] is not Status.SUPPRESSED]
    if not sayable:
        return f"Most postings leave it open whether a skill is a must (n = {basis.postings:,})."
    count, found, _ = max(sayable, key=lambda entry: entry[1].conditional or 0.0)
    interval = found.conditional_interval
    assert interval is not None  # noqa: S101 - a value that passed the gate has an interval
    stated = int(count.required.hits) + count.preferred
    return (
        f"{count.label} is most clearly a must: of the postings that say how strongly they ask for it, "
        f"{(found.conditional or 0) * 100:.0f}\u00a0% ({interval.low * 100:.0f}–{interval.high * 100:.0f}) "
        f"require it (n = {stated:,}).{basis.caveat}"
    )


def strengths(shown: list[Judged]) -> tuple[Any, dict[str, Any]]:
    """Return the chart of stacked bars, the first skill on top, and its layout for narrow screens."""
    chart = blank(height=34 * len(shown) + 110, barmode="stack", bargap=0.35, showlegend=True)
    heights = [-row for row in range(len(shown))]
    for part, name in enumerate(("Required", "Unclear", "Nice to have")):
        widths = [_parts(entry)[part] for entry in shown]
        bar = {
            "color": theme.SERIES[(0, 5, 4)[part]],
            "pattern": {"shape": ("", "/", ".")[part], "size": 5, "solidity": 0.35},
        }
        chart.add_bar(
            x=widths, y=heights, name=name, orientation="h", marker={**bar, "line": {"width": 1,
            "color": theme.PAPER}},
            customdata=[_hover(entry) for entry in shown], hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip
    chart.add_scatter(
        x=[found.required_share for _, found, _ in shown], y=heights, mode="markers", showlegend=False,
        hoverinfo="skip",
        marker={"size": 7, "color": theme.TEXT},
        error_x={
            "type": "data", "symmetric": False, "color": theme.TEXT, "thickness": 2, "width": 5,
            "array": [found.required_interval.high - found.required_share for _, found, _ in shown],
            "arrayminus": [found.required_share - found.required_interval.low for _, found, _ in shown],
        },
    )  # fmt: skip
    chart.update_layout(legend=legend_on_top(), margin={"t": 40})
    chart.update_xaxes(
        tickformat=".0%", rangemode="tozero", nticks=6,
        title={"text": "Share of tech-lead postings", "font": {"color": theme.MUTED, "size": 13}},
    )  # fmt: skip
    _add_conditional(chart, list(zip(heights, shown, strict=True)))
    chart.update_yaxes(
        tickvals=heights, ticktext=[label(count.label) for count, _, _ in shown], showgrid=False,
        ticks="outside", ticklen=6, tickcolor=theme.CLEAR,
        range=[-len(shown) + 0.4, 0.6], tickfont={"color": theme.TEXT, "size": 13},
    )  # fmt: skip
    add_aside(
        chart,
        [(y, _aside(entry)) for y, entry in zip(heights, shown, strict=True)],
        "required, of<br>those that say",
        48,
        BARS_END,
    )
    narrow = {
        "height": 48 * len(shown) + 120, "bargap": 0.55, "margin": {"l": 4, "r": 8, "t": 64},
        "xaxis": {"nticks": 6, "domain": [0, 1]},
        # Nothing lies in this range: the dots beside the bars have no room, their values stand behind the names.
        "xaxis2": {"range": [2, 3], "visible": False},
        **labels_above(
            [(y, f"{label(entry[0].label)}  {_aside(entry).strip('–')}") for y, entry in zip(heights, shown, strict=True)], 9,
            [-len(shown) + 0.4, 1.0]
        ),
        **few_rows(len(shown), 48 * len(shown) + 120),
    }  # fmt: skip
    return chart, narrow


def _add_conditional(chart: Any, placed: list[tuple[int, Judged]]) -> None:
    """Put a dot beside each bar of which it may be said how many of those that say require the skill."""
    said = [(y, *found) for y, entry in placed if (found := _conditional(entry)) is not None]
    chart.add_scatter(
        x=[share for _, share, _, _ in said], y=[y for y, _, _, _ in said], mode="markers", showlegend=False,
        hoverinfo="skip", xaxis="x2", marker={"size": 9, "symbol": "diamond", "color": theme.SERIES[0]},
        error_x={
            "type": "data", "symmetric": False, "color": theme.SERIES[0], "thickness": 2, "width": 0,
            "array": [high - share for _, share, _, high in said],
            "arrayminus": [share - low for _, share, low, _ in said],
        },
    )  # fmt: skip
    chart.update_layout(xaxis2={
        "domain": [BARS_END + 0.05, 0.84], "anchor": "y", "range": [0, 1], "tickformat": ".0%", "tickvals": [0, 0.5, 1],
        "fixedrange": True, "gridcolor": theme.GRID, "zeroline": False, "linecolor": theme.AXIS,
        "tickfont": {"color": theme.MUTED, "size": 12},
    })  # fmt: skip


def _conditional(entry: Judged) -> tuple[float, float, float] | None:
    """Return the required part of those that say, with its interval, or its bounds where many mentions are unclear."""
    _, found, status = entry
    sure = found.conditional_interval
    if status is Status.SUPPRESSED or found.conditional is None or sure is None:
        return None
    bounds = found.conditional_bounds
    low, high = (bounds.low, bounds.high) if found.needs_bounds else (sure.low, sure.high)
    return found.conditional, low, high


def _aside(entry: Judged) -> str:
    """Return "75 % (67–81)"; where many mentions are unclear, with the bounds in square brackets."""
    said = _conditional(entry)
    if said is None:
        return "–"
    share, low, high = (f"{value * 100:.0f}" for value in said)
    return f"{share} % [{low}–{high}]" if entry[1].needs_bounds else f"{share} % ({low}–{high})"


def _parts(entry: Judged) -> tuple[float, float, float]:
    count, found, _ = entry
    n = count.mentions.postings
    return found.required_share, count.unstated / n, count.preferred / n


def _hover(entry: Judged) -> str:
    count, found, _ = entry
    required, unclear, nice = (percent(part) for part in _parts(entry))
    low, high = found.required_interval.low * 100, found.required_interval.high * 100
    lines = (
        f"<b>{label(count.label)}</b>: required {required} ({low:.0f}–{high:.0f})",
        f"unclear {unclear}, nice to have {nice}",
        f"{count.share.hits:,} of {count.share.postings:,} postings, {count.share.employers:,} employers",
    )
    return "<br>".join(lines)


_COLUMNS = (
    Column("skill_id", "Id"),
    Column("skill", "Skill"),
    Column("required_share", "Required", Kind.SHARE),
    Column("required_low", "from", Kind.SHARE),
    Column("required_high", "to", Kind.SHARE),
    Column("required_at_most", "Required if all unclear are", Kind.SHARE),
    Column("conditional_share", "Required, of those that say", Kind.SHARE),
    Column("conditional_low", "from", Kind.SHARE),
    Column("conditional_high", "to", Kind.SHARE),
    Column("n_said", "n that say", Kind.COUNT),
    Column("bound_low", "if all unclear are nice", Kind.SHARE),
    Column("bound_high", "if all unclear are required", Kind.SHARE),
    Column("required", "k required", Kind.COUNT),
    Column("unstated", "k unclear", Kind.COUNT),
    Column("preferred", "k nice", Kind.COUNT),
    Column("n", "n", Kind.COUNT),
    Column("employers", "Employers", Kind.COUNT),
    Column("sources", "Sources", Kind.COUNT),
    Column("period", "Period"),
    Column("status", "Status"),
)


def _table(judged: list[Judged], basis: Basis) -> Table:
    return Table(
        name="must-or-nice",
        caption=f"How strongly postings ask for a skill. {basis.counted}; 95 % intervals",
        columns=_COLUMNS,
        rows=tuple(_row(entry, basis) for entry in judged),
    )


def _row(entry: Judged, basis: Basis) -> dict[str, str | int | float | None]:
    count, found, status = entry
    shown, said = count.share.shown, status is not Status.SUPPRESSED
    sure = found.conditional_interval
    unclear = "; too often unclear for must or nice" if shown and found.says_nothing else ""
    return {
        "skill_id": count.skill_id,
        "skill": count.label,
        "required_share": found.required_share if shown else None,
        "required_low": found.required_interval.low if shown else None,
        "required_high": found.required_interval.high if shown else None,
        "required_at_most": found.required_bounds.high if shown else None,
        "conditional_share": found.conditional if said else None,
        "conditional_low": sure.low if said and sure else None,
        "conditional_high": sure.high if said and sure else None,
        "n_said": int(count.required.hits) + count.preferred,
        "bound_low": found.conditional_bounds.low if said and found.needs_bounds else None,
        "bound_high": found.conditional_bounds.high if said and found.needs_bounds else None,
        "required": int(count.required.hits),
        "unstated": count.unstated,
        "preferred": count.preferred,
        "n": basis.postings,
        "employers": basis.employers,
        "sources": count.sources,
        "period": str(basis.period),
        "status": f"{count.share.status.value}{unclear}",
    }


FIGURE = FigureKind(
    id="f05",
    title="Must-have or nice-to-have",
    question="Which skills are a must, and which are a plus?",
    draw=draw,
)
