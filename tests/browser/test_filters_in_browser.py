"""Filters count in the browser what Python counts from the file; the address holds the view; every control has keys."""

import random
import re

import pytest

from reports.figures import FIGURES
from reports.figures.skills import skill_counts
from reports.published import read_basis
from reports.regions import REGIONS, region_sql
from reports.site.cubes import GROUPS, NAMES
from reports.statistics.intervals import wilson
from tests.browser.conftest import until
from warehouse.connection import open_reader

pytestmark = pytest.mark.browser

MONTHS = [f"2026-{number:02}" for number in range(1, 11)]
STATES = 10
CICD = "Continuous integration and delivery"


def some_states() -> list[dict[str, str]]:
    chance = random.Random(20261128)
    values = {
        **NAMES,
        "industry": ("Software", "Retail & Logistics"),
        "role": ("tech_lead", "staff_principal"),
    }
    groups = [f"{group}:{value}" for group in GROUPS if group != "none" for value in values[group]]
    choices = {
        "from": ["", *MONTHS[:5]],
        "to": ["", *MONTHS[5:]],
        "region": ["", "europe", "north-america", "asia-pacific"],
        "by": ["", "source:greenhouse", *groups],
        "adj": ["raw"],
    }
    return [{key: chance.choice(values) for key, values in choices.items()} for _ in range(STATES)]


def expected(connection, basis, state) -> tuple[int, dict[str, tuple[int, int]]]:
    """Return n, and by skill (k, required), of the postings that a state selects."""
    where = ["month between $first and $last"]
    first = state["from"] or f"{basis.period.first:%Y-%m}"
    last = state["to"] or f"{basis.period.last:%Y-%m}"
    parameters = {"first": f"{first}-01", "last": f"{last}-01"}
    if state["region"]:
        where.append(f"{region_sql('country')} = $region")
        parameters["region"] = state["region"]
    if state["by"]:
        group, parameters["value"] = state["by"].split(":", 1)
        where.append(f"{GROUPS[group].sql if group in GROUPS else group} = $value")
    chosen = f"from lead_posting where {' and '.join(where)}"
    (n,) = connection.execute(f"select count(*) {chosen}", parameters).fetchone()
    found = connection.execute(
        f"select label, count(*), count(*) filter (where level = 'required') from posting_skill "
        f"join skill using (skill_id) where posting_id in (select posting_id {chosen}) group by label",
        parameters,
    ).fetchall()
    return n, {label: (k, required) for label, k, required in found}


def number(text: str) -> float | None:
    return None if text == "–" else float(text.replace("%", "").replace(",", "").strip())


def cells(page, figure: str) -> dict[str, list[str]]:
    return dict(
        page.evaluate(
            """name => [...document.querySelectorAll(`#${name} .filtered tbody tr`)].map(row => {
                const texts = [...row.cells].map(cell => cell.dataset.cell ?? cell.textContent.trim());
                return [texts[0], texts.slice(1)];
            })""",
            figure,
        )
    )


def shown(page, state: dict[str, str]) -> None:
    page.evaluate("state => { Skilltide.state.set(state); }", state)
    until(page, "document.getElementById('filters').dataset.shown === location.hash")


def test_numbers_on_the_screen_are_those_of_the_file(opened, site, published):
    page = opened(site, "index.html")
    with open_reader(published) as connection:
        basis = read_basis(connection)
        effects = {count.label: count.mentions.design_effect for count in skill_counts(connection, basis)}
        compared = 0
        for state in some_states():
            shown(page, state)
            n, counts = expected(connection, basis, state)
            for label, (share, low, high, k, of, _, status) in cells(page, "f03").items():
                wanted = counts.get(label, (0, 0))[0]
                assert (number(k), number(of)) == (wanted, n), (state, label)
                if share == "–":
                    assert status.startswith("not enough data")
                    continue
                limits = wilson(wanted / effects[label], n / effects[label])
                assert number(share) == pytest.approx(100 * wanted / n, abs=0.051)
                assert number(low) == pytest.approx(100 * limits.low, abs=0.051)
                assert number(high) == pytest.approx(100 * limits.high, abs=0.051)
                compared += 1
            for label, values in cells(page, "f05").items():
                assert number(values[3]) == counts.get(label, (0, 0))[1]
            assert sum(number(values[3]) for values in cells(page, "f06").values()) <= n
    assert compared >= 60
    assert page.said == []


PAGE_OF = {"f09": "requirements.html", "f11": "requirements.html", "f12": "requirements.html",
           "f13": "requirements.html", "f14": "market.html"}  # fmt: skip


