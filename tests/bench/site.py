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

SENT = (".html", ".css", ".js", ".json")
SLOWER, BITS_PER_SECOND, MILLISECONDS = 4, 10_000_000, 40
STATES = (
    "region=europe",
    "from=2026-02",
    "by=workplace:remote",
    "region=north-america&by=workplace:hybrid",
    "",
) * 4

CHANGE = """state => Skilltide.state.set(
    { ...Skilltide.state.DEFAULTS, ...Object.fromEntries(new URLSearchParams(state)) })"""
# Milliseconds by the page's own clock, to the message that comes right after the frame: asked from outside, a page
# that goes on with what it has put off would answer late.
TIMED = f"""state => new Promise(done => {{
    const form = document.getElementById('filters');
    const started = performance.now();
    const {{ port1, port2 }} = new MessageChannel();
    port1.onmessage = () => done(performance.now() - started);
    new MutationObserver((_, observer) => {{
        if ((form.dataset.seen ?? '') !== location.hash) return;
        observer.disconnect();
        requestAnimationFrame(() => port2.postMessage(0));
    }}).observe(form, {{ attributes: true, attributeFilter: ['data-seen'] }});
    ({CHANGE})(state);
}})"""
FIRST_CHART = "performance.getEntriesByName('first-chart')[0].startTime / 1000"
# The least that a page with a chart of this library takes: nothing but the library and one row of dots.
BARE = """<!doctype html><meta charset="utf-8"><div id="chart"></div><script src="assets/plotly-basic.min.js"></script>
<script>Plotly.newPlot("chart", [{ y: [1, 2, 3], mode: "markers", type: "scatter" }]).then(
    () => dispatchEvent(new Event("skilltide-drawn")))</script>"""


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

    (site / "bare.html").write_text(BARE, encoding="utf-8")
    with sync_playwright() as driver, _compressed(site) as (address, sent):
        chrome = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        bare = _slow_page(chrome)
        bare.goto(f"{address}bare.html", wait_until="commit")
        _until(bare, "performance.getEntriesByName('first-chart').length")
        least = bare.evaluate(FIRST_CHART)
        bare.close()
        sent.clear()
        page = _slow_page(chrome)
        page.goto(f"{address}index.html", wait_until="commit")
        _until(page, "performance.getEntriesByName('first-chart').length")
        _until(
            page, "[...document.querySelectorAll('.chart[data-figure]')].every(chart => chart.dataset.drawn)"
        )
        first_chart = page.evaluate(FIRST_CHART)
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000")
        weight = sum(sent)
        # Where a reader would look while choosing: at the skills.
        page.evaluate("document.getElementById('f03-chart').scrollIntoView({ block: 'center' })")
        for state in set(STATES):
            _repaint(page, state)
        repaints = [_repaint(page, state) for state in STATES]
        chrome.close()
    return [
        Measurement(f"first contentful paint, {SLOWER} times slower", paint, "s"),
        Measurement(f"first chart, {SLOWER} times slower", first_chart, "s"),
        Measurement("  of a page with Plotly and one chart alone", first_chart / least, "times"),
        Measurement("overview with all it loads, as sent", weight / 1024, "KiB"),
        Measurement(
            f"filter to repaint, 95 %, {SLOWER} times slower", statistics.quantiles(repaints, n=20)[-1], "s"
        ),
    ]


def _slow_page(chrome: Any) -> Any:
    """Return a page on a slow machine behind a slow line, which notes when its first chart stands."""
    page = chrome.new_context().new_page()
    page.add_init_script(
        "addEventListener('skilltide-drawn', () => performance.mark('first-chart'), { once: true })"
    )
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
    return page


def _repaint(page: Any, state: str) -> float:
    """Return the seconds from a new state to the next frame after the charts in view stand; cubes load before."""
    page.evaluate(CHANGE, "adj=mix")
    _until(page, "document.getElementById('filters').dataset.shown === location.hash")
    return float(page.evaluate(TIMED, state)) / 1000


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

    bodies = {file: gzip.compress(file.read_bytes(), 6) for file in folder.rglob("*") if file.suffix in SENT}

    class Compressed(SimpleHTTPRequestHandler):
        def send_head(self) -> BytesIO | None:
            file = Path(self.translate_path(self.path))
            body = bodies.get(file)
            if body is None:
                self.send_error(404)
                return None
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
