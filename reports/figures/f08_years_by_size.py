"""Do bigger firms ask for more years? The years asked for by size of the employer, small to large."""

from dataclasses import dataclass

from reports.figures.drawing import percent
from reports.figures.figure import (
    Cell,
    Column,
    Figure,
    FigureKind,
    Kind,
    Table,
    View,
    too_little,
    without_data,
)
from reports.figures.groups import UNKNOWN_SIZE, size_band, size_order
from reports.figures.spreads import SPREAD_COLUMNS, SpreadRow, spread_cells, spreads, weak_rows
from reports.published import IN_PERIOD, Basis, Connection, read_basis, rows
from reports.statistics.ordered_groups import OrderedGroups, median_difference_interval, ordered_groups
from reports.statistics.spread import Spread, spread_of

MOST_YEARS = 20.0
# With more postings of unknown size than this, nothing certain can be said.
MOST_UNKNOWN = 0.40
Values = dict[str, dict[float, int]]

_YEARS = f"""
select employer_size, employer_id, source, least(years_min, $most)::double, sum(postings)::integer
from years_asked where {IN_PERIOD} group by all order by all
"""  # noqa: S608 - put together from constants


@dataclass(frozen=True, slots=True)
class Band:
    """One band of sizes: the years that its employers ask for, and where they were found."""

    label: str
    values: Values
    sources: int
    spread: Spread

    @property
    def flat(self) -> list[tuple[str, float]]:
        """Every posting as (employer, years)."""
        return [
            (employer, years)
            for employer, own in self.values.items()
            for years, count in own.items()
            for _ in range(count)
        ]


def draw(connection: Connection) -> Figure:
    """Return the spread of the least years asked for per band of company sizes, with a test of the order."""
    return _drawn(connection, read_basis(connection))


def draw_all_months(connection: Connection) -> Figure:
    """Return the same over all months there are: years are seldom stated, and more months carry more rows."""
    return _drawn(connection, read_basis(connection, every_month=True))


def _drawn(connection: Connection, basis: Basis) -> Figure:
    bands = _bands(connection, basis)
    stated = sum(band.spread.count for band in bands)
    known = sum(band.spread.count for band in bands if band.label != UNKNOWN_SIZE)
    sized = [band for band in bands if band.label != UNKNOWN_SIZE and band.spread.shown]
    tested = _tested(sized)
    table, tests = _table(bands, basis), _tests(sized, tested, (known, stated), basis)
    reason = too_little(basis)
    if not reason and not known:
        reason = f"of {stated:,} postings that state years none names the size of its employer, and no list of boards does"
    if not reason and len(sized) < 2:
        reason = "fewer than two sizes of company have 30 postings of 10 employers that state years"
    if reason or tested is None:
        reason = reason or "all postings ask for the same years"
        return without_data(FIGURE, basis, reason, table, (tests,))
    drawn = [
        SpreadRow(band.label, band.spread, _histogram(band.values), basis.rests_on(band.sources))
        for band in bands
    ]
    chart, narrow = spreads(drawn, "Least years asked for", points=True)
    ends = f"{sized[0].label} {sized[0].spread}, {sized[-1].label.lower()} {sized[-1].spread}"
    return Figure(
        id=FIGURE.id,
        title=FIGURE.title,
        question=FIGURE.question,
        finding=(
            f"{_finding(sized, tested, known / stated)} Size is known for {percent(known / stated)} of the "
            f"{stated:,} postings that state years.{basis.caveat}"
        ),
        alt=(
            f"Medians, quartiles and P10 to P90 of years per company size, {basis.period}, n = {stated:,}. "
            f"Medians: {ends}."
        ),
        table=table,
        more_tables=(tests,),
        postings=stated,
        employers=len({employer for band in bands for employer in band.values}),
        period=str(basis.period),
        source=basis.source_line,
        chart=chart,
        narrow=narrow,
        notes=(
            "Dot: median. Thick line: the middle half. Thin line: P10 to P90, from 100 postings on. Grey points are "
            "single postings, where there are at most 300. Size is what the board or its registry states.",
            *weak_rows(drawn),
            *(
                ("Size is unknown for too many postings: nothing certain can be said.",)
                if _unsure(known / stated)
                else ()
            ),
        ),
    )


def _unsure(known: float) -> bool:
    return 1 - known > MOST_UNKNOWN


