"""The site in a browser: how soon the first chart stands, and how much the overview weighs compressed."""

import gzip
import tempfile
import time
from pathlib import Path

from tests.bench.measurement import Measurement, Skipped, timed
from tests.browser.install_chromium import chromium


def measure() -> list[Measurement]:
    """Draw the site of the sample and open its overview from disk."""
    browser = chromium()
    if not browser:
        raise Skipped("no Chromium; run `make browser`")
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        timed(["pipelines", "sample", "--to", "sample"], folder)
        page_file = folder / "sample" / "site" / "index.html"
        loaded: list[Path] = []
        with sync_playwright() as driver:
            chrome = driver.chromium.launch(executable_path=browser, args=["--no-sandbox"])
            page = chrome.new_context(offline=True).new_page()
            page.on("request", lambda request: loaded.append(Path(request.url.removeprefix("file://"))))
            started = time.perf_counter()
            page.goto(page_file.as_uri())
            page.wait_for_selector(".js-plotly-plot .main-svg")
            seconds = time.perf_counter() - started
            page.wait_for_load_state("networkidle")
            chrome.close()
        compressed = sum(len(gzip.compress(path.read_bytes(), 6)) for path in set(loaded) if path.is_file())
    return [
        Measurement("first chart in headless Chromium", seconds, "s"),
        Measurement("overview with all it loads, compressed", compressed / 1024, "KiB"),
    ]
