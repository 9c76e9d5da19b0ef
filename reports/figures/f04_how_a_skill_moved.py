"""How has a skill moved? Lines of the same sources at the same mix, complete months only.

Small multiples with one scale: nine lines in one plot cannot be told apart, and a band per line even less.
"""

from dataclasses import replace
from datetime import date

from reports.figures.drawing import say_basis
from reports.figures.figure import Column, Figure, FigureKind, Kind, Table, View, too_little, without_data
from reports.figures.movement import Movement, long_windows, movements, window_name, windows
from reports.figures.multiples import Line, LinePoint, multiples
from reports.figures.panel import ALL, WINDOW, Panel, Point, Sums, find_panel, panel_sums, point, scraped_sums
from reports.figures.skills import SkillCount, skill_counts
from reports.published import Basis, Connection, Period, counted, month_name, read_basis
from reports.statistics.gates import Status, gate
from reports.statistics.share import share_of
from reports.statistics.trend import MIN_MONTHS

MOST_ASKED = 6
MOVERS = 3
MONTHS_ON_PAGE = 12
SHOWN_MONTHS = 24


def draw(connection: Connection) -> Figure:
    """Return the monthly share of the skills asked for most and of those that moved most, over 24 months."""
    return _drawn(connection, SHOWN_MONTHS)


def draw_all_months(connection: Connection) -> Figure:
    """Return the same over all months of the same boards."""
    return _drawn(connection, None)


def _drawn(connection: Connection, most_months: int | None) -> Figure:
    basis = read_basis(connection)
    panel = find_panel(connection, basis.data_date)
    reason = too_little(basis) or _too_short(panel)
    if reason or panel is None:
        return without_data(FIGURE, basis, reason or "no panel of sources", _table([], None))
    counts = skill_counts(connection, basis)
    moved = movements(connection, panel, counts, windows(panel))
    long = long_windows(panel)
    since = movements(connection, panel, counts, long) if long else []
    shown = _chosen(counts, [*moved, *since])
    lines = skill_lines(connection, panel, shown, _words(moved, since, panel))
    if not any(point.share is not None for line in lines for point in line.points):
        return without_data(FIGURE, basis, "no month has enough postings and employers", _table(lines, panel))
    shown_lines = (
        [replace(line, points=line.points[-most_months:]) for line in lines] if most_months else lines
    )
    span = Period(shown_lines[0].points[0].month, panel.last)
    chart, narrow = multiples(
        shown_lines, [start for _, start in panel.left_out if span.first and start >= span.first]
    )
    say_basis(chart, f"{basis.region}; {counted(len(panel.weights), 'source')}")
    ends = [line.points[-1] for line in lines]
    return Figure(
        id=FIGURE.id,
        title=FIGURE.title,
        question=FIGURE.question,
        finding=" ".join(
            filter(None, (_finding(moved, windows(panel)), _finding(since, long) if long else ""))
        ),
        alt=(
            f"Lines with 95 % bands for {len(lines)} skills, {span}, "
            f"n = {max(end.postings for end in ends):,} in the last three months. "
            + ", ".join(f"{line.name}: {line.note}" for line in lines[:3])
            + "."
        ),
        table=_table(lines, panel),
        more_tables=(
            _changes("changes", moved, windows(panel)),
            *([_changes("since", since, long)] if long else []),
        ),
        postings=basis.postings,
        employers=basis.employers,
        period=str(Period(panel.first, panel.last)),
        source=basis.source_line,
        chart=chart,
        narrow=narrow,
        notes=_notes(panel, basis, len(moved)),
    )


def _too_short(panel: Panel | None) -> str | None:
    needed = f"a trend needs {MIN_MONTHS} complete months of the same boards"
    if panel is None:
        return f"{needed}; there are none with 30 postings in three months"
    months = len(panel.months)
    return f"{needed}; there are {months}" if months < MIN_MONTHS else None


def _chosen(counts: list[SkillCount], moved: list[Movement]) -> list[SkillCount]:
    """Return the skills asked for most, then those with the largest clear change that are not among them."""
    top = [count for count in counts if count.kind == "tech"][:MOST_ASKED]
    movers = [move.skill for move in moved if move.label != "no clear change" and move.skill.kind == "tech"]
    return top + [skill for skill in movers if skill not in top][:MOVERS]


