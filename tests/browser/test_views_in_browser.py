"""Other looks at a figure in a real browser: chosen by keys, held by the address, with the numbers that Python drew."""

import re

import pytest

from reports.build import build_site
from reports.figures.f01_how_many import draw_counts
from reports.figures.f15_pay import draw as draw_pay
from reports.figures.f16_rising_and_falling import draw_quarter
from reports.one_region import only_region
from reports.site.render import table_view
from tests.browser.conftest import until
from tests.published_fixture import published_file
from warehouse.connection import open_reader

pytestmark = pytest.mark.browser
SHOWN = "document.getElementById('filters').dataset.shown === location.hash"


def written(figure) -> list[list[str]]:
    return [[text for text, _ in row] for row in table_view(figure, figure.table, "")["rows"]]


def seen(page, figure: str) -> list[list[str]]:
    return page.evaluate(
        """name => [...document.querySelector(`#${name} table:is(.filtered *)`).tBodies[0].rows].map(
            row => [...row.cells].map(cell => cell.dataset.cell ?? cell.textContent.trim()))""",
        figure,
    )


def chosen(page, figure: str) -> str:
    return page.locator(f"#{figure} select[data-view]").input_value()


def test_a_view_is_chosen_by_keys_and_stands_in_the_address(opened, site, published):
    page = opened(site, "market.html")
    page.locator("#f01").get_by_label("Show").focus()
    page.keyboard.type("postings per month")
    until(page, "location.hash.includes('as=f01.counts')")
    until(page, SHOWN)
    with open_reader(published) as connection:
        figure = draw_counts(connection)
    assert page.locator("#f01 .finding.filtered").inner_text() == figure.finding
    assert seen(page, "f01") == written(figure)
    assert page.locator("#f01 .view-note").all_inner_texts() == list(figure.notes)
    assert page.locator("#f14 .filtered").count() == 0
    again = opened(site, f"market.html{page.evaluate('location.hash')}")
    until(again, SHOWN)
    assert chosen(again, "f01") == "counts"
    assert seen(again, "f01") == written(figure)
    again.get_by_role("button", name="Reset").press("Enter")
    until(again, "!document.querySelector('.filtered')")
    assert chosen(again, "f01") == ""
    assert again.evaluate("location.hash") in ("", "#")
    assert page.said + again.said == []


def test_a_region_and_a_view_go_together(opened, site, published):
    page = opened(site, "index.html#v=1&region=north-america&as=f16.quarter")
    until(page, SHOWN)
    with open_reader(published) as connection, only_region(connection, "north-america"):
        figure = draw_quarter(connection)
    assert seen(page, "f16") == written(figure)
    assert page.locator("#f16 h2").inner_text() == figure.question
    assert page.locator("#f16 .noted").count() == 0
    page.evaluate("Skilltide.state.set({ by: 'workplace:remote' })")
    until(page, SHOWN)
    assert (
        page.locator("#f16 .noted").inner_text() == "Of the filters, this figure answers to the region alone."
    )
    assert page.said == []


def test_pay_answers_to_the_region(opened, site, published):
    page = opened(site, "pay.html")
    page.locator("#filters").get_by_label("Region").select_option("europe")
    until(page, SHOWN)
    with open_reader(published) as connection, only_region(connection, "europe"):
        figure = draw_pay(connection)
    assert seen(page, "f15") == written(figure)
    assert page.locator("#f15 .finding.filtered").inner_text() == figure.finding
    page.go_back()
    until(page, "!document.querySelector('.filtered')")
    assert page.said == []


def test_what_comes_with_any_skill_can_be_asked(opened, site):
    page = opened(site, "skills.html")
    page.locator("#f10").get_by_label("Show").select_option(label="Go")
    until(page, SHOWN)
    assert page.locator("#f10 h2").inner_text() == "What comes with Go?"
    assert "Go" in page.locator("#f10 .finding.filtered").inner_text()
    page.go_back()
    until(page, "!document.querySelector('.filtered')")
    assert page.locator("#f10 h2").inner_text() == "What comes with Python?"


def test_what_comes_with_a_skill_is_of_all_regions_and_says_so(opened, site):
    page = opened(site, "skills.html#v=1&region=europe&as=f10.go")
    until(page, SHOWN)
    assert page.locator("#f10 h2").inner_text() == "What comes with Go?"
    assert page.locator("#f10 .noted").inner_text() == "This look answers to no filter."
    assert page.said == []


def test_every_look_that_can_be_chosen_lies_there(opened, site):
    page = opened(site, "index.html")
    regions = page.evaluate(
        "[...document.querySelector('#filters [name=region]').options].map(o => o.value || 'all')"
    )
    looked = 0
    for name in (
        "index.html",
        "skills.html",
        "experience.html",
        "requirements.html",
        "market.html",
        "pay.html",
    ):
        page = opened(site, name)
        found = page.evaluate(
            """[...document.querySelectorAll('section.figure')].map(section => {
                const select = section.querySelector('select[data-view]');
                const looks = select ? [...select.options].map(option => option.value) : [''];
                return [section.id, looks, 'regions' in section.dataset, Boolean(select && 'everywhere' in select.dataset)];
            })"""
        )
        for figure, looks, by_region, everywhere in found:
            for look in looks:
                for region in regions if by_region and not (look and everywhere) else ["all"]:
                    if look or region != "all":
                        assert (site / "data" / "view" / f"{figure}.{look or 'usual'}.{region}.js").is_file()
                        looked += 1
    assert looked > 100


