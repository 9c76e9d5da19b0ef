"""Bundesagentur für Arbeit: read through the archive, as always."""

import asyncio
import json

import pytest

from scrapers.spiders.arbeitsagentur import PUBLIC_KEY, ArbeitsagenturSpider
from tests.answers import Answers
from tests.bodies import arbeitsagentur
from tests.walk import walk

PAGE = {"stellenangebotsBeschreibung": "Wir bauen Leuchttürme.", "datumErsteVeroeffentlichung": "2026-01-02"}


def only(tmp_path, **changes):
    walked = walk(tmp_path, "arbeitsagentur", arbeitsagentur.answers(arbeitsagentur.entry(1, **changes)))
    assert walked.unknown == set()
    return walked.postings[0]


def test_the_text_comes_from_the_page_of_each_posting(tmp_path):
    entry = arbeitsagentur.entry(1)
    walked = walk(tmp_path, "arbeitsagentur", arbeitsagentur.answers(entry))
    assert walked.asked == [arbeitsagentur.path(), arbeitsagentur.page_path(entry)]
    assert walked.asked[1].endswith("/pc/v4/jobdetails/MTAwMDAtMDAwMDAwMDAwMS1T")
    [posting] = walked.postings
    assert posting.description.endswith("Anforderungen:\n- Java und SQL")
    assert posting.url == "https://www.arbeitsagentur.de/jobsuche/jobdetail/10000-0000000001-S"
    assert posting.locations == ("Kiel, SCHLESWIG_HOLSTEIN, DEUTSCHLAND",)
    assert posting.employment_type == "Vollzeit, UNBEFRISTET"
    assert posting.valid_through.isoformat() == "2026-03-31T00:00:00+00:00"


def test_the_key_goes_with_every_request():
    spider = ArbeitsagenturSpider()

    async def started():
        return [request async for request in spider.start()]

    [first] = asyncio.run(started())
    [board] = spider.boards()
    detail = spider.ask(
        spider.detail_url(arbeitsagentur.entry(1), board), spider.parse_posting, board=board, external_id="1"
    )
    assert {request.headers["X-API-Key"] for request in (first, detail)} == {PUBLIC_KEY.encode()}


def test_the_names_of_version_4_are_read_too(tmp_path):
    old = arbeitsagentur.old_entry(1)
    pages = {
        arbeitsagentur.path(): json.dumps(arbeitsagentur.listing(old, name="stellenangebote")).encode(),
        arbeitsagentur.page_path(old): json.dumps({**PAGE, "externeUrl": None}).encode(),
    }
    walked = walk(tmp_path, "arbeitsagentur", pages)
    [posting] = walked.postings
    assert walked.unknown == set()
    assert (posting.external_id, posting.title) == ("10000-0000000001-S", "Teamleiter IT (m/w/d)")
    assert (posting.company, posting.department) == ("Leuchtturmbau GmbH", "Informatiker/in")
    assert posting.locations == ("Kiel, Schleswig-Holstein, Deutschland",)
    assert posting.description == "Wir bauen Leuchttürme."
    assert posting.posted_at.isoformat() == "2026-01-02T00:00:00+00:00"


def test_a_page_that_is_gone_costs_its_posting_only(tmp_path):
    one, two = arbeitsagentur.entry(1), arbeitsagentur.entry(2)
    pages = {**arbeitsagentur.answers(one, two), arbeitsagentur.page_path(one): (404, b"{}")}
    walked = walk(tmp_path, "arbeitsagentur", pages)
    assert [posting.external_id for posting in walked.postings] == ["10000-0000000002-S"]
    assert [rejection.reason for rejection in walked.rejections] == ["not fetched: HTTP 404"]
    assert walked.days[0].outcome == "partial"


@pytest.mark.parametrize("body", [b"[]", b"<html></html>", b"null"])
def test_a_page_that_is_no_posting_is_rejected_with_its_reason(tmp_path, body):
    entry = arbeitsagentur.entry(1)
    walked = walk(
        tmp_path, "arbeitsagentur", {**arbeitsagentur.answers(entry), arbeitsagentur.page_path(entry): body}
    )
    assert not walked.postings
    assert walked.rejections[0].reason.startswith("unreadable page: no")


def test_an_entry_without_a_reference_names_no_page(tmp_path):
    listing = arbeitsagentur.listing({**arbeitsagentur.entry(1), "referenznummer": None})
    walked = walk(tmp_path, "arbeitsagentur", {arbeitsagentur.path(): json.dumps(listing).encode()})
    assert walked.rejections[0].reason.startswith("names no page of its own")


