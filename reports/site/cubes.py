"""Sums that a browser can filter: postings and the years they ask for by month, region, source and one more group.

Every number is a sum, so any selection of cells is one too, and the size depends on the cells, not on the postings.
Employers cannot be summed: each sets one of 256 bits of its cells, and the bits of a selection tell about how many
there are. What is counted in the cells beside: ``skill_cubes``, ``subject_cubes``.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from reports.figures.f13_titles import ROLES
from reports.figures.groups import SIZES, size_band_sql
from reports.figures.panel import find_panel
from reports.figures.skills import SkillCount, skill_counts
from reports.published import Basis, Connection, months_back, rows
from reports.regions import REGIONS, region_sql

MOST_MONTHS = 60
MOST_SKILLS = 60
MOST_YEARS = 20
MOST_INDUSTRIES = 8
MARKS = 256


@dataclass(frozen=True, slots=True)
class Group:
    """One more way to split the cells of a cube: what readers call it, and its SQL over lead_posting; null = in none."""

    title: str
    sql: str


# The cube's name is its group; "none" splits no further.
GROUPS: Mapping[str, Group] = {
    "none": Group("", "''"),
    "workplace": Group("Workplace", "workplace"),
    "employer_size": Group("Company size", size_band_sql("employer_size")),
    "industry": Group("Industry", "industry"),
    "role": Group("Role", "role"),
}
NAMES: Mapping[str, Mapping[str, str]] = {
    "none": {"": ""},
    "workplace": {"onsite": "on site", "hybrid": "hybrid", "remote": "remote"},
    "employer_size": {name: name for name in SIZES.values()},
    "role": ROLES,
}

# Each posting is looked at once, for all groups; what is counted of it is summed by all of them together.
ALL_GROUPS = ", ".join(f"of_{name}" for name in GROUPS)
_POSTINGS = f"""
create or replace temp table cube_posting as
select
    posting_id, month, {region_sql("country")} as region, source, employer_id, years_min,
    {", ".join(f"{group.sql} as of_{name}" for name, group in GROUPS.items())}
from lead_posting where month between $first and $last
"""  # noqa: S608 - put together from constants
CELLS = """
select month, region, source, of_{group}, count(*)::integer,
    list(distinct ('0x' || substr(md5(employer_id), 1, 2))::integer)
from cube_posting where list_contains($values::varchar[], of_{group})
group by all order by month, region, source, of_{group}
"""
_YEARS = """
select month, region, source, of_{group}, least(floor(years_min), 20)::integer as years, count(*)::integer
from cube_posting where years_min is not null and list_contains($values::varchar[], of_{group}) group by all
"""
_VALUES = """
select {sql} as value, count(*) from lead_posting where month between $first and $last and value is not null
group by value order by count(*) desc, value
"""


@dataclass(frozen=True, slots=True)
class CubeFrame:
    """What all cubes share: months, skills, values of the groups, and the mix of the same boards."""

    months: tuple[date, ...]
    skills: tuple[SkillCount, ...]
    groups: Mapping[str, Mapping[str, str]]
    weights: Mapping[str, float]
    sources: tuple[tuple[str, str], ...]
    first: date
    last: date


def cube_frame(connection: Connection, basis: Basis) -> CubeFrame | None:
    """Return the frame of the cubes: at most 60 months and 60 skills; None where no posting is dated."""
    if basis.period.first is None or basis.period.last is None:
        return None
    last = basis.period.last
    earliest = rows(connection, "select min(month) from lead_month_employer where month is not null")[0][0]
    first = max(months_back(last, MOST_MONTHS - 1), earliest)
    count = (last.year - first.year) * 12 + last.month - first.month
    span = {"first": first, "last": last}
    found = rows(
        connection,
        "select distinct lead_posting.source, coalesce(title, lead_posting.source || ' (imported)') "
        "from lead_posting left join source_policy using (source) where month between $first and $last order by 1",
        span,
    )
    panel = find_panel(connection, basis.data_date)
    return CubeFrame(
        months=tuple(months_back(last, back) for back in range(count, -1, -1)),
        skills=tuple(skill_counts(connection, basis)[:MOST_SKILLS]),
        groups={name: _values(connection, name, span) for name in GROUPS},
        weights=dict(panel.weights) if panel else {},
        sources=tuple(found),
        first=basis.period.first,
        last=last,
    )


def _values(connection: Connection, group: str, span: Mapping[str, date]) -> Mapping[str, str]:
    """Return the values of a group that postings have, with their names; where these are open, the most frequent."""
    there = [value for value, _ in rows(connection, _VALUES.format(sql=GROUPS[group].sql), span)]
    if group not in NAMES:
        return {value: value for value in there[:MOST_INDUSTRIES]}
    return {value: name for value, name in NAMES[group].items() if value in there}


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one cube: its group and values, what each cell holds, and the number of each cell."""

    group: str
    values: list[str]
    found: list[Any]
    place: Mapping[Any, int]