@pytest.mark.parametrize("page_file", sorted(set(PAGE_OF.values())))
def test_what_is_not_a_skill_is_counted_anew_too(opened, site, published, page_file):
    page = opened(site, page_file)
    compared = 0
    with open_reader(published) as connection:
        basis = read_basis(connection)
        for state in ({"region": "europe"}, {"region": "", "by": "workplace:remote", "from": "2026-02"}):
            shown(page, state)
            where = "country in ('DE', 'GB', 'PL')" if state["region"] else "workplace = 'remote'"
            first = "2026-02-01" if "from" in state else f"{basis.period.first}"
            for kind in FIGURES:
                if PAGE_OF.get(kind.id) != page_file:
                    continue
                counts = dict(
                    connection.execute(
                        f"select subject, count(*) from ({kind.subjects.sql}) join lead_posting using (posting_id) "
                        f"where {where} and month >= ? group by subject",
                        [first],
                    ).fetchall()
                )
                for (group, label, *_), k in read_counts(page, kind.id).items():
                    for subject, said in kind.subjects.names(connection, basis).items():
                        if said == (group, label):
                            assert k == counts.get(subject, 0), (state, subject)
                            compared += k > 0
    assert compared >= (15 if page_file == "market.html" else 50)
    assert page.said == []


def read_counts(page, figure: str) -> dict[tuple[str, ...], int]:
    """Return the column k of a filtered table by its first two cells."""
    found = page.evaluate(
        """name => [...document.querySelectorAll(`#${name} .filtered tbody tr`)].map(
            row => [...row.cells].map(cell => cell.textContent.trim()))""",
        figure,
    )
    return {(row[0], row[1]): int(row[5].replace(",", "")) for row in found}


def test_skills_are_counted_as_required_and_by_kind(opened, site):
    page = opened(site, "index.html")
    shown(page, {"strength": "required"})
    required = {label: values[3] for label, values in cells(page, "f03").items()}
    assert required == {label: values[3] for label, values in cells(page, "f05").items()}
    shown(page, {"strength": "", "category": "language"})
    assert set(cells(page, "f03")) == {"Python", "Java", "Go", "Rust", "PHP", "COBOL"}
    shown(page, {"category": "", "show": "all"})
    drawn = set(page.locator("#f03-chart .ytick text").all_text_contents())
    assert drawn == {label for label, values in cells(page, "f03").items() if values[0] != "–"} - {CICD}
    assert page.said == []


def test_a_selection_at_the_same_mix_is_that_of_the_figure(opened, site, published):
    page = opened(site, "skills.html")
    shown(page, {"adj": "mix"})
    with open_reader(published) as connection:
        figure = next(kind for kind in FIGURES if kind.id == "f04").draw(connection)
    last = figure.table.rows[0]
    rows = page.evaluate(
        """() => [...document.querySelectorAll('#f04 .filtered tbody tr')].map(
            row => [...row.cells].map(cell => cell.dataset.cell ?? cell.textContent.trim()))"""
    )
    same = next(row for row in rows if row[0] == last["skill"])
    assert number(same[2]) == pytest.approx(100 * last["share"], abs=0.06)
    assert number(same[5]) == last["k"]
    assert number(same[6]) == last["n"]


def test_a_saved_picture_names_its_filters(opened, site):
    page = opened(site, "index.html")
    shown(page, {"region": "europe", "by": "workplace:remote"})
    with page.expect_download() as waiting:
        page.locator("#f03").get_by_role("button", name="SVG", exact=True).click()
    words = re.sub(r"<[^>]+>", "", waiting.value.path().read_text())
    assert "Nov 2025 to Oct 2026, Europe, remote; n = " in words
    assert "2 sources; intervals approximate" in words


def test_a_selection_too_small_shows_no_number(opened, site):
    page = opened(site, "index.html#v=1&from=2026-10&region=asia-pacific&by=workplace:hybrid")
    until(page, "document.getElementById('filters').dataset.shown === location.hash")
    assert "Not enough data" in page.locator("#filters-said").inner_text()
    assert not page.locator("#f03-chart").is_visible()
    assert {values[0] for values in cells(page, "f03").values()} == {"–"}


def test_filters_are_worked_by_keyboard_and_say_what_they_found(opened, site):
    page = opened(site, "index.html")
    region = page.locator("#filters").get_by_label("Region")
    region.focus()
    page.keyboard.type("Europe")
    until(page, "location.hash.includes('region=europe')")
    until(page, "document.getElementById('filters').dataset.shown === location.hash")
    told = page.locator("#filters-said").inner_text()
    assert re.search(r"leads: \d+ % \(\d+–\d+\).*Europe", told)
    assert page.locator("#f03 .finding.filtered").inner_text() == told
    page.get_by_role("button", name="Reset").press("Enter")
    until(page, "!document.querySelector('.filtered')")
    assert page.locator("#f03 .finding").is_visible()


