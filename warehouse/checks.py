"""Checks on a published warehouse: each a query whose rows are the failures, with a severity in its second line.

A check with ``-- changes by: posting_id`` in its third line judges each posting by itself. After an update it looks at
the postings that changed; the others passed it in the version before.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb

from warehouse.tables import POSTING, changes_by
from warehouse.update import seeing_only

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
        by_posting = changes_by(sql) == POSTING
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
        with seeing_only(connection, affected, POSTING, kind="table"):
            results |= {check.name: _run(connection, check) for check in checks if check.name in restricted}
    return [results[check.name] for check in checks]


def _run(connection: duckdb.DuckDBPyConnection, check: Check) -> CheckResult:
    cursor = connection.execute(check.sql)
    names = [column[0] for column in cursor.description or ()]
    rows = cursor.fetchall()
    shown = tuple(dict(zip(names, row, strict=True)) for row in rows[:SHOWN])
    return CheckResult(check.name, check.meaning, check.severity, len(rows), shown)
