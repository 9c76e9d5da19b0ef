"""How the crawl behaves towards hosts, seen from a real server: rules, pace, refusals, budgets, conditions."""

import itertools
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from pipelines.crawl import crawl
from scrapers.board_spider import BoardSpider
from scrapers.manners.retry_after import seconds_asked
from scrapers.settings import CONCURRENT_REQUESTS, RETRY_AFTER_MAXIMUM
from scrapers.sources import spider_classes
from tests.board_server import Reply, as_json, serve
from tests.bodies import greenhouse
from tests.crawling import DAY, GREENHOUSE, NEXT_DAY, days, outcomes, postings, robots, settings

GOOD = as_json(greenhouse.listing(greenhouse.entry(1)))
NOW = datetime(2026, 1, 5, 2, tzinfo=UTC)


def rules(text, status=200):
    return Reply(text.encode(), status, kind="text/plain")


def paths(server):
    return [path.split("?")[0] for _, path, _ in server.log]


def gaps(server, start):
    at = [when for when, path, _ in server.log if path.startswith(start)]
    return [after - before for before, after in itertools.pairwise(at)]


def test_robots_txt_is_read_first_once_a_day_and_its_delay_and_signals_are_kept(tmp_path):
    said = "User-agent: *\nContent-Signal: search=yes, ai-train=no\nCrawl-delay: 0.4\nDisallow: /v1/boards/closed/\n"
    boards = ("a", "b", "c", "closed")
    replies = {GREENHOUSE.format(name): GOOD for name in boards}
    with serve({"/robots.txt": rules(said), **replies}) as server:
        given = settings(tmp_path, server.address, "greenhouse", *boards)
        first = crawl("greenhouse", given, DAY)
        asked = paths(server)
        slow = gaps(server, "/v1")
        second = crawl("greenhouse", settings(tmp_path, server.address, "greenhouse", *boards, "d"), DAY)
        later = paths(server)[len(asked) :]
    assert asked[0] == "/robots.txt"
    assert sorted(asked[1:]) == [GREENHOUSE.format(name) for name in "abc"]
    assert min(slow) >= 0.39
    assert outcomes(first) == {"a": "ok", "b": "ok", "c": "ok", "closed": "blocked"}
    assert "robots.txt" in days(first)["closed"].detail
    [kept] = robots(first)
    assert (kept.crawl_delay, kept.content_signal) == (0.4, "search=yes, ai-train=no")
    assert later == [GREENHOUSE.format("d")]  # the rules come from the archive, and so do the boards
    assert robots(second) == [kept]


@pytest.mark.parametrize("status", [401, 403, 404, 429])
def test_a_robots_txt_that_is_refused_means_no_rules_for_the_day(tmp_path, status):
    with serve(
        {"/robots.txt": rules("User-agent: *\nDisallow: /", status), GREENHOUSE.format("a"): GOOD}
    ) as server:
        crawl("greenhouse", settings(tmp_path, server.address, "greenhouse", "a"), DAY)
        result = crawl("greenhouse", settings(tmp_path, server.address, "greenhouse", "a", "b"), DAY)
        hits = server.hits["/robots.txt"]
    assert outcomes(result) == {"a": "ok", "b": "gone"}
    assert hits == 1


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (rules("", 503), "answered 503"),
        (Reply(b"User-agent: *\n", cut=3), "could not be read"),
        (rules("User-agent: *\nCrawl-delay: 86400\n"), "asks for 86400 s"),
    ],
)
def test_a_host_whose_rules_cannot_be_had_or_kept_is_left_alone(tmp_path, reply, says):
    with serve({"/robots.txt": reply, GREENHOUSE.format("a"): GOOD}) as server:
        result = crawl("greenhouse", settings(tmp_path, server.address, "greenhouse", "a"), DAY)
        assert server.hits[GREENHOUSE.format("a")] == 0
    assert outcomes(result) == {"a": "blocked"}
    assert says in days(result)["a"].detail


def test_a_host_that_says_when_is_asked_again_then_and_nothing_in_between(tmp_path):
    replies = {GREENHOUSE.format(f"b{number}"): GOOD for number in range(12)}
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=600), usegmt=True)
    replies[GREENHOUSE.format("b0")] = [Reply(b"", 429, headers={"Retry-After": "2"}), GOOD]
    replies[GREENHOUSE.format("b1")] = Reply(b"", 503, headers={"Retry-After": soon})
    with serve(replies) as server:
        names = [f"b{number}" for number in range(12)]
        result = crawl("greenhouse", settings(tmp_path, server.address, "greenhouse", *names), DAY)
        log = server.log
    refused = next(when for when, path, status in log if status == 429)
    again = [when for when, path, _ in log if path.startswith(GREENHOUSE.format("b0"))][1]
    # What was on its way when the refusal came may still arrive; the rest waits.
    meanwhile = [path for when, path, _ in log if refused < when < refused + 1.95]
    assert len(meanwhile) < CONCURRENT_REQUESTS
    assert again - refused >= 1.95
    assert server.hits[GREENHOUSE.format("b1")] == 1  # longer than anybody waits
    found = outcomes(result)
    assert found.pop("b1") == "failed"
    assert set(found.values()) == {"ok"}


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Mon, 05 Jan 2026 02:01:00 GMT", 60),
        ("Mon, 05 Jan 2026 01:00:00 GMT", 0),
        ("Monday, 05-Jan-26 02:00:30 GMT", 30),
        ("9" * 400, 999_999_999_999),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_in_seconds_or_as_a_date(header, seconds):
    assert seconds_asked(header, NOW) == seconds


