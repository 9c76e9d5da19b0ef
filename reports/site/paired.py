"""How far are two skills apart? Sums over employers from which a browser gets the interval of any pair.

Two skills of the same postings are paired: their difference is one number per employer, and its variance follows from
sums of products (the linearised variance of clusters.py, with hits that may be negative).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from reports.published import IN_PERIOD, Basis, Connection, rows
from reports.site.cubes import packed

_NAMED = f"""
select employer_id, skill_id, sum(postings) as k from skill_month_employer
where {IN_PERIOD} and list_contains($skills::varchar[], skill_id) group by all
"""  # noqa: S608 - put together from constants
_BASE = f"""
select employer_id, sum(postings) as n from lead_month_employer where {IN_PERIOD} group by all
"""  # noqa: S608 - put together from constants


def paired_sums(connection: Connection, basis: Basis, skills: Sequence[str]) -> dict[str, Any]:
    """Return hits k, their products with each other and with the postings n, all summed over employers."""
    postings: dict[str, float] = dict(rows(connection, _BASE, basis.period.parameters))
    place = {employer: at for at, employer in enumerate(postings)}
    number = {skill: at for at, skill in enumerate(skills)}
    hits = np.zeros((len(place), len(number)))
    for employer, skill, k in rows(connection, _NAMED, {**basis.period.parameters, "skills": list(skills)}):
        hits[place[employer], number[skill]] = k
    n = np.array([float(count) for count in postings.values()])
    return {
        "skills": list(skills),
        "n": float(n.sum()),
        "nn": float((n * n).sum()),
        "employers": len(place),
        "cells": {
            "k": packed(hits.sum(axis=0), 4),
            "kn": packed(hits.T @ n, 4),
            "kk": packed((hits.T @ hits).ravel(), 4),
        },
    }
