"""Every figure keeps the house's promises; numbers are checked where a planted truth is known."""

import math
import shutil
from collections.abc import Collection
from datetime import date
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from scipy.stats import binomtest

from pipelines.normalise.money import PERIODS_OF_A_YEAR
from reports.figures import FIGURES, f18_how_well_we_read
from reports.figures.figure import Kind
from reports.published import last_complete_month, months_back
from tests.published_fixture import published_file
from warehouse.connection import open_reader, open_writer

IDS = [kind.id for kind in FIGURES]
# The last figure is of the rules, not of the postings of a file.
OF_POSTINGS = [name for name in IDS if name != "f18"]


def drawn(published: Path, only: Collection[str] = IDS) -> dict:
    with open_reader(published) as connection:
        return {kind.id: kind.draw(connection) for kind in FIGURES if kind.id in only}


@pytest.fixture(scope="module")
def usual(tmp_path_factory) -> Path:
    """The published file that no test changes."""
    return published_file(tmp_path_factory.mktemp("figures"))


@pytest.fixture
def published(usual, tmp_path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copy(usual, tmp_path / "skilltide.duckdb"))


@pytest.fixture(scope="module")
def figures(usual) -> dict:
    return drawn(usual)


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> dict:
    return drawn(published_file(tmp_path_factory.mktemp("empty"), months=0))


def test_every_file_of_a_figure_is_on_the_page():
    folder = Path(__file__).parents[1] / "reports" / "figures"
    assert sorted(IDS) == sorted(file.name[:3] for file in folder.glob("f[0-9][0-9]_*.py"))
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize("name", OF_POSTINGS)
def test_a_figure_says_what_it_rests_on(figures, name):
    figure = figures[name]
    assert figure.enough
    assert figure.question.endswith("?")
    assert figure.postings >= 30
    assert figure.employers >= 10
    assert "n = " in figure.finding or name == "f17"
    assert "n = " in figure.alt
    assert len(figure.alt) <= 250
    assert "SAMPLE DATA" in figure.source
    assert "Hacker News" in figure.source
    assert "31 Oct 2026" in figure.source
    assert figure.chart.data
    assert figure.narrow
    assert figure.table.rows


@pytest.mark.parametrize("name", IDS)
def test_every_share_has_its_interval_and_n(figures, name):
    pairs = {"share_low": "share", "required_low": "required_share", "conditional_low": "conditional_share"}
    for table in figures[name].tables:
        columns = {column.name for column in table.columns}
        assert any(column.startswith("n") or column.endswith("_n") for column in columns)
        for low, share in pairs.items():
            for row in table.rows if low in columns else ():
                high = low.replace("low", "high")
                known = {row[part] is None for part in (low, share, high)}
                assert len(known) == 1
                assert known == {True} or row[low] <= row[share] <= row[high]


@pytest.mark.parametrize("name", IDS)
def test_what_is_suppressed_has_no_number_anywhere(figures, name):
    for table in figures[name].tables:
        shares = [column.name for column in table.columns if column.kind is Kind.SHARE]
        for row in table.rows:
            if str(row.get("status", "")).startswith("not enough data"):
                assert {row[column] for column in shares if column != "month_share"} == {None}


@pytest.mark.parametrize("name", OF_POSTINGS)
def test_an_empty_file_gives_the_state_not_a_number(empty, name):
    figure = empty[name]
    assert not figure.enough
    assert figure.chart is None
    assert "not enough data" in figure.alt
    assert "30 are needed" in figure.finding
    for table in figure.tables:
        shares = [column.name for column in table.columns if column.kind is Kind.SHARE]
        assert all(row[column] is None for row in table.rows for column in shares)


# Counts of postings, and what is measured on labels: no shares of a region.
NO_SHARES = {"f17", "f18"}


