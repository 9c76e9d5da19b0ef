"""The published tables as Parquet, with a Frictionless Data Package descriptor beside them.

A table is one file, ``posting.parquet``. One that changes posting by posting and has grown large is a folder of that
name with a file for each month in which its postings were first seen (``posting.parquet/month=2026-01/…``), which
pandas, Polars and Arrow open by the same name. A mart that has grown large is a folder with a file for each of its
months (``skill_month_employer.parquet/2026-01.parquet``). After an update only what changed is written; the rest is
linked from the version before.
"""

import os
import shutil
from pathlib import Path

import duckdb
import orjson

from warehouse.datapackage import describe
from warehouse.tables import POSTING, read_tables

# Rows from which on a table is worth a file for each month.
LARGE = 400_000
_AS = "(format parquet, compression zstd)"


def export(connection: duckdb.DuckDBPyConnection, folder: Path, base: Path | None = None) -> list[Path]:
    """Write every table of the published warehouse into ``folder`` and describe it; return the files.

    ``base`` is the export that the file was updated from; ``affected.written`` then says what differs from it.
    """
    folder.mkdir(parents=True)
    declared = {table.name: table for table in read_tables()}
    files = {}
    for table in _tables(connection):
        path = folder / f"{table}.parquet"
        if declared[table].changes_by == POSTING and not declared[table].is_mart:
            files[table] = _export_by_posting(connection, table, path, base)
        elif "month" in declared[table].changes_by:
            files[table] = _export_by_month(connection, table, path, base)
        else:
            files[table] = [_copy(connection, f"from {table}", path)]
    descriptor = folder / "datapackage.json"
    package = describe(connection, {table: _named(folder, written) for table, written in files.items()})
    descriptor.write_bytes(orjson.dumps(package, option=orjson.OPT_INDENT_2))
    return [*(file for written in files.values() for file in written), descriptor]


def _named(folder: Path, files: list[Path]) -> str | list[str]:
    names = [file.relative_to(folder).as_posix() for file in files]
    return names[0] if len(names) == 1 else names


def _export_by_posting(
    connection: duckdb.DuckDBPyConnection, table: str, path: Path, base: Path | None
) -> list[Path]:
    """Write a table that changes posting by posting, as far as it changed since ``base``."""
    rows = connection.execute(f"select count(*) from {table}").fetchall()[0][0]
    before = base / path.name if base else None
    if rows < LARGE:
        if before and before.is_file() and not _months_written(connection, table):
            return [_link(before, path)]
        return [_copy(connection, f"from {table}", path)]
    months = {month for (month,) in connection.execute(
        "select distinct strftime(first_seen_on, '%Y-%m') from posting"
    ).fetchall()}  # fmt: skip
    kept = set()
    if before and before.is_dir():
        changed = _months_written(connection, table)
        kept = {month for month in months - changed if (before / f"month={month}").is_dir()}
        for month in kept:
            shutil.copytree(before / f"month={month}", path / f"month={month}", copy_function=_link)
    path.mkdir(exist_ok=True)
    if missing := months - kept:
        _copy_months(connection, table, path, missing)
    return sorted(path.rglob("*.parquet"))


def _export_by_month(
    connection: duckdb.DuckDBPyConnection, table: str, path: Path, base: Path | None
) -> list[Path]:
    """Write a mart, as far as it changed since ``base``."""
    if connection.execute(f"select count(*) from {table}").fetchall()[0][0] < LARGE:
        return [_copy(connection, f"from {table}", path)]
    path.mkdir()
    changed = _months(connection, "affected.employer_month") if base else []
    for month in _months(connection, table):
        name = f"{month or 'undated'}.parquet"
        before = base / path.name / name if base else None
        if before and before.is_file() and month not in changed:
            _link(before, path / name)
        else:
            given = f"'{month}-01'::date" if month else "null"
            _copy(connection, f"from {table} where month is not distinct from {given}", path / name)
    return sorted(path.glob("*.parquet"))


def _months(connection: duckdb.DuckDBPyConnection, table: str) -> list[str | None]:
    rows = connection.execute(
        f"select distinct strftime(month, '%Y-%m') from {table} order by all"
    ).fetchall()
    return [month for (month,) in rows]


def _months_written(connection: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    rows = connection.execute(
        "select distinct month from affected.written where month is not null "
        "and (table_name = ? or table_name is null)",
        [table],
    ).fetchall()
    return {month for (month,) in rows}


def _copy_months(connection: duckdb.DuckDBPyConnection, table: str, path: Path, months: set[str]) -> None:
    given = ", ".join(f"'{month}'" for month in sorted(months))
    connection.execute(f"""
        create temp table placed as
        select posting_id, strftime(first_seen_on, '%Y-%m') as month from posting
        where strftime(first_seen_on, '%Y-%m') in ({given})
    """)
    query = f"(select {table}.*, placed.month from {table} join temp.placed using (posting_id))"
    connection.execute(
        f"copy {query} to '{_quoted(path)}' "
        "(format parquet, compression zstd, partition_by (month), overwrite_or_ignore)"
    )
    connection.execute("drop table temp.placed")


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> Path:
    connection.execute(f"copy ({query}) to '{_quoted(path)}' {_AS}")
    return path


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _link(old: Path | str, new: Path | str) -> Path:
    """Let a file stand under a second name, or copy it where the file system cannot."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copyfile(old, new)
    return Path(new)


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'main' and database_name = current_database() "
        "order by table_name"
    ).fetchall()
    return [name for (name,) in rows]
