"""Sums of skills over the cells of the cubes: of those named most for all pages, of each that has a page for its own.

The clustering by employer comes as one design effect per skill, taken from the period of the figures.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from reports.figures.skills import SkillCount
from reports.published import Connection, rows
from reports.site.cubes import ALL_GROUPS, MOST_YEARS, Cells, packed, sparse

MEASURES = ("k", "required", "preferred")

_SUMS = f"""
create or replace temp table cube_skill as
select
    month, region, source, {ALL_GROUPS}, skill_id, count(*) as k,
    count(*) filter (where level = 'required') as required, count(*) filter (where level = 'preferred') as preferred
from cube_posting join posting_skill using (posting_id)
where list_contains($skills::varchar[], skill_id) group by all
"""  # noqa: S608 - put together from constants
_YEARS_SUMS = f"""
create or replace temp table cube_skill_years as
select
    month, region, source, {ALL_GROUPS}, skill_id, least(floor(posting_skill.years_min), {MOST_YEARS})::integer as years,
    count(*) as k
from cube_posting join posting_skill using (posting_id)
where posting_skill.years_min is not null and list_contains($skills::varchar[], skill_id) group by all
"""  # noqa: S608 - put together from constants
_SKILLS = """
select month, region, source, of_{group}, skill_id, sum(k)::integer, sum(required)::integer, sum(preferred)::integer
from cube_skill where list_contains($values::varchar[], of_{group}) group by all
"""
_YEARS = """
select month, region, source, of_{group}, skill_id, years, sum(k)::integer
from cube_skill_years where list_contains($values::varchar[], of_{group}) group by all
"""


def count_skills(connection: Connection, skills: Sequence[SkillCount]) -> None:
    """Count the skills over the postings of ``choose_postings``, for all cubes, into temporary tables."""
    wanted = {"skills": [count.skill_id for count in skills]}
    connection.execute(_SUMS, wanted)
    connection.execute(_YEARS_SUMS, wanted)


class SkillSums:
    """The sums of skills over the cells of one cube."""

    def __init__(self, connection: Connection, skills: Sequence[SkillCount], cells: Cells) -> None:
        """Read what ``count_skills`` counted."""
        self._number = {count.skill_id: at for at, count in enumerate(skills)}
        self._sums = np.zeros((len(self._number), len(MEASURES), len(cells.place)), dtype=np.int32)
        self._cells = len(cells.place)
        # Few postings state years for a skill: by skill, the place in (cell, years) and the count.
        self._years: dict[int, list[tuple[int, int]]] = {}
        for row in rows(connection, _SKILLS.format(group=cells.group), {"values": cells.values}):
            self._sums[self._number[row[4]], :, cells.place[row[:4]]] = row[5:8]
        for row in rows(connection, _YEARS.format(group=cells.group), {"values": cells.values}):
            place = cells.place[row[:4]] * (MOST_YEARS + 1) + row[5]
            self._years.setdefault(self._number[row[4]], []).append((place, row[6]))

    def of_all(self, skills: Sequence[SkillCount]) -> dict[str, Any]:
        """Return the sums of some skills as the browser reads them beside the cube."""
        own = self._sums[[self._number[count.skill_id] for count in skills]]
        return {
            "skills": _described(skills),
            "cells": {name: packed(own[:, at].ravel(), 2) for at, name in enumerate(MEASURES)},
        }

    def of_one(self, skill: SkillCount) -> dict[str, Any]:
        """Return the sums of one skill; the years are those asked for it, in place of those of the cube."""
        at = self._number[skill.skill_id]
        sums = {name: sparse(self._sums[at, place], 2) for place, name in enumerate(MEASURES)}
        years = np.zeros(self._cells * (MOST_YEARS + 1), dtype=np.int32)
        for place, count in self._years.get(at, ()):
            years[place] = count
        return {"skills": _described([skill]), "cells": {**sums, "years": sparse(years, 2)}}


def _described(skills: Sequence[SkillCount]) -> list[dict[str, Any]]:
    """Return what the browser has to know of skills beside their sums."""
    return [
        {
            "id": count.skill_id, "label": count.label, "kind": count.kind, "category": count.category,
            "effect": round(count.mentions.design_effect, 6),
            "requiredEffect": round(count.required.design_effect, 6),
        }
        for count in skills
    ]  # fmt: skip