@pytest.mark.parametrize("name", sorted(set(IDS) - NO_SHARES))
def test_what_is_pointed_at_says_the_region_and_the_sources(figures, name):
    pointed = [
        str(text) + (trace.hovertemplate or "")
        for trace in figures[name].chart.data
        for text in (trace.customdata if trace.customdata is not None else ("",))
    ]
    said = [text for text in pointed if "postings" in text or "n =" in text]
    assert said
    assert [text for text in said if "all regions" not in text and "the country named" not in text] == []
    assert [text for text in said if "source" not in text] == []


@pytest.mark.parametrize("name", IDS)
def test_charts_hold_no_markup_of_others(figures, name):
    text = figures[name].chart.to_json()
    assert "<img" not in text
    assert "<script" not in text


def test_skills_come_with_what_was_planted(figures):
    rows = {row["skill_id"]: row for row in figures["f03"].table.rows}
    assert math.isclose(rows["python"]["share"], 0.46, abs_tol=0.05)
    assert rows["cicd"]["kind"] == "practice"
    assert "Continuous" not in str(figures["f03"].chart.layout.yaxis.ticktext)
    assert rows["python"]["share"] == max(row["share"] or 0 for row in rows.values())


def test_neighbours_that_cannot_be_told_apart_share_a_mark(published):
    figure = drawn(published, ["f03"])["f03"]
    ranked = [row for row in figure.table.rows if row["kind"] == "tech" and row["share"] is not None]
    marks = {row["skill_id"]: row["tied_with"] for row in ranked}
    with open_reader(published) as connection:
        for one, other in pairwise(ranked):
            first, second = connection.execute(
                "select count(*) filter (where a and not b), count(*) filter (where b and not a) from ("
                "select bool_or(skill_id = ?) as a, bool_or(skill_id = ?) as b from lead_posting "
                "join posting_skill using (posting_id) where month >= '2025-11-01' group by posting_id)",
                [one["skill_id"], other["skill_id"]],
            ).fetchall()[0]
            if binomtest(first, first + second).pvalue >= 0.05:
                assert marks[one["skill_id"]] == other["skill"]
            elif marks[one["skill_id"]] is None:
                assert first > second
    assert None in marks.values()
    assert len([shape for shape in figure.chart.layout.shapes if shape.xref == "paper"]) == sum(
        mark is not None for mark in marks.values()
    )


def test_the_raw_series_stands_beside_the_adjusted_one(figures):
    rows = [row for row in figures["f04"].table.rows if row["raw_share"] is not None]
    assert rows
    assert all(row["raw_low"] <= row["raw_share"] <= row["raw_high"] for row in rows)
    assert {row["raw_n"] for row in rows} == {540}


def test_a_skill_that_is_mostly_unclear_gets_no_must_or_nice(figures):
    rows = {row["skill_id"]: row for row in figures["f05"].table.rows}
    assert rows["kafka"]["conditional_share"] is None
    assert "too often unclear" in rows["kafka"]["status"]
    assert rows["go"]["conditional_share"] < rows["python"]["conditional_share"]


def test_what_those_that_say_require_stands_beside_the_bars_on_an_axis_of_its_own(figures):
    figure = figures["f05"]
    beside = next(trace for trace in figure.chart.data if trace.xaxis == "x2")
    said = [row["conditional_share"] for row in figure.table.rows if row["conditional_share"] is not None]
    assert beside.x
    assert set(beside.x) <= set(said)
    axis = figure.chart.layout.xaxis2
    assert tuple(axis.range) == (0, 1)
    assert axis.title.text is None
    assert axis.domain[0] > figure.chart.layout.xaxis.domain[1]


def test_median_years_are_those_that_were_planted(figures):
    summary = {row["measure"]: row for row in figures["f06"].more_tables[0].rows}
    assert summary["Median"]["value"].startswith("6 years (")
    assert summary["Postings that state years"]["value"].startswith("8")


def test_the_planted_trends_are_found_and_no_other(figures):
    labels = {row["skill"]: row["label"] for row in figures["f04"].more_tables[0].rows}
    assert labels.pop("Rust") == "rising"
    assert labels.pop("PHP") == "falling"
    assert set(labels.values()) == {"no clear change"}


