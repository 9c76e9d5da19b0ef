"""The site as a reader meets it: opened from disk, without network, by day, by night, on a narrow screen."""

import gzip
import shutil

import pytest

from reports.build import build_site
from reports.figures import FIGURES, f03_skills_asked_for
from reports.published import read_basis
from reports.site.pages import PAGES
from reports.site.render import Site
from tests.browser.conftest import drawn, listened, served, until
from tests.published_fixture import published_file
from warehouse.connection import open_reader

pytestmark = pytest.mark.browser

THERE = [page.file for page in PAGES if page.stands({kind.id for kind in FIGURES})]
NAMES = [*THERE, "report.html", "skill/python.html", "embed/F03.html"]
# One of each kind of page is looked at each time, those made like it by the slow tests.
DIFFERENT = {
    "index.html",
    "compare.html",
    "requirements.html",
    "sources.html",
    "skill/python.html",
    "embed/F03.html",
}
# Colours, width, and whether axe looks for barriers there: all six pairs, both colours looked at.
VIEWS = (
    ("light", 1280, False), ("dark", 1280, True), ("dark", 768, False), ("light", 768, False), ("light", 320, True),
    ("dark", 320, False),
)  # fmt: skip
AT_A_GLANCE = (("dark", 1280, True), ("light", 768, False), ("light", 320, True))
# Without preload: from a disk axe cannot fetch style sheets, and the console would say so.
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "preload": False}
CLIPPED = """() => [...document.querySelectorAll('.chart')].flatMap(chart => {
    const box = chart.getBoundingClientRect();
    return [...chart.querySelectorAll('.main-svg text')].filter(text => {
        const own = text.getBoundingClientRect();
        return own.width && (own.left < box.left - 1 || own.right > box.right + 1
            || own.top < box.top - 1 || own.bottom > box.bottom + 1);
    }).map(text => chart.id + ': ' + text.textContent);
})"""
SETTLED = """() => [...document.querySelectorAll('.chart:not([hidden])')].every(chart => {
    const drawing = chart.querySelector('.main-svg');
    return drawing && Math.abs(drawing.getBoundingClientRect().width - chart.clientWidth) < 2
        && Math.abs(drawing.getBoundingClientRect().height - chart.clientHeight) < 2;
})"""
OPEN_ALL = "parts => parts.forEach(part => { part.open = true; })"


@pytest.mark.parametrize(
    ("name", "views"),
    [
        *((name, AT_A_GLANCE) for name in NAMES if name in DIFFERENT),
        *(pytest.param(name, VIEWS, marks=pytest.mark.slow) for name in NAMES),
    ],
)
def test_every_page_stands_at_every_width_by_day_and_by_night_without_barriers(opened, site, name, views):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = opened(site, name, bypass_csp=True)
    page.locator("details").evaluate_all(OPEN_ALL)
    for scheme, width, looked_at in views:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        until(page, SETTLED)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        until(page, f"({CLIPPED})().length === 0")
        if looked_at:
            found = axe.Axe().run(page, options=WCAG).response["violations"]
            assert [(rule["id"], rule["nodes"][0]["html"][:300]) for rule in found] == []
    for chart in page.locator(".chart[data-figure]").all():
        assert chart.locator(".main-svg .trace path").count() > 0
    assert page.said == []
    assert page.asked
    assert all(address.startswith(("file://", "data:", "blob:")) for address in page.asked)


def test_a_static_server_does_as_well_and_the_policy_holds_on_every_page(browser, site):
    context = browser.new_context()
    page = listened(context)
    with served(site) as address:
        for name in sorted(DIFFERENT):
            page.goto(address + name)
            drawn(page)
        assert page.said == []
        assert all(asked.startswith((address, "data:", "blob:")) for asked in page.asked)
        context.close()


def test_a_narrow_screen_shows_ten_rows_and_the_rest_on_demand(opened, site):
    page = opened(site, "requirements.html", width=320)
    rows = "[...document.querySelectorAll('#f09-chart .annotation text')].filter(text => text.getBoundingClientRect().width).length"
    assert page.evaluate(rows) == 10
    more = page.locator("#f09").get_by_role("button", name="Show all")
    more.press("Enter")
    until(page, f"{rows} > 20")
    page.locator("#f09").get_by_role("button", name="Show the first rows").click()
    until(page, f"{rows} === 10")


