"""What holds for every spider, and how failures are told apart: read through the archive, as always."""

import pytest

from scrapers.board import Board
from scrapers.policy import SOURCE_POLICY
from scrapers.sources import spider_classes
from tests import bodies
from tests.answers import BOARD, Answers


@pytest.mark.parametrize("source", ["greenhouse", "lever", "ashby"])
@pytest.mark.parametrize(
    ("body", "status", "outcome"),
    [
        (b"", 404, "gone"),
        (b"", 410, "gone"),
        (b"", 403, "blocked"),
        (b"", 429, "blocked"),
        (b"", 500, "failed"),
        (b"<html>maintenance</html>", 200, "failed"),
        (b'{"jobs": [{"id": 1, "tit', 200, "failed"),
        (b"", 200, "failed"),
        (b"null", 200, "failed"),
    ],
)
def test_every_way_of_failing_has_its_outcome(tmp_path, source, body, status, outcome):
    postings, rejections, [day] = Answers(tmp_path, source).add(body, status=status).read()
    assert not postings
    assert not rejections
    assert day.outcome == outcome
    assert day.detail


@pytest.mark.parametrize(
    ("source", "body"), [("greenhouse", {"jobs": []}), ("lever", []), ("ashby", {"jobs": []})]
)
def test_an_empty_listing_is_empty_not_failed(tmp_path, source, body):
    assert Answers(tmp_path, source).add(body).read()[2][0].outcome == "empty"


def test_a_listing_that_is_shorter_than_announced_is_partial(tmp_path):
    board = bodies.greenhouse_board(bodies.greenhouse_job(1), total=3)
    [day] = Answers(tmp_path, "greenhouse").add(board).read()[2]
    assert day.outcome == "partial"
    assert "3 advertised, 1 listed" in day.detail


@pytest.mark.parametrize("broken", [{"title": None}, {"title": "  "}, {"id": None, "title": ""}])
def test_an_entry_that_cannot_be_read_is_listed_with_its_reason(tmp_path, broken):
    board = bodies.greenhouse_board(bodies.greenhouse_job(1, **broken), bodies.greenhouse_job(2), total=2)
    [posting], [rejection], [day] = Answers(tmp_path, "greenhouse").add(board).read()
    assert posting.external_id == "2"
    assert "title" in rejection.reason
    assert day.parsed + day.rejected == day.listed


@pytest.mark.parametrize("entry", ["text", 5, None, []])
def test_an_entry_that_is_no_object_loses_nothing_else(tmp_path, entry):
    board = bodies.greenhouse_board(entry, bodies.greenhouse_job(2))
    assert [len(part) for part in Answers(tmp_path, "greenhouse").add(board).read()] == [1, 1, 1]


def test_an_unreadable_date_does_not_cost_the_posting(tmp_path):
    board = bodies.greenhouse_board(bodies.greenhouse_job(1, first_published="soon"))
    [posting], _, _ = Answers(tmp_path, "greenhouse").add(board).read()
    assert posting.posted_at is None


def test_the_last_answer_to_a_question_counts(tmp_path):
    answers = Answers(tmp_path, "ashby").add(b"", status=503)
    [posting], _, [day] = answers.add(bodies.ashby_board(bodies.ashby_job(1))).read()
    assert posting.title == "Staff Engineer"
    assert (day.outcome, day.requests) == ("ok", 2)


def test_unknown_fields_are_counted(tmp_path):
    spider = spider_classes()["greenhouse"]()
    spider.read_entry(bodies.greenhouse_job(1, brand_new=1), spider_board())
    assert spider.fields.unknown == {"brand_new": 1}


def spider_board():
    return Board.model_validate(BOARD)


@pytest.mark.parametrize("name", sorted(spider_classes()))
def test_every_spider_has_a_policy_that_lets_it_run(name):
    [policy] = [policy for policy in SOURCE_POLICY if policy.source == name]
    assert policy.status == "ON"
    assert policy.rate_limit_per_second > 0


def test_the_ledger_names_each_source_once():
    names = [policy.source for policy in SOURCE_POLICY]
    assert len(names) == len(set(names))
    assert {policy.status for policy in SOURCE_POLICY} == {"ON", "OPTIONAL", "REVIEW", "OFF"}
