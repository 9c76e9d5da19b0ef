"""Recruitee: read through the archive, as always; its redirects against a real server."""

from datetime import UTC, datetime

import pytest

from pipelines.config import Config, SourceConfig
from pipelines.crawl import crawl
from pipelines.night import reachable
from scrapers.registry.board import Board
from scrapers.spiders.recruitee import RecruiteeSpider
from tests.answers import Answers
from tests.board_server import Reply, as_json, serve
from tests.bodies import recruitee
from tests.test_crawl import DAY
from tests.test_crawl import read as read_archives
from tests.test_crawl import settings as crawl_settings


def read(folder, *offers):
    return Answers(folder, "recruitee").add(recruitee.listing(*offers)).read()


def crawled(folder, replies, *tokens):
    with serve(replies) as server:
        given = crawl_settings(folder, f"{server.address}/recruitee/{{token}}", "recruitee", *tokens)
        return read_archives(crawl("recruitee", given, DAY)), server.hits


def test_a_recruitee_tenant_that_has_left_is_gone_and_nobody_follows_it(tmp_path):
    away = "/recruitee/careers_not_hosted"
    (postings, days), hits = crawled(
        tmp_path,
        {
            "/recruitee/left/api/offers/": Reply(b"", 301, headers={"Location": away}),
            "/recruitee/here/api/offers/": as_json(recruitee.listing(recruitee.entry(1))),
            away: Reply(b"<html>Start hiring today</html>", kind="text/html"),
        },
        "left",
        "here",
    )
    assert {board: day.outcome for board, day in days.items()} == {"left": "gone", "here": "ok"}
    assert "careers_not_hosted" in days["left"].detail
    assert [posting.board for posting in postings] == ["here"]
    assert hits[away] == 0


def test_a_recruitee_site_on_a_domain_of_its_own_is_followed(tmp_path):
    own = as_json(recruitee.listing(recruitee.entry(1)))
    with serve({"/api/offers/": own}) as elsewhere:
        location = {"Location": f"{elsewhere.address}/api/offers"}
        elsewhere.replies["/api/offers"] = own
        with serve({"/api/offers/": Reply(b"", 301, headers=location)}) as server:
            given = crawl_settings(tmp_path, server.address, "recruitee", "moved")
            postings, days = read_archives(crawl("recruitee", given, DAY))
    assert days["moved"].outcome == "ok"
    assert len(postings) == 1


def test_a_recruitee_redirect_with_nothing_after_it_is_gone(tmp_path):
    postings, _, [day] = Answers(tmp_path, "recruitee").add(b"", status=301).read()
    assert not postings
    assert (day.outcome, day.detail) == ("gone", "HTTP 301: sent away")


def test_a_redirect_with_nothing_after_it_is_a_fault_where_it_is_no_answer(tmp_path):
    [day] = Answers(tmp_path, "greenhouse").add(b"", status=301).read()[2]
    assert (day.outcome, day.detail) == ("failed", "HTTP 301")


def test_a_recruitee_tenant_is_asked_at_its_own_host():
    board = Board(company="Kestrelworks", vendor="recruitee", token="kestrelworks")
    spider = RecruiteeSpider()
    assert spider.board_url(board) == "https://kestrelworks.recruitee.com/api/offers/"
    spider.base_url = "http://127.0.0.1:8765/recruitee/{token}"
    assert spider.board_url(board) == "http://127.0.0.1:8765/recruitee/kestrelworks/api/offers/"


def test_recruitee_can_be_reached_where_one_of_its_tenants_can(tmp_path, monkeypatch):
    monkeypatch.setattr("urllib.request.getproxies", dict)
    registry = tmp_path / "boards.toml"
    registry.write_text('[[board]]\ncompany = "K"\nvendor = "recruitee"\ntoken = "localhost"\n')
    with serve({}) as server:
        source = SourceConfig(base_url=f"http://{{token}}:{server.address.rsplit(':', 1)[1]}")
        assert reachable(Config(boards=registry, sources={"recruitee": source}), ["recruitee"]) == [
            "recruitee"
        ]
    assert reachable(Config(boards=registry, sources={"recruitee": source}), ["recruitee"], seconds=1) == []


