"""Staging files into the ``core`` tables, in one transaction that is safe to repeat.

The latest observation of a posting decides what it says; every observation is kept. So the same run loaded twice
changes no row, and runs loaded out of order end in the same tables as in order.
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.connection import WarehouseError, disk_fault, is_disk_full, open_writer
from warehouse.migrate import migrate

CHILDREN = (
    "posting_skill", "posting_years", "posting_responsibility", "posting_responsibility_code", "posting_soft_skill",
    "posting_certification", "posting_language", "posting_likeness", "set_aside",
)  # fmt: skip
# A publication that was made from an older load than these is followed by one made anew.
LOADS_NOTED = 100
STAGED = ("posting", *CHILDREN, "rejection", "board_day", "field_day", "robots_day")


@dataclass(frozen=True, slots=True)
class LoadCounts:
    """What a load changed: postings new, with another text, unchanged or older than what is known."""

    staged: int
    new: int
    changed: int
    unchanged: int
    skills: int
    rejections: int
    board_days: int

    def __str__(self) -> str:
        return (
            f"{self.staged:,} postings ({self.new:,} new, {self.changed:,} changed, {self.unchanged:,} unchanged), "
            f"{self.skills:,} skills, {self.rejections:,} rejections, {self.board_days:,} board days"
        )


def load(
    path: Path,
    staging: Path,
    *,
    run: pa.Table,
    taxonomy: Mapping[str, pa.Table],
    board: pa.Table,
    source_policy: pa.Table,
) -> LoadCounts:
    """Load one run into the warehouse at ``path`` and return what changed. Nothing is changed where it fails.

    ``taxonomy`` holds the tables that describe what postings name, each replaced whole.
    """
    kept = "what was not loaded yet is not lost, it stays staged"
    with disk_fault(path.parent, kept), open_writer(path) as connection:
        migrate(connection)
        state = _state(staging, run, *taxonomy.values(), board, source_policy)
        connection.execute("begin")
        try:
            _stage(connection, staging)
            counts = _counts(connection)
            _keep_former_texts(connection)
            _load_postings(connection, run)
            _load_days(connection)
            _load_dimensions(connection, run, taxonomy, board, source_policy)
            _note(connection, run, state)
            connection.execute("commit")
        except duckdb.Error as error:
            with suppress(
                duckdb.Error
            ):  # a file that could not be written to has given up the transaction itself
                connection.execute("rollback")
            if is_disk_full(error):
                raise
            raise WarehouseError(f"{path}: the load failed and nothing was changed: {error}") from error
        connection.execute("checkpoint")
        return counts


def _stage(connection: duckdb.DuckDBPyConnection, staging: Path) -> None:
    for table in STAGED:
        if any((staging / table).glob("*.parquet")):
            files = str(staging / table / "*.parquet").replace("'", "''")
            connection.execute(f"create temp view staged_{table} as select * from read_parquet('{files}')")
        else:
            day = ", null::date as observed_on" if table in CHILDREN else ""
            connection.execute(
                f"create temp view staged_{table} as select *{day} from core.{table} where false"
            )
    # The latest staged observation of each posting that is at least as late as what is known of it.
    connection.execute("""
        create temp table winner as
        select staged.posting_id, staged.observed_on, staged.text_sha256
        from staged_posting as staged
        left join core.posting as known using (posting_id)
        where known.posting_id is null
           or (staged.observed_on, coalesce(staged.fetched_at, timestamp '1970-01-01'))
              >= (known.observed_on, coalesce(known.fetched_at, timestamp '1970-01-01'))
        qualify row_number() over (
            partition by staged.posting_id
            order by staged.observed_on desc, staged.fetched_at desc nulls last
        ) = 1
    """)
    rows, winners = connection.execute(
        "select (select count(*) from staged_posting), (select count(*) from winner)"
    ).fetchall()[0]
    # Mostly every row wins, and a join that keeps all of them would cost more than writing them.
    only_winners = "" if rows == winners else "semi join winner using (posting_id, observed_on)"
    for table in ("posting", *CHILDREN):
        connection.execute(f"create temp view latest_{table} as from staged_{table} {only_winners}")


def _counts(connection: duckdb.DuckDBPyConnection) -> LoadCounts:
    row = connection.execute("""
        select
            (select count(*) from staged_posting),
            count(*) filter (where known.posting_id is null),
            count(*) filter (where known.text_sha256 <> winner.text_sha256),
            count(*) filter (where known.text_sha256 = winner.text_sha256),
            (select count(*) from staged_posting_skill),
            (select count(*) from staged_rejection),
            (select count(*) from staged_board_day)
        from winner left join core.posting as known using (posting_id)
    """).fetchall()[0]
    return LoadCounts(*row)


def _keep_former_texts(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep what a text named that is not, or no longer, the latest of its posting."""
    connection.execute("""
        create temp table former as
        with reading as (
            select posting_id, text_sha256, observed_on, taxonomy_version, normaliser_version, true as is_staged
            from staged_posting
            union all
            select posting_id, text_sha256, observed_on, taxonomy_version, normaliser_version, false
            from core.posting semi join winner using (posting_id)
        ),
        latest as (
            select posting_id, text_sha256 from winner
            union all
            select posting_id, text_sha256 from core.posting anti join winner using (posting_id)
        )
        select * from reading anti join latest using (posting_id, text_sha256)
        qualify row_number() over (
            partition by posting_id, text_sha256 order by observed_on desc, is_staged desc
        ) = 1
    """)
    connection.execute("""
        delete from former using core.former_text as kept
        where former.posting_id = kept.posting_id and former.text_sha256 = kept.text_sha256
            and former.observed_on < kept.observed_on
    """)
    connection.execute("""
        delete from core.former_text as kept using former
        where former.posting_id = kept.posting_id and former.text_sha256 = kept.text_sha256
    """)
    connection.execute("""
        insert into core.former_text by name
        with named as (
            select posting_id, observed_on, true as is_staged, skill_id, level from staged_posting_skill
            union all
            select posting_id, observed_on, false, skill_id, level
            from core.posting_skill semi join former using (posting_id) join core.posting using (posting_id)
        )
        select
            former.* exclude (is_staged),
            coalesce(
                list({'skill_id': skill_id, 'level': level} order by skill_id) filter (where skill_id is not null), []
            ) as skills
        from former left join named using (posting_id, observed_on, is_staged)
        group by all
    """)