def test_a_figure_that_lacks_data_shows_what_a_look_has(opened, tmp_path):
    file = published_file(tmp_path, months=3)
    build_site(file, tmp_path / "site")
    page = opened(tmp_path / "site", "market.html")
    assert not page.locator("#f01-chart").is_visible()
    assert not page.locator("#f01 [data-does=png]").is_visible()
    page.evaluate(
        """Skilltide.refill.fill(document.getElementById('f01'), { finding: 'There is one.', tables: [], figure: {
            data: [{ type: 'scatter', x: [1, 2], y: [3, 4] }], layout: { height: 300 } } })"""
    )
    until(page, "document.querySelectorAll('#f01-chart .trace').length === 1")
    assert page.locator("#f01 [data-does=png]").is_visible()
    page.evaluate("Skilltide.refill.restore(document.getElementById('f01'))")
    until(page, "!document.querySelector('#f01 .filtered')")
    assert not page.locator("#f01-chart").is_visible()
    assert page.locator("#f01 .missing").is_visible()
    assert page.said == []


def test_only_the_last_choice_is_shown_however_fast_they_come(opened, site):
    page = opened(site, "index.html")
    page.evaluate(
        """() => {
            Skilltide.state.set({ as: ['f16.quarter'], region: '' });
            Skilltide.state.set({ as: ['f16.start'], region: 'europe' });
            Skilltide.state.set({ as: [], region: 'north-america' });
            Skilltide.state.set({ as: [], region: '' });
        }"""
    )
    page.wait_for_timeout(1500)
    assert page.locator(".filtered").count() == 0
    assert chosen(page, "f16") == ""
    assert page.said == []


def test_a_view_that_is_none_is_left_out_and_said(opened, site):
    page = opened(site, "index.html#v=1&as=f16.nothing~f99.quarter~f16.quarter")
    notice = page.locator(".notice").inner_text()
    assert "as=f16.nothing" in notice
    assert "as=f99.quarter" in notice
    assert page.evaluate("Skilltide.state.get().as") == ["f16.quarter"]


def test_skills_are_found_by_a_part_of_their_name(opened, site):
    page = opened(site, "index.html")
    field = page.locator("#filters").get_by_label("Search")
    field.fill("java")
    field.press("Enter")
    until(page, SHOWN)
    assert [row[0] for row in seen(page, "f03")] == ["Java"]
    assert "“java” in the name" in page.locator("#f03 .filtered caption").text_content()
    assert page.locator("#f05 .filtered").count() == 0
    field.fill("no such thing")
    field.press("Enter")
    until(page, SHOWN)
    assert (
        "None of the 12 skills named most has “no such thing”"
        in page.locator("#f03 .missing.filtered").inner_text()
    )
    assert page.said == []


def test_the_page_of_a_skill_counts_it_anew(opened, site, published):
    page = opened(site, "skill/go.html")
    assert page.locator("#filters").is_visible()
    page.evaluate("Skilltide.state.set({ region: 'north-america', by: 'workplace:remote', adj: 'raw' })")
    until(page, SHOWN)
    where = "country = 'US' and workplace = 'remote' and month between '2025-11-01' and '2026-10-01'"
    with open_reader(published) as connection:
        (n,) = connection.execute(f"select count(*) from lead_posting where {where}").fetchone()
        counts = connection.execute(
            "select count(*) filter (where level = 'required'), count(*) filter (where level = 'preferred'), count(*) "
            f"from posting_skill join lead_posting using (posting_id) where skill_id = 'go' and {where}"
        ).fetchone()
        years = dict(
            connection.execute(
                "select least(floor(s.years_min), 20)::integer, count(*) from posting_skill as s join lead_posting "
                f"using (posting_id) where skill_id = 'go' and s.years_min is not null and {where} group by 1"
            ).fetchall()
        )
    [strength] = seen(page, "f05")
    required, preferred, k = counts
    assert [int(cell) for cell in strength[4:8]] == [required, k - required - preferred, preferred, n]
    last = seen(page, "f04")[0]
    assert int(last[6]) <= n
    assert {row[0] for row in seen(page, "f04")} == {"Go"}
    assert page.locator("#f05 .finding.filtered").inner_text().startswith("Go is required by ")
    if page.locator("#f07").count():
        found = {int(row[0]): int(row[4]) for row in seen(page, "f07")}
        assert {year: count for year, count in found.items() if count} == years
    assert page.locator("#f14 .noted").inner_text() == "This figure answers to no filter."
    assert re.search(r"North America, remote", page.locator("#f05 .filtered caption").text_content())
    assert page.said == []
