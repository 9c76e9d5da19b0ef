"""The published tables, one SQL statement each: made whole, or brought up to date by the postings that changed.

A statement under the line ``-- changes by: posting_id`` says the same of a posting whatever other postings there are.
It is run over the affected postings alone: the same SQL, but each ``core`` table that has a ``posting_id`` is seen
through a view that holds only their rows. What comes out is compared with what stands there, and only the postings
that differ are written. All other tables are small or summaries, and are made anew each time. ``-- zstd: column`` names a column of long texts.

Which postings are affected, ``affected.sql`` says. It may name too many, never too few.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.connection import WarehouseError

HERE = Path(__file__).parent
BY_POSTING = "-- changes by: posting_id\n"
_CORE = re.compile(r"\bcore\.(\w+)")
_ZSTD = re.compile(r"-- zstd: (\w+)\n")
_CREATE = re.compile(r"\bcreate table (\w+) as\b")


@dataclass(frozen=True, slots=True)
class Table:
    """A published table: its name, the statement that makes it, and whether it changes posting by posting or is a mart."""

    name: str
    file: str
    sql: str
    by_posting: bool
    is_mart: bool

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
            by_posting = BY_POSTING in sql[: created.start()]
            tables.append(Table(created[1], file.name, sql, by_posting, file.parent.name == "marts"))
    return tables


def create_tables(connection: duckdb.DuckDBPyConnection, tables: list[Table]) -> None:
    """Make every table of an empty file. The warehouse is attached as ``warehouse``."""
    for table in tables:
        _create(connection, table)


def _create(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    query = _CORE.sub(r"warehouse.core.\1", table.query)
    compressed = _ZSTD.findall(table.sql)
    if not compressed:
        _execute(connection, table, f"create or replace table {table.name} as {query}")
        return
    _execute(connection, table, f"create temp view described as {query}")
    columns = connection.execute("select column_name, column_type from (describe temp.described)").fetchall()
    connection.execute("drop view temp.described")
    declared = ", ".join(
        f"{name} {kind}{' using compression zstd' if name in compressed else ''}" for name, kind in columns
    )
    _execute(connection, table, f"create or replace table {table.name} ({declared})")
    _execute(connection, table, f"insert into {table.name} {query}")


def find_affected(connection: duckdb.DuckDBPyConnection, since: int) -> int:
    """Write down which postings changed since load ``since``, in ``affected.posting``, and return how many."""
    connection.execute("attach ':memory:' as affected")
    connection.execute(
        "create table affected.written (table_name varchar, posting_id varchar, month varchar)"
    )
    sql = _CORE.sub(r"warehouse.core.\1", (HERE / "affected.sql").read_text(encoding="utf-8"))
    connection.execute("set variable since = ?", [since])
    connection.execute(sql)
    return int(connection.execute("select count(*) from affected.posting").fetchall()[0][0])


def update_tables(connection: duckdb.DuckDBPyConnection, tables: list[Table]) -> None:
    """Bring every table up to date by the postings in ``affected.posting``.

    ``affected.written`` then holds the postings written, by table, with the months that they stand or stood in.
    """
    restricted = _restrict(connection)
    for table in tables:
        if table.by_posting:
            _update(connection, table, restricted)
        else:
            _create(connection, table)
    connection.execute("""
        update affected.posting as affected set month_after = strftime(posting.first_seen_on, '%Y-%m')
        from posting where posting.posting_id = affected.posting_id
    """)
    # A posting that was first seen earlier than known until now leaves its month in every table.
    connection.execute("""
        insert into affected.written
        select distinct table_name, posting_id, unnest([month_before, month_after])
        from affected.written as written join affected.posting as affected using (posting_id) where month is null
        union
        select null, posting_id, unnest([month_before, month_after])
        from affected.posting where month_before <> month_after
    """)


def _restrict(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Make a view of the affected rows of each ``core`` table that has a ``posting_id``, and return their names."""
    names = connection.execute(
        "select table_name from duckdb_columns() where database_name = 'warehouse' and schema_name = 'core' "
        "and column_name = 'posting_id'"
    ).fetchall()
    connection.execute("create schema affected.core")
    for (name,) in names:
        connection.execute(
            f"create view affected.core.{name} as "
            f"select * from warehouse.core.{name} semi join affected.main.posting using (posting_id)"
        )
    return {name for (name,) in names}


def _update(connection: duckdb.DuckDBPyConnection, table: Table, restricted: set[str]) -> None:
    query = _CORE.sub(
        lambda core: f"{'affected' if core[1] in restricted else 'warehouse'}.core.{core[1]}", table.query
    )
    _execute(connection, table, f"create temp table fresh as {query}")
    before = f"select * from main.{table.name} semi join affected.main.posting using (posting_id)"
    _execute(
        connection,
        table,
        f"""
        create temp table differing as
        select distinct posting_id from (
            (from temp.fresh except all ({before})) union all (({before}) except all from temp.fresh)
        )
        """,
    )
    for sql in (
        f"delete from main.{table.name} where posting_id in (from temp.differing)",
        f"insert into main.{table.name} by name from temp.fresh semi join temp.differing using (posting_id)",
        f"insert into affected.written select '{table.name}', posting_id, null from temp.differing",
        "drop table temp.fresh",
        "drop table temp.differing",
    ):
        _execute(connection, table, sql)


def _execute(connection: duckdb.DuckDBPyConnection, table: Table, sql: str) -> None:
    try:
        connection.execute(sql)
    except duckdb.IOException:
        raise  # the disk, not the SQL
    except duckdb.Error as error:
        raise WarehouseError(f"{table.file}: {table.name}: {error}") from error
