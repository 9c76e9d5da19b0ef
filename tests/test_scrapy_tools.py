"""Scrapy's own tools as its users run them in a checkout: real processes against a real HTTP server."""

import csv
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from scrapy import Request

from scrapers.archive.replay import parse_archive
from scrapers.posting import Posting
from scrapers.sources import spider_classes
from tests.board_server import Reply, as_json, serve
from tests.bodies import bamboohr, greenhouse, hn_who_is_hiring
from tests.walk import body_of

ROOT = Path(__file__).parents[1]
LISTING = "/v1/boards/{}/jobs"
DAY = "2026-01-05"


@pytest.fixture
def scrapy(tmp_path):
    """Return a function that runs a tool of Scrapy in the checkout, its archive in a folder of the test."""

    def run(*arguments, address="", **environment):
        given = {
            "SKILLTIDE_ARCHIVE_DIR": tmp_path / "archive",
            "SKILLTIDE_RUN_DATE": DAY,
            "SKILLTIDE_BASE_URL": address,
        }
        settings = [part for name, value in given.items() for part in ("-s", f"{name}={value}")]
        command = [sys.executable, "-m", "scrapy", arguments[0], *settings, *arguments[1:]]
        return subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=120, env={**os.environ, **environment}
        )

    return run


def archives(folder):
    return sorted((folder / "archive").rglob("*.warc.gz")) if (folder / "archive").exists() else []


def jobs(*numbers, **changes):
    return as_json(greenhouse.listing(*(greenhouse.entry(number, **changes) for number in numbers)))


def test_list_names_every_spider(scrapy):
    done = scrapy("list")
    assert done.stdout.split() == sorted(spider_classes())
    assert done.returncode == 0


@pytest.mark.parametrize(
    "kind", ["jsonl", *(pytest.param(kind, marks=pytest.mark.slow) for kind in ("json", "csv", "xml"))]
)
def test_a_crawl_exports_postings_as_published_and_nothing_else(scrapy, tmp_path, kind):
    with serve({LISTING.format("canonical"): jobs(1, 2), LISTING.format("stripe"): jobs(3)}) as server:
        to = tmp_path / f"items.{kind}"
        done = scrapy("crawl", "greenhouse", "-a", "only=canonical", "-O", str(to), address=server.address)
        assert server.hits[LISTING.format("stripe")] == 0
    assert (done.returncode, done.stderr) == (0, "")
    written = to.read_text(encoding="utf-8")
    if kind == "xml":
        assert written.count("<item>") == 2
        return
    items = {
        "jsonl": lambda: [json.loads(line) for line in written.splitlines()],
        "json": lambda: json.loads(written),
        "csv": lambda: list(csv.DictReader(written.splitlines())),
    }[kind]()
    assert [(item["external_id"], item["title"], item["board"]) for item in items] == [
        ("1", "Tech Lead", "canonical"), ("2", "Tech Lead", "canonical"),
    ]  # fmt: skip
    [archive] = archives(tmp_path)
    assert sum(isinstance(item, Posting) for item in parse_archive([archive])) == 2


def test_check_passes_where_the_example_board_answers(scrapy, tmp_path):
    with serve({LISTING.format("canonical"): jobs(1)}) as server:
        done = scrapy("check", "greenhouse", address=server.address)
        assert server.hits[LISTING.format("canonical")] == 1
    assert done.returncode == 0, done.stderr
    assert "OK" in done.stderr
    assert archives(tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(b"", 404), "answered HTTP 404: gone"),
        (Reply(b"<html>maintenance</html>", kind="text/html"), "unreadable answer"),
        (jobs(), "0 postings of 0 listed, at least 1 expected"),
        (jobs(1, title=None), "title"),
    ],
)
def test_check_fails_honestly(scrapy, reply, said):
    with serve({LISTING.format("canonical"): reply}) as server:
        done = scrapy("check", "greenhouse", address=server.address)
    assert done.returncode == 1
    assert "FAILED" in done.stderr
    assert said in done.stderr


@pytest.mark.slow
def test_check_asks_another_board_where_one_is_named(scrapy):
    with serve({LISTING.format("stripe"): jobs(1)}) as server:
        assert scrapy("check", "greenhouse", "-a", "only=stripe", address=server.address).returncode == 0


@pytest.mark.slow
def test_check_counts_pages_to_be_fetched_as_postings(scrapy):
    replies = {path: Reply(body) for path, body in bamboohr.answers(bamboohr.entry(1)).items()}
    with serve(replies) as server:
        assert scrapy("check", "bamboohr", address=server.address).returncode == 0