def _load_postings(connection: duckdb.DuckDBPyConnection, run: pa.Table) -> None:
    run_id = run.column("run_id")[0].as_py()
    connection.execute(
        """
        insert into core.observation by name
        select posting_id, source, board, observed_on, ? as run_id, max(text_sha256) as text_sha256
        from staged_posting
        anti join core.observation using (posting_id, observed_on)
        group by all
        """,
        [run_id],
    )
    for table in ("posting", *CHILDREN):
        connection.execute(f"delete from core.{table} where posting_id in (select posting_id from winner)")
    connection.execute("insert into core.posting by name from latest_posting")
    for table in CHILDREN:
        connection.execute(
            f"insert into core.{table} by name select * exclude (observed_on) from latest_{table}"
        )


def _load_days(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("""
        insert into core.due_board by name
        select source, board, min(observed_on) as since
        from (
            select source, board, observed_on from staged_posting
            union all
            select source, board, observed_on from staged_board_day
        )
        group by all
    """)
    for table in ("board_day", "rejection"):
        connection.execute(f"""
            delete from core.{table} as known using (
                select source, board, observed_on from staged_board_day
                union select source, board, observed_on from staged_rejection
            ) as staged
            where known.source = staged.source and known.board = staged.board
              and known.observed_on = staged.observed_on
        """)
        connection.execute(f"insert into core.{table} by name select distinct * from staged_{table}")
    for table, key in (("field_day", "source, observed_on"), ("robots_day", "source, host, observed_on")):
        connection.execute(f"delete from core.{table} where ({key}) in (select ({key}) from staged_{table})")
        connection.execute(f"insert into core.{table} by name select distinct * from staged_{table}")


def _load_dimensions(
    connection: duckdb.DuckDBPyConnection,
    run: pa.Table,
    taxonomy: Mapping[str, pa.Table],
    board: pa.Table,
    source_policy: pa.Table,
) -> None:
    for table, rows in {**taxonomy, "source_policy": source_policy}.items():
        connection.register("incoming", rows)
        connection.execute(f"delete from core.{table}")
        connection.execute(f"insert into core.{table} by name select * from incoming")
        connection.unregister("incoming")
    for table, rows, key in (("board", board, "source, board"), ("run", run, "run_id")):
        connection.register("incoming", rows)
        connection.execute(f"delete from core.{table} where ({key}) in (select ({key}) from incoming)")
        connection.execute(f"insert into core.{table} by name select * from incoming")
        connection.unregister("incoming")


def _state(staging: Path, *tables: pa.Table) -> str:
    """Return what stands for all that is loaded."""
    digest = hashlib.sha256()
    for file in sorted(staging.rglob("*.parquet")):
        with file.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
    for table in tables:
        digest.update(repr(table.to_pylist()).encode())
    return digest.hexdigest()


def _note(connection: duckdb.DuckDBPyConnection, run: pa.Table, loaded: str) -> None:
    """Note the load and the postings that it touched, and forget what no publication will ask for any more."""
    before = connection.execute("select max(number), arg_max(state, number) from core.load").fetchall()[0]
    number, state = (before[0] or 0) + 1, hashlib.sha256(f"{before[1]} {loaded}".encode()).hexdigest()[:16]
    run_id = run.column("run_id")[0].as_py()
    connection.execute("insert into core.load values (?, ?, ?)", [number, run_id, state])
    connection.execute(
        "insert into core.touched_posting select distinct ?::integer, posting_id from staged_posting",
        [number],
    )
    for table, column in (("load", "number"), ("touched_posting", "load_number")):
        connection.execute(f"delete from core.{table} where {column} <= ?", [number - LOADS_NOTED])
