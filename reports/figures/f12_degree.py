"""Degree and certificates: what part of the postings requires them, wishes for them, or says nothing?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports import theme
from reports.figures.asked import Asked, asked, clustered, postings_by_employer
from reports.figures.drawing import blank, few_rows, label, labels_above, legend_on_top
from reports.figures.figure import (
    SHARE_COLUMNS,
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
from reports.figures.groups import UNKNOWN_SIZE, country_name, size_band, size_order
from reports.published import IN_PERIOD, Basis, Connection, read_basis, rows
from reports.statistics.share import Share

# Part, its words, its colour, its pattern: what is required stands left.
PARTS = (
    ("required", "Required", theme.SERIES[0], ""),
    ("equivalent", "Required, or equivalent experience", theme.SERIES[3], "/"),
    ("preferred", "Preferred", theme.SERIES[4], "."),
    ("unclear", "Named, unclear", theme.SERIES[5], "x"),
    ("none", "Not named", theme.GRID, ""),
)
ALL, BY_SIZE, BY_COUNTRY = "All tech-lead postings", "A degree, by company size", "A degree, by country"
DEGREE, BACHELOR, CERTIFICATE = "A degree or diploma", "A bachelor’s degree or higher", "A certificate"
COUNTRIES_DRAWN = 6
CERTIFICATES_LISTED = 40

_IS_BACHELOR = "coalesce(education_level in ('bachelor', 'master', 'phd'), false)"
_PART = """case
    when coalesce(education_level, 'none') = 'none' then 'none'
    when not education_required then 'preferred'
    when education_or_equivalent then 'equivalent'
    when education_required then 'required'
    else 'unclear'
end"""
_DEGREES = f"""
select
    country, employer_size, {_IS_BACHELOR} as is_bachelor,
    {_PART} as part, employer_id, source, sum(postings)::integer
from degree_asked where {IN_PERIOD} group by all order by all
"""  # noqa: S608 - put together from constants
_CERTIFICATES = f"""
select name, if(level = 'unstated', 'unclear', level) as part, employer_id, source, sum(postings)::integer
from certificate_asked where {IN_PERIOD} group by all order by all
"""  # noqa: S608 - put together from constants
Counts = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of 100 %: the share of each part; ``firm`` is the part that asks for it without an alternative."""

    group: str
    label: str
    parts: Mapping[str, Share]
    sources: int
    rests_on: str

    @property
    def firm(self) -> Share:
        """The share that requires it without an alternative."""
        return self.parts["required"]

    @property
    def shown(self) -> bool:
        """Whether the bar may be drawn: every part of it is a number that may be shown."""
        return all(share.shown for share in self.parts.values())


def draw(connection: Connection) -> Figure:
    """Return how strongly tech-lead postings ask for a degree and for certificates."""
    basis = read_basis(connection)
    postings = postings_by_employer(connection, basis)
    degrees = rows(connection, _DEGREES, basis.period.parameters)
    certificates = rows(connection, _CERTIFICATES, basis.period.parameters)
    bars = [
        _bar(ALL, DEGREE, [row[3:] for row in degrees], postings, basis),
        _bar(
            ALL, BACHELOR, [("none" if not row[2] else row[3], *row[4:]) for row in degrees], postings, basis
        ),
        _bar(ALL, CERTIFICATE, [row[1:] for row in certificates if row[0] is None], postings, basis),
        *_split(BY_SIZE, [(size_band(row[1]), *row[3:]) for row in degrees], basis),
        *_split(BY_COUNTRY, [(country_name(row[0]), *row[3:]) for row in degrees if row[0]], basis),
    ]
    table, named = _table(bars, basis), _certificates(certificates, postings, basis)
    reason = too_little(basis)
    if not reason and not bars[0].shown:
        reason = "too few independent postings to say what part asks for a degree"
    if reason:
        return without_data(FIGURE, basis, reason, table, (named,))
    sized = any(bar.group == BY_SIZE and bar.label != UNKNOWN_SIZE and bar.shown for bar in bars)
    chart, narrow = _chart(
        [bar for bar in bars if bar.group == ALL or (bar.shown and (sized or bar.group != BY_SIZE))]
    )
    return with_data(
        FIGURE,
        basis,
        finding=_finding(bars, basis),
        alt=(
            f"Stacked bars of 100 % for degree and certificates, also by size and country. {basis.counted}. "
            f"Degree required: {bars[0].firm}; not named: {bars[0].parts['none']}."
        ),
        table=table,
        more_tables=(named,),
        chart=chart,
        narrow=narrow,
        notes=(
            "A degree that is named without a wish or an alternative counts as required. The line is the 95 % "
            "interval of that part; the table has all others.",
            "Sizes and countries with too few independent postings stand in the table only.",
        ),
    )


