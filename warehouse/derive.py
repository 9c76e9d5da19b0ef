"""What follows from the observations and is kept: lives, versions, employers, duplicates.

Worked out again for the boards and postings that changed, in one transaction; what comes out hangs on what was observed
and not on the order in which it was loaded, so a part worked out anew equals the whole worked out anew.
"""

from pathlib import Path

import duckdb

from warehouse.connection import WarehouseError
from warehouse.duplicates import find_families, find_twins

DERIVED = Path(__file__).with_name("derived")


def derive(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the derived ``core`` tables of an open warehouse up to date. Raise WarehouseError and change nothing else."""
    connection.execute("begin")
    try:
        for file in sorted(DERIVED.glob("*.sql")):
            _run(connection, file)
            if file.stem == "60_due_family":
                find_twins(connection)
                find_families(connection)
        connection.execute("delete from core.due_board")
        connection.execute("commit")
    except BaseException:
        connection.execute("rollback")
        raise


def _run(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    try:
        connection.execute(file.read_text(encoding="utf-8"))
    except duckdb.Error as error:
        raise WarehouseError(f"{file.name}: {error}; nothing was changed") from error