def _words(moved: list[Movement], since: list[Movement], panel: Panel) -> dict[str, str]:
    """Return the verdict of each skill: over the year where that is clear, else since the start."""
    words = {move.skill.skill_id: move.label for move in moved}
    for move in since:
        if (
            move.label != "no clear change"
            and words.get(move.skill.skill_id, "no clear change") == "no clear change"
        ):
            words[move.skill.skill_id] = f"{move.label} since {panel.first.year}"
    return words


def skill_lines(
    connection: Connection, panel: Panel, shown: list[SkillCount], words: dict[str, str]
) -> list[Line]:
    """Return the monthly line of each skill, with the word that ``words`` has for its id."""
    ids, months = [skill.skill_id for skill in shown], panel.months
    rolled = panel_sums(connection, panel, ids, months, WINDOW)
    single = panel_sums(connection, panel, ids, months, 1)
    scraped = scraped_sums(connection, ids, months, WINDOW)
    return [
        Line(
            name=skill.label,
            note=words.get(skill.skill_id, "too few to compare"),
            points=tuple(
                _point(
                    rolled if number >= WINDOW - 1 else None, single, scraped, skill.skill_id, month, panel
                )
                for number, month in enumerate(months)
            ),
        )
        for skill in shown
    ]


def _point(
    rolled: Sums | None, single: Sums, scraped: Sums, skill: str, month: date, panel: Panel
) -> LinePoint:
    """Return the rolling value of a month with its interval, and the month's own value; None where gated.

    ``rolled`` is None in the first months, whose window is not full.
    """
    month_value = _gated(point(single, skill, month, panel))
    if rolled is None:
        value, status = None, f"{Status.SUPPRESSED.value}: the first window is not full"
    else:
        value = point(rolled, skill, month, panel)
        status = _status(value)
    shown = value if value and not status.startswith(Status.SUPPRESSED.value) else None
    interval = shown.adjusted.interval if shown else None
    raw = scraped.get((skill, month, ALL)) if rolled is not None else None
    return LinePoint(
        month=month,
        share=shown.adjusted.share if shown else None,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        month_share=month_value.adjusted.share if month_value else None,
        hits=value.hits if value else 0,
        postings=value.postings if value else 0,
        employers=value.employers if value else 0,
        status=status,
        scraped=share_of(raw) if raw else None,
    )


def _status(value: Point | None) -> str:
    if value is None:
        return f"{Status.SUPPRESSED.value}: a source is missing"
    adjusted = value.adjusted
    verdict = gate(adjusted.share, adjusted.interval, adjusted.effective_postings, value.employers)
    return f"{verdict.status.value}: {verdict.reason}" if verdict.reason else verdict.status.value


def _gated(value: Point | None) -> Point | None:
    return None if _status(value).startswith(Status.SUPPRESSED.value) else value


def _finding(moved: list[Movement], ends: tuple[date, date]) -> str:
    before, after = map(window_name, ends)
    clear = [move for move in moved if move.label != "no clear change"]
    if not clear:
        n = moved[0].after.postings if moved else 0
        return f"From {before} to {after} none of {len(moved)} skills tested changed clearly (n = {n:,})."
    tested = f"From {before} to {after}, {len(clear)} of {len(moved)} skills tested changed clearly"
    named = "; ".join(
        f"{move.skill.label} {move.label}, {_share(move.before)} to {_share(move.after)}"
        for move in clear[:3]
    )
    return f"{tested}: {named} (n = {clear[0].before.postings:,} and {clear[0].after.postings:,})."


def _share(value: Point) -> str:
    interval = value.adjusted.interval
    return f"{value.adjusted.share * 100:.0f}\u00a0% ({interval.low * 100:.0f}–{interval.high * 100:.0f})"


