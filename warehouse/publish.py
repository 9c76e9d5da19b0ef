"""Write, audit, publish: what readers open is built beside, checked, and takes its place by one rename.

A critical check that fails keeps the last good version. Readers that have the old file open keep reading it.

A publication costs what changed since the one before, not what there is. The file is a copy of the last version in
which only the rows of postings that changed are written anew, with what the marts say of their employers and months;
its Parquet export links what did not change from that version (``warehouse.update``, ``warehouse.export``). The checks
that look at postings one by one look at those that changed; the rest passed them in the version before. Copying is the
part that grows with the whole, at the speed of the disk; a file that analysts can take with them is worth it, where a
base file with deltas beside it is not.

Everything is made anew where there is no version to start from, where the tables, the checks or the taxonomy are others
than its, where it was made from another warehouse (after ``rebuild``), where over a third of the postings changed, and
every 30 publications, so that the file stays compact. Both ways end in the same tables.
"""

import hashlib
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import duckdb
import orjson

from warehouse.checks import CheckResult, run_checks
from warehouse.connection import WarehouseError, disk_fault, open_writer
from warehouse.derive import derive
from warehouse.export import export
from warehouse.migrate import migrate
from warehouse.tables import create_table, read_tables
from warehouse.update import find_affected, update_tables
from warehouse.versions import UNDATED, Retention, Versions

HERE = Path(__file__).parent
DICTIONARY = HERE / "dictionary.toml"
ORIGIN = "publication.json"
UPDATES_IN_A_ROW = 30
LARGEST_UPDATE = 1 / 3
# So few are never worth making everything anew.
FEW = 10_000


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
    """What was published: the file, its version, the number of postings, and the warnings that readers should know.

    ``looked_at`` counts the postings that may have changed; None where everything was made anew.
    """

    path: Path
    version: str
    postings: int
    lead_postings: int
    looked_at: int | None
    warnings: tuple[CheckResult, ...]

    def __str__(self) -> str:
        how = "made anew" if self.looked_at is None else f"{self.looked_at:,} of them looked at"
        warned = "".join(f"; warning {w.name}: {w.failures} rows" for w in self.warnings)
        return f"version {self.version}: {self.postings:,} postings ({how}), {self.lead_postings:,} for tech leads{warned}"


