"""Teamtailor: read through the archive, as always; its chance refusals against a real server."""

import pytest

from pipelines.crawl import crawl
from tests.answers import Answers
from tests.board_server import Reply, serve
from tests.bodies import teamtailor
from tests.test_crawl import DAY
from tests.test_crawl import read as read_archives
from tests.test_crawl import settings as crawl_settings
from tests.walk import walk


def read(folder, *items):
    return Answers(folder, "teamtailor").add(teamtailor.feed(*items), kind="application/xml").read()


def full_page(start):
    return teamtailor.feed(*(teamtailor.entry(start + number) for number in range(100)))


def crawled(folder, refusals):
    replies = [Reply(b"", 400)] * refusals + [
        Reply(teamtailor.feed(teamtailor.entry(1)), kind="application/xml")
    ]
    with serve({"/jobs.rss": replies}) as server:
        given = crawl_settings(folder, server.address, "teamtailor", "kestrelworks")
        postings, days = read_archives(crawl("teamtailor", given, DAY))
        return postings, days["kestrelworks"], server.hits["/jobs.rss"]


def test_teamtailor_is_asked_again_once_where_it_refuses_by_chance(tmp_path):
    postings, day, asked = crawled(tmp_path, refusals=1)
    assert (len(postings), day.outcome, day.requests, asked) == (1, "ok", 2, 2)


def test_teamtailor_is_asked_no_more_than_twice(tmp_path):
    postings, day, asked = crawled(tmp_path, refusals=2)
    assert not postings
    assert (day.outcome, day.detail, asked) == ("failed", "HTTP 400, and again when asked once more", 2)


def test_a_later_teamtailor_page_that_stays_refused_leaves_the_board_partial(tmp_path):
    walked = walk(
        tmp_path, "teamtailor", {teamtailor.page(0): full_page(0), teamtailor.page(100): (400, b"")}
    )
    assert walked.asked == [teamtailor.page(0), teamtailor.page(100), teamtailor.page(100)]
    assert (walked.days[0].outcome, walked.days[0].listed) == ("partial", 100)


def test_teamtailor_pages_are_read_until_one_is_not_full(tmp_path):
    answers = {teamtailor.page(0): full_page(0), teamtailor.page(100): teamtailor.feed(teamtailor.entry(100))}
    walked = walk(tmp_path, "teamtailor", answers)
    assert walked.asked == [teamtailor.page(0), teamtailor.page(100)]
    assert (len(walked.postings), walked.days[0].listed, walked.days[0].outcome) == (101, 101, "ok")


def test_teamtailor_ends_on_an_empty_page_after_exactly_a_hundred(tmp_path):
    answers = {teamtailor.page(0): full_page(0), teamtailor.page(100): teamtailor.feed()}
    walked = walk(tmp_path, "teamtailor", answers)
    assert (walked.days[0].listed, walked.days[0].outcome) == (100, "ok")


def test_a_teamtailor_feed_that_shows_its_newest_hundred_whatever_is_asked_is_not_complete(tmp_path):
    walked = walk(
        tmp_path, "teamtailor", {teamtailor.page(0): full_page(0), teamtailor.page(100): full_page(0)}
    )
    assert len(walked.postings) == 100
    assert walked.days[0].outcome == "partial"
    assert "a page is repeated" in walked.days[0].detail


def test_a_teamtailor_posting_that_moved_to_the_next_page_is_one(tmp_path):
    moved = teamtailor.feed(teamtailor.entry(99), teamtailor.entry(100))
    walked = walk(tmp_path, "teamtailor", {teamtailor.page(0): full_page(0), teamtailor.page(100): moved})
    assert len(walked.postings) == 101
    assert (walked.days[0].listed, walked.days[0].rejected, walked.days[0].repeated) == (102, 1, 1)


def test_teamtailor_text_is_unescaped_once(tmp_path):
    html = "<p>fewer than &lt;5&gt; people &amp; lamps</p>"
    [posting], _, _ = read(tmp_path, teamtailor.entry(1, description=html))
    assert posting.description == html
    assert b"&lt;p&gt;fewer than &amp;lt;5&amp;gt;" in teamtailor.feed(teamtailor.entry(1, description=html))


def test_teamtailor_date_keeps_its_offset(tmp_path):
    [posting], _, _ = read(tmp_path, teamtailor.entry(1))
    assert posting.posted_at.isoformat() == "2026-01-14T09:26:20+01:00"


def test_teamtailor_places_are_cities_and_names_only_where_there_is_none(tmp_path):
    places = [teamtailor.place(), teamtailor.place(name="Iberia", city="", country="Spain")]
    [posting], _, _ = read(tmp_path, teamtailor.entry(1, locations={"location": places}))
    assert posting.locations == ("Lisbon, Portugal", "Iberia, Spain")


@pytest.mark.parametrize("nowhere", ["", "\n  ", {}])
def test_teamtailor_without_places_is_still_a_posting(tmp_path, nowhere):
    [posting], rejections, _ = read(tmp_path, teamtailor.entry(1, locations=nowhere))
    assert posting.locations == ()
    assert not rejections


@pytest.mark.parametrize("status", ["none", "temporary", "hybrid", "fully"])
def test_teamtailor_remote_status_is_passed_on_as_it_stands(tmp_path, status):
    [posting], _, _ = read(tmp_path, teamtailor.entry(1, remoteStatus=status))
    assert posting.workplace == status


def test_teamtailor_gives_no_pay_kind_of_contract_or_closing_date(tmp_path):
    [posting], _, _ = read(tmp_path, teamtailor.entry(1))
    assert (posting.salary, posting.employment_type, posting.valid_through) == (None, None, None)


def test_a_teamtailor_item_without_its_guid_is_rejected_by_name(tmp_path):
    item = teamtailor.entry(1)
    del item["guid"]
    postings, [rejection], [day] = read(tmp_path, item, teamtailor.entry(2))
    assert len(postings) == 1
    assert "guid" in rejection.reason
    assert (day.listed, day.parsed, day.rejected) == (2, 1, 1)


def test_teamtailor_json_where_rss_was_asked_for_is_a_fault(tmp_path):
    walked = walk(
        tmp_path,
        "teamtailor",
        {teamtailor.page(0): b'{"version": "https://jsonfeed.org/version/1.1", "items": []}'},
    )
    assert walked.days[0].outcome == "failed"
    assert "not XML" in walked.days[0].detail