def _notes(panel: Panel, basis: Basis, tested: int) -> tuple[str, ...]:
    titles = {source.name: source.title for source in basis.sources}
    members = ", ".join(titles.get(source, source) for source in panel.weights)
    one = " only, so no second source confirms a change" if len(panel.weights) == 1 else ""
    notes = [
        "Line: mean of three months at the same mix of sources; band: 95 % interval; dots: single months; rings: weak values. "
        "A gap is a month with too few postings or employers.",
        f"Same boards throughout: {members}{one}",
        f"“Rising” and “falling” survive a test of {tested} skills together (false discovery rate 5 %), are at "
        "least one point, and no source contradicts them.",
    ]
    if panel.left_out:
        late = ", ".join(
            f"{titles.get(source, source)} ({month_name(start)})" for source, start in panel.left_out
        )
        notes.append(
            f"Not in the lines, because they joined later (dotted): {late}. The table has both: at the same mix of "
            "sources, and as scraped."
        )
    return tuple(notes)


_COLUMNS = (
    Column("skill", "Skill"),
    Column("month", "Three months to", Kind.MONTH),
    Column("share", "Share, same mix", Kind.SHARE),
    Column("share_low", "from", Kind.SHARE),
    Column("share_high", "to", Kind.SHARE),
    Column("month_share", "Month alone", Kind.SHARE),
    Column("raw_share", "Share, as scraped", Kind.SHARE),
    Column("raw_low", "from", Kind.SHARE),
    Column("raw_high", "to", Kind.SHARE),
    Column("raw_n", "n as scraped", Kind.COUNT),
    Column("k", "k", Kind.COUNT),
    Column("n", "n", Kind.COUNT),
    Column("employers", "Employers", Kind.COUNT),
    Column("sources", "Sources", Kind.COUNT),
    Column("status", "Status"),
)


def _table(lines: list[Line], panel: Panel | None) -> Table:
    """Return the rows of all lines, the latest months first so that the page shows what is new."""
    months = [point.month for point in lines[0].points][::-1] if lines else []
    return Table(
        name="months",
        caption="Share of tech-lead postings, three months to each month, latest first; 95 % intervals",
        columns=_COLUMNS,
        rows=tuple(
            {
                "skill": line.name,
                "month": found.month,
                "share": found.share,
                "share_low": found.low,
                "share_high": found.high,
                "month_share": found.month_share,
                "raw_share": found.scraped.value if found.scraped else None,
                "raw_low": found.scraped.low if found.scraped else None,
                "raw_high": found.scraped.high if found.scraped else None,
                "raw_n": found.scraped.postings if found.scraped else 0,
                "k": found.hits,
                "n": found.postings,
                "employers": found.employers,
                "sources": len(panel.weights) if panel else 0,
                "status": found.status,
            }
            for back in range(len(months))
            for line in lines
            for found in (line.points[-1 - back],)
        ),
        on_page=MONTHS_ON_PAGE * max(len(lines), 1),
    )


def _changes(name: str, moved: list[Movement], ends: tuple[date, date]) -> Table:
    before, after = map(window_name, ends)
    return Table(
        name=name,
        caption=f"Change from {before} to {after}, all skills tested together; q is the false discovery rate",
        columns=(
            Column("skill", "Skill"),
            Column("label", "Verdict"),
            Column("change", "Points", Kind.POINTS),
            Column("q", "q", Kind.NUMBER),
            Column("before", before, Kind.SHARE),
            Column("before_low", "from", Kind.SHARE),
            Column("before_high", "to", Kind.SHARE),
            Column("before_n", "n", Kind.COUNT),
            Column("after", after, Kind.SHARE),
            Column("after_low", "from", Kind.SHARE),
            Column("after_high", "to", Kind.SHARE),
            Column("after_n", "n", Kind.COUNT),
        ),
        rows=tuple(_change(move) for move in moved),
    )


def _change(move: Movement) -> dict[str, str | int | float | None]:
    row: dict[str, str | int | float | None] = {
        "skill": move.skill.label,
        "label": move.label,
        "change": move.change.difference,
        "q": move.q,
    }
    for name, value in (("before", move.before), ("after", move.after)):
        interval = value.adjusted.interval
        row |= {
            name: value.adjusted.share,
            f"{name}_low": interval.low,
            f"{name}_high": interval.high,
            f"{name}_n": value.postings,
        }
    return row


FIGURE = FigureKind(
    id="f04",
    title="How skills moved",
    question="Which skills are really rising or falling?",
    draw=draw,
    usual="the last 24 months",
    views={"all": View("all months of the same boards", draw_all_months)},
)
