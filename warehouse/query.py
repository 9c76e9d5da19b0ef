"""A question to the published file, in SQL: read-only, and without a way to any other file. Ten examples stand beside."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.connection import open_reader

EXAMPLES = Path(__file__).with_name("examples")
_QUESTION = re.compile(r"-- (?P<question>[^\n]+)\n")


class QueryError(ValueError):
    """A question that cannot be answered; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question in words and in SQL."""

    name: str
    question: str
    sql: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The names of the columns, and the rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def read_examples(folder: Path = EXAMPLES) -> dict[str, Example]:
    """Return the examples by name. Raise ValueError for one whose first line is no question."""
    examples = {}
    for file in sorted(folder.glob("*.sql")):
        sql = file.read_text(encoding="utf-8")
        head = _QUESTION.match(sql)
        if not head:
            raise ValueError(f"{file.name}: its first line asks the question")
        examples[file.stem] = Example(file.stem, head["question"], sql)
    return examples


def ask(published: Path, sql: str) -> Answer:
    """Return what the published file answers to one statement.

    Raise QueryError where DuckDB cannot run it, or it would write; WarehouseError where nothing is published.
    """
    with open_reader(published) as connection:
        # What is read-only could still write files of its own, or read others.
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        try:
            statements = connection.extract_statements(sql)
            if len(statements) != 1:
                raise QueryError(f"one statement at a time, not {len(statements)}")
            cursor = connection.execute(statements[0])
            columns = tuple(column[0] for column in cursor.description or ())
            return Answer(columns, cursor.fetchall())
        except duckdb.Error as error:
            raise QueryError(_first_lines(error)) from error


def tables(published: Path) -> Answer:
    """Return the tables of the published file with the number of their rows and what they hold."""
    return ask(
        published,
        "select table_name, estimated_size as rows, comment from duckdb_tables() where schema_name = 'main' "
        "and database_name = current_database() order by table_name",
    )


def _first_lines(error: duckdb.Error) -> str:
    """Return what DuckDB says, with its proposals, without the statement that it repeats below."""
    return " ".join(str(error).split("\n\nLINE ")[0].split("\nLINE ")[0].split())
