"""Jobicy: walked over its one answer, and read back."""

from datetime import UTC, date, datetime

import pytest

from pipelines.crawl import CrawlSettings, crawl
from tests.board_server import Reply, serve
from tests.bodies import jobicy
from tests.walk import walk


def read(tmp_path, **changes):
    return walk(tmp_path, "jobicy", jobicy.answers(jobicy.entry(1, **changes))).postings[0]


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("Portugal,  Spain", ("Portugal", "Spain")),
        ("Portugal", ("Portugal",)),
        ("Lisbon, Portugal,  Spain", ("Lisbon, Portugal", "Spain")),
        ("Anywhere", ("Anywhere",)),
        ("", ()),
        (None, ()),
    ],
)
def test_places_are_parted_by_a_comma_and_two_spaces(tmp_path, written, places):
    assert read(tmp_path, jobGeo=written).locations == places


def test_pay_is_read_with_its_period(tmp_path):
    pay = read(tmp_path).salary
    assert (pay.min, pay.max, pay.currency, pay.period) == (5300, 6600, "EUR", "monthly")


def test_pay_under_its_older_names_is_annual(tmp_path):
    older = {"annualSalaryMin": "70000", "annualSalaryMax": "90000"}
    pay = read(tmp_path, salaryMin=None, salaryMax=None, salaryPeriod=None, **older).salary
    assert (pay.min, pay.max, pay.currency, pay.period) == (70000, 90000, "EUR", "annual")


@pytest.mark.parametrize("nothing", [None, 0, "", "0"])
def test_no_pay_is_no_pay(tmp_path, nothing):
    assert read(tmp_path, salaryMin=nothing, salaryMax=nothing).salary is None


def test_the_count_of_the_answer_is_what_it_advertises(tmp_path):
    walked = walk(tmp_path, "jobicy", jobicy.answers(jobicy.entry(1), jobicy.entry(2)))
    assert (walked.days[0].advertised, walked.days[0].listed, walked.days[0].window) == (2, 2, True)


def test_industry_and_type_are_lists_and_are_joined(tmp_path):
    posting = read(
        tmp_path, jobIndustry=["Software Engineering", "DevOps"], jobType=["Full-Time", "Contract"]
    )
    assert posting.department == "Software Engineering, DevOps"
    assert posting.employment_type == "Full-Time, Contract"


def test_a_date_that_is_none_does_not_cost_the_posting(tmp_path):
    walked = walk(tmp_path, "jobicy", jobicy.answers(jobicy.entry(1, pubDate="not a date")))
    assert walked.postings[0].posted_at is None
    assert walked.unknown == {"pubDate (not a time)"}


def test_dates_with_and_without_a_zone_are_read(tmp_path):
    at = datetime(2026, 1, 5, 8, tzinfo=UTC)
    assert read(tmp_path / "1", pubDate="2026-01-05T08:00:00+00:00").posted_at == at
    assert read(tmp_path / "2", pubDate="2026-01-05 08:00:00").posted_at == at


@pytest.mark.parametrize("broken", [{"id": None}, {"jobTitle": None}])
def test_a_broken_row_is_rejected_with_its_reason(tmp_path, broken):
    walked = walk(tmp_path, "jobicy", jobicy.answers(jobicy.entry(1, **broken), jobicy.entry(2)))
    assert (len(walked.postings), len(walked.rejections)) == (1, 1)
    assert walked.rejections[0].reason


def test_it_is_asked_once_a_night_even_where_it_fails(tmp_path):
    registry = tmp_path / "boards.toml"
    registry.write_text("board = []\n")
    path = "/api/v2/remote-jobs"
    with serve({path: Reply(b"", 503)}) as server:
        given = CrawlSettings(
            tmp_path / "archive", registry, "https://kestrelworks.example/bot", server.address
        )
        crawl("jobicy", given, date(2026, 1, 5))
        assert server.hits[path] == 1
