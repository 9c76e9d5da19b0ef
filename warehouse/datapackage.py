"""What the exported tables are, for programs: a Data Package (https://datapackage.org, version 2) with types and keys."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

KEYS = Path(__file__).with_name("keys.toml")
_TYPES = {
    "VARCHAR": "string", "INTEGER": "integer", "BIGINT": "integer", "HUGEINT": "integer", "DOUBLE": "number",
    "BOOLEAN": "boolean", "DATE": "date", "TIMESTAMP": "datetime", "VARCHAR[]": "array",
}  # fmt: skip
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+[^\s\"'<>.,;:)]")


def describe(
    connection: duckdb.DuckDBPyConnection, paths: Mapping[str, str | Sequence[str]]
) -> dict[str, Any]:
    """Return the descriptor of the published tables. ``paths`` says in which files each of them lies."""
    keys = read_keys()
    present = set(paths)
    version = _one(connection, "select coalesce(strftime(max(run_date), '%Y.%-m.%-d'), '0.0.0') from run")
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "skilltide",
        "title": "What tech-lead postings ask for",
        "description": "Postings on public job boards, and what each of them asks for, with the words that say so.",
        "homepage": "https://github.com/skilltide/skilltide",
        "version": version,
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "sources": [*_boards(connection), *_vocabularies(connection)],
        "resources": [
            {
                "name": table.replace("_", "-"),
                "type": "table",
                "path": list(path) if not isinstance(path, str) else path,
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "description": _comment(connection, table),
                "schema": _schema(connection, table, keys, present),
            }
            for table, path in sorted(paths.items())
        ],
    }


def read_keys() -> dict[str, dict[str, Any]]:
    """Return ``rows`` (the columns that name a row, by table) and ``leads_to`` (the table that a column leads to)."""
    return tomllib.loads(KEYS.read_text(encoding="utf-8"))


def _schema(
    connection: duckdb.DuckDBPyConnection, table: str, keys: dict[str, dict[str, Any]], present: set[str]
) -> dict[str, Any]:
    own = keys["rows"].get(table, [])
    columns = _columns(connection, table)
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": name,
                "type": _TYPES[kind],
                "description": comment,
                **({"constraints": {"required": True}} if name in own else {}),
            }
            for name, kind, comment in columns
        ],
        "missingValues": [],
    }
    if own:
        schema["primaryKey"] = own
    leads = [
        {"fields": [name], "reference": _reference(table, target, keys["rows"][target])}
        for name, _, _ in columns
        if (target := keys["leads_to"].get(name)) in present and own != [name]
    ]
    if leads:
        schema["foreignKeys"] = leads
    return schema


def _reference(table: str, target: str, fields: list[str]) -> dict[str, Any]:
    # A table that leads to itself has no name there.
    return {"resource": "" if target == table else target.replace("_", "-"), "fields": fields}


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str, str]]:
    return connection.execute(
        "select column_name, data_type, comment from duckdb_columns() where schema_name = 'main' and table_name = ? "
        "and database_name = current_database() order by column_index",
        [table],
    ).fetchall()


def _comment(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    return str(
        connection.execute(
            "select comment from duckdb_tables() where schema_name = 'main' and table_name = ? "
            "and database_name = current_database()",
            [table],
        ).fetchall()[0][0]
    )


def _boards(connection: duckdb.DuckDBPyConnection) -> list[dict[str, str]]:
    """Return the sources that postings came from, with where their terms stand."""
    rows = connection.execute("""
        select title, terms_url from source_policy semi join posting using (source) order by source
    """).fetchall()
    return [
        {"title": title, **({"path": url} if url and _ADDRESS.fullmatch(url) else {})} for title, url in rows
    ]


def _vocabularies(connection: duckdb.DuckDBPyConnection) -> list[dict[str, str]]:
    """Return the vocabularies whose ids the tables hold."""
    rows = connection.execute("select title, url, version from vocabulary order by vocabulary").fetchall()
    return [{"title": title, "path": url, "version": version} for title, url, version in rows]


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> Any:
    return connection.execute(sql).fetchall()[0][0]
