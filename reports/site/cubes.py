"""Sums that a browser can filter: postings by month, region, source and one more group, for the skills named most.

Every number is a sum, so any selection of cells is one too, and the size depends on the cells, not on the postings.
Employers cannot be summed: each sets one of 256 bits of its cells, and the bits of a selection tell about how many
there are. The clustering by employer comes as one design effect per skill, taken from the period of the figures.
"""

import base64
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from reports.figures.panel import find_panel
from reports.figures.skills import SkillCount, skill_counts
from reports.published import Basis, Connection, months_back, rows
from reports.regions import REGIONS, region_sql

MOST_MONTHS = 60
MOST_SKILLS = 60
MOST_YEARS = 20
MARKS = 256
MEASURES = ("k", "required", "preferred")
# The cube's name is the column that splits it further; "none" splits no further.
GROUPS: dict[str, dict[str, str]] = {
    "none": {},
    "workplace": {"onsite": "on site", "hybrid": "hybrid", "remote": "remote"},
    "employer_size": {"1-50": "1–50", "51-250": "51–250", "251-1000": "251–1,000", "1001+": "1,001 or more"},
}

_CHOSEN = """
with chosen as (
    select posting_id, month, {region} as region, source, {value} as value, employer_id, years_min
    from lead_posting where month between $first and $last and {within}
)
"""
_CELLS = """
select month, region, source, value, count(*)::integer,
    list(distinct ('0x' || substr(md5(employer_id), 1, 2))::integer)
from chosen group by all order by month, region, source, value
"""
_SKILLS = """
select month, region, source, value, skill_id, count(*)::integer,
    (count(*) filter (where level = 'required'))::integer, (count(*) filter (where level = 'preferred'))::integer
from chosen join posting_skill using (posting_id)
where list_contains($skills::varchar[], skill_id) group by all
"""
_YEARS = """
select month, region, source, value, least(floor(years_min), 20)::integer as years, count(*)::integer
from chosen where years_min is not null group by all
"""


@dataclass(frozen=True, slots=True)
class CubeFrame:
    """What all cubes share: months, skills, and the mix of the same boards."""

    months: tuple[date, ...]
    skills: tuple[SkillCount, ...]
    weights: dict[str, float]
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
    months = tuple(months_back(last, back) for back in range(count, -1, -1))
    found = rows(
        connection,
        "select distinct lead_posting.source, coalesce(title, lead_posting.source || ' (imported)') "
        "from lead_posting left join source_policy using (source) where month between $first and $last order by 1",
        {"first": first, "last": last},
    )
    panel = find_panel(connection, basis.data_date)
    weights = dict(panel.weights) if panel else {}
    chosen = tuple(skill_counts(connection, basis)[:MOST_SKILLS])
    return CubeFrame(months, chosen, weights, tuple(found), basis.period.first, last)


def cube(connection: Connection, frame: CubeFrame, group: str) -> dict[str, Any]:
    """Return one cube as the browser reads it; ``group`` is a name of GROUPS."""
    split = group != "none"
    names = ", ".join(f"'{name}'" for name in GROUPS[group])
    sql = _CHOSEN.format(
        region=region_sql("country"),
        value=group if split else "''",
        within=f"{group} in ({names})" if split else "true",
    )
    span = {"first": frame.months[0], "last": frame.months[-1]}
    values = {name: at for at, name in enumerate(GROUPS[group] or [""])}
    cells = rows(connection, sql + _CELLS, span)
    place = {cell[:4]: at for at, cell in enumerate(cells)}
    months = {month: at for at, month in enumerate(frame.months)}
    regions = {name: at for at, name in enumerate(REGIONS)}
    sources = {name: at for at, (name, _) in enumerate(frame.sources)}
    marks = np.zeros((len(cells), MARKS), dtype=np.uint8)
    for at, cell in enumerate(cells):
        marks[at, cell[5]] = 1
    return {
        "months": [f"{month:%Y-%m}" for month in frame.months],
        "regions": list(REGIONS.items()),
        "sources": [list(entry) for entry in frame.sources],
        "values": list(GROUPS[group].items()),
        "weights": frame.weights,
        "from": f"{frame.first:%Y-%m}",
        "to": f"{frame.last:%Y-%m}",
        "skills": [
            {
                "id": count.skill_id, "label": count.label, "kind": count.kind,
                "effect": round(count.mentions.design_effect, 6),
                "requiredEffect": round(count.required.design_effect, 6),
            }
            for count in frame.skills
        ],
        "cells": {
            "month": _packed(np.array([months[cell[0]] for cell in cells]), 1),
            "region": _packed(np.array([regions[cell[1]] for cell in cells]), 1),
            "source": _packed(np.array([sources[cell[2]] for cell in cells]), 1),
            "value": _packed(np.array([values[cell[3]] for cell in cells]), 1),
            "n": _packed(np.array([cell[4] for cell in cells]), 4),
            "marks": [1, _text(np.packbits(marks, axis=1))],
            **_skill_cells(connection, sql, frame, place, span),
            "years": _years_cells(connection, sql, place, span),
        },
    }  # fmt: skip


def _skill_cells(
    connection: Connection, sql: str, frame: CubeFrame, place: dict[Any, int], span: dict[str, date]
) -> dict[str, Any]:
    number = {count.skill_id: at for at, count in enumerate(frame.skills)}
    sums = np.zeros((len(MEASURES), len(number), len(place)), dtype=np.int64)
    for row in rows(connection, sql + _SKILLS, {**span, "skills": list(number)}):
        sums[:, number[row[4]], place[row[:4]]] = row[5:8]
    return {name: _packed(sums[at].ravel(), 2) for at, name in enumerate(MEASURES)}


def _years_cells(connection: Connection, sql: str, place: dict[Any, int], span: dict[str, date]) -> list[Any]:
    sums = np.zeros((len(place), MOST_YEARS + 1), dtype=np.int64)
    for row in rows(connection, sql + _YEARS, span):
        sums[place[row[:4]], row[4]] = row[5]
    return _packed(sums.ravel(), 2)


def _packed(values: Any, width: int) -> list[Any]:
    """Return [bytes per number, base64 of little-endian numbers]; wider where a number needs it."""
    least = 4 if values.size and values.max() >= 1 << (8 * width) else width
    return [least, _text(values.astype(f"<u{least}"))]


def _text(values: Any) -> str:
    return base64.b64encode(values.tobytes()).decode()