@pytest.mark.slow
def test_check_of_the_monthly_threads(scrapy):
    replies = {"/v0/user/whoishiring.json": as_json({"id": "whoishiring", "submitted": [7]})}
    replies["/v0/item/7.json"] = as_json(
        hn_who_is_hiring.thread(7, "Ask HN: Who is hiring? (January 2026)", [])
    )
    with serve(replies) as server:
        assert scrapy("check", "hn_who_is_hiring", address=server.address).returncode == 0


@pytest.mark.slow
def test_check_says_which_key_is_missing(scrapy):
    with serve({}) as server:
        done = scrapy("check", "usajobs", address=server.address, SKILLTIDE_API_KEY="")
        assert not server.hits
    assert done.returncode == 1
    assert "a key is needed" in done.stderr


def test_every_spider_has_a_contract(scrapy):
    done = scrapy("check", "--list")
    assert {line for line in done.stdout.splitlines() if not line.startswith(" ")} == set(spider_classes())


@pytest.mark.parametrize("source", sorted(spider_classes()))
def test_every_spider_has_an_example_and_knows_its_address(source):
    spider = spider_classes()[source]()
    if source == "json_ld":
        with pytest.raises(ValueError, match="name one of the registry"):
            spider.example_request()
        spider.base_url = "https://jobs.example"
    request = spider.example_request()
    assert request.callback.__name__ in spider.listing_callbacks
    handling = [name for name, other in spider_classes().items() if other.handles_request(request)]
    assert handling == ([] if source == "json_ld" else [source])
    assert not spider.handles_request(Request("https://elsewhere.example/v1"))
    assert body_of(source)


@pytest.mark.slow
def test_shell_fetches_a_board_and_keeps_nothing(scrapy, tmp_path):
    with serve({LISTING.format("canonical"): jobs(1)}) as server:
        url = f"{server.address}{LISTING.format('canonical')}"
        code = "[response.status, len(list(spider.parse(response)))]"
        done = scrapy("shell", url, "--spider", "greenhouse", "-c", code, address=server.address)
        plain = scrapy("shell", url, "-c", "[spider.name, response.status]", address=server.address)
    assert done.stdout.strip().endswith("[200, 2]"), done.stderr
    assert plain.stdout.strip().endswith("['default', 200]"), plain.stderr
    assert "Error" not in done.stderr + plain.stderr
    assert archives(tmp_path) == []


@pytest.mark.slow
def test_shell_and_fetch_obey_robots(scrapy):
    rules = Reply(b"User-agent: *\nDisallow: /v1/\n", kind="text/plain")
    with serve({"/robots.txt": rules, LISTING.format("canonical"): jobs(1)}) as server:
        url = f"{server.address}{LISTING.format('canonical')}"
        done = scrapy("shell", url, "-c", "response", address=server.address)
        scrapy("fetch", url, address=server.address)
        assert server.hits[LISTING.format("canonical")] == 0
    assert done.stdout.strip().endswith("None")


@pytest.mark.slow
def test_fetch_prints_a_body_and_follows_a_redirect(scrapy, tmp_path):
    replies = {
        LISTING.format("canonical"): jobs(1),
        "/old": Reply(b"", 301, headers={"Location": "/v1/boards/canonical/jobs"}),
    }
    with serve(replies) as server:
        done = scrapy("fetch", f"{server.address}/old", address=server.address)
    assert json.loads(done.stdout)["meta"] == {"total": 1}
    assert archives(tmp_path) == []


@pytest.mark.slow
def test_parse_prints_what_a_listing_comes_to(scrapy, tmp_path):
    with serve(
        {LISTING.format("stripe"): jobs(1, title=None), LISTING.format("canonical"): jobs(2)}
    ) as server:
        url = f"{server.address}{LISTING.format('canonical')}?content=true"
        done = scrapy("parse", "--spider=greenhouse", "--nocolour", url, address=server.address)
        url = f"{server.address}{LISTING.format('stripe')}?content=true"
        broken = scrapy("parse", "--spider=greenhouse", "--nocolour", url, address=server.address)
    assert "'title': 'Tech Lead'" in done.stdout, done.stderr
    assert "'board': 'canonical'" in done.stdout
    assert "'listed': 1" in done.stdout
    assert "'board': 'stripe'" in broken.stdout
    assert "'reason': 'title" in broken.stdout
    assert archives(tmp_path) == []


def test_a_crawl_by_hand_is_a_day_of_the_archive(scrapy, tmp_path):
    with serve({LISTING.format("canonical"): jobs(1)}) as server:
        scrapy("crawl", "greenhouse", "-a", "only=canonical", address=server.address)
        scrapy("check", "greenhouse", address=server.address)
        assert server.hits[LISTING.format("canonical")] == 2  # a check asks, whatever the archive holds
    assert [path.parent.name for path in archives(tmp_path)] == [date(2026, 1, 5).isoformat()]
