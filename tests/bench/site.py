"""The site in a browser as its budget has it: a slow processor and a slow line, compressed as a static host does.

Four times slower than this machine, 10 Mbit/s with 40 ms each way. ``BENCH_PUBLISHED`` names a published file to draw
instead of the sample's.
"""

import functools
import gzip
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

from reports.build import build_site
from tests.bench.measurement import Measurement, Skipped, timed
from tests.browser.install_chromium import chromium

SLOWER, BITS_PER_SECOND, MILLISECONDS = 4, 10_000_000, 40
STATES = (
    "region=europe",
    "from=2026-02",
    "by=workplace:remote",
    "region=north-america&by=workplace:hybrid",
    "",
) * 4


def measure() -> list[Measurement]:
    """Draw a site, and open its overview and change its filters on a slow machine."""
    path = chromium()
    if not path:
        raise Skipped("no Chromium; run `make browser`")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        published = os.environ.get("BENCH_PUBLISHED")
        if not published:
            timed(["pipelines", "sample", "--to", "sample"], folder)
            published = str(folder / "sample" / "published" / "skilltide.duckdb")
        started = time.perf_counter()
        build_site(Path(published), folder / "site")
        built = time.perf_counter() - started
        return [
            Measurement("site drawn from its published file", built, "s"),
            *_in_browser(path, folder / "site"),
        ]


def _in_browser(path: str, site: Path) -> list[Measurement]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver, _compressed(site) as (address, sent):
        chrome = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = chrome.new_context().new_page()
        developer = page.context.new_cdp_session(page)
        developer.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        rate = BITS_PER_SECOND / 8
        conditions = {
            "offline": False,
            "latency": MILLISECONDS,
            "downloadThroughput": rate,
            "uploadThroughput": rate,
        }
        developer.send("Network.enable")
        developer.send("Network.emulateNetworkConditions", conditions)
        started = time.perf_counter()
        page.goto(f"{address}index.html", wait_until="commit")
        _until(page, "document.querySelector('.chart[data-drawn]') !== null")
        first_chart = time.perf_counter() - started
        _until(
            page, "[...document.querySelectorAll('.chart[data-figure]')].every(chart => chart.dataset.drawn)"
        )
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000")
        weight = sum(sent)
        for state in set(STATES):
            _repaint(page, state)
        repaints = [_repaint(page, state) for state in STATES]
        chrome.close()
    return [
        Measurement(f"first contentful paint, {SLOWER} times slower", paint, "s"),
        Measurement(f"first chart, {SLOWER} times slower", first_chart, "s"),
        Measurement("overview with all it loads, as sent", weight / 1024, "KiB"),
        Measurement(
            f"filter to repaint, 95 %, {SLOWER} times slower", statistics.quantiles(repaints, n=20)[-1], "s"
        ),
    ]


def _repaint(page: Any, state: str) -> float:
    """Return the seconds from a new state to the next frame after the charts in view stand; cubes load before."""
    change = """state => Skilltide.state.set(
        { ...Skilltide.state.DEFAULTS, ...Object.fromEntries(new URLSearchParams(state)) })"""
    stands = "(document.getElementById('filters').dataset.{} ?? '') === location.hash"
    page.evaluate(change, "adj=mix")
    _until(page, stands.format("shown"))
    started = time.perf_counter()
    page.evaluate(change, state)
    _until(page, stands.format("seen"))
    return time.perf_counter() - started


def _until(page: Any, expression: str, seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while not page.evaluate(expression):
        if time.monotonic() > ends:
            raise RuntimeError(f"not true after {seconds:g} s: {expression}")
        page.wait_for_timeout(5)


@contextmanager
def _compressed(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """Serve a folder compressed; yield its address and the sizes sent so far."""
    sent: list[int] = []

    class Compressed(SimpleHTTPRequestHandler):
        def send_head(self) -> BytesIO | None:
            file = Path(self.translate_path(self.path))
            if not file.is_file():
                self.send_error(404)
                return None
            body = gzip.compress(file.read_bytes(), 6)
            sent.append(len(body))
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(str(file)))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            return BytesIO(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Compressed, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", sent
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
