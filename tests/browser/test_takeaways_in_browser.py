"""What readers take away in the browser: pictures that explain themselves, tables, links, and the postings behind."""

import re

import pytest

from tests.browser.conftest import until

pytestmark = pytest.mark.browser


def saved(page, figure: str, button: str) -> bytes:
    with page.expect_download() as waiting:
        page.locator(f"#{figure}").get_by_role("button", name=button, exact=True).click()
    return waiting.value.path().read_bytes()


def test_a_saved_picture_explains_itself(opened, site):
    page = opened(site, "index.html")
    first, again = (saved(page, "f03", "SVG").decode() for _ in range(2))
    assert first == again
    text = re.sub(r"<[^>]+>", "", first)
    for part in (
        "Which skills are asked for most?",
        "n = ",
        "Source:",
        "31 Oct 2026",
        "CC BY 4.0",
        "SAMPLE DATA",
        "all regions",
        "102 employers",
    ):
        assert part in text
    assert "<title" in first
    assert "<desc" in first
    assert saved(page, "f03", "PNG").startswith(b"\x89PNG")
    assert page.said == []


def test_the_table_in_view_is_saved_and_runs_no_formula(opened, site):
    page = opened(site, "market.html")
    table = saved(page, "f14", "CSV of the view").decode()
    assert "\"'=HYPERLINK(" in table
    assert "CC BY 4.0" in table
    assert '"not stated"' in table


def test_links_citations_and_frames_are_said_where_they_cannot_be_copied(opened, site):
    page = opened(site, "index.html")
    said = page.locator("#f03 .said")
    tools = page.locator("#f03 .tools")
    tools.get_by_role("button", name="Copy link").click()
    until(page, "document.querySelector('#f03 .said').textContent.includes('d=2026-10-31&fig=f03')")
    tools.get_by_role("button", name="Cite").click()
    until(page, "document.querySelector('#f03 .said').textContent.includes('Skilltide (2026)')")
    tools.get_by_role("button", name="Embed").click()
    until(page, "document.querySelector('#f03 .said').textContent.includes('<iframe')")
    assert "embed/F03.html" in said.inner_text()


def test_a_dot_leads_to_the_postings_behind_it(opened, site):
    page = opened(site, "index.html")
    dot = page.locator("#f03-chart .scatterlayer .trace .point").first
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    until(page, "document.getElementById('evidence').open")
    dialog = page.locator("#evidence")
    assert dialog.locator("li").count() >= 5
    assert dialog.locator("blockquote mark").count() >= 1
    for link in dialog.locator(".quotations a").all():
        assert link.get_attribute("href").startswith("https://jobs.example/")
        assert "noopener" in link.get_attribute("rel")
    assert "taxonomy 2026.10" in dialog.inner_text()
    assert "Source allows" not in dialog.inner_text()
    assert page.said == []


def test_a_row_leads_there_by_keyboard_and_focus_comes_back(opened, site):
    page = opened(site, "index.html")
    page.locator("#f03 summary").press("Enter")
    button = page.get_by_role("button", name="Postings that name Rust").first
    button.press("Enter")
    until(page, "document.getElementById('evidence').open")
    assert "Rust: the postings behind it" in page.locator("#evidence").inner_text()
    page.keyboard.press("Escape")
    until(page, "!document.getElementById('evidence').open")
    assert button.evaluate("element => element === document.activeElement")


def test_hostile_words_stay_words_in_the_dialog(opened, site):
    page = opened(site, "index.html")
    page.evaluate(
        """() => __skill("python", {
            id: "python", label: "<img src=x onerror=alert(1)>", k: 3, quotations: [{
                before: "<script>alert(1)</script>", match: "\\u202ePython", after: "=cmd()", quoted: true, level: "required",
                employer: "<b>Acme</b>".repeat(900), day: "2026-10-03", source: "x", url: "javascript:alert(1)", version: "1",
            }],
        })"""
    )
    page.evaluate("Skilltide.evidence('python')")
    until(page, "document.getElementById('evidence').open")
    dialog = page.locator("#evidence")
    assert dialog.locator("img, script, b").count() == 0
    assert dialog.locator(".quotations a").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.said == []


def test_a_skill_is_found_in_the_table_of_all(opened, site):
    page = opened(site, "skills.html")
    page.get_by_label("Find a skill").fill("post")
    shown = page.locator("#skills tbody tr:visible")
    assert [row.locator("th").inner_text() for row in shown.all()] == ["PostgreSQL"]
