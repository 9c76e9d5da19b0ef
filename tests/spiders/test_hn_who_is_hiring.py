"""Hacker News "Who is hiring?": read through the archive, as always."""

import json

import pytest

from pipelines.crawl import CrawlSettings, crawl
from scrapers.answers.hn_header import read_header
from scrapers.archive.records import Question
from scrapers.archive.replay import parse_archive
from scrapers.posting import BoardDay, Posting
from scrapers.spiders.hn_who_is_hiring import HnWhoIsHiringSpider
from tests.answers import AT, DAY, Answers
from tests.board_server import as_json, serve
from tests.bodies import hn_who_is_hiring


def test_hn_threads_become_boards_named_by_month(tmp_path):
    answers = Answers(tmp_path, "hn_who_is_hiring")
    answers.writer.write(
        "https://hn/t", 200, [], json.dumps(hn_who_is_hiring.thread(7, "Ask HN: Who is hiring? (January 2026)", [8, 9, 10])).encode(),
        Question("parse_thread", {"thread": 7}), AT,
    )  # fmt: skip
    answers.add(
        hn_who_is_hiring.comment(8, 7, "Kestrelworks | Tech Lead, Backend Engineer | Lisbon, Portugal | REMOTE | €80k - 95k"),
        "parse_comment", board="2026-01", thread=7, external_id="8",
    )  # fmt: skip
    answers.add(
        {"id": 9, "parent": 7, "deleted": True}, "parse_comment", board="2026-01", thread=7, external_id="9"
    )
    answers.add(b"null", "parse_comment", board="2026-01", thread=7, external_id="10")
    [posting], rejections, [day] = answers.read()
    assert (posting.company, posting.title) == ("Kestrelworks", "Tech Lead, Backend Engineer")
    assert posting.locations == ("Lisbon, Portugal", "REMOTE")
    assert posting.salary.text == "€80k - 95k"
    assert "a_person" not in posting.model_dump_json()
    assert [r.external_id for r in rejections] == ["9", "10"]
    assert (day.board, day.listed, day.fetched, day.parsed, day.rejected, day.outcome) == (
        "2026-01",
        3,
        3,
        1,
        2,
        "ok",
    )


def test_hn_threads_for_employees_are_passed_over(tmp_path):
    answers = Answers(tmp_path, "hn_who_is_hiring")
    answers.writer.write(
        "https://hn/t", 200, [], json.dumps(hn_who_is_hiring.thread(7, "Ask HN: Who wants to be hired? (January 2026)", [8])).encode(),
        Question("parse_thread", {"thread": 7}), AT,
    )  # fmt: skip
    assert answers.read() == ([], [], [])


@pytest.mark.parametrize(
    ("line", "company", "roles", "workplace"),
    [
        ("Ostrava Labs (https:&#x2F;&#x2F;ostrava.example) | Senior Dev | Remote (EU)", "Ostrava Labs", "Senior Dev", "Remote"),
        ("Ostrava Labs | Brno, CZ | ONSITE | Full-time | Engineering Manager", "Ostrava Labs", "Engineering Manager", "ONSITE"),
        ("Ostrava Labs - Data Engineer - Hybrid, Wien", "Ostrava Labs", "Data Engineer", "Hybrid"),
    ],
)  # fmt: skip
def test_hn_header_lines(line, company, roles, workplace):
    header = read_header(f"{line}<p>text")
    assert (header.company, header.roles, header.workplace) == (company, roles, workplace)
    assert header.is_advertisement


@pytest.mark.parametrize(
    ("comment", "company"),
    [
        (
            "Kestrelworks (YC S09) is hiring engineers [remote] https:&#x2F;&#x2F;kestrelworks.example.com",
            "Kestrelworks",
        ),
        ("Company: Kestrelworks<p>Location: Porto, remote<p>Backend developer, full-time", "Kestrelworks"),
        ("We build lighthouses and are looking for a frontend developer, full-time, in-office", None),
    ],
)
def test_an_advertisement_without_bars(comment, company):
    header = read_header(comment)
    assert header.is_advertisement
    assert header.company == company


