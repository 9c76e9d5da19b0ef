"""What holds for every spider: each is walked over its vendor's own answers, healthy and broken, and read back."""

import pytest

from scrapers.listing_spider import ListingSpider
from scrapers.policy import SOURCE_POLICY, policy_of
from scrapers.sources import spider_classes
from tests.answers import Answers
from tests.bodies import ashby, greenhouse
from tests.walk import body_of, walk

SPIDERS = spider_classes()
EVERY = pytest.mark.parametrize("source", sorted(SPIDERS))
LISTED = pytest.mark.parametrize(
    "source", [n for n, s in sorted(SPIDERS.items()) if issubclass(s, ListingSpider)]
)


def first_path(source, tmp_path):
    """Return the path that a spider asks for first."""
    return walk(tmp_path / "first", source, {}).asked[0]


@EVERY
def test_a_healthy_board_is_read_whole(tmp_path, source):
    body = body_of(source)
    walked = walk(tmp_path, source, body.answers(body.entry(1), body.entry(2)))
    assert [day.outcome for day in walked.days] == ["ok"]
    assert (walked.days[0].listed, walked.days[0].fetched, walked.days[0].parsed) == (2, 2, 2)
    assert not walked.rejections
    assert walked.unknown == set()
    for posting in walked.postings:
        assert posting.source == source
        assert posting.url
        assert posting.company
        assert "lighthouses" in posting.description
    assert len({posting.external_id for posting in walked.postings}) == 2


@EVERY
def test_reading_again_gives_the_same(tmp_path, source):
    body = body_of(source)
    answers = body.answers(body.entry(1), body.entry(2))
    one, two = (walk(tmp_path / name, source, answers) for name in ("one", "two"))
    assert one == two


@EVERY
def test_a_board_without_entries_is_empty_not_failed(tmp_path, source):
    walked = walk(tmp_path, source, body_of(source).answers())
    assert [day.outcome for day in walked.days] == ["empty"]
    assert not walked.postings


@EVERY
@pytest.mark.parametrize(
    ("body", "status", "outcome"),
    [
        (b"", 410, "gone"),
        (b"", 403, "blocked"),
        (b"", 429, "blocked"),
        (b"", 500, "failed"),
        (b"<html><body>Down for maintenance</body></html>", 200, "failed"),
        (b'{"jobs": [{"id": 1, "tit', 200, "failed"),
        (b"<?xml version='1.0'?><rss><channel><item><ti", 200, "failed"),
        (b"", 200, "failed"),
        (b"null", 200, "failed"),
        (b"42", 200, "failed"),
    ],
)
def test_every_way_of_failing_has_its_outcome(tmp_path, source, body, status, outcome):
    walked = walk(tmp_path, source, {first_path(source, tmp_path): (status, body)})
    assert not walked.postings
    assert [day.outcome for day in walked.days] == [outcome]
    assert walked.days[0].detail


@LISTED
def test_an_unknown_field_is_counted(tmp_path, source):
    body = body_of(source)
    walked = walk(tmp_path, source, body.answers(body.entry(1, brand_new="x"), body.entry(2)))
    assert any("brand_new" in name for name in walked.unknown)
    assert len(walked.postings) == 2


@LISTED
def test_an_entry_met_twice_is_one_posting_and_accounted_for(tmp_path, source):
    body = body_of(source)
    walked = walk(tmp_path, source, body.answers(body.entry(1), body.entry(1), body.entry(2)))
    assert len(walked.postings) == 2
    assert len(walked.postings) + len(walked.rejections) == walked.days[0].listed


@EVERY
def test_every_spider_has_a_policy_that_lets_it_run(source):
    policy = policy_of(source)
    assert policy.status in ("ON", "OPTIONAL")
    assert policy.rate_limit_per_second > 0


def test_the_ledger_names_each_source_once():
    names = [policy.source for policy in SOURCE_POLICY]
    assert len(names) == len(set(names))
    assert {policy.status for policy in SOURCE_POLICY} == {"ON", "OPTIONAL", "REVIEW", "OFF"}


def test_a_listing_that_is_shorter_than_announced_is_partial(tmp_path):
    board = greenhouse.listing(greenhouse.entry(1), total=3)
    [day] = Answers(tmp_path, "greenhouse").add(board).read()[2]
    assert day.outcome == "partial"
    assert "3 advertised, 1 listed" in day.detail


@pytest.mark.parametrize("broken", [{"title": None}, {"title": "  "}, {"id": None, "title": ""}])
def test_an_entry_that_cannot_be_read_is_listed_with_its_reason(tmp_path, broken):
    board = greenhouse.listing(greenhouse.entry(1, **broken), greenhouse.entry(2), total=2)
    [posting], [rejection], [day] = Answers(tmp_path, "greenhouse").add(board).read()
    assert posting.external_id == "2"
    assert "title" in rejection.reason
    assert day.parsed + day.rejected == day.listed


@pytest.mark.parametrize("entry", ["text", 5, None, []])
def test_an_entry_that_is_no_object_loses_nothing_else(tmp_path, entry):
    board = greenhouse.listing(entry, greenhouse.entry(2))
    assert [len(part) for part in Answers(tmp_path, "greenhouse").add(board).read()] == [1, 1, 1]


def test_an_unreadable_date_does_not_cost_the_posting(tmp_path):
    board = greenhouse.listing(greenhouse.entry(1, first_published="soon"))
    [posting], _, _ = Answers(tmp_path, "greenhouse").add(board).read()
    assert posting.posted_at is None


def test_the_last_answer_to_a_question_counts(tmp_path):
    answers = Answers(tmp_path, "ashby").add(b"", status=503)
    [posting], _, [day] = answers.add(ashby.listing(ashby.entry(1))).read()
    assert posting.title == "Staff Engineer"
    assert (day.outcome, day.requests) == ("ok", 2)
