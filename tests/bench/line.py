"""From files of real postings to a finished site: seconds and memory of the whole process tree."""

import os
import tempfile
from pathlib import Path

from tests.bench.measurement import Measurement, Skipped, timed


def measure() -> list[Measurement]:
    """Import every Parquet file of the corpus into an empty data folder, as a user would."""
    corpus = os.environ.get("BENCH_CORPUS")
    files = sorted(Path(corpus).absolute().glob("*.parquet")) if corpus else []
    if not files:
        raise Skipped("BENCH_CORPUS names no folder with Parquet files")
    with tempfile.TemporaryDirectory() as folder:
        done = timed(["pipelines", "import", *map(str, files)], Path(folder))
    return [
        Measurement(f"import of {len(files)} files to a finished site", done.seconds, "s"),
        Measurement("  peak memory of all its processes", done.peak_mib, "MiB"),
    ]
