"""Write, audit, publish: the file that readers open is built beside, checked, and takes its place by one rename.

A critical check that fails keeps the last good file. Readers that have the old file open keep reading it.
"""

import re
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.checks import CheckResult, run_checks
from warehouse.connection import WarehouseError, open_writer
from warehouse.derive import derive
from warehouse.export import export
from warehouse.migrate import migrate

HERE = Path(__file__).parent
_CORE = re.compile(r"\bcore\.")
DICTIONARY = HERE / "dictionary.toml"


class CheckFailure(RuntimeError):
    """A critical check found rows; nothing was published. ``results`` holds every result."""

    def __init__(self, results: list[CheckResult], kept: bool) -> None:
        """Say in one line which checks failed and on what."""
        failed = [result for result in results if not result.passed and result.severity == "critical"]
        reasons = "; ".join(f"{r.name}: {r.failures} rows, the first {r.rows[0]}" for r in failed)
        last = "the last good version stays" if kept else "nothing is published yet"
        super().__init__(f"critical checks failed, {last}: {reasons}")
        self.results = results


@dataclass(frozen=True, slots=True)
class Published:
    """What was published: the file, the number of postings, and the warnings that readers should know."""

    path: Path
    postings: int
    lead_postings: int
    warnings: tuple[CheckResult, ...]

    def __str__(self) -> str:
        warned = "".join(f"; warning {w.name}: {w.failures} rows" for w in self.warnings)
        return f"{self.postings:,} postings, {self.lead_postings:,} for tech leads{warned}"


def publish(warehouse: Path, published: Path) -> Published:
    """Build, check and swap in the published file and its Parquet export.

    Raise CheckFailure where a critical check fails, WarehouseError where the warehouse cannot be read.
    """
    if not warehouse.is_file():
        raise WarehouseError(
            f"{warehouse}: no warehouse there; load something first, e.g. `skilltide import FILE`"
        )
    building = published.parent / f".building-{published.stem}"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    try:
        result = _build(warehouse, building / published.name, published)
        (building / published.name).replace(published)
        _swap_folder(building / "parquet", published.parent / "parquet")
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return result


def _build(warehouse: Path, new: Path, published: Path) -> Published:
    with open_writer(warehouse) as connection:
        migrate(connection)
        derive(connection)
    with open_writer(new) as connection:
        source = str(warehouse).replace("'", "''")
        connection.execute(f"attach '{source}' as warehouse (read_only)")
        _create_tables(connection)
        connection.execute("detach warehouse")
        _comment(connection)
        results = run_checks(connection)
        if any(not result.passed and result.severity == "critical" for result in results):
            raise CheckFailure(results, kept=published.is_file())
        export(connection, new.parent / "parquet")
        postings, leads = connection.execute(
            "select (select count(*) from posting), (select count(*) from lead_posting)"
        ).fetchall()[0]
        connection.execute("checkpoint")
    warnings = tuple(result for result in results if not result.passed)
    return Published(published, postings, leads, warnings)


def _create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Run the SQL files in the order of their names, ``published`` before ``marts``."""
    for file in (*sorted((HERE / "published").glob("*.sql")), *sorted((HERE / "marts").glob("*.sql"))):
        sql = _CORE.sub("warehouse.core.", file.read_text(encoding="utf-8"))
        try:
            connection.execute(sql)
        except duckdb.Error as error:
            raise WarehouseError(f"{file.name}: {error}") from error


def _comment(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the dictionary's words on every table and column, so that they travel with the file."""
    dictionary = tomllib.loads(DICTIONARY.read_text(encoding="utf-8"))
    shared = dictionary.pop("shared")
    columns = connection.execute(
        "select table_name, column_name from duckdb_columns() where schema_name = 'main' "
        "and database_name = current_database()"
    ).fetchall()
    for table in sorted({name for name, _ in columns}):
        _say(connection, f"table {table}", dictionary[table]["table"])
    for table, column in columns:
        _say(connection, f'column {table}."{column}"', dictionary[table].get(column) or shared[column])


def _say(connection: duckdb.DuckDBPyConnection, what: str, words: str) -> None:
    quoted = words.replace("'", "''")
    connection.execute(f"comment on {what} is '{quoted}'")


def _swap_folder(new: Path, old: Path) -> None:
    """Replace a folder of files one by one, each by a rename, and drop what is no longer made."""
    old.mkdir(exist_ok=True)
    made = {file.name for file in new.iterdir()}
    for file in new.iterdir():
        file.replace(old / file.name)
    for file in old.iterdir():
        if file.name not in made:
            file.unlink()
