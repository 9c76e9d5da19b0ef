"""The published tables as Parquet, with a Frictionless Data Package descriptor beside them."""

from pathlib import Path

import duckdb
import orjson

from warehouse.datapackage import describe


def export(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Path]:
    """Write every table of the published warehouse into ``folder`` and describe it; return the files."""
    folder.mkdir(parents=True)
    files = {}
    for table in _tables(connection):
        path = folder / f"{table}.parquet"
        target = str(path).replace("'", "''")
        connection.execute(f"copy {table} to '{target}' (format parquet, compression zstd)")
        files[table] = path
    descriptor = folder / "datapackage.json"
    package = describe(connection, {table: path.name for table, path in files.items()})
    descriptor.write_bytes(orjson.dumps(package, option=orjson.OPT_INDENT_2))
    return [*files.values(), descriptor]


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'main' and database_name = current_database() "
        "order by table_name"
    ).fetchall()
    return [name for (name,) in rows]