def test_a_wait_is_never_longer_than_an_operator_would_bear():
    assert 30 <= RETRY_AFTER_MAXIMUM <= 600


@pytest.mark.parametrize("status", [403, 429])
def test_a_host_that_refuses_again_and_again_is_left_alone(tmp_path, status):
    names = [f"b{number:02}" for number in range(40)]
    with serve({GREENHOUSE.format(name): Reply(b"", status) for name in names}) as server:
        result = crawl("greenhouse", settings(tmp_path, server.address, "greenhouse", *names), DAY)
        sent = len(server.log) - 1
        host = server.address.removeprefix("http://")
    assert 5 <= sent <= 8  # five in a row, and what was on its way by then
    assert set(outcomes(result).values()) == {"blocked"}
    assert len(outcomes(result)) == 40
    assert "in a row and is left alone" in days(result)["b39"].detail
    assert result.hosts[host].left_alone
    assert result.hosts[host].requests == sent + 1


def test_single_refusals_among_answers_change_nothing(tmp_path):
    names = [f"b{number:02}" for number in range(20)]
    replies = {GREENHOUSE.format(n): Reply(b"", 403) if int(n[1:]) % 5 == 0 else GOOD for n in names}
    with serve(replies) as server:
        result = crawl("greenhouse", settings(tmp_path, server.address, "greenhouse", *names), DAY)
    assert list(outcomes(result).values()).count("ok") == 16
    assert not any(use.left_alone for use in result.hosts.values())


def test_a_budget_holds_for_the_day_whatever_session_asks(tmp_path):
    names = [f"b{number:02}" for number in range(10)]
    with serve({GREENHOUSE.format(name): GOOD for name in names}) as server:
        first = crawl(
            "greenhouse", settings(tmp_path, server.address, "greenhouse", *names[:4], request_budget=7), DAY
        )
        second = crawl(
            "greenhouse", settings(tmp_path, server.address, "greenhouse", *names, request_budget=7), DAY
        )
        sent = len(server.log)
        host = server.address.removeprefix("http://")
    assert sent == 7
    assert (first.hosts[host].requests, first.hosts[host].beyond_budget) == (5, 0)
    assert (second.hosts[host].requests, second.hosts[host].beyond_budget) == (7, 4)
    assert second.request_budget == 7
    found = outcomes(second)
    assert [found[name] for name in names] == ["ok"] * 6 + ["skipped"] * 4
    assert "beyond the 7 requests" in days(second)["b09"].detail


def test_real_hosts_are_asked_at_the_pace_of_the_ledger_and_slower_where_they_are_slow():
    from scrapy.settings import Settings

    class Somewhere(BoardSpider):
        name = "greenhouse"
        base_url = "https://boards-api.greenhouse.io"

    there, here = Settings(), Settings({"SKILLTIDE_BASE_URL": "http://127.0.0.1:8000"})
    Somewhere.update_settings(there)
    Somewhere.update_settings(here)
    assert (there.getfloat("DOWNLOAD_DELAY"), there.getbool("AUTOTHROTTLE_ENABLED")) == (0.5, True)
    assert (here.getfloat("DOWNLOAD_DELAY"), here.getbool("AUTOTHROTTLE_ENABLED")) == (0.0, False)


def test_every_spider_keeps_to_its_ledger():
    from scrapy.settings import Settings

    from scrapers.policy import policy_of

    for name, spider in spider_classes().items():
        given = Settings()
        spider.update_settings(given)
        assert given.getfloat("DOWNLOAD_DELAY") * policy_of(name).rate_limit_per_second == pytest.approx(1)


def test_what_did_not_change_is_not_sent_again_and_reads_as_before(tmp_path):
    marks = [{"ETag": '"v1"'}, {"Last-Modified": "Mon, 05 Jan 2026 00:00:00 GMT"}, {}]
    names = ("etag", "modified", "plain")
    replies = {
        GREENHOUSE.format(name): as_json(greenhouse.listing(greenhouse.entry(number)), headers=mark)
        for number, (name, mark) in enumerate(zip(names, marks, strict=True))
    }
    third_day = NEXT_DAY + timedelta(days=1)
    with serve(replies) as server:
        given = settings(tmp_path, server.address, "greenhouse", *names)
        first, second, third = (crawl("greenhouse", given, day) for day in (DAY, NEXT_DAY, third_day))
        statuses = [(path.split("/")[3], status) for _, path, status in server.log if path != "/robots.txt"]
    assert sorted(statuses[3:6]) == sorted(statuses[6:]) == [("etag", 304), ("modified", 304), ("plain", 200)]
    assert (first.not_modified, second.not_modified, third.not_modified) == (0, 2, 2)
    assert outcomes(third) == dict.fromkeys(names, "ok")
    changing = {"fetched_at", "archive_reference"}
    as_read = [[p.model_dump(exclude=changing) for p in postings(r)] for r in (first, second, third)]
    assert sorted(as_read[0], key=str) == sorted(as_read[1], key=str) == sorted(as_read[2], key=str)
    assert {p.fetched_at.date() for p in postings(third)} == {datetime.now(UTC).date()}
