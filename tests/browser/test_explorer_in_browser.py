"""The explorer in a real browser: a click on a bar chooses its skill, hostile names harm nothing, no other host is asked."""

import threading
from urllib.parse import urlsplit

import pytest

from reports.explore.app import LOOPBACK, bound, explorer, serving
from tests.browser.conftest import until
from tests.published_fixture import HOSTILE
from warehouse.connection import open_reader

pytestmark = pytest.mark.browser


@pytest.fixture
def address(published):
    with (
        open_reader(published) as connection,
        bound(0) as listening,
        serving(explorer(connection), listening) as server,
    ):
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://{LOOPBACK}:{listening.getsockname()[1]}/"
        server.shutdown()
        thread.join()


def test_a_click_on_a_bar_filters_everything(browser, address):
    page = browser.new_page()
    faults, hosts = [], set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    until(page, "document.querySelectorAll('#ranking .points path').length > 5")
    before = page.inner_text("#summary")
    first = page.locator("#ranking .points path").first
    first.scroll_into_view_if_needed()
    bar = first.bounding_box()
    page.mouse.click(bar["x"] + 10, bar["y"] + bar["height"] / 2)
    until(page, f"document.querySelector('#summary').innerText != {before!r}")
    assert "Python" in page.inner_text("#skills")
    until(page, "document.querySelector('#postings').innerText.includes('<img src=x onerror=')")
    assert HOSTILE.startswith("<img src=x onerror=")
    assert page.title() == "Skilltide explorer"
    assert hosts == {LOOPBACK}
    assert faults == []
    page.close()