def test_recruitee_text_is_description_and_requirements(tmp_path):
    [posting], _, _ = read(tmp_path, recruitee.entry(1))
    assert posting.description.index("lighthouses") < posting.description.index("8+ years of Java")
    [posting], _, _ = read(tmp_path / "without", recruitee.entry(1, requirements=None))
    assert posting.description.endswith("</ul>")


def test_recruitee_dates_are_read_though_they_are_not_iso(tmp_path):
    [posting], _, _ = read(tmp_path, recruitee.entry(1, close_at="2026-02-28 22:59:59 UTC"))
    assert posting.posted_at == datetime(2026, 1, 5, 9, 30, 28, tzinfo=UTC)
    assert posting.updated_at == datetime(2026, 1, 6, 10, tzinfo=UTC)
    assert posting.valid_through == datetime(2026, 2, 28, 22, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ticked", "workplace"),
    [
        ({"hybrid"}, "hybrid"),
        ({"hybrid", "remote"}, "hybrid"),
        ({"remote"}, "remote"),
        ({"on_site"}, "on_site"),
        ({"remote", "on_site"}, "remote; on_site"),
        (set(), None),
    ],
)
def test_recruitee_hybrid_is_not_passed_over(tmp_path, ticked, workplace):
    flags = {flag: flag in ticked for flag in ("remote", "hybrid", "on_site")}
    [posting], _, _ = read(tmp_path, recruitee.entry(1, **flags))
    assert posting.workplace == workplace


def test_recruitee_pay_is_written_as_strings_and_only_counts_with_an_amount(tmp_path):
    empty = {"min": None, "max": None, "period": "year", "currency": "EUR"}
    low, none, absent = (
        recruitee.entry(1, salary={**empty, "min": "4500.50", "period": "month"}),
        recruitee.entry(2, salary=empty),
        recruitee.entry(3, salary=None),
    )
    first, second, third = read(tmp_path, low, none, absent)[0]
    assert (first.salary.min, first.salary.max) == (4500.5, None)
    assert (first.salary.currency, first.salary.period) == ("EUR", "month")
    assert (second.salary, third.salary) == (None, None)


def test_recruitee_places_are_cities_and_names_only_where_there_is_none(tmp_path):
    places = [recruitee.place(), recruitee.place(name="Iberia", city=None, state=None, country="Spain")]
    [posting], _, _ = read(tmp_path, recruitee.entry(1, locations=places))
    assert posting.locations == ("Lisbon, Portugal", "Iberia, Spain")


def test_recruitee_without_a_list_of_places_has_the_one_at_the_top(tmp_path):
    [posting], _, _ = read(tmp_path, recruitee.entry(1, locations=[]))
    assert posting.locations == ("Lisbon, Lisbon, Portugal",)


def test_recruitee_language_is_the_one_that_the_text_at_the_top_is_written_in(tmp_path):
    offer = recruitee.entry(1)
    german = {"title": "Technische Leitung", "description": "<p>Leuchttürme.</p>"}
    both = recruitee.entry(2, translations={"de": german, "en": offer["translations"]["en"]})
    unclear = recruitee.entry(3, translations={"de": german, "fr": german}, description=german["description"])
    untranslated = recruitee.entry(4, translations=None)
    found = [posting.language for posting in read(tmp_path, offer, both, unclear, untranslated)[0]]
    assert found == ["en", "en", None, None]


def test_a_recruitee_offer_that_is_not_published_is_counted_not_shown(tmp_path):
    postings, [rejection], [day] = read(tmp_path, recruitee.entry(1, status="closed"))
    assert not postings
    assert "not listed" in rejection.reason
    assert (day.listed, day.rejected) == (1, 1)


def test_recruitee_mailboxes_are_not_passed_on(tmp_path):
    [posting], _, _ = read(tmp_path, recruitee.entry(1))
    assert "job.abc" not in posting.model_dump_json()
