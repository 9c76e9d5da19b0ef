"""Hacker News "Who is hiring?": read through the archive, as always."""

import json

import pytest

from scrapers.archive import Question
from scrapers.hn_header import read_header
from tests.answers import AT, Answers
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
