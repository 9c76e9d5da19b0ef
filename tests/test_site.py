"""The site is safe with hostile words, asks no other host, says when it is a sample, keeps the last good one."""

import base64
import csv
import hashlib
import io
import re
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest

from reports import build, source_terms, theme
from reports.build import ReportError, build_site
from reports.cells import csv_text, in_file, written
from reports.figures import FIGURES
from reports.figures.figure import Column, Kind, Table
from reports.site.pages import PAGES
from reports.site.render import embedded
from reports.site.single_file import FILE as SINGLE
from reports.source_terms import SourceTerms
from tests.published_fixture import FORMULA, HOSTILE, published_file


class Elements(HTMLParser):
    """All start tags with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


# All figures but that of the rules, which stands on labels.
OF_POSTINGS = len(FIGURES) - 1


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    return published_file(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def site(published):
    out = published.parent / "site"
    build_site(published, out)
    return out


@pytest.fixture(scope="module")
def pages(site):
    """All pages of the site but the kept versions and the one that stands alone, by their address."""
    found = {path.relative_to(site): path for path in site.rglob("*.html")}
    return {
        name: path.read_text(encoding="utf-8")
        for name, path in found.items()
        if name.parts[0] != "archive" and name != Path(SINGLE)
    }


@pytest.fixture(scope="module")
def page(site):
    return (site / "sources.html").read_text(encoding="utf-8")


def test_the_summary_is_one_line(published, tmp_path):
    summary = build_site(published, tmp_path / "site")
    assert re.fullmatch(
        rf"\d+ pages, {len(FIGURES)} figures( \(\d+ without enough data\))?, \d\.\d MB", str(summary)
    )


def test_every_figure_has_a_page_and_every_page_a_way_to_it(pages):
    declared = {name for page in PAGES for name in page.figures}
    assert {kind.id for kind in FIGURES} <= declared
    assert len({page.file for page in PAGES}) == len(PAGES)
    menus = {name: text.split('aria-label="Pages"')[1].split("</nav>")[0] for name, text in pages.items()
             if name.parts[0] != "embed"}  # fmt: skip
    for page in PAGES:
        if page.stands({kind.id for kind in FIGURES}):
            assert Path(page.file) in pages
            assert all(f'{page.file}"' in menu for menu in menus.values())


def test_every_column_of_the_published_file_is_explained(published, pages):
    with duckdb.connect(str(published), read_only=True) as connection:
        names = connection.execute(
            "select table_name, column_name, comment from duckdb_columns() where not internal"
        ).fetchall()
    text = pages[Path("dictionary.html")].replace("<wbr>", "")
    sections = {part.split('"')[0]: part for part in text.split('<section id="')[1:]}
    for table, column, comment in names:
        assert f"<code>{column}</code>" in sections[table]
        assert comment
        assert comment in unescape(sections[table])


def test_skills_that_are_named_often_have_a_page(pages):
    found = {name.stem for name in pages if name.parts[0] == "skill"}
    assert {"python", "rust", "kafka", "cicd"} <= found
    assert "cobol" not in found
    text = pages[Path("skill/rust.html")]
    assert "rising" in text
    assert "How has Rust moved?" in text


def test_the_policy_forbids_everything_but_own_files(pages):
    assert (
        len({re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1] for text in pages.values()})
        == 1
    )
    page = pages[Path("index.html")]
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1].replace("&#39;", "'")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert "http" not in policy


def test_no_script_stands_in_a_page(pages):
    for text in pages.values():
        found = Elements(text).found
        scripts = [attributes for tag, attributes in found if tag == "script"]
        assert scripts
        assert all("src" in script or script["type"] == "application/json" for script in scripts)
        assert [name for _, attributes in found for name in attributes if name.startswith("on")] == []


def test_the_page_that_stands_alone_runs_its_own_scripts_only(site):
    text = (site / SINGLE).read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1].replace("&#39;", "'")
    allowed = re.search(r"script-src ([^;]+);", policy)[1].split()
    written_there = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    hashes = [hashlib.sha256(script.encode()).digest() for script in written_there]
    assert [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes] == allowed
    scripts = [attributes for tag, attributes in Elements(text).found if tag == "script"]
    assert all(script.get("type", "application/json") == "application/json" for script in scripts)
    assert not [script for script in scripts if "src" in script]


def test_nothing_is_loaded_from_another_host(site, pages):
    for name, text in pages.items():
        loaded = [
            attributes[key]
            for tag, attributes in Elements(text).found
            for key in ("src", "href", "data", "action", "poster", "srcset")
            if key in attributes and tag != "a"
        ]
        assert all(not re.match(r"(https?:)?//", address) for address in loaded)
        assert all(address == "data:," or (site / name.parent / address).is_file() for address in loaded)
    own = [path.read_text() for path in (site / "assets").glob("*.*") if not path.name.startswith("plotly")]
    assert own
    assert not [text for text in own if re.search(r"https?://", text)]


def test_links_lead_to_places_of_the_site_or_away_from_it(site, pages):
    ids = {
        name: {attributes.get("id") for _, attributes in Elements(text).found} for name, text in pages.items()
    }
    for name, text in pages.items():
        for link in (attributes for tag, attributes in Elements(text).found if tag == "a"):
            if "external" in (link.get("rel") or "").split():
                assert re.match(r"https?://", link["href"])
                continue
            address, _, place = link["href"].partition("#")
            target = (site / name.parent / address).resolve() if address else site / name
            assert target.is_file() or target.parts[-3:-1] == ("archive", "2026-10"), (name, link["href"])
            known = ids.get(target.relative_to(site.resolve()) if address else name, set())
            assert not place or "=" in place or place in known, (name, link["href"])


def test_sources_and_their_credits_are_linked(page):
    links = [attributes for tag, attributes in Elements(page).found if tag == "a"]
    assert [link["href"] for link in links if "external" in (link.get("rel") or "").split()] == [
        "https://example.org/terms", "https://example.org/terms", "https://news.ycombinator.com",
        "https://www.onetcenter.org/database.html", "https://licence.example",
    ]  # fmt: skip


def test_ids_are_unique(pages):
    for text in pages.values():
        ids = [attributes["id"] for _, attributes in Elements(text).found if "id" in attributes]
        assert len(ids) == len(set(ids))


def test_a_hostile_name_stays_text(pages):
    for text in pages.values():
        assert HOSTILE not in text
        assert not [tag for tag, _ in Elements(text).found if tag in ("img", "iframe", "object", "embed")]
    assert "&lt;img src=x onerror=" in pages[Path("market.html")]


def test_each_source_stands_with_its_terms_its_credit_and_its_robots(page):
    section = page.split('<section id="sources"')[1].split("</section>")[0]
    greenhouse, hacker_news = section.split('<tr role="row">')[2:]
    assert (
        '<a href="https://example.org/terms" rel="external noopener">Greenhouse job boards</a>' in greenhouse
    )
    assert 'data-label="Credit">none asked for</td>' in greenhouse
    assert "robots.txt last read on 3 Oct 2026, 1 host; longest crawl delay 2 s." in greenhouse
    assert "Content signal: search=yes, ai-train=no" in greenhouse
    assert 'data-label="Requests to a host, at most">one a second, 100 a day</td>' in greenhouse
    assert (
        'Hacker News, <a href="https://news.ycombinator.com" rel="external noopener">news.ycombinator.com</a>'
        in hacker_news
    )
    assert "No robots.txt of it has been read for these numbers." in hacker_news


def test_vocabularies_have_the_credit_that_they_ask_for(page):
    section = page.split('<ul class="vocabularies">')[1].split("</ul>")[0]
    assert (
        '<a href="https://www.onetcenter.org/database.html" rel="external noopener">O*NET database</a> 30.2'
        in section
    )
    assert "(CC BY 4.0), 3 skills." in section
    assert "Owed to &lt;img" in section
    assert '<a href="https://licence.example" rel="external noopener">licence.example</a>' in section


def test_the_terms_lie_beside_the_page_as_a_file(site):
    text = (site / "data" / source_terms.FILE).read_text(encoding="utf-8")
    found = {row["source"]: row for row in csv.DictReader(io.StringIO(text))}
    assert set(found) == {"greenhouse", "hn_who_is_hiring"}
    assert found["greenhouse"]["robots_read_on"] == "2026-10-03"
    assert found["hn_who_is_hiring"]["attribution"] == "Hacker News, https://news.ycombinator.com"
    assert found["hn_who_is_hiring"]["sample"] == "true"


def terms(**changes):
    names = SourceTerms.__dataclass_fields__
    given = {"source": "jobs", "title": "Jobs", "status": "ON", "postings": 3, "rate_limit_per_second": 0.2}
    return SourceTerms(**{**dict.fromkeys(names), **given, **changes})


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", 'https://x.example/"onclick="', "//x.example", "", None],
)
def test_only_a_web_address_becomes_a_link(address):
    assert terms(terms_url=address).link is None
    assert all(url in (None, "https://x.example/") for _, url in terms(attribution=address).credit)


def test_a_credit_keeps_all_its_words():
    owed = "Data: Jobs (https://jobs.example/a?b=c), see https://jobs.example."
    assert "".join(words for words, _ in terms(attribution=owed).credit) == owed
    assert [url for _, url in terms(attribution=owed).credit if url] == [
        "https://jobs.example/a?b=c", "https://jobs.example",
    ]  # fmt: skip


def test_what_runs_against_the_ledger_says_so():
    assert terms().standing is None
    assert terms(status="REVIEW", acknowledgement="Ann asked").standing == (
        "under review; runs as acknowledged: Ann asked"
    )


@pytest.mark.parametrize(
    ("rate", "said"), [(0.2, "one in 5 s"), (1.0, "one a second"), (10.0, "10 a second")]
)
def test_the_pace_is_said_in_words(rate, said):
    assert terms(rate_limit_per_second=rate, request_budget=3000).pace == f"{said}, 3,000 a day"


def test_hosts_that_are_closed_are_counted():
    said = terms(robots_read_on=date(2026, 10, 3), hosts=12, hosts_closed=2).read
    assert said == "robots.txt last read on 3 Oct 2026, 12 hosts, 2 of them closed to us."


def test_an_imported_source_has_no_terms_of_ours(tmp_path):
    file = published_file(tmp_path, months=2)
    with duckdb.connect(str(file)) as connection:
        connection.execute("update posting set source = 'a list' where source = 'greenhouse'")
    build_site(file, tmp_path / "site")
    page = (tmp_path / "site" / "sources.html").read_text(encoding="utf-8")
    assert "a list (imported)" in page
    assert "known to whoever imported them" in page


def test_chart_data_cannot_end_their_element():
    assert embedded({"a": "</script><!--"}) == '{"a":"\\u003c/script\\u003e\\u003c!--"}'


def test_spreadsheets_run_no_cell(site):
    cells = [
        cell
        for file in site.rglob("*.csv")
        for row in csv.reader(io.StringIO(file.read_text(encoding="utf-8")))
        for cell in row
    ]
    assert f"'{FORMULA}" in cells
    starts = [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))]
    assert starts == []
    assert all(re.fullmatch(r"-[\d.e-]+", cell) for cell in cells if cell.startswith("-"))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_words_that_look_like_formulas_are_quoted(start):
    assert in_file(f"{start}1+1").startswith("'")
    assert in_file(f" {start}1+1").startswith("'")
    table = Table(
        "t",
        "",
        (Column("name", "Name"), Column("change", "", Kind.POINTS)),
        ({"name": f"{start}x", "change": -0.5},),
    )
    rows = list(csv.DictReader(io.StringIO(csv_text(table, "Source", date(2026, 10, 31), True))))
    assert rows[0]["change"] == "-0.5"
    assert rows[0]["sample"] == "true"
    assert rows[0]["data_date"] == "2026-10-31"


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (None, Kind.SHARE, "–"),
        (0.3825, Kind.SHARE, "38.2 %"),
        (-0.031, Kind.POINTS, "-3.1"),
        (12345, Kind.COUNT, "12,345"),
        (date(2026, 10, 1), Kind.MONTH, "Oct 2026"),
    ],
)
def test_cells_are_written_for_eyes(cell, kind, text):
    assert written(cell, kind) == text


def test_a_sample_says_so_in_title_banner_and_under_every_figure(pages):
    for name, text in pages.items():
        assert "<title>SAMPLE DATA – " in text
        assert ("<strong>SAMPLE DATA.</strong>" in text) is (name.parts[0] != "embed")
        lines = re.findall(r'<p class="source">(.*?)</p>', text)
        assert all("SAMPLE DATA (invented) · Source:" in line or "labelled by hand" in line for line in lines)


def test_real_data_carry_no_banner(tmp_path):
    build_site(published_file(tmp_path, sample=False, months=2), tmp_path / "site")
    assert not [
        path
        for path in (tmp_path / "site").rglob("*.html")
        if "SAMPLE DATA" in path.read_text(encoding="utf-8")
    ]


def test_an_empty_file_gives_honest_pages(tmp_path):
    summary = build_site(published_file(tmp_path, months=0), tmp_path / "site")
    assert summary.without_data == OF_POSTINGS
    for page in PAGES:
        if (tmp_path / "site" / page.file).is_file():
            text = (tmp_path / "site" / page.file).read_text(encoding="utf-8")
            assert "<strong>Not enough data.</strong>" in text or page.file == "dictionary.html"
            assert "no run yet" in text
    assert "<strong>No source yet.</strong>" in (tmp_path / "site" / "sources.html").read_text(
        encoding="utf-8"
    )


def test_without_a_published_file_the_error_is_one_clear_line(tmp_path):
    with pytest.raises(ReportError, match="nothing is published yet") as caught:
        build_site(tmp_path / "none.duckdb", tmp_path / "site")
    assert "\n" not in str(caught.value)


def test_a_failure_keeps_the_last_good_site(published, tmp_path, monkeypatch):
    out = tmp_path / "site"
    build_site(published, out)
    good = (out / "index.html").read_bytes()

    def fails(*_):
        raise OSError("disk full")

    monkeypatch.setattr(build, "write_figure_files", fails)
    with pytest.raises(OSError, match="disk full"):
        build_site(published, out)
    assert (out / "index.html").read_bytes() == good
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_same_data_give_the_same_bytes(published, site, tmp_path):
    build_site(published, tmp_path / "again")
    assert sorted(path.relative_to(site) for path in site.rglob("*")) == sorted(
        path.relative_to(tmp_path / "again") for path in (tmp_path / "again").rglob("*")
    )
    for file in (tmp_path / "again").rglob("*.*"):
        assert file.read_bytes() == (site / file.relative_to(tmp_path / "again")).read_bytes()


def test_every_colour_has_its_own_dark_one(site):
    assert len(set(theme.DARK.values())) == len(theme.DARK)
    assert not set(theme.DARK) & set(theme.DARK.values())
    style = (site / "assets" / "style.css").read_text().lower()
    for colour in (theme.TEXT, theme.MUTED, theme.PAPER):
        assert colour.lower() in style
        assert theme.DARK[colour].lower() in style


def test_the_charting_library_is_the_one_that_plotly_draws_for(site):
    from plotly.offline import get_plotlyjs_version

    head = (site / "assets" / "plotly-basic.min.js").read_text(encoding="utf-8")[:200]
    assert f"v{get_plotlyjs_version()}" in head
    assert "MIT license" in head
