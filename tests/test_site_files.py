"""What lies beside the pages: the files of figures, the data in one file, the feed, past months, quotations."""

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.build import build_site
from reports.figures import FIGURES
from reports.regions import OF_COUNTRY, REGIONS
from reports.site.evidence import _WORD, MOST_WORDS, around, read_quotations, web_address
from tests.published_fixture import HOSTILE, published_file
from warehouse.connection import open_reader

# F18 is of the rules, not of the postings of a period.
UNDATED = {"F18"}
ATOM = {"atom": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    return published_file(tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="module")
def site(published):
    build_site(published, published.parent / "site")
    return published.parent / "site"


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("stem", [kind.id.upper() for kind in FIGURES])
def test_every_figure_has_its_files(site, stem):
    figure = json.loads((site / "fig" / f"{stem}.json").read_text(encoding="utf-8"))
    words = (site / "fig" / f"{stem}.md").read_text(encoding="utf-8")
    alt = (site / "fig" / f"{stem}.alt.txt").read_text(encoding="utf-8")
    found = rows_of(site / "fig" / f"{stem}.csv")
    for row in found:
        assert {"period", "employers", "sources", "region", "data_date", "source_line"} <= set(row)
        assert row["period"] or stem in UNDATED
    assert figure["licence"] == "CC BY 4.0"
    assert figure["question"].endswith("?")
    assert len(found) == len(figure["tables"][0]["rows"])
    assert alt.strip() == figure["alt"]
    assert "Source" in words
    assert "CC BY 4.0" in words
    assert (site / "embed" / f"{stem}.html").is_file()


def test_markdown_runs_no_markup_of_others(site):
    words = "".join(path.read_text(encoding="utf-8") for path in (site / "fig").glob("*.md"))
    assert HOSTILE not in words
    assert "\\<img" in words


def test_the_data_lie_in_one_file_with_a_dictionary_of_all_columns(site):
    with zipfile.ZipFile(site / "skilltide-data.zip") as packed:
        names = set(packed.namelist())
        assert packed.testzip() is None
        assert packed.read("fig/F03.csv") == (site / "fig" / "F03.csv").read_bytes()
        explained = list(csv.DictReader(io.StringIO(packed.read("dictionary.csv").decode())))
        told = {(row["file"], row["column"]) for row in explained}
        origin = {row["column"] for row in explained if row["file"] == "every file"}
        for name in names - {"dictionary.csv", "README.txt", "data/sources_and_terms.csv"}:
            head = next(csv.reader(io.StringIO(packed.read(name).decode())))
            assert {(name, column) for column in head if column not in origin} <= told
        assert "CC BY 4.0" in packed.read("README.txt").decode()
    assert all(row["meaning"] for row in explained)


def test_the_feed_names_what_rose_and_fell(site):
    feed = ElementTree.parse(site / "feed.xml").getroot()
    entry = feed.find("atom:entry", ATOM)
    assert entry.findtext("atom:id", namespaces=ATOM) == "urn:skilltide:changes:2026-10"
    assert "Rising: Rust" in entry.findtext("atom:summary", namespaces=ATOM)
    assert "Falling: PHP" in entry.findtext("atom:summary", namespaces=ATOM)
    assert all((site / link.get("href")).is_file() for link in feed.iter(f"{{{ATOM['atom']}}}link"))


def test_past_months_are_kept_and_the_month_itself_is_renewed(tmp_path):
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    old = published_file(tmp_path / "old", months=2, last=date(2026, 8, 1))
    new = published_file(tmp_path / "new", months=2)
    for file in (old, new, new):
        build_site(file, tmp_path / "site")
    kept = tmp_path / "site" / "archive"
    assert sorted(path.name for path in kept.iterdir()) == ["2026-08", "2026-10"]
    assert "Aug 2026" in (kept / "2026-08" / "index.html").read_text(encoding="utf-8")
    assert (kept / "2026-10" / "index.html").read_bytes() == (tmp_path / "site" / "index.html").read_bytes()
    assert not (kept / "2026-10" / "archive").exists()
    entries = ElementTree.parse(tmp_path / "site" / "feed.xml").getroot().findall("atom:entry", ATOM)
    assert len(entries) == 2


@pytest.fixture(scope="module")
def quotations(published):
    from reports.published import read_basis

    with open_reader(published) as connection:
        return read_quotations(connection, read_basis(connection))


def test_every_skill_has_five_postings_with_an_address_and_a_version(quotations):
    assert set(quotations) >= {"python", "rust", "kafka"}
    for name, found in quotations.items():
        assert len(found) >= 5 or name == "cobol"
        assert all(one.words <= MOST_WORDS for one in found)
        assert all(one.url.startswith("https://jobs.example/") for one in found)
        assert all("taxonomy 2026.10" in one.version for one in found)


def test_employers_take_turns_in_quotations(quotations):
    assert len({one.employer for one in quotations["python"]}) == len(quotations["python"])


def test_a_source_that_allows_only_counts_is_not_quoted(quotations):
    allowed = {one.source: one.quoted for found in quotations.values() for one in found}
    assert allowed == {"Greenhouse job boards": True, "Hacker News: Who is hiring?": False}
    for one in (one for found in quotations.values() for one in found if not one.quoted):
        assert one.before == one.after == ""
        assert one.match


@given(st.text(max_size=200), st.text(min_size=1, max_size=20), st.text(max_size=200))
def test_a_quotation_has_25_words_at_most_and_holds_the_place(before, match, after):
    text = before + match + after
    quoted = around(text, len(before), len(before) + len(match))
    assert sum(len(_WORD.findall(part.replace("…", " "))) for part in quoted if part) <= max(
        MOST_WORDS, len(_WORD.findall(match))
    )
    assert "\n" not in "".join(quoted)
    assert not set("".join(quoted)) & set("\u202e\u2066\x00")


def test_a_quotation_is_of_one_line_and_says_where_it_is_cut():
    text = "Above\n" + " ".join(f"w{number}" for number in range(40)) + " Rust and more\nBelow"
    start = text.index("Rust")
    before, match, after = around(text, start, start + 4)
    assert match == "Rust"
    assert before.startswith("… w")
    assert after == " and more"
    assert "Above" not in before


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x.example", "https://x y", "", None]
)
def test_only_web_addresses_lead_away(url):
    assert web_address(url) is None


def test_every_country_has_one_region():
    import pycountry

    known = {country.alpha_2 for country in pycountry.countries}
    assert set(OF_COUNTRY.values()) < set(REGIONS)
    assert known - set(OF_COUNTRY) <= {"AQ", "BV", "GS", "HM", "TF", "UM"}
    assert set(OF_COUNTRY) - known == {"XK"}
