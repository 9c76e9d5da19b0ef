"""The crawl beside plain Scrapy on the same answers from a process of its own, and the parsing of its archive."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scrapers.archive.replay import parse_archive
from tests.bench.fast_server import board
from tests.bench.measurement import Finished, Measurement, timed

BOARDS, FEW = 1000, 100
ROOT = Path(__file__).parents[2]


def measure() -> list[Measurement]:
    """Crawl the same boards with a bare spider and with ours; loopback, so that no limits are in the way."""
    with served() as address, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        done = timed(["tests.bench.bare_spider", address, str(BOARDS)], folder, {"PYTHONPATH": str(ROOT)})
        bare = BOARDS / float(done.output.split()[-1])
        few, _ = _crawl(folder / "few", address, FEW)
        many, seconds = _crawl(folder / "many", address, BOARDS)
        ours = BOARDS / seconds
        archives = sorted((folder / "many" / "archive").rglob("*.warc.gz"))
        started = time.process_time()
        items = sum(1 for _ in parse_archive(archives))
        parsed = items / (time.process_time() - started)
    return [
        Measurement(f"bare Scrapy, answers of {len(board()) >> 10} KiB", bare, "1/s"),
        Measurement(f"crawl of {BOARDS:,} boards into the archive", ours, "1/s"),
        Measurement("  of bare Scrapy's rate", 100 * ours / bare, "%"),
        Measurement(f"  memory at {BOARDS:,} boards", many.peak_mib, "MiB"),
        Measurement(f"  more than at {FEW} boards", many.peak_mib - few.peak_mib, "MiB"),
        Measurement("  records parsed from the archive per second", parsed, "1/s"),
    ]


@contextmanager
def served() -> Iterator[str]:
    """Yield the address of the server; it ends with its input."""
    command = [sys.executable, "-m", "tests.bench.fast_server"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout
        assert server.stdin
        yield server.stdout.readline().strip()
        server.stdin.close()


def _crawl(folder: Path, address: str, count: int) -> tuple[Finished, float]:
    folder.mkdir()
    blocks = [f'[[board]]\ncompany = "b{n}"\nvendor = "greenhouse"\ntoken = "b{n}"\n' for n in range(count)]
    (folder / "boards.toml").write_text("\n".join(blocks))
    given = {
        "SKILLTIDE_ARCHIVE_DIR": folder / "archive",
        "SKILLTIDE_REGISTRY": folder / "boards.toml",
        "SKILLTIDE_BASE_URL": address,
        "SKILLTIDE_SUMMARY": folder / "summary.json",
    }
    words = [word for key, value in given.items() for word in ("-s", f"{key}={value}")]
    done = timed(
        ["scrapy", "crawl", "greenhouse", *words], folder, {"SCRAPY_SETTINGS_MODULE": "scrapers.settings"}
    )
    return done, float(json.loads((folder / "summary.json").read_text())["seconds"])