@pytest.mark.parametrize(
    "comment",
    [
        "Nice thread, thank you!",
        "I applied to the engineer role at this remote company and heard nothing, see https://x.example.com",
        "All postings, aggregated for easier reading: remote engineers, full-time https://x.example.com",
        "Remote",
    ],
)
def test_small_talk_is_no_advertisement(comment):
    assert not read_header(comment).is_advertisement


SEARCH = "/api/v1/search_by_date"
JUNE = "Ask HN: Who is hiring? (June 2016)"
JANUARY = "Ask HN: Who is hiring? (January 2026)"


def old_thread(*comments):
    return hn_who_is_hiring.tree(400, JUNE, *comments)


def both_interfaces(*comments):
    """A host that serves one recent thread as Firebase does, and one of 2016 as Algolia does."""
    line = "Kestrelworks | Tech Lead | Lisbon, Portugal | REMOTE"
    return {
        "/v0/user/whoishiring.json": as_json({"id": "whoishiring", "submitted": [7]}),
        "/v0/item/7.json": as_json(hn_who_is_hiring.thread(7, JANUARY, [70])),
        "/v0/item/70.json": as_json(hn_who_is_hiring.comment(70, 7, line)),
        SEARCH: as_json(
            hn_who_is_hiring.search(
                t400=JUNE,
                t401="Ask HN: Who wants to be hired? (June 2016)",
                t300="Ask HN: Who Is Hiring? (May 2016)",
            )
        ),
        "/api/v1/items/400": as_json(old_thread(*comments)),
    }


def crawled(folder, replies, *months):
    registry = folder / "boards.toml"
    registry.write_text("board = []\n")
    with serve(replies) as server:
        settings = CrawlSettings(
            folder / "archive", registry, "https://kestrelworks.example/bot", server.address
        )
        result = crawl("hn_who_is_hiring", settings, DAY, months)
    items = list(parse_archive(result.archives))
    return items, server.hits


def test_a_month_that_firebase_does_not_reach_is_found_with_algolia(tmp_path):
    comments = [
        hn_who_is_hiring.comment(n, 400, f"Kestrelworks {n} | Developer | Porto | ONSITE") for n in (402, 403)
    ]
    items, hits = crawled(tmp_path, both_interfaces(*comments), "2016-06")
    postings = [item for item in items if isinstance(item, Posting)]
    assert [(one.source, one.board, one.external_id) for one in postings] == [
        ("hn_who_is_hiring", "2016-06", "402"),
        ("hn_who_is_hiring", "2016-06", "403"),
    ]
    [day] = [item for item in items if isinstance(item, BoardDay)]
    assert (day.board, day.outcome, day.listed, day.fetched, day.parsed) == ("2016-06", "ok", 2, 2, 2)
    assert (hits[SEARCH], hits["/api/v1/items/400"], hits["/v0/item/70.json"]) == (1, 1, 0)


def test_a_month_that_firebase_reaches_is_not_searched_for(tmp_path):
    items, hits = crawled(tmp_path, both_interfaces(), "2026-01")
    assert [(day.board, day.outcome) for day in items if isinstance(day, BoardDay)] == [("2026-01", "ok")]
    assert hits[SEARCH] == 0


def test_a_month_without_a_thread_is_a_failure_that_names_it(tmp_path):
    items, _ = crawled(tmp_path, both_interfaces(), "1999-12")
    [day] = [item for item in items if isinstance(item, BoardDay)]
    assert day.outcome == "failed"
    assert "no thread of 1999-12" in day.detail


def test_without_months_nothing_is_searched_for(tmp_path):
    items, hits = crawled(tmp_path, both_interfaces())
    assert [(day.board, day.outcome) for day in items if isinstance(day, BoardDay)] == [("2026-01", "ok")]
    assert hits[SEARCH] == 0


def read_tree(folder, tree):
    return Answers(folder, "hn_who_is_hiring").add(tree, "parse_tree", board="2016-06", thread=400).read()


