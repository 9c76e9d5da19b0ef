"""One browser and one small site for all tests of pages; pages say what the console and the network said."""

import functools
import threading
import time
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reports.build import build_site
from tests.browser.install_chromium import chromium
from tests.published_fixture import published_file


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    return published_file(tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="session")
def site(published) -> Path:
    build_site(published, published.parent / "site")
    return published.parent / "site"


@pytest.fixture(scope="module")
def browser():
    """A browser for the tests of a file: its driver keeps an event loop running, beside which no other may run."""
    playwright = pytest.importorskip("playwright.sync_api")
    path = chromium()
    if not path:
        pytest.fail("no Chromium; `make browser` installs one")
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()


def until(page, expression: str, seconds: float = 20) -> None:
    """Wait until an expression is true; the pages' policy forbids the browser driver's own way of polling."""
    ends = time.monotonic() + seconds
    while not page.evaluate(expression):
        if time.monotonic() > ends:
            pytest.fail(f"not true after {seconds:g} s: {expression}")
        page.wait_for_timeout(25)


def drawn(page) -> None:
    """Wait until every chart of the page is there."""
    until(page, "[...document.querySelectorAll('.chart[data-figure]')].every(chart => chart.dataset.drawn)")


@pytest.fixture
def opened(browser):
    """Return a function that opens a page from disk, without network, and keeps what it said and asked for."""
    contexts = []

    def open_page(
        site: Path,
        name: str = "index.html",
        scheme: str = "light",
        width: int = 1280,
        drawn_at_first: bool = True,
        **options,
    ):
        context = browser.new_context(
            offline=True, color_scheme=scheme, viewport={"width": width, "height": 800}, **options
        )
        contexts.append(context)
        page = listened(context)
        file, _, state = name.partition("#")
        page.goto((site / file).as_uri() + (f"#{state}" if state else ""))
        if drawn_at_first:
            drawn(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


def listened(context):
    """Return a new page of a context that keeps what the console says and which addresses are asked for."""
    page = context.new_page()
    page.said, page.asked = [], []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    return page


@contextmanager
def served(folder: Path):
    """Serve a folder on a free port of this machine; the value is its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
