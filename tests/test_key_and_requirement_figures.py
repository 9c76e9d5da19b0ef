"""Key figures, years, duties, traits, degrees and titles say what was planted, and no more than the data carry."""

import math
import shutil
import tomllib
from pathlib import Path

import pytest

from pipelines.taxonomy import FOLDER, read_skills
from reports.figures import (
    f02_key_figures,
    f05_must_or_nice,
    f06_years,
    f07_years_by_skill,
    f08_years_by_size,
    f09_duties,
    f11_soft_skills,
    f12_degree,
    f13_titles,
    f14_who_hires_and_where,
    f17_what_this_is_based_on,
)
from reports.figures.collection_strip import STATES, collected_weeks
from reports.figures.groups import UNKNOWN_SIZE, size_band
from reports.statistics.clusters import ClusterSums
from reports.statistics.ratio import ratio_of_shares
from reports.statistics.share import share_of
from reports.statistics.spread import spread_of
from tests.published_facts import PAY_STATED
from tests.published_fixture import published_file
from warehouse.connection import open_reader, open_writer


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    return published_file(tmp_path_factory.mktemp("requirements"), months=15)


def drawn(module, file: Path):
    with open_reader(file) as connection:
        return module.FIGURE.draw(connection)


def asked_by_hand(file: Path, sql: str) -> list:
    with open_reader(file) as connection:
        return connection.execute(sql).fetchall()


IN_YEAR = "month between date '2025-11-01' and date '2026-10-01'"


def test_six_tiles_have_their_numbers_and_what_they_rest_on(published):
    figure = drawn(f02_key_figures, published)
    rows = {row["key"]: row for row in figure.table.rows}
    assert list(rows) == [
        "Tech-lead postings", "Employers", "Median years", "Degree required", "Top skill: Python", "Pay stated",
    ]  # fmt: skip
    [(postings, employers)] = asked_by_hand(
        published, f"select count(*), count(distinct employer_id) from lead_posting where {IN_YEAR}"
    )
    assert (rows["Tech-lead postings"]["number"], rows["Employers"]["number"]) == (postings, employers)
    assert math.isclose(rows["Pay stated"]["number"], PAY_STATED, abs_tol=0.05)
    for name in ("Degree required", "Top skill: Python", "Pay stated"):
        assert rows[name]["low"] < rows[name]["number"] < rows[name]["high"]
        assert rows[name]["k"] / rows[name]["n"] == rows[name]["number"]
    assert {row["change"] for row in rows.values() if row["key"] != "Employers"} == {"no clear change"}


def test_a_tile_without_enough_data_shows_no_number(tmp_path):
    file = published_file(tmp_path, months=2, per_month=40)
    with open_writer(file) as connection:
        connection.execute("delete from years_asked where employer_id <> 'employer-3'")
    row = next(row for row in drawn(f02_key_figures, file).table.rows if row["key"] == "Median years")
    assert row["value"] == "not enough data"
    assert row["number"] is None
    assert row["status"].startswith("not enough data")
    assert row["change"] == "too short to compare"


def test_years_of_a_skill_are_those_beside_it_and_need_fifty_postings(published):
    figure = drawn(f07_years_by_skill, published)
    rows = {row["subject"]: row for row in figure.table.rows}
    assert rows["Java"]["median"] > rows["Python"]["median"]
    assert rows["Leading a team"]["median"] == 2
    assert figure.table.rows[0]["subject"] == "Leading a team"
    for row in rows.values():
        assert (row["median"] is not None) == (row["n"] >= 50 and row["employers"] >= 10)


def test_the_larger_of_two_statements_about_one_skill_counts(tmp_path):
    file = published_file(tmp_path, months=1, per_month=10)
    marts = Path(__file__).parents[1] / "warehouse" / "marts"
    with open_writer(file) as connection:
        connection.execute("delete from posting_years")
        connection.execute(
            "insert into posting_years by name select posting_id, 'skill' as of_what, years_min, ['java'] as target_ids "
            "from (select posting_id from lead_posting limit 1), (select unnest([2.0, 5.0]) as years_min)"
        )
        connection.execute("drop table years_attached")
        connection.execute((marts / "20_years_attached.sql").read_text(encoding="utf-8"))
        found = connection.execute("select skill_id, years_min, postings from years_attached").fetchall()
    assert found == [("java", 5.0, 1)]


def test_bounds_stand_where_many_mentions_are_unclear(published):
    rows = {row["skill_id"]: row for row in drawn(f05_must_or_nice, published).table.rows}
    for row in rows.values():
        mentions = row["required"] + row["unstated"] + row["preferred"]
        said = row["conditional_share"] is not None
        assert (row["bound_low"] is not None) == (said and row["unstated"] / mentions > 0.1)
        if row["bound_low"] is not None:
            assert row["bound_low"] == row["required"] / mentions
            assert row["bound_high"] == (row["required"] + row["unstated"]) / mentions
    assert any(row["bound_low"] is not None for row in rows.values())