def _finding(bars: list[Bar], basis: Basis) -> str:
    degree, certificate = bars[0], bars[2]
    told = (
        f"{degree.firm} of tech-lead postings require a degree, {degree.parts['equivalent']} accept equivalent "
        f"experience in its place, and {degree.parts['none']} name none (n = {basis.postings:,})."
    )
    if certificate.shown:
        part = certificate.parts["none"]
        value, low, high = (100 - (of or 0) * 100 for of in (part.value, part.high, part.low))
        told += f" {value:.0f}\u00a0% ({low:.0f}–{high:.0f}) name a certificate."
    return told + basis.caveat


def _bar(
    group: str,
    name: str,
    found: Sequence[tuple[str, str, str, int]],
    postings: Mapping[str, int],
    basis: Basis,
) -> Bar:
    """Return one bar of (part, employer, source, postings); who is not among them names nothing."""
    counts: Counts = {part: {} for part, *_ in PARTS}
    sources = set()
    for part, employer, source, count in found:
        counts[part][employer] = counts[part].get(employer, 0) + count
        if part != "none":
            sources.add(source)
    counts["none"] = {
        employer: count - sum(own.get(employer, 0) for part, own in counts.items() if part != "none")
        for employer, count in postings.items()
    }
    shares = {part: clustered(own, postings, basis) for part, own in counts.items()}
    return Bar(group, name, shares, len(sources), basis.rests_on(len(sources)))


def _split(group: str, found: Sequence[tuple[str, str, str, str, int]], basis: Basis) -> list[Bar]:
    """Return a bar per value: sizes small to large, else the most frequent first and at most six."""
    own: dict[str, list[tuple[str, str, str, int]]] = {}
    for value, part, employer, source, count in found:
        own.setdefault(value, []).append((part, employer, source, count))
    bars = []
    for value, parts in own.items():
        postings: dict[str, int] = {}
        for _, employer, _, count in parts:
            postings[employer] = postings.get(employer, 0) + count
        bars.append(_bar(group, value, parts, postings, basis))
    if group == BY_SIZE:
        return sorted(bars, key=lambda bar: size_order(bar.label))
    return sorted(bars, key=lambda bar: (-bar.firm.postings, bar.label))[:COUNTRIES_DRAWN]


def _chart(bars: Sequence[Bar]) -> tuple[Any, dict[str, Any]]:
    lines: list[Bar | str] = []
    for bar in bars:
        if bar.group not in lines and (not lines or bar.group != _group(lines[-1])):
            lines.append(bar.group)
        lines.append(bar)
    placed = [(-row, line) for row, line in enumerate(lines)]
    drawn = [(y, bar) for y, bar in placed if isinstance(bar, Bar) and bar.shown]
    chart = blank(height=32 * len(lines) + 110, barmode="stack", bargap=0.35, showlegend=True)
    for part, words, colour, pattern in PARTS:
        if any(bar.parts[part].hits for _, bar in drawn):
            chart.add_bar(
                x=[bar.parts[part].value for _, bar in drawn], y=[y for y, _ in drawn], name=words,
                orientation="h", customdata=[_hover(bar) for _, bar in drawn],
                hovertemplate="%{customdata}<extra></extra>",
                marker={
                    "color": colour, "pattern": {"shape": pattern, "size": 5, "solidity": 0.3},
                    "line": {"width": 1, "color": theme.PAPER},
                },
            )  # fmt: skip
    _add_interval(chart, drawn)
    hidden = [(y, bar) for y, bar in placed if isinstance(bar, Bar) and not bar.shown]
    if hidden:
        chart.add_scatter(
            x=[0.0] * len(hidden), y=[y for y, _ in hidden], mode="text", textposition="middle right",
            text=[f"not enough data (n = {bar.firm.postings:,})" for _, bar in hidden], showlegend=False,
            textfont={"color": theme.MUTED, "size": 12}, hoverinfo="skip",
        )  # fmt: skip
    chart.update_layout(legend=legend_on_top(), margin={"t": 40, "r": 20})
    chart.update_xaxes(
        range=[0, 1],
        tickformat=".0%",
        dtick=0.2,
        title={"text": "Share of postings", "font": {"color": theme.MUTED, "size": 13}},
    )
    ticks = [(y, _tick(line)) for y, line in placed]
    bottom = -len(lines) + 0.4
    chart.update_yaxes(
        range=[bottom, 0.6], tickvals=[y for y, _ in ticks], ticktext=[text for _, text in ticks], showgrid=False,
        tickfont={"color": theme.TEXT, "size": 13}, ticks="outside", ticklen=6, tickcolor=theme.CLEAR,
    )  # fmt: skip
    narrow = {
        "height": 48 * len(lines) + 160, "bargap": 0.6, "margin": {"l": 4, "r": 14, "t": 112},
        "xaxis": {"dtick": 0.25}, **labels_above(ticks, 8, [bottom, 1.0]),
        **few_rows(len(lines), 48 * len(lines) + 160),
    }  # fmt: skip
    return chart, narrow