def choose_postings(connection: Connection, frame: CubeFrame) -> None:
    """Put the postings of the frame, with their place in all cubes, into the temporary table ``cube_posting``."""
    connection.execute(_POSTINGS, {"first": frame.months[0], "last": frame.months[-1]})


def cells_of(connection: Connection, frame: CubeFrame, group: str) -> Cells:
    """Return the cells of the cube of a group: month, region, source, value, postings and marks of employers."""
    values = list(frame.groups[group])
    found = rows(connection, CELLS.format(group=group), {"values": values})
    return Cells(group, values, found, {cell[:4]: at for at, cell in enumerate(found)})


def cube(connection: Connection, frame: CubeFrame, cells: Cells) -> dict[str, Any]:
    """Return one cube as the browser reads it."""
    group = cells.group
    values = {name: at for at, name in enumerate(frame.groups[group])}
    months = {month: at for at, month in enumerate(frame.months)}
    regions = {name: at for at, name in enumerate(REGIONS)}
    sources = {name: at for at, (name, _) in enumerate(frame.sources)}
    marks = np.zeros((len(cells.found), MARKS), dtype=np.uint8)
    for at, cell in enumerate(cells.found):
        marks[at, cell[5]] = 1
    return {
        "months": [f"{month:%Y-%m}" for month in frame.months],
        "regions": list(REGIONS.items()),
        "sources": [list(entry) for entry in frame.sources],
        "values": list(frame.groups[group].items()),
        "weights": frame.weights,
        "from": f"{frame.first:%Y-%m}",
        "to": f"{frame.last:%Y-%m}",
        "cells": {
            "month": packed(np.array([months[cell[0]] for cell in cells.found]), 1),
            "region": packed(np.array([regions[cell[1]] for cell in cells.found]), 1),
            "source": packed(np.array([sources[cell[2]] for cell in cells.found]), 1),
            "value": packed(np.array([values[cell[3]] for cell in cells.found]), 1),
            "n": packed(np.array([cell[4] for cell in cells.found]), 4),
            "marks": [1, _text(np.packbits(marks, axis=1))],
            "years": _years_cells(connection, cells),
        },
    }  # fmt: skip


def _years_cells(connection: Connection, cells: Cells) -> list[Any]:
    sums = np.zeros((len(cells.place), MOST_YEARS + 1), dtype=np.int64)
    for row in rows(connection, _YEARS.format(group=cells.group), {"values": cells.values}):
        sums[cells.place[row[:4]], row[4]] = row[5]
    return packed(sums.ravel(), 2)


def packed(values: Any, width: int) -> list[Any]:
    """Return [bytes per number, base64 of little-endian numbers]; wider where a number needs it."""
    least = 4 if values.size and values.max() >= 1 << (8 * width) else width
    return [least, _text(values.astype(f"<u{least}"))]


def sparse(values: Any, width: int) -> dict[str, Any]:
    """Return numbers of which most are 0: how many there are, where the others stand, and what they are."""
    places = np.flatnonzero(values)
    return {"length": int(values.size), "at": packed(places, 4), "is": packed(values[places], width)}


def _text(values: Any) -> str:
    return base64.b64encode(values.tobytes()).decode()
