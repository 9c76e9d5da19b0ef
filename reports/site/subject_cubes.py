"""Sums of what figures other than those of skills count: duties, traits, degrees, roles, places. Cells as in the cubes.

Which subjects there are is declared by each figure (``FigureKind.subjects``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reports.figures import FIGURES
from reports.figures.figure import Subjects
from reports.published import IN_PERIOD, Basis, Connection, rows
from reports.site.cubes import ALL_GROUPS, Cells, packed
from reports.statistics.clusters import ClusterSums

_PERIOD = f"""
with chosen as (select posting_id, employer_id from lead_posting where {IN_PERIOD}),
base as (select employer_id, count(*) as n from chosen group by employer_id),
total as (select sum(n) as n, count(*) as employers, sum(n * n) as nn from base),
counted as (
    select subject, employer_id, count(*) as k from chosen join ({{stated}}) as stated using (posting_id)
    where list_contains($names::varchar[], subject) group by subject, employer_id
)
select subject, sum(k), any_value(total.n), any_value(total.employers), sum(k * k), sum(k * base.n), any_value(total.nn)
from counted join base using (employer_id) cross join total group by subject
"""  # noqa: S608 - put together from constants
_SUMS = f"""
create or replace temp table cube_subject as
select month, region, source, {ALL_GROUPS}, figure, subject, count(*) as k
from cube_posting join ({{stated}}) as stated using (posting_id) group by all
"""  # noqa: S608 - put together from constants
_COUNTED = """
select month, region, source, of_{group}, figure, subject, sum(k)::integer
from cube_subject where list_contains($values::varchar[], of_{group}) group by all
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a figure counts: its figure, identity, group and label, and how employers cluster it."""

    figure: str
    id: str
    group: str
    label: str
    effect: float


def find_subjects(connection: Connection, basis: Basis) -> tuple[Subject, ...]:
    """Return the subjects of all figures, in the figures' order; effects are those of the period."""
    found: list[Subject] = []
    for kind in FIGURES:
        if kind.subjects is None:
            continue
        names = kind.subjects.names(connection, basis)
        wanted = {**basis.period.parameters, "names": list(names)}
        counted = rows(connection, _PERIOD.format(stated=kind.subjects.sql), wanted)
        effects = {subject: _effect(*sums) for subject, *sums in counted}
        found += [Subject(kind.id, name, *said, effects.get(name, 1.0)) for name, said in names.items()]
    return tuple(found)


def _effect(k: float, n: float, employers: int, kk: float, kn: float, nn: float) -> float:
    sums = ClusterSums(float(k), float(n), int(employers), float(kk), float(kn), float(nn))
    return sums.design_effect


def count_subjects(connection: Connection) -> None:
    """Count what the figures declare over the postings of ``choose_postings``, for all cubes, into a temporary table."""
    stated = " union all ".join(
        f"select posting_id, '{figure}' as figure, subject from ({declared.sql})"  # noqa: S608 - constants
        for figure, declared in _declared()
    )
    connection.execute(_SUMS.format(stated=stated))


def subject_cube(connection: Connection, subjects: Sequence[Subject], cells: Cells) -> dict[str, Any]:
    """Return the sums of the subjects over the cells of a cube, as the browser reads them."""
    place = {(one.figure, one.id): at for at, one in enumerate(subjects)}
    sums = np.zeros((len(subjects), len(cells.place)), dtype=np.int64)
    for row in rows(connection, _COUNTED.format(group=cells.group), {"values": cells.values}):
        if row[4:6] in place:
            sums[place[row[4:6]], cells.place[row[:4]]] = row[6]
    return {
        "draws": {figure: declared.draws for figure, declared in _declared()},
        "subjects": [
            {"figure": one.figure, "id": one.id, "group": one.group, "label": one.label, "effect": round(one.effect, 6)}
            for one in subjects
        ],
        "cells": {"k": packed(sums.ravel(), 2)},
    }  # fmt: skip


def _declared() -> list[tuple[str, Subjects]]:
    return [(kind.id, kind.subjects) for kind in FIGURES if kind.subjects is not None]
