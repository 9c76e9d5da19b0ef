"""The site as a reader meets it: opened from disk, without network, by day, by night, on a narrow screen."""

import gzip
import time
from pathlib import Path

import pytest

from reports import figures
from reports.build import build_site
from tests.browser.install_chromium import chromium
from tests.published_fixture import published_file

pytestmark = pytest.mark.browser

FIGURES = tuple(kind.id for kind in figures.FIGURES)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("browser")
    build_site(published_file(folder), folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    path = chromium()
    if not path:
        pytest.fail("no Chromium; `make browser` installs one")
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def opened(browser):
    """Return a function that opens a site and collects whatever the console and the network say."""
    contexts = []

    def open_page(site: Path, scheme: str = "light", width: int = 1200):
        context = browser.new_context(
            offline=True, color_scheme=scheme, viewport={"width": width, "height": 800}
        )
        contexts.append(context)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto((site / "index.html").as_uri())
        page.wait_for_selector("#f18-chart[data-drawn]", timeout=20_000)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_chart_is_drawn_and_nothing_complains(opened, site, scheme):
    page = opened(site, scheme)
    for name in FIGURES:
        assert page.locator(f"#{name}-chart .main-svg .trace path").count() > 0, name
    assert page.said == []
    assert all(address.startswith(("file://", "data:")) for address in page.asked)


def test_hostile_names_run_nothing(opened, site):
    page = opened(site)
    assert page.title().startswith("SAMPLE DATA")
    assert page.locator("img").count() == 0
    page.locator("#f14 summary").click()
    assert page.get_by_text('<img src=x onerror="document.title=1">').first.is_visible()


@pytest.mark.parametrize("width", [320, 768, 1200])
def test_nothing_hangs_over_the_side(opened, site, width):
    page = opened(site, width=width)
    page.locator("summary").evaluate_all("parts => parts.forEach(part => part.parentElement.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "beside"), [(320, False), (1280, True)])
def test_the_terms_of_sources_are_a_table_or_a_stack_on_a_narrow_screen(opened, site, width, beside):
    page = opened(site, width=width)
    row = page.get_by_role("row").filter(has_text="Greenhouse job boards").last
    cells = [cell.bounding_box() for cell in row.get_by_role("cell").all()]
    assert len(cells) == 5
    assert all(cell["x"] >= 0 and cell["x"] + cell["width"] <= width for cell in cells)
    assert (len({cell["y"] for cell in cells}) == 1) is beside
    assert page.get_by_role("table").filter(has_text="Sources and their terms").last.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_labels_stay_inside_their_chart(opened, site, scheme):
    for width in (320, 1200):
        page = opened(site, scheme, width)
        clipped = page.evaluate(
            """() => [...document.querySelectorAll('.chart')].flatMap(chart => {
                const box = chart.getBoundingClientRect();
                return [...chart.querySelectorAll('.main-svg text')].filter(text => {
                    const own = text.getBoundingClientRect();
                    return own.width && (own.left < box.left - 1 || own.right > box.right + 1
                        || own.top < box.top - 1 || own.bottom > box.bottom + 1);
                }).map(text => chart.id + ': ' + text.textContent);
            })"""
        )
        assert clipped == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 1200), ("light", 320)])
def test_no_barrier_that_axe_can_see(browser, site, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    context = browser.new_context(
        offline=True, color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    )
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    page.wait_for_selector("#f18-chart[data-drawn]")
    page.locator("summary").evaluate_all("parts => parts.forEach(part => part.parentElement.open = true)")
    found = axe.Axe().run(page).response["violations"]
    context.close()
    bad = [
        (rule["id"], rule["nodes"][0]["html"][:200])
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]
    assert bad == []


def test_the_keyboard_gets_everywhere_and_is_seen(opened, site):
    page = opened(site)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.locator("#f03 table").is_visible()


def test_the_charts_follow_the_reader_into_the_dark(opened, site):
    page = opened(site)
    text = page.locator("#f03-chart .ytick text").first
    before = text.evaluate("element => getComputedStyle(element).fill")
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(500)
    after = page.locator("#f03-chart .ytick text").first.evaluate("element => getComputedStyle(element).fill")
    assert (before, after) == ("rgb(27, 31, 36)", "rgb(230, 237, 243)")


def test_the_first_chart_is_there_in_two_seconds(browser, site):
    context = browser.new_context(offline=True)
    page = context.new_page()
    started = time.perf_counter()
    page.goto((site / "index.html").as_uri())
    page.wait_for_selector(".chart .main-svg")
    seconds = time.perf_counter() - started
    context.close()
    assert seconds <= 2


def test_the_overview_weighs_less_than_a_megabyte(site):
    needed = [site / "index.html", *(site / "assets").iterdir(), *(site / "data").iterdir()]
    assert sum(len(gzip.compress(file.read_bytes())) for file in needed) <= 1_000_000


def test_thirteen_years_of_months_look_right(opened, tmp_path):
    published = published_file(tmp_path, months=150, per_month=40, sources=("hn_who_is_hiring",))
    build_site(published, tmp_path / "site")
    page = opened(tmp_path / "site", width=320)
    assert page.locator("#f04-chart .main-svg .trace path").count() > 0
    assert page.said == []


def test_an_empty_page_stands_without_charts(browser, tmp_path):
    build_site(published_file(tmp_path, months=0), tmp_path / "site")
    context = browser.new_context(offline=True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((tmp_path / "site" / "index.html").as_uri())
    assert page.get_by_text("Not enough data.").count() >= 6
    assert said == []
    context.close()