def test_years_are_added_up_to_those_who_ask_for_no_more(published):
    figure = drawn(f06_years, published)
    columns = {row["years"]: row["k"] for row in figure.table.rows}
    at_most = {row["years"]: row["k"] for row in figure.more_tables[1].rows}
    assert at_most == {years: sum(columns[least] for least in range(years + 1)) for years in range(20)}


def test_a_year_ago_is_compared_on_the_same_boards(published, tmp_path):
    file = Path(shutil.copy(published, tmp_path))
    with open_writer(file) as connection:
        connection.execute(
            "update hiring set workplace = 'remote' "
            "where month >= date '2026-08-01' and hash(employer_id || coalesce(country, '') || month) % 2 = 0"
        )
    rows = {(row["group"], row["value"]): row for row in drawn(f14_who_hires_and_where, file).table.rows}
    remote = rows["Workplace", "remote"]
    assert remote["after"] > remote["before"] + 0.1
    assert remote["q"] < 0.05
    assert rows["Country", "Germany"]["q"] > 0.05


def test_every_board_has_the_days_on_which_it_entered_and_was_last_asked(published):
    figure = drawn(f17_what_this_is_based_on, published)
    boards = figure.more_tables[0].rows
    assert len(boards) == 24
    assert {(row["first_day"], row["last_day"], row["n"]) for row in boards} == {
        ("3 Aug 2025", "3 Oct 2026", 15)
    }
    assert {row["source_in_trend"] for row in boards} == {"yes"}
    *sources, whole = figure.table.rows
    assert sum(row["trend_weight"] for row in sources) == pytest.approx(1)
    assert whole["source"] == "All 2 sources"
    assert whole["k"] == sum(row["k"] for row in sources)


def test_a_week_of_failures_is_marked(tmp_path):
    file = published_file(tmp_path, months=2, per_month=40)
    with open_writer(file) as connection:
        connection.execute("update source_day set outcome = 'failed' where source = 'greenhouse'")
        connection.execute("update source_day set outcome = 'failed' where board = 'board0'")
    with open_reader(file) as connection:
        states = {(one.source, STATES[one.state][0]) for one in collected_weeks(connection)}
    assert states == {("greenhouse", "Missing"), ("hn_who_is_hiring", "Collected")}
    names = [trace.name for trace in drawn(f17_what_this_is_based_on, file).chart.data]
    assert {"Collected", "Missing"} <= set(names)


def test_bigger_companies_are_found_to_ask_for_more_years(published):
    figure = drawn(f08_years_by_size, published)
    assert figure.finding.startswith("Bigger companies ask for more years")
    assert "Jonckheere–Terpstra p < 0.001" in figure.finding
    sizes = [row["size"] for row in figure.table.rows]
    assert sizes[0] == "1–50 people"
    assert sizes[-1] == UNKNOWN_SIZE
    known = sum(row["n"] for row in figure.table.rows if row["size"] != UNKNOWN_SIZE)
    whole = sum(row["n"] for row in figure.table.rows)
    assert f"Size is known for {known / whole * 100:.0f} % of the {whole:,} postings" in figure.finding


def test_where_most_sizes_are_unknown_the_finding_is_held_back(published, tmp_path):
    file = Path(shutil.copy(published, tmp_path))
    with open_writer(file) as connection:
        connection.execute("update years_asked set employer_size = null where hash(employer_id) % 2 = 0")
    figure = drawn(f08_years_by_size, file)
    assert not figure.finding.startswith("Bigger companies")
    assert any("nothing certain" in note for note in figure.notes)


@pytest.mark.parametrize(
    ("stated", "band"),
    [
        ("11-50", "1–50 people"), ("51-250", "51–200 people"), ("501 to 1,000", "201–1,000 people"),
        ("1001+", "1,001–5,000 people"), ("10,001+", "More than 5,000 people"), ("5000+", "More than 5,000 people"),
        ("many", UNKNOWN_SIZE), ("", UNKNOWN_SIZE), (None, UNKNOWN_SIZE),
    ],
)  # fmt: skip
def test_stated_sizes_find_their_band(stated, band):
    assert size_band(stated) == band


def test_duties_of_leads_are_told_from_those_of_other_roles(published):
    rows = {row["id"]: row for row in drawn(f09_duties, published).table.rows}
    assert rows["hiring"]["others_times_low"] > 1
    assert rows["mentoring"]["others_times"] == max(
        row["others_times"] or 0 for row in rows.values() if row["share"] and row["share"] > 0.4
    )
    assert rows["ci_cd_deployment"]["others_times_low"] < 1 < rows["ci_cd_deployment"]["others_times_high"]
    assert rows["onboarding"]["k"] == 0
    assert rows["onboarding"]["others_times"] is None
    [(k,)] = asked_by_hand(
        published,
        "select count(distinct posting_id) from lead_posting join posting_responsibility using (posting_id) "
        f"where name = 'hiring' and {IN_YEAR}",
    )
    assert rows["hiring"]["k"] == k


