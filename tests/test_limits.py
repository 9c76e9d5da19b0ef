"""A value that cannot be true is set aside with its reason, and nothing else of its posting is lost."""

from datetime import UTC, date, datetime

import duckdb
import pytest

from pipelines.limits import keep_possible
from scrapers.posting import PublishedSalary
from tests.small_line import MONDAY, board_day, load_day, posting
from warehouse.publish import publish


def rows(**posting):
    own = dict.fromkeys(
        ("posted_on", "updated_on", "salary_min_usd_year", "salary_max_usd_year", "years_min", "years_max")
    )
    return {
        "posting": [{"posting_id": "1", "observed_on": MONDAY, **own, **posting}],
        "posting_skill": [],
        "posting_years": [],
    }


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"posted_on": date(2026, 1, 7)}, "posted_on"),
        ({"posted_on": date(1970, 1, 1)}, "posted_on"),
        ({"updated_on": date(2062, 1, 5)}, "updated_on"),
        ({"salary_min_usd_year": 12.0, "salary_max_usd_year": 100_000.0}, "salary_usd_year"),
        ({"salary_max_usd_year": 9e9}, "salary_usd_year"),
    ],
)
def test_what_cannot_be_true_is_set_aside(given, field):
    kept = keep_possible(rows(**given), MONDAY)
    [aside] = kept["set_aside"]
    assert aside["field"] == field
    assert aside["reason"]
    assert all(kept["posting"][0][name] is None for name in given)


@pytest.mark.parametrize(
    "given",
    [
        {"posted_on": date(2026, 1, 6), "updated_on": date(2015, 3, 1)},  # a zone that is ahead
        {"salary_min_usd_year": 5_000.0, "salary_max_usd_year": 1_000_000.0},
        {"years_min": 20.0},
    ],
)
def test_what_is_possible_stays(given):
    kept = keep_possible(rows(**given), MONDAY)
    assert kept["set_aside"] == []
    assert kept["posting"][0] == rows(**given)["posting"][0]


def test_too_many_years_are_neither_the_postings_nor_a_skills():
    given = rows(years_min=45.0)
    statement = {"years_min": 45.0, "years_max": None, "matched_text": "45 years"}
    given |= {
        "posting_years": [statement, {**statement, "years_min": 5.0}],
        "posting_skill": [dict(statement)],
    }
    kept = keep_possible(given, MONDAY)
    assert [row["years_min"] for row in kept["posting_years"]] == [5.0]
    assert kept["posting"][0]["years_min"] is None
    assert kept["posting_skill"][0]["years_min"] is None
    assert [aside["value"] for aside in kept["set_aside"]] == ["45 years"]


def test_a_slip_in_one_posting_stops_no_night(tmp_path):
    odd = posting(
        1,
        posted_at=datetime(2090, 1, 1, tzinfo=UTC),
        salary=PublishedSalary(min=2, max=9e8, currency="USD", period="year"),
    )
    load_day(tmp_path / "w.duckdb", MONDAY, [odd, posting(2)], [board_day(listed=2)])
    published = publish(tmp_path / "w.duckdb", tmp_path / "p.duckdb")
    assert [warning.name for warning in published.warnings] == ["value_was_set_aside"]
    with duckdb.connect(str(tmp_path / "p.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from posting").fetchall() == [(2,)]
        aside = connection.execute("select field from set_aside order by field").fetchall()
    assert aside == [("posted_on",), ("salary_usd_year",)]