def _group(line: "Bar | str") -> str:
    return line.group if isinstance(line, Bar) else line


def _tick(line: Bar | str) -> str:
    return label(line.label) if isinstance(line, Bar) else f"<b>{label(line)}</b>"


def _add_interval(chart: Any, drawn: Sequence[tuple[int, Bar]]) -> None:
    firm = [(y, bar.firm.value or 0.0, bar.firm.low or 0.0, bar.firm.high or 0.0) for y, bar in drawn]
    chart.add_scatter(
        x=[value for _, value, _, _ in firm], y=[y for y, *_ in firm], mode="markers", showlegend=False,
        hoverinfo="skip", marker={"size": 7, "color": theme.TEXT},
        error_x={
            "type": "data", "symmetric": False, "color": theme.TEXT, "thickness": 2, "width": 5,
            "array": [high - value for _, value, _, high in firm],
            "arrayminus": [value - low for _, value, low, _ in firm],
        },
    )  # fmt: skip


def _hover(bar: Bar) -> str:
    said = [f"{words.lower()} {bar.parts[part]}" for part, words, *_ in PARTS if bar.parts[part].hits]
    n = f"{bar.firm.postings:,} postings, {bar.firm.employers:,} employers; {bar.firm.status.value}"
    return "<br>".join([f"<b>{label(bar.label)}</b>", *said, n, label(bar.rests_on, 80)])


def _table(bars: Sequence[Bar], basis: Basis) -> Table:
    return Table(
        name="degree",
        caption=f"How strongly postings ask for a degree or a certificate. {basis.counted}; 95 % intervals",
        columns=(
            Column("group", "Group"),
            Column("value", "Value"),
            Column("strength", "How strongly"),
            *SHARE_COLUMNS,
        ),
        rows=tuple(
            {
                "group": bar.group,
                "value": bar.label,
                "strength": words,
                **share_cells(bar.parts[part], basis.period, bar.sources),
            }
            for bar in bars
            for part, words, *_ in PARTS
        ),
    )


def _certificates(found: Sequence[Any], postings: Mapping[str, int], basis: Basis) -> Table:
    """Return the certificates named most, with how many of their postings require or prefer them."""
    named = [(name, source, employer, count) for name, _, employer, source, count in found if name]
    strengths: dict[str, dict[str, int]] = {}
    for name, part, _, _, count in found:
        if name:
            own = strengths.setdefault(name, {})
            own[part] = own.get(part, 0) + count
    ranked: list[tuple[str, Asked]] = sorted(
        asked(named, postings, basis).items(), key=lambda entry: (-entry[1].share.hits, entry[0])
    )[:CERTIFICATES_LISTED]
    return Table(
        name="certificates",
        caption=f"Certificates named most. {basis.counted}; 95 % intervals",
        columns=(
            Column("certificate", "Certificate"),
            *SHARE_COLUMNS,
            Column("required", "k required", Kind.COUNT),
            Column("preferred", "k preferred", Kind.COUNT),
            Column("unclear", "k unclear", Kind.COUNT),
        ),
        rows=tuple(
            {
                "certificate": name,
                **share_cells(one.share, basis.period, one.sources),
                **{part: strengths[name].get(part, 0) for part in ("required", "preferred", "unclear")},
            }
            for name, one in ranked
        ),
    )


_SUBJECTS = f"""
select posting_id, '{DEGREE}|' || {_PART} as subject from posting
union all
select posting_id, '{BACHELOR}|' || if({_IS_BACHELOR}, {_PART}, 'none') from posting
union all
select posting_id, '{CERTIFICATE}|' || case when bool_or(level = 'required') then 'required'
    when bool_or(level = 'preferred') then 'preferred' else 'unclear' end
from posting_certification group by posting_id
"""  # noqa: S608 - put together from constants


def _names(*_: object) -> Names:
    """Return all parts but "none", which is what the others leave."""
    return {
        f"{bar}|{part}": (bar, words)
        for bar in (DEGREE, BACHELOR, CERTIFICATE)
        for part, words, *_ in PARTS
        if part != "none"
    }


FIGURE = FigureKind(
    id="f12",
    title="Degree and certificates",
    question="Is a degree or a certificate required?",
    draw=draw,
    subjects=Subjects(_SUBJECTS, _names, "parts"),
)
