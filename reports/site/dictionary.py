"""What does each column of the published file hold? Its tables with the comments that they carry themselves."""

from dataclasses import dataclass

from reports.published import Connection, rows

_SQL = """
select tables.table_name, coalesce(tables.comment, ''), column_name, data_type, coalesce(columns.comment, '')
from duckdb_tables() as tables join duckdb_columns() as columns using (database_name, schema_name, table_name)
where not tables.internal order by tables.table_name, column_index
"""


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table of the published file: name, comment, and its columns with type and comment."""

    name: str
    comment: str
    columns: tuple[tuple[str, str, str], ...]


def read_dictionary(connection: Connection) -> tuple[PublishedTable, ...]:
    """Return the tables of the published file in the order of their names."""
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for table, comment, column, kind, meaning in rows(connection, _SQL):
        found.setdefault((table, comment), []).append((column, kind.lower(), meaning))
    return tuple(PublishedTable(name, comment, tuple(columns)) for (name, comment), columns in found.items())
