"""Who hires tech leads, and where? What postings and boards state; unknown is a row of its own."""

import re
from collections.abc import Callable

import pycountry

from reports.figures.comparison import Comparison, comparisons
from reports.figures.drawing import Dot, dots
from reports.figures.figure import (
    SHARE_COLUMNS,
    Cell,
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
from reports.figures.groups import country_name
from reports.figures.movement import window_name, windows
from reports.figures.panel import Panel, find_panel
from reports.published import IN_PERIOD, Basis, Connection, read_basis, rows
from reports.statistics.clusters import ClusterSums
from reports.statistics.gates import Status
from reports.statistics.share import Share, share_of
from reports.statistics.trend import MIN_MONTHS_FOR_YEAR, NO_CLEAR_CHANGE

UNKNOWN = "not stated"
# In each group the most frequent values are named, the rest is one row.
NAMED = {"Country": 10, "Workplace": 4, "Company size": 8, "Kind of employer": 2, "Industry": 8}
_VALUES = {
    "Country": "country",
    "Workplace": "workplace",
    "Company size": "employer_size",
    "Kind of employer": "case when is_it_employer then 'IT' when not is_it_employer then 'other than IT' end",
    "Industry": "industry",
}
_STRUCTS = ", ".join(f"{{'grouping': '{name}', 'value': {sql}}}" for name, sql in _VALUES.items())
_PART = f"unnest([{_STRUCTS}]) as part"
_SUBJECT = f"part.grouping || '|' || coalesce(part.value, '{UNKNOWN}') as subject"
EMPLOYERS_LISTED = 25
_CODES = {country_name(code.alpha_2): code.alpha_2 for code in pycountry.countries}
Part = tuple[str, str, Share]
# (group, value) -> the last three months against those a year before
Compared = dict[tuple[str, str], Comparison]

_GROUPS = f"""
with chosen as (
    select * from hiring
    where {IN_PERIOD}
),
spread as (
    select employer_id, postings, {_PART} from chosen
)
select part.grouping, coalesce(part.value, $unknown) as value, employer_id, sum(postings)::integer
from spread group by all order by all
"""  # noqa: S608 - put together from constants
_HITS = f"""
select {_SUBJECT}, month, source, employer_id, sum(postings) as postings
from (select month, source, employer_id, postings, {_PART} from hiring)
group by all
"""  # noqa: S608 - put together from constants
_EMPLOYERS = f"""
select any_value(company order by company), sum(postings)::integer as postings,
count(distinct source)::integer
from hiring
where {IN_PERIOD}
group by employer_id order by postings desc, employer_id limit $limit
"""  # noqa: S608 - put together from constants


def draw(connection: Connection) -> Figure:
    """Return how tech-lead postings spread over countries, workplaces, company sizes and industries."""
    basis = read_basis(connection)
    parts = _parts(connection, basis)
    panel = find_panel(connection, basis.data_date)
    compared = _compared(connection, panel, parts)
    table, employers = _table(parts, compared, basis), _employers(connection, basis)
    reason = too_little(basis)
    if reason:
        return without_data(FIGURE, basis, reason, table, (employers,))
    entries: list[Dot] = []
    unstated = _unstated(parts)
    for name in (name for name in NAMED if name not in unstated):
        entries.append(Dot(name))
        entries.extend(
            Dot(value, share, _moved(compared, group, value), rests_on=basis.rests_on(len(basis.sources)))
            for group, value, share in parts
            if group == name
        )
    chart, narrow = dots(
        entries, "Share of tech-lead postings", aside="against<br>a year ago" if compared else ""
    )
    named = [
        (value, share)
        for group, value, share in parts
        if group == "Country" and value != UNKNOWN and share.shown
    ]
    lead = "No country has enough postings to be named"
    if named:
        weak = ", a weak value" if named[0][1].status is Status.LOW else ""
        lead = f"The country named most is {named[0][0]}: {named[0][1]} of tech-lead postings{weak}"
    remote = next(
        (share for group, value, share in parts if group == "Workplace" and value == "remote"), None
    )
    return with_data(
        FIGURE,
        basis,
        finding=f"{lead}"
        + (f"; {remote} are remote" if remote else "")
        + f" (n = {basis.postings:,}).{basis.caveat}",
        alt=(
            f"Dots with 95 % intervals by country, workplace, size and industry. {basis.counted}. "
            f"{lead}. What is not stated has a row."
        ),
        table=table,
        more_tables=(employers,),
        chart=chart,
        narrow=narrow,
        notes=(
            "Company size and industry are what the board's registry or the posting states, never guessed; an IT employer is "
            "one whose industry is software, computers or services around them. "
            "The boards were chosen by hand: this shows who is on them, not who hires in the world.",
            *(f"{name}: no posting of the period states it." for name in unstated),
            *_change_notes(panel if compared else None),
        ),
    )


def _compared(connection: Connection, panel: Panel | None, parts: list[Part]) -> Compared:
    """Return what can be compared with a year ago on the same boards; nothing where the series is shorter."""
    if panel is None or len(panel.months) < MIN_MONTHS_FOR_YEAR:
        return {}
    subjects = {
        f"{group}|{_CODES.get(value, value) if group == 'Country' else value}": (group, value)
        for group, value, _ in parts
    }
    found = comparisons(connection, panel, _HITS, list(subjects), windows(panel))
    return {subjects[subject]: one for subject, one in found.items()}


def _change_notes(panel: Panel | None) -> tuple[str, ...]:
    if panel is None:
        return ()
    before, after = windows(panel)
    return (
        f"On the right, or behind the name: {window_name(after)} against {window_name(before)}, on the same boards at "
        "the same mix of sources, all rows tested together; a dash where too few postings can be compared.",
    )


def _moved(compared: Compared, group: str, value: str) -> str:
    one = compared.get((group, value))
    if one is None:
        return "–" if compared else ""
    if one.label == NO_CLEAR_CHANGE:
        return one.label
    return f"{'▲' if one.change.difference > 0 else '▼'} {one.change.difference * 100:+.1f} points"


def _unstated(parts: list[Part]) -> list[str]:
    """Return the groups of which no posting says anything; a row of 100 % unknown is no picture."""
    return [name for name in NAMED if {value for group, value, _ in parts if group == name} <= {UNKNOWN}]


def _parts(connection: Connection, basis: Basis) -> list[Part]:
    found = rows(connection, _GROUPS, {**basis.period.parameters, "unknown": UNKNOWN})
    parts: list[Part] = []
    for name, limit in NAMED.items():
        hits: dict[str, dict[str, int]] = {}
        employers: dict[str, int] = {}
        for group, value, employer, count in found:
            if group == name:
                value = country_name(value) if name == "Country" else value
                hits.setdefault(value, {})[employer] = count
                employers[employer] = employers.get(employer, 0) + count
        ranked = sorted(hits, key=_by_size if name == "Company size" else _by_count(hits))
        known = [value for value in ranked if value != UNKNOWN]
        chosen = {value: hits[value] for value in known[:limit]}
        if known[limit:]:
            chosen[f"{len(known) - limit} others"] = _merged([hits[value] for value in known[limit:]])
        if UNKNOWN in hits:
            chosen[UNKNOWN] = hits[UNKNOWN]
        for value, counts in chosen.items():
            sums = ClusterSums.of((counts.get(employer, 0), total) for employer, total in employers.items())
            parts.append((name, value, share_of(sums, basis.top_employer, basis.top_source)))
    return parts


def _by_count(hits: dict[str, dict[str, int]]) -> Callable[[str], tuple[int, str]]:
    return lambda value: (-sum(hits[value].values()), value)


def _by_size(band: str) -> tuple[int, str]:
    """Order "11-50" before "1001+": by the first number, what has none last."""
    digits = re.match(r"\d+", band)
    return (int(digits[0]) if digits else 10**9, band)


def _merged(counts: list[dict[str, int]]) -> dict[str, int]:
    merged: dict[str, int] = {}
    for part in counts:
        for employer, count in part.items():
            merged[employer] = merged.get(employer, 0) + count
    return merged


def _table(parts: list[Part], compared: Compared, basis: Basis) -> Table:
    return Table(
        name="where",
        caption=f"Where tech-lead postings are. {basis.counted}; 95 % intervals",
        columns=(
            Column("group", "Group"),
            Column("value", "Value"),
            *SHARE_COLUMNS,
            Column("before", "A year ago, same boards", Kind.SHARE),
            Column("after", "Now, same boards", Kind.SHARE),
            Column("q", "q", Kind.NUMBER),
        ),
        rows=tuple(
            {
                "group": group,
                "value": value,
                **share_cells(share, basis.period, len(basis.sources)),
                **_compared_cells(compared.get((group, value)) if share.shown else None),
            }
            for group, value, share in parts
        ),
    )


def _compared_cells(one: Comparison | None) -> dict[str, Cell]:
    if one is None:
        return dict.fromkeys(("before", "after", "q"))
    return {"before": one.before.adjusted.share, "after": one.after.adjusted.share, "q": one.q}


def _employers(connection: Connection, basis: Basis) -> Table:
    found = rows(connection, _EMPLOYERS, {**basis.period.parameters, "limit": EMPLOYERS_LISTED})
    return Table(
        name="employers",
        caption=f"Employers with the most tech-lead postings. {basis.counted}",
        columns=(
            Column("employer", "Employer"),
            Column("k", "Postings", Kind.COUNT),
            Column("n", "of n", Kind.COUNT),
            Column("sources", "Sources", Kind.COUNT),
            Column("period", "Period"),
        ),
        rows=tuple(
            {
                "employer": name or UNKNOWN,
                "k": count,
                "n": basis.postings,
                "sources": sources,
                "period": str(basis.period),
            }
            for name, count, sources in found
        ),
    )


_SUBJECTS = f"select posting_id, {_SUBJECT} from (select posting_id, {_PART} from lead_posting)"  # noqa: S608 - put together from constants


def _names(connection: Connection, basis: Basis) -> Names:
    """Return the values that the figure names; "others" are no value that could be counted."""
    parts = _parts(connection, basis)
    unstated = _unstated(parts)
    return {
        f"{group}|{_CODES.get(value, value) if group == 'Country' else value}": (group, value)
        for group, value, _ in parts
        if group not in unstated and not value.endswith(" others")
    }


FIGURE = FigureKind(
    id="f14",
    title="Who hires, and where",
    question="Who hires tech leads, and where?",
    draw=draw,
    subjects=Subjects(_SUBJECTS, _names),
)