def test_a_thread_of_algolia_reads_as_one_of_firebase(tmp_path):
    line = "Kestrelworks | Tech Lead | Lisbon, Portugal | REMOTE | €80k - 95k"
    comment = hn_who_is_hiring.comment(402, 400, line)
    [from_tree], _, _ = read_tree(tmp_path / "tree", old_thread(comment))
    single = Answers(tmp_path / "single", "hn_who_is_hiring")
    single.add(comment, "parse_comment", board="2016-06", thread=400, external_id="402")
    [from_item], _, _ = single.read()
    left_out = {"archive_reference"}
    assert from_tree.model_dump(exclude=left_out) == from_item.model_dump(exclude=left_out)
    assert "a_person" not in from_tree.model_dump_json()


def test_comments_of_algolia_that_are_no_advertisements_are_rejected_one_by_one(tmp_path):
    gone = hn_who_is_hiring.comment(403, 400, "", text=None, by=None)
    chat = hn_who_is_hiring.comment(404, 400, "", text="Nice thread, thank you!")
    answer = {"id": 405, "parent_id": 402, "text": "Do you sponsor visas for engineers?", "children": []}
    advertisement = hn_who_is_hiring.comment(
        402, 400, "Kestrelworks | Developer | Porto | ONSITE", answers=[answer]
    )
    [posting], rejections, [day] = read_tree(tmp_path, old_thread(advertisement, gone, chat))
    assert posting.external_id == "402"
    assert [one.external_id for one in rejections] == ["403", "404"]
    assert "deleted" in rejections[0].reason
    assert (day.outcome, day.listed, day.parsed, day.rejected) == ("ok", 3, 1, 2)


@pytest.mark.parametrize("body", [b"", b"null", b"{}", b'{"children": [5]}', b"<html>Sorry</html>"])
def test_a_thread_of_algolia_that_cannot_be_read_is_a_failure_of_its_month(tmp_path, body):
    _, _, [day] = read_tree(tmp_path, body)
    assert (day.board, day.outcome) == ("2016-06", "failed")


@pytest.mark.parametrize("body", [b"", b"null", b"{}", b'{"hits": [{"objectID": "x"}]}'])
def test_a_search_that_cannot_be_read_is_a_failure_of_the_source(tmp_path, body):
    answers = Answers(tmp_path, "hn_who_is_hiring")
    answers.writer.write("https://hn/s", 200, [], body, Question("parse_search", {"months": ["2016-06"]}), AT)
    _, _, [day] = answers.read()
    assert (day.board, day.outcome) == ("hn_who_is_hiring", "failed")


def test_threads_of_months_that_were_not_asked_for_leave_no_trace(tmp_path):
    answers = Answers(tmp_path, "hn_who_is_hiring")
    for months in (["2025-12"], ["2016-06"]):
        body = json.dumps(hn_who_is_hiring.thread(7, JANUARY, [8])).encode()
        answers.writer.write(
            "https://hn/t", 200, [], body, Question("parse_thread", {"thread": 7, "months": months}), AT
        )
    assert answers.read() == ([], [], [])


def test_two_crawls_of_one_day_list_a_thread_once(tmp_path):
    answers = Answers(tmp_path, "hn_who_is_hiring")
    body = json.dumps(hn_who_is_hiring.thread(7, JANUARY, [8])).encode()
    for question in ({"thread": 7}, {"thread": 7, "months": ["2026-01"]}):
        answers.writer.write("https://hn/t", 200, [], body, Question("parse_thread", question), AT)
    comment = hn_who_is_hiring.comment(8, 7, "Kestrelworks | Developer | Porto | ONSITE")
    answers.add(comment, "parse_comment", board="2026-01", thread=7, external_id="8")
    _, _, [day] = answers.read()
    assert (day.outcome, day.listed, day.parsed) == ("ok", 1, 1)


def test_algolia_is_asked_at_its_own_host_unless_another_is_configured():
    spider = HnWhoIsHiringSpider()
    assert spider._algolia() == "https://hn.algolia.com"
    spider.base_url = "http://127.0.0.1:8765/hn"
    assert spider._algolia() == "http://127.0.0.1:8765/hn"
