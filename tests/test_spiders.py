"""What each spider makes of its vendor's answers: read through the archive, as always."""

import json
from datetime import UTC, date, datetime

import pytest

from scrapers.archive import ArchiveWriter, Question
from scrapers.hn_header import read_header
from scrapers.policy import SOURCE_POLICY
from scrapers.posting import BoardDay, Posting, Rejection
from scrapers.replay import parse_archive
from scrapers.sources import spider_classes
from tests import bodies

DAY = date(2026, 1, 5)
AT = datetime(2026, 1, 5, 2, tzinfo=UTC)
BOARD = {"company": "Kestrelworks", "vendor": "greenhouse", "token": "kestrelworks"}


class Answers:
    """Writes answers into an archive and reads it back."""

    def __init__(self, folder, source):
        self.writer = ArchiveWriter(folder, source, DAY)
        self.board = {**BOARD, "vendor": source}

    def add(
        self,
        body,
        callback="parse_board",
        status=200,
        url="https://v.example/x",
        kind="application/json",
        **extra,
    ):
        arguments = {"board": self.board, **extra} if "board" not in extra else extra
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.writer.write(url, status, [("Content-Type", kind)], raw, Question(callback, arguments), AT)
        return self

    def read(self):
        items = list(parse_archive([self.writer.close()]))
        return (
            [item for item in items if isinstance(item, Posting)],
            [item for item in items if isinstance(item, Rejection)],
            [item for item in items if isinstance(item, BoardDay)],
        )


def test_greenhouse_text_is_unescaped_once(tmp_path):
    job = bodies.greenhouse_job(1, content="&lt;p&gt;fewer than &amp;lt;5&amp;gt; people&lt;/p&gt;")
    [posting], _, [day] = Answers(tmp_path, "greenhouse").add(bodies.greenhouse_board(job)).read()
    assert posting.description == "<p>fewer than &lt;5&gt; people</p>"
    assert posting.posted_at.isoformat() == "2026-01-15T05:00:00-05:00"
    assert (day.outcome, day.advertised, day.listed, day.parsed) == ("ok", 1, 1, 1)


def test_greenhouse_without_a_publication_date_does_not_borrow_the_update(tmp_path):
    job = bodies.greenhouse_job(1)
    del job["first_published"]
    [posting], _, _ = Answers(tmp_path, "greenhouse").add(bodies.greenhouse_board(job)).read()
    assert posting.posted_at is None
    assert posting.updated_at is not None


def test_lever_text_has_its_lists_under_their_headings(tmp_path):
    [posting], _, _ = Answers(tmp_path, "lever").add([bodies.lever_posting(1)]).read()
    assert "<h3>What you&#39;ll need</h3><ul><li>8+ years with Java</li></ul>" in posting.description
    assert posting.description.startswith("<div>Kestrelworks")
    assert posting.description.index("8+ years") < posting.description.index("Come as you are")
    assert posting.locations == ("Porto", "Faro")
    assert posting.posted_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert (posting.salary.min, posting.salary.period) == (70000, "per-year-salary")


def test_lever_pages_of_a_board_are_one_listing(tmp_path):
    answers = Answers(tmp_path, "lever")
    answers.add([bodies.lever_posting(n) for n in range(100)]).add([bodies.lever_posting(100)], position=100)
    postings, _, [day] = answers.read()
    assert (len(postings), day.listed, day.requests, day.outcome) == (101, 101, 2, "ok")


def test_ashby_takes_pay_from_salary_parts_and_only_when_it_may_be_shown(tmp_path):
    hidden = bodies.ashby_job(2, shouldDisplayCompensationOnJobPostings=False)
    shown, kept_back = (
        Answers(tmp_path, "ashby").add(bodies.ashby_board(bodies.ashby_job(1), hidden)).read()[0]
    )
    assert (shown.salary.min, shown.salary.max, shown.salary.currency) == (80000, 95000, "EUR")
    assert kept_back.salary is None
    assert shown.locations == ("Madrid", "Bilbao")


def test_ashby_remote_flag_yields_to_the_workplace_field(tmp_path):
    board = bodies.ashby_board(bodies.ashby_job(1), bodies.ashby_job(2, workplaceType="Hybrid"))
    assert [p.workplace for p in Answers(tmp_path, "ashby").add(board).read()[0]] == ["remote", "Hybrid"]


def test_an_unlisted_ashby_job_is_counted_not_shown(tmp_path):
    board = bodies.ashby_board(bodies.ashby_job(1, isListed=False))
    postings, [rejection], [day] = Answers(tmp_path, "ashby").add(board).read()
    assert not postings
    assert "not listed" in rejection.reason
    assert (day.listed, day.parsed, day.rejected) == (1, 0, 1)


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
    from scrapers.board import Board

    return Board.model_validate(BOARD)


def test_hn_threads_become_boards_named_by_month(tmp_path):
    answers = Answers(tmp_path, "hn_who_is_hiring")
    answers.writer.write(
        "https://hn/t", 200, [], json.dumps(bodies.hn_thread(7, "Ask HN: Who is hiring? (January 2026)", [8, 9, 10])).encode(),
        Question("parse_thread", {"thread": 7}), AT,
    )  # fmt: skip
    answers.add(
        bodies.hn_comment(8, 7, "Kestrelworks | Tech Lead, Backend Engineer | Lisbon, Portugal | REMOTE | €80k - 95k"),
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
        "https://hn/t", 200, [], json.dumps(bodies.hn_thread(7, "Ask HN: Who wants to be hired? (January 2026)", [8])).encode(),
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


def test_json_ld_page(tmp_path):
    page = "https://k.example/jobs/1"
    answers = Answers(tmp_path, "json_ld")
    answers.board = {
        "company": "Kestrelworks",
        "vendor": "json_ld",
        "sitemap": "https://k.example/sitemap.xml",
    }
    answers.add(
        bodies.sitemap(page, "https://k.example/jobs/2"), url="https://k.example/sitemap.xml", kind="text/xml"
    )
    answers.add(bodies.JOB_PAGE.encode(), "parse_page", url=page, kind="text/html", page=page)
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
    answers.add(bodies.sitemap("https://k.example/1"), url="https://k.example/sitemap.xml", kind="text/xml")
    answers.add(b"", "parse_page", status=500, url="https://k.example/1", page="https://k.example/1")
    _, [rejection], [day] = answers.read()
    assert rejection.reason == "not fetched: HTTP 500"
    assert day.outcome == "partial"


@pytest.mark.parametrize("name", sorted(spider_classes()))
def test_every_spider_has_a_policy_that_lets_it_run(name):
    [policy] = [policy for policy in SOURCE_POLICY if policy.source == name]
    assert policy.status == "ON"
    assert policy.rate_limit_per_second > 0


def test_the_ledger_names_each_source_once():
    names = [policy.source for policy in SOURCE_POLICY]
    assert len(names) == len(set(names))
    assert {policy.status for policy in SOURCE_POLICY} == {"ON", "OPTIONAL", "REVIEW", "OFF"}
