"""``make bench``: the median of several runs of each measurement, with the machine and the versions.

A measurement that needs postings which are not part of the project says where it looked and skips.
``BENCH_CORPUS`` names a folder of Parquet files, ``BENCH_RUNS`` says how often each measurement is taken.
"""

import argparse
import importlib.metadata
import os
import platform
import statistics
import sys
from collections.abc import Callable

from tests.bench import crawl, extraction, line, site, warehouse
from tests.bench.measurement import Measurement, Skipped

MEASUREMENTS: dict[str, Callable[[], list[Measurement]]] = {
    "line": line.measure,
    "extraction": extraction.measure,
    "crawl": crawl.measure,
    "site": site.measure,
    "warehouse": warehouse.measure,
}
PACKAGES = ("duckdb", "pyarrow", "scrapy", "prefect", "plotly", "turbohtml", "ahocorasick-rs")


def _machine() -> str:
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:  # noqa: PTH123 - a kernel file, not a path of ours
            model = next(
                (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model
            )
    except OSError:
        pass
    return f"{os.cpu_count()} cores, {model}, {platform.system()} {platform.release()}, Python {platform.python_version()}"


def main() -> int:
    """Print every measurement asked for; return 0 where each was taken or skipped with its reason."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*MEASUREMENTS, []], help="which (default: all)")
    names = parser.parse_args().names or list(MEASUREMENTS)
    runs = int(os.environ.get("BENCH_RUNS", "3"))
    print(_machine())  # noqa: T201 - printing is what this program is for
    print(", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES))  # noqa: T201
    for name in names:
        try:
            rounds = [MEASUREMENTS[name]() for _ in range(runs)]
        except Skipped as reason:
            print(f"{name}: skipped: {reason}")  # noqa: T201
            continue
        for taken in zip(*rounds, strict=True):
            values = sorted(measurement.value for measurement in taken)
            print(  # noqa: T201
                f"{taken[0].what:48} median {statistics.median(values):>10,.2f} {taken[0].unit:10}"
                f" ({values[0]:,.2f} to {values[-1]:,.2f}, {runs} runs)"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
