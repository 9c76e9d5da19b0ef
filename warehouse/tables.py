"""The published tables, one SQL statement each.

A line ``-- changes by: posting_id`` above a statement says that what it says of a posting hangs on that posting alone,
``-- changes by: month, source, employer_id``, or fewer of these, that each such group hangs on its own postings alone.
``warehouse.update`` brings these up to date by what changed. ``-- same while: text_sha256, role`` says by which columns
of a posting it can be told that what the table holds of it is the same, so that long texts need not be compared.
``-- zstd: column`` names a column of long texts.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.connection import WarehouseError

HERE = Path(__file__).parent
POSTING = ("posting_id",)
CORE = re.compile(r"\bcore\.(\w+)")
_CHANGES_BY = re.compile(r"-- changes by: (.+)\n")
_SAME_WHILE = re.compile(r"-- same while: (.+)\n")
_ZSTD = re.compile(r"-- zstd: (\w+)\n")
_CREATE = re.compile(r"\bcreate table (\w+) as\b")


@dataclass(frozen=True, slots=True)
class Table:
    """A published table: its name, the statement that makes it, what it changes by, and whether it is a mart."""

    name: str
    file: str
    sql: str
    changes_by: tuple[str, ...]
    is_mart: bool
    same_while: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """Return what follows ``create table … as``."""
        return self.sql[_created(self.sql, self.file).end() :]


def _created(sql: str, file: str) -> re.Match[str]:
    found = _CREATE.search(sql)
    if not found:
        raise WarehouseError(f"{file}: every statement starts with `create table … as`")
    return found


def read_tables(here: Path = HERE) -> list[Table]:
    """Return the tables in the order of their files' names, ``published`` before ``marts``."""
    tables = []
    for file in (*sorted((here / "published").glob("*.sql")), *sorted((here / "marts").glob("*.sql"))):
        try:
            statements = duckdb.extract_statements(file.read_text(encoding="utf-8"))
        except duckdb.Error as error:
            raise WarehouseError(f"{file.name}: {error}") from error
        for statement in statements:
            sql = statement.query
            created = _created(sql, file.name)
            head = sql[: created.start()]
            is_mart = file.parent.name == "marts"
            tables.append(
                Table(created[1], file.name, sql, changes_by(head), is_mart, _named(_SAME_WHILE, head))
            )
    return tables


def changes_by(head: str) -> tuple[str, ...]:
    """Return the columns that the comments above a statement name; none where all of it hangs on all."""
    return _named(_CHANGES_BY, head)


def _named(line: re.Pattern[str], head: str) -> tuple[str, ...]:
    said = line.search(head)
    return tuple(said[1].split(", ")) if said else ()


def create_table(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make a table whole, in place of what stands there. The warehouse is attached as ``warehouse``."""
    query = CORE.sub(r"warehouse.core.\1", table.query)
    compressed = _ZSTD.findall(table.sql)
    if not compressed:
        execute(connection, table, f"create or replace table {table.name} as {query}")
        return
    execute(connection, table, f"create temp view described as {query}")
    columns = connection.execute("select column_name, column_type from (describe temp.described)").fetchall()
    connection.execute("drop view temp.described")
    declared = ", ".join(
        f"{name} {kind}{' using compression zstd' if name in compressed else ''}" for name, kind in columns
    )
    execute(connection, table, f"create or replace table {table.name} ({declared})")
    execute(connection, table, f"insert into {table.name} {query}")


def execute(connection: duckdb.DuckDBPyConnection, table: Table, sql: str) -> None:
    """Run a statement for a table. Raise WarehouseError with the table's file where it fails."""
    try:
        connection.execute(sql)
    except duckdb.IOException:
        raise  # the disk, not the SQL
    except duckdb.Error as error:
        raise WarehouseError(f"{table.file}: {table.name}: {error}") from error