def test_a_source_that_is_added_moves_no_trend(published):
    """The index and the adjusted series stay as they are; what was scraped jumps."""
    with open_writer(published) as connection:
        for table in ("lead_month_board", "lead_month_employer", "skill_month_employer"):
            connection.execute(f"delete from {table} where source = 'greenhouse' and month < '2026-06-01'")
        connection.execute(
            "delete from source_day where source = 'greenhouse' and observed_on < '2026-06-01'"
        )
    added = drawn(published, ("f01", "f04"))
    with open_writer(published) as connection:
        for table in ("lead_month_board", "lead_month_employer", "skill_month_employer", "source_day"):
            connection.execute(f"delete from {table} where source = 'greenhouse'")
    without = drawn(published, ("f01", "f04"))
    indices = [[row["index"] for row in found["f01"].table.rows] for found in (added, without)]
    assert indices[0] == [pytest.approx(value) for value in indices[1]]
    raw = [[row["k"] for row in found["f01"].table.rows] for found in (added, without)]
    assert raw[0][0] == 2 * raw[1][0]
    assert "Greenhouse job boards" in {row["entered"] for row in added["f01"].table.rows}
    shares = [
        {(row["skill"], row["month"]): row["share"] for row in found["f04"].table.rows}
        for found in (added, without)
    ]
    assert added["f04"].chart.layout.shapes
    assert not without["f04"].chart.layout.shapes
    shown = shares[0].keys() & shares[1].keys()
    assert len(shown) > 60
    assert all(shares[0][key] == pytest.approx(shares[1][key]) for key in shown if shares[1][key] is not None)


def test_the_number_of_postings_is_that_of_matched_boards(figures):
    figure = figures["f01"]
    rows = figure.table.rows
    # A board's first month holds what was open before it was first asked.
    assert (rows[-1]["n"], rows[0]["n"]) == (90, 180)
    assert "did not change clearly" in figure.finding
    assert all(
        row["index_low"] <= row["index_mean"] <= row["index_high"] for row in rows if row["index_mean"]
    )
    assert any(row["open_index"] is not None for row in rows)


def test_what_rises_stands_first_and_what_falls_last(figures):
    rows = figures["f16"].table.rows
    labels = {row["skill"]: row["label"] for row in rows if row["label"] != "no clear change"}
    assert labels == {"Rust": "rising", "PHP": "falling"}
    assert (rows[0]["skill"], rows[-1]["skill"]) == ("Rust", "PHP")
    assert all(row["share_before_low"] <= row["share_before"] <= row["share_before_high"] for row in rows)
    assert all(row["change_low"] <= row["change"] <= row["change_high"] for row in rows)
    assert {row["tested"] for row in rows} == {len(rows)}
    assert "▲" in str(figures["f16"].chart.data)


LATE_RUST = """select posting_id from lead_posting join posting_skill using (posting_id)
where skill_id = 'rust' and month >= '2026-08-01'"""
OTHERWISE = {
    "without agencies": f"update lead_posting set company = 'Acme Recruitment' where posting_id in ({LATE_RUST})",
    "without stale postings": f"update cluster set is_stale = true where cluster_id in ({LATE_RUST})",
    "required only": "update skill_month_employer set required = 0 where skill_id = 'rust' and month >= '2026-08-01'",
}


@pytest.mark.parametrize("way", OTHERWISE)
def test_a_change_that_hangs_on_one_kind_of_posting_is_none(published, figures, way):
    with open_writer(published) as connection:
        connection.execute(OTHERWISE[way])
    before, after = (
        next(row for row in found["f16"].table.rows if row["skill_id"] == "rust")
        for found in (figures, drawn(published, ["f16"]))
    )
    assert (before["label"], before["contradicted_by"]) == ("rising", "")
    assert before[way.replace(" ", "_")] > 0.02
    assert (after["label"], after["contradicted_by"]) == ("no clear change", way)