@dataclass(frozen=True, slots=True)
class _Origin:
    """What a version was made from, kept beside it: by this the next one knows what changed since."""

    load: int
    state: str
    layout: str
    updates: int = 0

    @classmethod
    def of(cls, version: Path) -> "_Origin | None":
        try:
            return cls(**orjson.loads((version / ORIGIN).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be published, of which day, and the version to start from, if any, with the load it was made from."""

    day: str
    now: _Origin
    base: Path | None = None
    since: int = 0


def publish(
    warehouse: Path, published: Path, *, retention: Retention | None = None, anew: bool = False
) -> Published:
    """Build, check and swap in the published file and its Parquet export; ``anew`` takes nothing from the last version.

    Raise CheckFailure where a critical check fails, WarehouseError where the warehouse cannot be read or the disk
    does not suffice.
    """
    if not warehouse.is_file():
        raise WarehouseError(
            f"{warehouse}: no warehouse there; load something first, e.g. `skilltide import FILE`"
        )
    versions = Versions(published)
    building = published.parent / f".building-{published.stem}"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    try:
        with disk_fault(published.parent, "nothing was published, the last good version stays"):
            plan = _plan(warehouse, None if anew else versions.current())
            new = building / published.name
            result = _updated(warehouse, new, plan, plan.base) if plan.base else None
            result = result or _made_anew(warehouse, new, plan, kept=published.is_file())
            version = versions.add(building, plan.day)
            versions.prune(retention or Retention())
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return replace(result, path=published, version=version.name)


def _plan(warehouse: Path, base: Path | None) -> _Plan:
    """Bring the warehouse up to the program's schema and say what is to be done with it."""
    was = _Origin.of(base) if base else None
    with open_writer(warehouse) as connection:
        migrate(connection)
        derive(connection)
        day, load, state, *taxonomy, known = connection.execute(
            """
            select
                (select max(run_date) from core.run), (select max(number) from core.load),
                (select arg_max(state, number) from core.load),
                (select bit_xor(hash(skill)) from core.skill as skill),
                (select bit_xor(hash(responsibility)) from core.responsibility as responsibility),
                exists (from core.load where number = ? and state = ?)
            """,
            [was.load if was else None, was.state if was else None],
        ).fetchall()[0]
    now = _Origin(load or 0, state or "", _layout(taxonomy))
    plan = _Plan(str(day or UNDATED), now)
    if base and was and known and was.layout == now.layout and was.updates < UPDATES_IN_A_ROW:
        return replace(plan, base=base, since=was.load, now=replace(now, updates=was.updates + 1))
    return plan


def _layout(taxonomy: list[int | None]) -> str:
    """Return what stands for the tables, the checks, their words and the taxonomy."""
    digest = hashlib.sha256(repr(taxonomy).encode())
    for file in sorted((*HERE.rglob("*.sql"), DICTIONARY)):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _made_anew(warehouse: Path, new: Path, plan: _Plan, kept: bool) -> Published:
    with _opened(warehouse, new) as connection:
        for table in read_tables():
            create_table(connection, table)
        _comment(connection)
        results = run_checks(connection)
        _refuse(results, kept)
        export(connection, new.parent / "parquet")
        return _finished(connection, new, plan, results)


def _updated(warehouse: Path, new: Path, plan: _Plan, base: Path) -> Published | None:
    """Make the next version from the one before; None where that is not worth it or does not come out even."""
    shutil.copyfile(base / new.name, new)
    with _opened(warehouse, new) as connection:
        affected = find_affected(connection, plan.since)
        postings, known = connection.execute(
            "select (select count(*) from posting), (select count(*) from warehouse.core.posting)"
        ).fetchall()[0]
        worth_it = affected <= LARGEST_UPDATE * known or affected <= FEW
        if worth_it:
            update_tables(connection, read_tables())
            postings = connection.execute("select count(*) from posting").fetchall()[0][0]
        if worth_it and postings == known:
            _comment(connection)
            results = run_checks(connection, affected="affected.main.posting")
            _refuse(results, kept=True)
            export(connection, new.parent / "parquet", base / "parquet")
            connection.execute("detach affected")
            return replace(_finished(connection, new, plan, results), looked_at=affected)
    new.unlink()
    return None


def _refuse(results: list[CheckResult], kept: bool) -> None:
    if any(not result.passed and result.severity == "critical" for result in results):
        raise CheckFailure(results, kept)


def _finished(
    connection: duckdb.DuckDBPyConnection, new: Path, plan: _Plan, results: list[CheckResult]
) -> Published:
    postings, leads = connection.execute(
        "select (select count(*) from posting), (select count(*) from lead_posting)"
    ).fetchall()[0]
    connection.execute("checkpoint")
    (new.parent / ORIGIN).write_bytes(orjson.dumps(asdict(plan.now)))
    warnings = tuple(result for result in results if not result.passed)
    return Published(new, "", postings, leads, None, warnings)


@contextmanager
def _opened(warehouse: Path, new: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to the file that is built, with the warehouse attached beside it for reading."""
    with open_writer(new, warehouse) as connection:
        source = str(warehouse).replace("'", "''")
        connection.execute(f"attach '{source}' as warehouse (read_only)")
        yield connection


def _comment(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the dictionary's words on every table and column, so that they travel with the file."""
    dictionary = tomllib.loads(DICTIONARY.read_text(encoding="utf-8"))
    shared = dictionary.pop("shared")
    columns = connection.execute(
        "select table_name, column_name from duckdb_columns() where schema_name = 'main' "
        "and database_name = current_database()"
    ).fetchall()
    said = [(f"table {table}", dictionary[table]["table"]) for table in sorted({name for name, _ in columns})]
    for table, column in columns:
        said.append((f'column {table}."{column}"', dictionary[table].get(column) or shared[column]))
    connection.execute("begin")
    for what, words in said:
        quoted = words.replace("'", "''")
        connection.execute(f"comment on {what} is '{quoted}'")
    connection.execute("commit")
