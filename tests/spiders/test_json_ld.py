"""Pages with schema.org JobPosting: read through the archive, as always."""

from tests.answers import Answers
from tests.bodies import json_ld


def test_json_ld_page(tmp_path):
    page = "https://k.example/jobs/1"
    answers = Answers(tmp_path, "json_ld")
    answers.board = {
        "company": "Kestrelworks",
        "vendor": "json_ld",
        "sitemap": "https://k.example/sitemap.xml",
    }
    answers.add(
        json_ld.sitemap(page, "https://k.example/jobs/2"),
        url="https://k.example/sitemap.xml",
        kind="text/xml",
    )
    answers.add(json_ld.PAGE.encode(), "parse_page", url=page, kind="text/html", page=page)
    answers.add(
        b'<script type="application/ld+json"></script>', "parse_page", url=page[:-1] + "2", kind="text/html",
        page=page[:-1] + "2",
    )  # fmt: skip
    [posting], [rejection], [day] = answers.read()
    assert (posting.title, posting.company, posting.locations) == (
        "Lead Developer",
        "Kestrelworks",
        ("Taipei, TW",),
    )
    assert (posting.salary.min, posting.salary.max, posting.salary.period) == (90000, 120000, "MONTH")
    assert posting.employment_type == "FULL_TIME, CONTRACTOR"
    assert "<h3>Skills</h3><p>Laravel, MySQL</p>" in posting.description
    assert "empty" in rejection.reason
    assert (day.listed, day.fetched, day.outcome) == (2, 2, "ok")


def test_a_page_that_was_not_fetched_is_a_rejection_and_makes_the_board_partial(tmp_path):
    answers = Answers(tmp_path, "json_ld")
    answers.board = {"company": "K", "vendor": "json_ld", "sitemap": "https://k.example/sitemap.xml"}
    answers.add(json_ld.sitemap("https://k.example/1"), url="https://k.example/sitemap.xml", kind="text/xml")
    answers.add(b"", "parse_page", status=500, url="https://k.example/1", page="https://k.example/1")
    _, [rejection], [day] = answers.read()
    assert rejection.reason == "not fetched: HTTP 500"
    assert day.outcome == "partial"
