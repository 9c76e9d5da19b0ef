"""Schema changes: numbered SQL files, each applied once, in a transaction, with the hash of what was applied."""

import hashlib
from pathlib import Path

import duckdb

from warehouse.connection import WarehouseError

MIGRATIONS = Path(__file__).with_name("migrations")

_LEDGER = """
create table if not exists main.schema_migration (
    number integer not null,
    name varchar not null,
    sha256 varchar not null
)
"""


def migrate(connection: duckdb.DuckDBPyConnection, folder: Path = MIGRATIONS) -> list[str]:
    """Apply what is pending and return the names applied.

    Raise WarehouseError where an applied file was edited since, or the warehouse is newer than the program.
    """
    connection.execute(_LEDGER)
    applied = {
        number: (name, digest)
        for number, name, digest in connection.execute("select * from main.schema_migration").fetchall()
    }
    files = {int(file.name.split("_", 1)[0]): file for file in sorted(folder.glob("*.sql"))}
    newer = sorted(set(applied) - set(files))
    if newer:
        raise WarehouseError(
            f"the warehouse has migration {newer[-1]} ({applied[newer[-1]][0]}), which this program does not know: "
            "update Skilltide"
        )
    done = []
    for number, file in sorted(files.items()):
        sql = file.read_text(encoding="utf-8")
        digest = hashlib.sha256(sql.encode()).hexdigest()
        if number in applied:
            if applied[number][1] != digest:
                raise WarehouseError(
                    f"{file.name} was edited after it was applied: restore it and add a new migration"
                )
            continue
        _apply(connection, number, file.name, digest, sql)
        done.append(file.name)
    return done


def _apply(connection: duckdb.DuckDBPyConnection, number: int, name: str, digest: str, sql: str) -> None:
    connection.execute("begin")
    try:
        connection.execute(sql)
        connection.execute("insert into main.schema_migration values (?, ?, ?)", [number, name, digest])
        connection.execute("commit")
    except duckdb.Error as error:
        connection.execute("rollback")
        raise WarehouseError(f"migration {name} failed and was rolled back: {error}") from error
