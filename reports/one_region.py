"""How do figures come to speak of one region? They are drawn from the same file, of which they see that region alone.

A temporary table of the region's tech-lead postings stands in front of ``lead_posting``, and so do the marts made from
it by their own SQL: a figure asks as always, and need not know of regions.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from reports.published import Connection
from reports.regions import region_sql
from warehouse.connection import QUOTED_NAME
from warehouse.tables import Table, read_tables

LEADS = "lead_posting"


@contextmanager
def only_region(connection: Connection, region: str) -> Iterator[None]:
    """Let the connection see only the tech-lead postings of a region, a key of REGIONS, until the block ends."""
    connection.execute("set variable region = ?", [region])
    made = [LEADS]
    file = connection.execute(QUOTED_NAME).fetchall()[0][0]
    connection.execute(
        f"create temp table {LEADS} as from {file}.main.{LEADS} "
        f"where {region_sql('country')} = getvariable('region')"
    )
    try:
        for mart in _resting_on_leads():
            connection.execute(f"create temp table {mart.name} as {mart.query}")
            made.append(mart.name)
        yield
    finally:
        for name in made:
            connection.execute(f"drop table temp.{name}")
        connection.execute("reset variable region")


@cache
def _resting_on_leads() -> list[Table]:
    """Return the marts that are made from ``lead_posting``, or from such a mart, in their order."""
    found: list[Table] = []
    for mart in (table for table in read_tables() if table.is_mart and table.name != LEADS):
        words = set(re.findall(r"\w+", mart.query))
        if words & {LEADS, *(earlier.name for earlier in found)}:
            found.append(mart)
    return found