def test_skills_drawn_apart_go_together_as_by_chance(figures):
    shown = [row for row in figures["f10"].table.rows if row["lift"] is not None]
    assert len(shown) >= 5
    for row in shown:
        assert row["lift_low"] <= row["lift"] <= row["lift_high"]
        assert row["lift"] == pytest.approx(1.0, abs=0.25)
        assert row["k"] >= 20
    assert "cobol" not in {row["beside_id"] for row in shown}


def test_a_technology_that_needs_another_goes_with_it(published):
    with open_writer(published) as connection:
        connection.execute("delete from posting_skill where skill_id = 'kafka'")
        connection.execute(
            "insert into posting_skill by name select * replace ('kafka' as skill_id) from posting_skill "
            "where skill_id = 'java' and hash(posting_id) % 2 = 0"
        )
        connection.execute("delete from skill_month_employer where skill_id = 'kafka'")
        connection.execute(
            "insert into skill_month_employer select month, source, employer_id, skill_id, count(*), "
            "count(*), 0, 0 from lead_posting join posting_skill using (posting_id) where skill_id = 'kafka' "
            "group by all"
        )
    rows = drawn(published, ["f10"])["f10"].more_tables[0].rows
    first = rows[0]
    assert {first["skill_id"], first["beside_id"]} == {"java", "kafka"}
    assert first["lift_low"] > 1.8


def test_pay_that_goes_with_a_skill_is_found_and_no_other(figures):
    figure = figures["f15"]
    skills = {row["skill_id"]: row for row in figure.more_tables[0].rows}
    rust = skills.pop("rust")
    assert rust["difference_low"] < 0.12 < rust["difference_high"]
    assert rust["median_with"] > rust["median_without"] * 1.08
    for row in skills.values():
        assert row["difference"] is None or abs(row["difference"]) < 0.05
        assert row["k_with"] + row["k_without"] == row["n"]
    assert skills["cobol"]["status"].startswith("not enough data")
    assert skills["cobol"]["median_with"] is None
    assert "Rust state 1" in figure.finding
    assert "add" not in figure.finding
    stated = {row["country"]: row["share"] for row in figure.table.rows}
    assert all(share == pytest.approx(0.66, abs=0.08) for share in stated.values())


def test_pay_by_skill_is_hidden_where_few_state_it(tmp_path):
    published = published_file(tmp_path, months=3)
    with open_writer(published) as connection:
        connection.execute("delete from pay_stated where hash(posting_id) % 8 > 0")
    figure = drawn(published, ["f15"])["f15"]
    assert figure.enough
    assert "Pay by skill is not shown" in figure.finding
    assert "postings state pay, 100 are needed" in figure.finding
    assert not figure.more_tables[0].rows


def test_a_years_pay_is_that_of_its_period():
    mart = Path(__file__).parents[1] / "warehouse" / "marts" / "20_pay_stated.sql"
    connection = duckdb.connect()
    connection.execute(
        "create table posting as select period as posting_id, 'a' as source, 'b' as board, 'lead' as seniority, "
        "10.0 as salary_min, null::double as salary_max, 'EUR' as salary_currency, period as salary_period "
        "from (select unnest($periods::varchar[]) as period)",
        {"periods": [*PERIODS_OF_A_YEAR, None]},
    )
    connection.execute(
        "create table lead_posting as select posting_id, source, board, null::date as month, 'e' as employer_id, "
        "null as country, null as workplace, null as employer_size from posting"
    )
    connection.execute(mart.read_text(encoding="utf-8"))
    found = connection.execute("select posting_id, pay_min, pay_max from pay_stated").fetchall()
    assert {period: low / 10 for period, low, _ in found} == PERIODS_OF_A_YEAR
    assert all(low == high for _, low, high in found)