def test_the_address_holds_the_view_and_goes_back_and_forth(opened, site):
    page = opened(site, "index.html")
    shown(page, {"region": "europe"})
    shown(page, {"by": "workplace:remote"})
    assert page.evaluate("location.hash") == "#v=1&d=2026-10-31&region=europe&by=workplace:remote"
    page.go_back()
    until(page, "document.querySelector('#filters [name=by]').value === ''")
    assert page.evaluate("location.hash") == "#v=1&d=2026-10-31&region=europe"
    page.go_back()
    until(page, "!document.querySelector('.filtered')")
    page.go_forward()
    until(page, "document.querySelector('#filters [name=region]').value === 'europe'")


def test_a_state_survives_its_address(opened, site):
    page = opened(site, "index.html")
    states = [
        {
            "fig": "f03",
            "skills": ["go", "rust"],
            **state,
            "region": list(REGIONS)[at % 6],
            "strength": "required",
            "category": "language",
            "find": "a & b=c",
            "show": "all",
            "as": ["f16.quarter", "f01.all"],
            "view": "table",
        }
        for at, state in enumerate(some_states())
    ]
    for state in states:
        back = page.evaluate(
            """given => {
                const { format, parse, DEFAULTS } = Skilltide.state;
                const address = format({ ...DEFAULTS, ...given });
                return [parse(address).state, format(parse(address).state) === address, address.length];
            }""",
            state,
        )
        assert back[0] == state
        assert back[1]
        assert back[2] <= 500


def test_what_an_address_names_wrongly_is_left_out_and_said(opened, site):
    page = opened(site, "index.html#v=1&region=<img src=x onerror=alert(1)>&skills=nothing~go&other=1")
    notice = page.locator(".notice").inner_text()
    assert "region=<img" in notice
    assert "skills=nothing" in notice
    assert page.evaluate("Skilltide.state.get().skills") == ["go"]
    assert page.locator("img").count() == 0


def test_an_address_of_older_numbers_says_so(opened, site):
    page = opened(site, "index.html#v=1&d=2026-09-30&region=europe")
    assert "updated since this link was made" in page.locator(".notice").inner_text()


def test_compared_skills_stand_in_the_address(opened, site):
    page = opened(site, "compare.html#v=1&skills=go~rust")
    until(page, "document.querySelectorAll('#compared-rows tr').length === 2")
    field = page.get_by_label("Add a skill")
    field.fill("PHP")
    field.press("Enter")
    until(page, "document.querySelectorAll('#compared-rows tr').length === 3")
    assert page.evaluate("location.hash") == "#v=1&d=2026-10-31&skills=go~rust~php"
    field.fill("no such skill")
    field.press("Enter")
    assert "not among the skills" in page.locator("#compare-said").inner_text()
    page.get_by_role("button", name="Remove Go").click()
    until(page, "document.querySelectorAll('#compared-rows tr').length === 2")
    assert page.locator("#compared-chart .main-svg .trace path").count() > 0
    assert page.said == []


def test_skills_are_told_apart_in_pairs_with_employers_as_clusters(opened, site, published):
    page = opened(site, "compare.html#v=1&skills=go~rust~java")
    until(page, "document.querySelectorAll('#apart-rows tr').length === 3")
    with open_reader(published) as connection:
        apart = connection.execute(
            "select postings, coalesce(sum(case skill_id when 'go' then k else -k end), 0) from "
            "(select employer_id, count(*) as postings from lead_posting where month >= '2025-11-01' group by all) "
            "left join (select employer_id, skill_id, sum(postings) as k from skill_month_employer where "
            "month >= '2025-11-01' and skill_id in ('go', 'rust') group by all) using (employer_id) group by postings, employer_id"
        ).fetchall()
    n = sum(count for count, _ in apart)
    difference = sum(ahead for _, ahead in apart) / n
    squares = sum((ahead - difference * count) ** 2 for count, ahead in apart)
    reach = 1.959963984540054 * float(len(apart) / (len(apart) - 1) * float(squares)) ** 0.5 / float(n)
    first = page.locator("#apart-rows tr").first.locator("td, th").all_inner_texts()
    assert first[0] == "Go minus Rust"
    wanted = [100 * (float(difference) + sign * reach) for sign in (0, -1, 1)]
    assert [float(cell) for cell in first[1:4]] == pytest.approx(wanted, abs=0.051)
    told = [row.rsplit("\t", 1)[1] for row in page.locator("#apart-rows tr").all_inner_texts()]
    assert told[1:] == ["Java is ahead", "Java is ahead"]
    assert page.said == []
