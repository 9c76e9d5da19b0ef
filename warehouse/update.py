"""The published tables brought up to date by the postings that changed, instead of made whole.

Which postings are affected, ``affected.sql`` says. It may name too many, never too few.

A table that changes by posting is made of the affected postings alone: by the same SQL, with each table that it reads
and that has a ``posting_id`` seen through a view of their rows. What comes out is compared with what stands there, by
its rows or by the columns that tell it (``same while``), and only the postings that differ are written. A mart that
changes by group is made of the groups in which affected postings stand or stood, and what it said of these before gives
way. All other tables are small, and are made whole.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Literal

import duckdb

from warehouse.connection import QUOTED_NAME
from warehouse.tables import CORE, HERE, POSTING, Table, create_table, execute

# What a posting is grouped by in the marts: the columns of `lead_posting`, for those that read `posting` itself.
_GROUP = {
    "month": "date_trunc('month', seen.period_on)::date",
    "source": "seen.source",
    "employer_id": "coalesce(seen.employer_id, seen.posting_id)",
}


def find_affected(connection: duckdb.DuckDBPyConnection, since: int) -> int:
    """Write down which postings changed since load ``since``, in ``affected.posting``, and return how many.

    ``affected.employer_month`` holds the groups of the marts that they stand in.
    """
    connection.execute("attach ':memory:' as affected")
    connection.execute(
        "create table affected.written (table_name varchar, posting_id varchar, month varchar)"
    )
    sql = CORE.sub(r"warehouse.core.\1", (HERE / "affected.sql").read_text(encoding="utf-8"))
    connection.execute("set variable since = ?", [since])
    connection.execute(sql)
    connection.execute(
        "create table affected.employer_month (month date, source varchar, employer_id varchar)"
    )
    _note_groups(connection)
    return int(connection.execute("select count(*) from affected.posting").fetchall()[0][0])


def _note_groups(connection: duckdb.DuckDBPyConnection) -> None:
    columns = ", ".join(f"{value} as {name}" for name, value in _GROUP.items())
    connection.execute(f"""
        insert into affected.employer_month
        select distinct {columns} from posting as seen semi join affected.main.posting using (posting_id)
    """)


def update_tables(connection: duckdb.DuckDBPyConnection, tables: list[Table]) -> None:
    """Bring every table up to date by the postings in ``affected.posting``.

    ``affected.written`` then holds the postings written, by table, with the months that they stand or stood in.
    """
    of_postings = _core_of_postings(connection)
    for table in (table for table in tables if not table.is_mart):
        _update(connection, table, of_postings)
    _note_groups(connection)
    for table in (table for table in tables if table.is_mart):
        _update(connection, table, of_postings)
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


def _update(connection: duckdb.DuckDBPyConnection, table: Table, of_postings: set[str]) -> None:
    if table.changes_by == POSTING:
        _update_postings(connection, table, of_postings)
    elif table.changes_by:
        _update_groups(connection, table)
    else:
        create_table(connection, table)


def _core_of_postings(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Return the names of the ``core`` tables that have a ``posting_id``."""
    names = connection.execute(
        "select table_name from duckdb_columns() where database_name = 'warehouse' and schema_name = 'core' "
        "and column_name = 'posting_id'"
    ).fetchall()
    return {name for (name,) in names}


def _update_postings(connection: duckdb.DuckDBPyConnection, table: Table, of_postings: set[str]) -> None:
    given = "affected.main.posting"
    if table.same_while:
        given = "temp.differing"
        execute(connection, table, f"create temp table differing as {_told_by_columns(table.same_while)}")
    query = CORE.sub(
        lambda core: (
            f"(from warehouse.core.{core[1]} semi join {given} using (posting_id))"
            if core[1] in of_postings
            else f"warehouse.core.{core[1]}"
        ),
        table.query,
    )
    with seeing_only(connection, given, POSTING):
        execute(connection, table, f"create temp table fresh as {query}")
    if not table.same_while:
        execute(connection, table, f"create temp table differing as {_told_by_rows(table.name)}")
    for sql in (
        f"delete from main.{table.name} where posting_id in (from temp.differing)",
        f"insert into main.{table.name} by name from temp.fresh semi join temp.differing using (posting_id)",
        f"insert into affected.written select '{table.name}', posting_id, null from temp.differing",
        "drop table temp.fresh",
        "drop table temp.differing",
    ):
        execute(connection, table, sql)


def _told_by_rows(table: str) -> str:
    before = f"select * from main.{table} semi join affected.main.posting using (posting_id)"
    return f"""
        select distinct posting_id from (
            (from temp.fresh except all ({before})) union all (({before}) except all from temp.fresh)
        )
    """


def _told_by_columns(columns: tuple[str, ...]) -> str:
    others = " or ".join(f"posting.{name} is distinct from affected.{name}_before" for name in columns)
    return f"""
        select posting_id from affected.main.posting as affected
        left join warehouse.core.posting as posting using (posting_id) where {others}
    """


def _update_groups(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    keys = ", ".join(table.changes_by)
    execute(
        connection,
        table,
        f"create temp table changed_group as select distinct {keys} from affected.employer_month",
    )
    with seeing_only(connection, "temp.changed_group", table.changes_by, {"posting": _GROUP}):
        execute(connection, table, f"create temp table fresh as {table.query}")
    same = _same(table.changes_by, {})
    for sql in (
        f"delete from main.{table.name} as seen using temp.changed_group as given where {same}",
        f"insert into main.{table.name} by name from temp.fresh",
        "drop table temp.fresh",
        "drop table temp.changed_group",
    ):
        execute(connection, table, sql)


@contextmanager
def seeing_only(
    connection: duckdb.DuckDBPyConnection,
    given: str,
    keys: tuple[str, ...],
    derived: Mapping[str, Mapping[str, str]] | None = None,
    kind: Literal["view", "table"] = "view",
) -> Iterator[None]:
    """Put a view in front of each table that has the columns ``keys``, of the rows whose keys the table ``given`` holds.

    ``derived`` gives, for a table that has no such columns, what stands for them. Where each is read many times, a
    ``kind`` of table looks for the rows only once.
    """
    derived = derived or {}
    names = connection.execute(
        "select table_name from duckdb_columns() where schema_name = 'main' "
        "and database_name = current_database() and column_name in (select unnest(?)) "
        "group by table_name having count(*) = ?",
        [list(keys), len(keys)],
    ).fetchall()
    file = connection.execute(QUOTED_NAME).fetchall()[0][0]
    shown = sorted({*(name for (name,) in names), *derived})
    for name in shown:
        same = _same(keys, derived.get(name, {}))
        connection.execute(
            f"create temp {kind} {name} as from {file}.main.{name} as seen semi join {given} as given on {same}"
        )
    try:
        yield
    finally:
        for name in shown:
            connection.execute(f"drop {kind} temp.{name}")


def _same(keys: tuple[str, ...], derived: Mapping[str, str]) -> str:
    """Return the condition that a row ``seen`` has the keys of a row ``given``, an unknown one being equal to another."""
    return " and ".join(f"{derived.get(key, f'seen.{key}')} is not distinct from given.{key}" for key in keys)