def _finding(sized: list[Band], tested: OrderedGroups, known: float) -> str:
    first, last = sized[0], sized[-1]
    medians = (
        f"a median of {first.spread} years at {first.label.lower()} and {last.spread} at {last.label.lower()} "
        f"(Jonckheere–Terpstra p {_p(tested.jonckheere_p)}, Cliff’s δ {tested.cliffs_delta:+.2f}, "
        f"n = {sum(band.spread.count for band in sized):,})"
    )
    if not tested.has_trend:
        return f"There is no clear rise or fall of years with the size of the company: {medians}."
    told = f"bigger companies ask for {'more' if tested.jonckheere_z > 0 else 'fewer'} years: {medians}."
    return f"As far as sizes are known, {told}" if _unsure(known) else f"{told[0].upper()}{told[1:]}"


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"= {value:.3f}"


def _bands(connection: Connection, basis: Basis) -> list[Band]:
    """Return the bands that hold postings, small to large, the unknown size last."""
    values: dict[str, Values] = {}
    sources: dict[str, set[str]] = {}
    found = rows(connection, _YEARS, {**basis.period.parameters, "most": MOST_YEARS})
    for size, employer, source, years, count in found:
        name = size_band(size)
        own = values.setdefault(name, {}).setdefault(employer, {})
        own[years] = own.get(years, 0) + count
        sources.setdefault(name, set()).add(source)
    return [
        Band(name, values[name], len(sources[name]), spread_of(values[name], basis.top_source))
        for name in sorted(values, key=size_order)
    ]


def _tested(sized: list[Band]) -> OrderedGroups | None:
    groups = [[years for _, years in band.flat] for band in sized]
    try:
        return ordered_groups(groups)
    except ValueError:
        return None


def _histogram(values: Values) -> dict[float, int]:
    histogram: dict[float, int] = {}
    for own in values.values():
        for years, count in own.items():
            histogram[years] = histogram.get(years, 0) + count
    return histogram


def _table(bands: list[Band], basis: Basis) -> Table:
    return Table(
        name="years-by-size",
        caption=f"Least years asked for by size of the company. {basis.period}; 95 % intervals of the median",
        columns=(Column("size", "Company size"), *SPREAD_COLUMNS),
        rows=tuple(
            {"size": band.label, **spread_cells(band.spread, basis.period, band.sources)} for band in bands
        ),
    )


def _part(coverage: tuple[int, int]) -> str:
    known, stated = coverage
    return f" ({percent(known / stated)})" if stated else ""


def _tests(sized: list[Band], tested: OrderedGroups | None, coverage: tuple[int, int], basis: Basis) -> Table:
    number = sum(band.spread.count for band in sized)
    found: list[tuple[str, str]] = [
        ("Postings of known size", "{:,} of {:,}".format(*coverage) + _part(coverage))
    ]
    if tested is not None:
        apart = median_difference_interval(sized[0].flat, sized[-1].flat)
        found += [
            ("Rise along the sizes (Jonckheere–Terpstra)", f"z = {tested.jonckheere_z:.2f}, p {_p(tested.jonckheere_p)}"),
            ("Any difference (Kruskal–Wallis)", f"H = {tested.kruskal_h:.1f}, p {_p(tested.kruskal_p)}"),
            ("Largest against smallest (Cliff’s δ)", f"{tested.cliffs_delta:+.2f}"),
            ("Largest minus smallest median", f"{apart.low:+g} to {apart.high:+g} years"),
            ("Rank correlation (Spearman)", f"{tested.spearman:+.2f}"),
        ]  # fmt: skip
    cells: list[dict[str, Cell]] = [
        {"measure": name, "value": said, "n": number, "period": str(basis.period)} for name, said in found
    ]
    return Table(
        name="tests",
        caption=f"Tests of the order. {basis.period}",
        columns=(
            Column("measure", "Measure"),
            Column("value", "Value"),
            Column("n", "n", Kind.COUNT),
            Column("period", "Period"),
        ),
        rows=tuple(cells),
    )


FIGURE = FigureKind(
    id="f08",
    title="Years by company size",
    question="Do bigger companies ask for more years?",
    draw=draw,
    usual="the twelve months of all figures",
    views={"all": View("all months", draw_all_months)},
    by_region=True,
)