@pytest.mark.parametrize(
    ("possible", "kind", "workplace"),
    [
        (True, "NACH_VEREINBARUNG", "NACH_VEREINBARUNG"),
        (True, None, "homeofficemoeglich"),
        (False, None, None),
        (None, None, None),
    ],
)
def test_home_office_that_is_possible_is_not_called_remote(tmp_path, possible, kind, workplace):
    assert only(tmp_path, homeofficemoeglich=possible, homeofficetyp=kind).workplace == workplace


def test_a_renewal_does_not_stand_for_the_posting_date(tmp_path):
    posting = only(
        tmp_path, datumErsteVeroeffentlichung=None, aktuelleVeroeffentlichungsdatum="2026-01-04",
        veroeffentlichungszeitraum={"von": "2026-01-04"},
    )  # fmt: skip
    assert posting.posted_at is None
    assert posting.valid_through is None
    assert posting.updated_at is not None


def test_pay_keeps_its_period_and_no_answer_is_no_pay(tmp_path):
    hourly = only(
        tmp_path / "hour", verguetungsangabe="STUNDENLOHN", gehaltsspanneVon=18.5, gehaltsspanneBis=21
    )
    assert (hourly.salary.min, hourly.salary.max, hourly.salary.period) == (18.5, 21, "STUNDENLOHN")
    assert hourly.salary.currency is None
    fixed = only(tmp_path / "fixed", gehaltsspanneVon=None, gehaltsspanneBis=None, festgehalt=60000)
    assert (fixed.salary.min, fixed.salary.max) == (60000, 60000)
    unsaid = only(
        tmp_path / "unsaid", verguetungsangabe="KEINE_ANGABEN", gehaltsspanneVon=None, gehaltsspanneBis=None,
        vertragsdauer="KEINE_ANGABE",
    )  # fmt: skip
    assert (unsaid.salary, unsaid.employment_type) == (None, "Vollzeit")


def test_several_places_are_all_given(tmp_path):
    places = [{"adresse": {"ort": town, "land": "DEUTSCHLAND"}} for town in ("Kiel", "Emden", "Kiel")]
    assert only(tmp_path, stellenlokationen=places).locations == ("Kiel, DEUTSCHLAND", "Emden, DEUTSCHLAND")


def test_pages_follow_until_the_total_is_reached(tmp_path):
    entries = [arbeitsagentur.entry(number) for number in range(101)]
    pages = arbeitsagentur.answers(*entries)
    for page in (1, 2):
        listing = arbeitsagentur.listing(*entries[page * 100 - 100 : page * 100], total=101)
        pages[arbeitsagentur.path(page)] = json.dumps(listing).encode()
    walked = walk(tmp_path, "arbeitsagentur", pages)
    assert [path for path in walked.asked if "/jobs?" in path] == [
        arbeitsagentur.path(1),
        arbeitsagentur.path(2),
    ]
    assert (walked.days[0].outcome, walked.days[0].parsed) == ("ok", 101)


@pytest.mark.parametrize(
    ("page", "total", "following"), [(1, "100", None), (99, "20000", 100), (100, "20000", None)]
)
def test_no_page_is_asked_that_the_service_refuses(page, total, following):
    assert ArbeitsagenturSpider().next_position({"maxErgebnisse": total}, 100, page) == following


def test_what_lies_beyond_ten_thousand_makes_the_day_partial(tmp_path):
    answers = Answers(tmp_path, "arbeitsagentur").add(arbeitsagentur.listing(total=20000), position=100)
    [day] = answers.read()[2]
    assert (day.outcome, day.detail) == ("partial", "20000 advertised, 0 listed")


def test_a_total_without_a_list_is_a_failed_request(tmp_path):
    pages = {arbeitsagentur.path(): b'{"maxErgebnisse": 7, "page": 1, "size": 100}'}
    [day] = walk(tmp_path, "arbeitsagentur", pages).days
    assert (day.outcome, day.detail) == (
        "failed",
        "unreadable answer: 7 postings announced, and no list of them",
    )


def test_no_postings_and_no_list_is_an_empty_day(tmp_path):
    pages = {arbeitsagentur.path(): b'{"maxErgebnisse": 0, "page": 1, "size": 100}'}
    assert [day.outcome for day in walk(tmp_path, "arbeitsagentur", pages).days] == ["empty"]


def test_three_days_are_a_window_that_closes_nothing(tmp_path):
    [day] = walk(tmp_path, "arbeitsagentur", arbeitsagentur.answers(arbeitsagentur.entry(1))).days
    assert (day.outcome, day.window) == ("ok", True)