def test_a_frame_with_a_picture_is_light_and_becomes_a_chart_on_demand(opened, site, published, tmp_path):
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="600"/>'
    (folder / "fig" / "F03.svg").write_text(picture)
    with open_reader(published) as connection:
        figure = f03_skills_asked_for.draw(connection)
        page = Site(read_basis(connection), {"f03": figure}, (), (), (), (), None).embed(figure, picture=True)
    (folder / "embed" / "F03.html").write_text(page)
    page = opened(folder, "embed/F03.html", drawn_at_first=False)
    assert page.locator("img.still").get_attribute("alt").startswith("Dots with 95 % intervals")
    files = {
        folder / address.removeprefix(folder.as_uri() + "/")
        for address in page.asked
        if address.startswith("file:")
    }
    assert sum(file.stat().st_size for file in files) <= 250_000
    page.get_by_role("button", name="Interactive version").press("Enter")
    drawn(page)
    assert page.locator(".chart .main-svg .trace path").count() > 0
    assert page.locator("img").count() == 0
    assert page.said == []


def test_the_page_says_how_old_its_data_are(browser, site):
    context = browser.new_context(offline=True)
    for day, said in (("2026-11-02", ""), ("2026-12-05", " (35 days old)")):
        page = context.new_page()
        page.clock.set_fixed_time(f"{day}T12:00:00Z")
        page.goto((site / "pay.html").as_uri())
        assert "Data of 31 Oct 2026" in page.locator("footer").inner_text()
        assert page.locator("#age").text_content() == said
    context.close()


def test_hostile_names_run_nothing(opened, site):
    page = opened(site, "market.html")
    assert page.title().startswith("SAMPLE DATA")
    assert page.locator("img").count() == 0
    page.locator("#f14 summary").click()
    assert page.get_by_text('<img src=x onerror="document.title=1">').first.is_visible()


@pytest.mark.parametrize(("width", "beside"), [(320, False), (1280, True)])
def test_the_terms_of_sources_are_a_table_or_a_stack_on_a_narrow_screen(opened, site, width, beside):
    page = opened(site, "sources.html", width=width)
    row = page.get_by_role("row").filter(has_text="Greenhouse job boards").last
    cells = [cell.bounding_box() for cell in row.get_by_role("cell").all()]
    assert len(cells) == 5
    assert all(cell["x"] >= 0 and cell["x"] + cell["width"] <= width for cell in cells)
    assert (len({cell["y"] for cell in cells}) == 1) is beside
    assert page.get_by_role("table").filter(has_text="Sources and their terms").last.is_visible()


def test_the_keyboard_gets_everywhere_and_is_seen(opened, site):
    page = opened(site, "market.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#f14 summary')"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.locator("#f14 table").first.is_visible()


def test_the_colours_follow_the_system_and_the_button_goes_before_it(opened, site):
    page = opened(site)
    light, dark = "rgb(27, 31, 36)", "rgb(230, 237, 243)"

    def becomes(colour: str) -> None:
        text = "document.querySelector('#f03-chart .ytick text')"
        until(page, f"{text} && getComputedStyle({text}).fill === '{colour}'")

    becomes(light)
    page.emulate_media(color_scheme="dark")
    becomes(dark)
    button = page.get_by_role("button", name="Colours")
    button.click()
    assert button.inner_text() == "Colours: light"
    becomes(light)
    page.reload()
    drawn(page)
    becomes(light)
    button.click()
    page.emulate_media(color_scheme="light")
    becomes(dark)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 21, 26)"


def test_print_opens_the_tables_and_hides_the_buttons(opened, site):
    page = opened(site, "market.html", scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#f14 table").first.is_visible()
    assert not page.locator(".tools").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_the_overview_as_one_file_stands_alone(opened, site, tmp_path):
    alone = shutil.copy(site / "report.html", tmp_path / "sent.html")
    assert alone.stat().st_size < 2_000_000
    page = opened(tmp_path, "sent.html")
    beside = opened(site)
    charts = ".chart[data-figure]"
    assert page.locator(charts).count() == beside.locator(charts).count() > 3
    for chart in page.locator(charts).all():
        assert chart.locator(".main-svg .trace path").count() > 0
    leads = page.locator("[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert leads
    assert all(target.startswith(("#", "data:")) for target in leads)
    assert page.asked == [alone.as_uri()]
    assert page.said == []


def test_the_overview_loads_less_than_700_kilobytes(opened, site):
    page = opened(site)
    loaded = {address.split("#")[0] for address in page.asked if address.startswith("file://")}
    files = [site / address.removeprefix(site.as_uri() + "/") for address in loaded]
    assert len(files) >= 5
    assert sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) <= 700_000


def test_thirteen_years_of_months_look_right(opened, tmp_path):
    published = published_file(tmp_path, months=150, per_month=40, sources=("hn_who_is_hiring",))
    build_site(published, tmp_path / "site")
    page = opened(tmp_path / "site", "skills.html", width=320)
    assert page.locator("#f04-chart .main-svg .trace path").count() > 0
    assert page.said == []


def test_empty_pages_stand_without_charts(opened, tmp_path):
    build_site(published_file(tmp_path, months=0), tmp_path / "site")
    for name in THERE:
        page = opened(tmp_path / "site", name)
        assert page.get_by_text("Not enough data.").count() >= 1 or name == "dictionary.html"
        assert page.said == []