def test_every_family_of_duties_has_its_row():
    text = (FOLDER / "responsibilities.toml").read_text(encoding="utf-8")
    declared = tomllib.loads(text).keys() - {"groups"}
    assert {name for names in f09_duties.GROUPS.values() for name in names} == declared
    assert declared > f09_duties.OF_THE_ARTICLE


def test_every_team_tool_is_in_the_taxonomy():
    assert set(f11_soft_skills.TEAM_TOOLS) <= read_skills().keys()


def test_soft_skills_stand_by_how_often_they_are_asked_for(published):
    rows = [row for row in drawn(f11_soft_skills, published).table.rows if row["group"] == "Soft skills"]
    assert [row["name"] for row in rows][:3] == ["Communication", "Leadership", "Teamwork"]
    assert math.isclose(rows[0]["share"], 0.55, abs_tol=0.05)


def test_parts_of_a_bar_make_one_whole(published):
    figure = drawn(f12_degree, published)
    bars: dict = {}
    for row in figure.table.rows:
        bars.setdefault((row["group"], row["value"]), []).append(row)
    for parts in bars.values():
        assert sum(part["k"] for part in parts) == parts[0]["n"]
        assert len(parts) == 5
    degree = {row["strength"]: row for row in bars["All tech-lead postings", "A degree or diploma"]}
    [(required, either, wished)] = asked_by_hand(
        published,
        "select count(*) filter (where education_required and not education_or_equivalent), "
        "count(*) filter (where education_required and education_or_equivalent), "
        "count(*) filter (where not education_required) "
        f"from lead_posting join posting using (posting_id) where {IN_YEAR}",
    )
    assert degree["Required"]["k"] == required
    assert degree["Required, or equivalent experience"]["k"] == either
    assert degree["Preferred"]["k"] == wished
    certificates = {row["certificate"]: row for row in figure.more_tables[0].rows}
    assert certificates["PMP"]["required"] == certificates["PMP"]["k"]


def test_a_posting_with_two_certificates_counts_once(published):
    rows = drawn(f12_degree, published).table.rows
    named = sum(
        row["k"] for row in rows if row["value"] == "A certificate" and row["strength"] != "Not named"
    )
    [(postings,)] = asked_by_hand(
        published,
        "select count(distinct posting_id) from lead_posting join posting_certification using (posting_id) "
        f"where {IN_YEAR}",
    )
    assert named == postings


def test_titles_are_counted_however_they_are_spaced_and_unknown_is_a_row(published):
    figure = drawn(f13_titles, published)
    groups: dict = {}
    for row in figure.table.rows:
        groups[row["group"]] = groups.get(row["group"], 0) + row["k"]
    assert set(groups.values()) == {figure.postings}
    assert "not stated" in {row["value"] for row in figure.table.rows}
    titles = {row["title"].lower(): row["k"] for row in figure.more_tables[0].rows}
    assert "tech  lead" not in titles
    assert titles["tech lead"] > titles["technical lead, devops"]


def test_a_ratio_needs_enough_of_both():
    def share(k: int, n: int):
        return share_of(ClusterSums.of([(1, 1)] * k + [(0, 1)] * (n - k)))

    found = ratio_of_shares(share(120, 400), share(60, 400))
    assert found is not None
    assert found.value == 2
    # log method: se² = 0.7/120 + 0.85/60
    assert math.isclose(
        found.interval.low, 2 * math.exp(-1.959964 * math.sqrt(0.7 / 120 + 0.85 / 60)), rel_tol=1e-3
    )
    assert found.clear
    assert ratio_of_shares(share(19, 400), share(60, 400)) is None
    assert ratio_of_shares(share(120, 400), share(4, 400)) is None
    assert ratio_of_shares(share(5, 20), share(60, 400)) is None


def test_a_spread_shows_only_what_its_values_carry():
    def values(each: int):
        return {f"employer {number}": {3.0: each, 5.0: each, 8.0: each} for number in range(10)}

    assert spread_of(values(3)).quantiles == (None, 3.0, 5.0, 8.0, None)
    assert spread_of(values(4)).quantiles == (3.0, 3.0, 5.0, 8.0, 8.0)
    assert spread_of(values(1)).quantiles == (None, None, 5.0, None, None)
    assert not spread_of({"one": {5.0: 200}}).shown
    assert str(spread_of({"one": {5.0: 200}})) == "not enough data (n = 200)"


@pytest.mark.parametrize(
    "module",
    [
        f02_key_figures, f06_years, f07_years_by_skill, f08_years_by_size, f09_duties, f11_soft_skills, f12_degree,
        f13_titles, f14_who_hires_and_where,
    ],
    ids=lambda module: module.FIGURE.id,
)  # fmt: skip
def test_what_is_pointed_at_says_what_it_rests_on(published, module):
    figure = drawn(module, published)
    pointed = [text for trace in figure.chart.data for text in trace.customdata or ()]
    pointed += [
        trace.hovertemplate for trace in figure.chart.data if trace.hovertemplate and trace.customdata is None
    ]
    said = [text for text in pointed if "postings" in text]
    assert said
    for text in said:
        assert "Nov 2025 to Oct 2026" in text
        assert "source" in text
        assert "employers" in text or "employer" in text
