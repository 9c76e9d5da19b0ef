"""A crawl of every Ashby board that a local server of recorded answers offers, and the parsing of its archive."""

import json
import os
import tempfile
import time
import urllib.request
from datetime import date
from pathlib import Path

from scrapers.replay import parse_archive
from tests.bench.measurement import Measurement, Skipped, timed

DAY = date(2026, 1, 5)


def measure() -> list[Measurement]:
    """Crawl through the command line, rate limits lifted because the host is a loopback address."""
    address = os.environ.get("BENCH_PAYLOADS")
    if not address:
        raise Skipped("BENCH_PAYLOADS names no server of recorded answers, e.g. http://127.0.0.1:8765")
    with urllib.request.urlopen(f"{address}/boards.json", timeout=10) as answer:
        tokens = sorted(json.load(answer)["ashby"])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        blocks = [f'[[board]]\ncompany = "{t}"\nvendor = "ashby"\ntoken = "{t}"\n' for t in tokens]
        (folder / "boards.toml").write_text("\n".join(blocks))
        (folder / "skilltide.toml").write_text(
            f'boards = "boards.toml"\n[sources.ashby]\nbase_url = "{address}/ashby"\n'
        )
        done = timed(["pipelines", "crawl", "--source", "ashby", "--date", DAY.isoformat()], folder)
        archives = sorted((folder / "data" / "archive").rglob("*.warc.gz"))
        started = time.process_time()
        items = sum(1 for _ in parse_archive(archives))
        seconds = time.process_time() - started
    return [
        Measurement(f"crawl of {len(tokens)} Ashby boards", done.seconds, "s"),
        Measurement("  records parsed from the archive per second", items / seconds, "1/s"),
    ]