def test_unknown_is_a_row_of_its_own(figures):
    rows = figures["f14"].table.rows
    assert {row["group"] for row in rows if row["value"] == "not stated"} == {
        "Country", "Workplace", "Company size", "Kind of employer", "Industry",
    }  # fmt: skip
    for group in ("Country", "Workplace", "Company size", "Kind of employer", "Industry"):
        assert sum(row["k"] for row in rows if row["group"] == group) == figures["f14"].postings


def test_a_short_series_is_no_trend(tmp_path):
    figure = drawn(published_file(tmp_path, months=4), ["f04"])["f04"]
    assert not figure.enough
    assert figure.reason == "a trend needs 6 complete months of the same boards; there are 4"


def test_thin_months_leave_gaps(tmp_path):
    figure = drawn(published_file(tmp_path, months=8, per_month=16), ["f04"])["f04"]
    states = {row["status"].split(":")[0] for row in figure.table.rows}
    assert "not enough data" in states
    shown = [row for row in figure.table.rows if row["share"] is not None]
    assert len(shown) < len(figure.table.rows)


def test_one_source_alone_is_marked_weak(tmp_path):
    figures = drawn(published_file(tmp_path, sources=("hn_who_is_hiring",)), ("f03", "f04"))
    assert {row["status"] for row in figures["f03"].table.rows if row["share"]} == {
        "low: one source gives 100 % of the postings"
    } | {row["status"] for row in figures["f03"].table.rows if "interval" in row["status"]}
    assert any("no second source confirms" in note for note in figures["f04"].notes)


def test_a_board_that_failed_at_one_end_is_no_part_of_the_trend(published):
    whole = drawn(published, ["f04"])["f04"].table.rows[0]
    with open_writer(published) as connection:
        connection.execute(
            "update source_day set outcome = 'failed' where source = 'greenhouse' and board = 'board0' "
            "and observed_on = (select max(observed_on) from source_day)"
        )
    without = drawn(published, ["f04"])["f04"].table.rows[0]
    assert 0 < without["n"] < whole["n"]
    assert without["month"] == whole["month"]


def test_company_sizes_stand_in_their_order(figures):
    sizes = [row["value"] for row in figures["f14"].table.rows if row["group"] == "Company size"]
    assert sizes == ["1-50", "51-250", "251-1000", "1001+", "not stated"]


def test_undated_postings_are_counted_and_named(tmp_path):
    figures = drawn(
        published_file(tmp_path, dated=False, months=3, sources=("hn_who_is_hiring",)), ("f03", "f04")
    )
    assert figures["f03"].enough
    assert figures["f03"].period == "postings without a date"
    assert not figures["f04"].enough


def test_a_month_is_complete_on_the_evening_of_its_last_day():
    assert last_complete_month(date(2026, 10, 31)) == date(2026, 10, 1)
    assert last_complete_month(date(2026, 10, 30)) == date(2026, 9, 1)
    assert months_back(date(2026, 1, 1), 1) == date(2025, 12, 1)
    assert months_back(date(2026, 12, 1), -1) == date(2027, 1, 1)


def test_how_well_postings_are_read_stands_on_labels(figures):
    figure = figures["f18"]
    assert figure.enough
    assert figure.postings >= 40
    assert "n = " in figure.finding
    assert "n = " in figure.alt
    assert len(figure.alt) <= 250
    assert "labelled by hand" in figure.source
    assert figure.narrow
    drawn = [row for row in figure.table.rows if row["status"] == "ok"]
    for row in drawn:
        assert row["low"] <= row["f1"] <= row["high"]
        assert row["n"] >= 30
    parts = figure.more_tables[0].rows
    assert {row["language"] for row in parts} > {"all", "en", "de", "zh-Hant"}
    assert {row["source_type"] for row in parts} > {"all", "HTML of boards", "hiring threads"}


def test_without_results_the_figure_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(f18_how_well_we_read, "RESULTS", tmp_path / "none.json")
    figure = drawn(published_file(tmp_path, months=2), ["f18"])["f18"]
    assert not figure.enough
    assert figure.chart is None
    assert "no labelled postings have been scored" in figure.finding
