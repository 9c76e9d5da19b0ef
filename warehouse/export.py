"""The published tables as Parquet, with a Frictionless Data Package descriptor beside them."""

from pathlib import Path
from typing import Any

import duckdb
import orjson

_TYPES = {
    "VARCHAR": "string", "INTEGER": "integer", "BIGINT": "integer", "HUGEINT": "integer", "DOUBLE": "number",
    "BOOLEAN": "boolean", "DATE": "date", "TIMESTAMP": "datetime", "VARCHAR[]": "array",
}  # fmt: skip


def export(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Path]:
    """Write every table of the published warehouse into ``folder`` and describe it; return the files."""
    folder.mkdir(parents=True)
    resources, files = [], []
    for table, description in _tables(connection):
        path = folder / f"{table}.parquet"
        target = str(path).replace("'", "''")
        connection.execute(f"copy {table} to '{target}' (format parquet, compression zstd)")
        files.append(path)
        resources.append(
            {
                "name": table.replace("_", "-"),
                "path": path.name,
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "description": description,
                "schema": {"fields": _fields(connection, table)},
            }
        )
    descriptor = folder / "datapackage.json"
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "skilltide",
        "title": "What tech-lead postings ask for",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "sources": _sources(connection),
        "resources": resources,
    }
    descriptor.write_bytes(orjson.dumps(package, option=orjson.OPT_INDENT_2))
    return [*files, descriptor]


def _tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return connection.execute(
        "select table_name, comment from duckdb_tables() where schema_name = 'main' and database_name = "
        "current_database() order by table_name"
    ).fetchall()


def _sources(connection: duckdb.DuckDBPyConnection) -> list[dict[str, str]]:
    """Return the vocabularies whose ids the tables hold."""
    rows = connection.execute("select title, url, version from vocabulary order by vocabulary").fetchall()
    return [{"title": title, "path": url, "version": version} for title, url, version in rows]


def _fields(connection: duckdb.DuckDBPyConnection, table: str) -> list[dict[str, Any]]:
    rows = connection.execute(
        "select column_name, data_type, comment from duckdb_columns() where schema_name = 'main' and table_name = ? "
        "and database_name = current_database() order by column_index",
        [table],
    ).fetchall()
    return [{"name": name, "type": _TYPES[kind], "description": comment} for name, kind, comment in rows]
