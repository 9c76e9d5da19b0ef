"""The crawl as operators run it: a real Scrapy process against a real HTTP server."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.crawl import CrawlFailure, CrawlSettings, crawl
from scrapers.archive.replay import parse_archive
from scrapers.manners.addresses import PublicAddressMiddleware, _public
from scrapers.posting import BoardDay, Posting
from tests.board_server import Reply, as_json, serve
from tests.bodies import greenhouse, hn_who_is_hiring, json_ld

DAY = date(2026, 1, 5)
LISTING = "/v1/boards/{}/jobs"


def settings(folder: Path, address: str, source: str, *tokens: str) -> CrawlSettings:
    blocks = [f'[[board]]\ncompany = "{t}"\nvendor = "{source}"\ntoken = "{t}"\n' for t in tokens]
    registry = folder / "boards.toml"
    registry.write_text("\n".join(blocks) or "board = []\n")
    return CrawlSettings(folder / "archive", registry, "https://kestrelworks.example/bot", address)


def read(result):
    items = list(parse_archive(result.archives))
    return [i for i in items if isinstance(i, Posting)], {
        i.board: i for i in items if isinstance(i, BoardDay)
    }


def test_good_and_broken_boards_side_by_side(tmp_path):
    whole = greenhouse.listing(greenhouse.entry(1), greenhouse.entry(2))
    body = as_json(whole).body
    replies = {
        LISTING.format("good"): Reply(body),
        LISTING.format("down"): Reply(b"", 500),
        LISTING.format("page"): Reply(b"<html>maintenance</html>", kind="text/html"),
        LISTING.format("cut"): Reply(body, cut=200),
        LISTING.format("no%20way"): Reply(b"", 403),
        LISTING.format("flaky"): [Reply(b"", 503), Reply(body)],
    }
    with serve(replies) as server:
        given = settings(
            tmp_path, server.address, "greenhouse", "good", "down", "page", "cut", "no way", "flaky", "lost"
        )
        result = crawl("greenhouse", given, DAY)
        agents = server.agents
    postings, days = read(result)
    assert {board: day.outcome for board, day in days.items()} == {
        "good": "ok", "down": "failed", "page": "failed", "cut": "failed", "no way": "blocked", "flaky": "ok",
        "lost": "gone",
    }  # fmt: skip
    assert len(postings) == 4
    assert days["flaky"].requests == 2
    assert all(agent.startswith("Skilltide/") and "kestrelworks.example/bot" in agent for agent in agents)


def test_the_same_day_is_not_fetched_twice(tmp_path):
    replies = {LISTING.format("good"): as_json(greenhouse.listing(greenhouse.entry(1)))}
    with serve(replies) as server:
        given = settings(tmp_path, server.address, "greenhouse", "good")
        first = crawl("greenhouse", given, DAY)
        second = crawl("greenhouse", given, DAY)
        hits = server.hits[LISTING.format("good")]
        next_day = crawl("greenhouse", given, date(2026, 1, 6))
    assert hits == 1
    assert (second.requests, second.archives) == (0, first.archives)
    assert next_day.requests == 2
    assert read(first) == read(second)


def test_robots_rules_are_obeyed(tmp_path):
    replies = {
        "/robots.txt": Reply(b"User-agent: *\nDisallow: /v1/boards/closed/\n", kind="text/plain"),
        LISTING.format("closed"): as_json(greenhouse.listing()),
        LISTING.format("open"): as_json(greenhouse.listing(greenhouse.entry(1))),
    }
    with serve(replies) as server:
        result = crawl("greenhouse", settings(tmp_path, server.address, "greenhouse", "closed", "open"), DAY)
        hits = server.hits[LISTING.format("closed")]
    assert hits == 0
    assert {board: day.outcome for board, day in read(result)[1].items()} == {
        "closed": "blocked",
        "open": "ok",
    }


def test_a_host_whose_robots_fail_is_left_alone(tmp_path):
    replies = {"/robots.txt": Reply(b"", 503), LISTING.format("open"): as_json(greenhouse.listing())}
    with serve(replies) as server:
        result = crawl("greenhouse", settings(tmp_path, server.address, "greenhouse", "open"), DAY)
        assert server.hits[LISTING.format("open")] == 0
    assert read(result)[1]["open"].outcome == "blocked"


def test_a_redirect_into_a_private_network_is_not_followed(tmp_path):
    away = Reply(b"", 302, headers={"Location": "http://169.254.169.254/latest/meta-data"})
    with serve({LISTING.format("trap"): away}) as server:
        result = crawl("greenhouse", settings(tmp_path, server.address, "greenhouse", "trap"), DAY)
    day = read(result)[1]["trap"]
    assert day.outcome == "failed"
    assert "private address" in day.detail


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://10.0.0.8/",
        "http://[::1]/",
        "http://2130706433/",
        "http://localhost/",
        "file:///etc/passwd",
    ],
)
def test_private_addresses_are_refused_unless_named(url):
    from scrapy import Request
    from scrapy.exceptions import IgnoreRequest

    with pytest.raises(IgnoreRequest):
        PublicAddressMiddleware(frozenset()).process_request(Request(url))


def test_a_public_name_may_not_lead_to_a_private_address():
    from twisted.internet.error import DNSLookupError

    assert _public("93.184.216.34", "example.org") == "93.184.216.34"
    with pytest.raises(DNSLookupError, match="private address"):
        _public("192.168.1.1", "example.org")


def test_whole_threads_of_hacker_news(tmp_path):
    threads = {7: "Ask HN: Who is hiring? (January 2026)", 6: "Ask HN: Who wants to be hired? (January 2026)"}
    replies = {"/v0/user/whoishiring.json": as_json({"id": "whoishiring", "submitted": [6, 7]})}
    for number, title in threads.items():
        replies[f"/v0/item/{number}.json"] = as_json(hn_who_is_hiring.thread(number, title, [70, 71]))
    replies["/v0/item/70.json"] = as_json(
        hn_who_is_hiring.comment(70, 7, "Kestrelworks | Tech Lead | Remote")
    )
    replies["/v0/item/71.json"] = Reply(b"", 500)
    with serve(replies) as server:
        result = crawl("hn_who_is_hiring", settings(tmp_path, server.address, "hn_who_is_hiring"), DAY)
    postings, days = read(result)
    assert [posting.board for posting in postings] == ["2026-01"]
    assert {board: day.outcome for board, day in days.items()} == {"2026-01": "partial"}


def test_a_sitemap_without_a_registry_entry_is_taken_from_the_configured_host(tmp_path):
    with serve({}) as server:
        server.replies["/sitemap.xml"] = Reply(
            json_ld.sitemap(f"{server.address}/jobs/1", "https://elsewhere.example/2"), kind="application/xml"
        )
        server.replies["/jobs/1"] = Reply(json_ld.PAGE.encode(), kind="text/html")
        result = crawl("json_ld", settings(tmp_path, server.address, "json_ld"), DAY)
    [posting], days = read(result)
    assert posting.title == "Lead Developer"
    assert days["/sitemap.xml"].outcome == "partial"  # the page on another host was listed and not fetched


def test_a_spider_that_cannot_start_says_why(tmp_path):
    given = settings(tmp_path, "http://127.0.0.1:9", "greenhouse", "x")
    given.registry.write_text("this is not TOML")
    with pytest.raises(CrawlFailure, match="greenhouse"):
        crawl("greenhouse", given, DAY)
