"""Remotive: walked over its one answer, and read back."""

import json
from datetime import UTC, date, datetime

import pytest

from pipelines.crawl import CrawlSettings, crawl
from tests.board_server import Reply, serve
from tests.bodies import remotive
from tests.walk import walk


def read(tmp_path, **changes):
    return walk(tmp_path, "remotive", remotive.answers(remotive.entry(1, **changes))).postings[0]


def test_the_notices_beside_the_jobs_are_no_jobs(tmp_path):
    walked = walk(tmp_path, "remotive", remotive.answers(remotive.entry(1)))
    assert (walked.days[0].listed, walked.days[0].parsed, walked.unknown) == (1, 1, set())


def test_the_count_of_the_answer_is_advertised_not_that_of_the_paid_feed(tmp_path):
    day = walk(tmp_path, "remotive", remotive.answers(remotive.entry(1), remotive.entry(2))).days[0]
    assert (day.advertised, day.listed, day.outcome, day.window) == (2, 2, "ok", True)


def test_an_answer_shorter_than_its_own_count_is_partial(tmp_path):
    answer = json.dumps({"job-count": 3, "jobs": [remotive.entry(1)]}).encode()
    assert walk(tmp_path, "remotive", {"/api/remote-jobs": answer}).days[0].outcome == "partial"


def test_a_date_without_a_zone_is_utc(tmp_path):
    assert read(tmp_path).posted_at == datetime(2026, 1, 5, 9, 15, 11, tzinfo=UTC)


def test_pay_is_a_text_and_a_blank_one_is_none(tmp_path):
    pay = read(tmp_path / "1").salary
    assert (pay.text, pay.min, pay.max) == ("€70,000 - €90,000", None, None)
    assert read(tmp_path / "2", salary="").salary is None


def test_where_candidates_must_live_is_the_place(tmp_path):
    assert read(tmp_path, candidate_required_location="USA Only").locations == ("USA Only",)


def test_a_row_of_nulls_is_rejected_with_its_reason(tmp_path):
    blank = dict.fromkeys(remotive.entry(9))
    walked = walk(tmp_path, "remotive", remotive.answers(blank, remotive.entry(2)))
    assert (len(walked.postings), len(walked.rejections)) == (1, 1)
    assert walked.days[0].parsed + walked.days[0].rejected == walked.days[0].listed


def test_it_is_asked_once_a_night_even_where_it_fails(tmp_path):
    registry = tmp_path / "boards.toml"
    registry.write_text("board = []\n")
    path = "/api/remote-jobs"
    with serve({path: Reply(b"", 503)}) as server:
        given = CrawlSettings(
            tmp_path / "archive", registry, "https://kestrelworks.example/bot", server.address
        )
        crawl("remotive", given, date(2026, 1, 5))
        assert server.hits[path] == 1


@pytest.mark.parametrize("identity", [1900001, "1900001"])
def test_an_identity_is_a_number_however_it_is_written(tmp_path, identity):
    assert read(tmp_path, id=identity).external_id == "1900001"
