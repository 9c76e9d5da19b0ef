"""The warehouse at a size: loading, publishing, marts, a night's update, questions; beside what DuckDB alone needs.

``BENCH_POSTINGS`` says how many invented postings it holds (default: a million). Everything runs in a process of its
own, whose memory is watched: ``python -m tests.bench.warehouse FOLDER POSTINGS`` prints the seconds as JSON.
"""

import atexit
import functools
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from tests.bench.measurement import Measurement, timed
from tests.bench.synthetic import Synthetic, planted_pairs
from warehouse.connection import open_reader, open_writer
from warehouse.derive import derive
from warehouse.load import load
from warehouse.publish import publish
from warehouse.tables import read_tables

ROOT = Path(__file__).parents[2]
NIGHT = 10_000
EXAMPLES = ROOT / "warehouse" / "examples"


def measure() -> list[Measurement]:
    """Load and publish all postings, then a night of 10,000 more; the same files for every round."""
    postings = int(os.environ.get("BENCH_POSTINGS", "1000000"))
    folder = _generated(postings)
    done = timed(["tests.bench.warehouse", str(folder), str(postings)], folder, {"PYTHONPATH": str(ROOT)})
    took = json.loads(done.output.splitlines()[-1])
    return [
        Measurement(
            f"load of {postings:,} postings, {took['skills']:,} skills", postings / took["load"], "1/s"
        ),
        Measurement(
            "  DuckDB alone, `create table as`: times as long", took["load"] / took["reference"], "times"
        ),
        Measurement("lives, versions and duplicates of all of it", took["derive"], "s"),
        Measurement("  of the planted duplicates, found", 100 * took["recall"], "%"),
        Measurement("  of the pairs found, planted", 100 * took["precision"], "%"),
        Measurement("publication of all of it", took["publish"], "s"),
        Measurement("  all marts", took["marts"], "s"),
        Measurement("  slowest of the example questions", took["question"], "s"),
        Measurement(f"night of {NIGHT:,} postings, loaded and published", took["night"], "s"),
        Measurement(
            "  of the time for all",
            100 * took["night"] / (took["load"] + took["derive"] + took["publish"]),
            "%",
        ),
        Measurement("peak memory", done.peak_mib, "MiB"),
    ]


@functools.cache
def _generated(postings: int) -> Path:
    # Kept for all rounds, until the benchmark ends.
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    world = Synthetic(postings)
    world.staged(Path(folder.name) / "all")
    world.night(Path(folder.name) / "night", NIGHT)
    return Path(folder.name)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _reference(staged: Path, file: Path) -> None:
    """Put the same files into tables of the same types, as plainly as can be."""
    with duckdb.connect(str(file), config={"preserve_insertion_order": False}) as connection:
        for table in sorted(path.name for path in staged.iterdir()):
            connection.execute(f"create table {table} as from read_parquet('{staged / table}/*.parquet')")


def _derive(warehouse: Path) -> None:
    with open_writer(warehouse) as connection:
        derive(connection)


def _marts(published: Path) -> None:
    with open_reader(published) as connection:
        for table in read_tables():
            if table.is_mart:
                connection.execute(f"create temp table {table.name} as {table.query}")


def _recall_and_precision(warehouse: Path, postings: int) -> tuple[float, float]:
    """Return the part of the planted pairs that are one role, and the part of the pairs of one role that were planted."""
    with open_reader(warehouse) as connection:
        found, planted, pairs = connection.execute(f"""
            with placed as (
                select external_id::integer as number, cluster_id
                from core.posting join core.posting_cluster using (posting_id)
            )
            select
                count(*) filter (where later.cluster_id = earlier.cluster_id), count(*),
                (select sum(n * (n - 1) / 2) from (select count(*) as n from placed group by cluster_id))
            from ({planted_pairs(postings)}) as planted
            join placed as later on later.number = planted.later
            join placed as earlier on earlier.number = planted.earlier
        """).fetchall()[0]
    return found / planted, found / pairs


def _slowest_question(published: Path) -> float:
    with open_reader(published) as connection:
        questions = [file.read_text(encoding="utf-8") for file in sorted(EXAMPLES.glob("*.sql"))]
        return max(_seconds(lambda sql=sql: connection.execute(sql).fetchall()) for sql in questions)


def main(folder: Path, postings: int) -> None:
    """Take every measurement once, and print them."""
    world = Synthetic.without_texts(postings)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        warehouse, published = Path(name) / "warehouse.duckdb", Path(name) / "published" / "skilltide.duckdb"

        def put_in(staged: str) -> int:
            day = world.night_day if staged == "night" else world.days[-1]
            return load(warehouse, folder / staged, run=world.run_table(day), **world.dimensions()).skills

        took: dict[str, float] = {}
        took["reference"] = _seconds(lambda: _reference(folder / "all", Path(name) / "plain.duckdb"))
        took["load"] = _seconds(lambda: took.update(skills=put_in("all")))
        took["derive"] = _seconds(lambda: _derive(warehouse))
        took["recall"], took["precision"] = _recall_and_precision(warehouse, postings)
        took["publish"] = _seconds(lambda: publish(warehouse, published))
        took["marts"] = _seconds(lambda: _marts(published))
        took["question"] = _slowest_question(published)
        took["night"] = _seconds(lambda: (put_in("night"), publish(warehouse, published)))
    print(json.dumps(took))  # noqa: T201 - for the parent


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
