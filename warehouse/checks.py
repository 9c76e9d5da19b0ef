"""Checks on a published warehouse: each a query whose rows are the failures, with a severity in its second line.

A check with ``-- changes by: posting_id`` in its third line judges each posting by itself. After an update it looks at
the postings that changed; the others passed it in the version before.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb

from warehouse.tables import BY_POSTING

CHECKS = Path(__file__).with_name("checks")
SHOWN = 5
Severity = Literal["critical", "warning"]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, what a row of it means, and whether rows stop a publication."""

    name: str
    meaning: str
    severity: Severity
    sql: str
    by_posting: bool = False


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found: how many failing rows, and the first of them."""

    name: str
    meaning: str
    severity: Severity
    failures: int
    rows: tuple[dict[str, Any], ...]

    @property
    def passed(self) -> bool:
        """Whether no row failed."""
        return self.failures == 0


def read_checks(folder: Path = CHECKS) -> list[Check]:
    """Return the checks of a folder. Raise ValueError for one whose first two lines do not say what it is."""
    checks = []
    for file in sorted(folder.glob("*.sql")):
        sql = file.read_text(encoding="utf-8")
        head = re.match(r"-- (?P<meaning>[^\n]+)\n-- severity: (?P<severity>critical|warning)\n", sql)
        if not head:
            raise ValueError(f"{file.name}: its first line says what a row means, its second the severity")
        severity: Severity = "critical" if head["severity"] == "critical" else "warning"
        by_posting = sql.startswith(BY_POSTING, head.end())
        checks.append(Check(file.stem, head["meaning"], severity, sql, by_posting))
    return checks


def run_checks(
    connection: duckdb.DuckDBPyConnection, checks: list[Check] | None = None, affected: str | None = None
) -> list[CheckResult]:
    """Return the result of every check, in the order of their names.

    ``affected`` names a table of the postings that those checks look at which judge each posting by itself.
    """
    checks = read_checks() if checks is None else checks
    restricted = [check.name for check in checks if check.by_posting and affected]
    results = {check.name: _run(connection, check) for check in checks if check.name not in restricted}
    if affected:
        with _seeing_only(connection, affected):
            results |= {check.name: _run(connection, check) for check in checks if check.name in restricted}
    return [results[check.name] for check in checks]


@contextmanager
def _seeing_only(connection: duckdb.DuckDBPyConnection, affected: str) -> Iterator[None]:
    """Put a view of the affected rows in front of each table that has a ``posting_id``."""
    names = connection.execute(
        "select table_name from duckdb_columns() where schema_name = 'main' and column_name = 'posting_id' "
        "and database_name = current_database()"
    ).fetchall()
    file = connection.execute("""select '"' || replace(current_database(), '"', '""') || '"'""").fetchall()[
        0
    ][0]
    for (name,) in names:
        connection.execute(
            f"create temp view {name} as select * from {file}.main.{name} semi join {affected} using (posting_id)"
        )
    try:
        yield
    finally:
        for (name,) in names:
            connection.execute(f"drop view temp.{name}")


def _run(connection: duckdb.DuckDBPyConnection, check: Check) -> CheckResult:
    cursor = connection.execute(check.sql)
    names = [column[0] for column in cursor.description or ()]
    rows = cursor.fetchall()
    shown = tuple(dict(zip(names, row, strict=True)) for row in rows[:SHOWN])
    return CheckResult(check.name, check.meaning, check.severity, len(rows), shown)
