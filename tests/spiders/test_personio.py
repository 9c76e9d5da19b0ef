"""Personio: read through the archive, as always; its redirects against a real server."""

import pytest

from pipelines.crawl import crawl
from scrapers.registry.board import Board
from scrapers.spiders.personio import PersonioSpider
from tests.answers import Answers
from tests.board_server import Reply, serve
from tests.bodies import personio
from tests.test_crawl import DAY
from tests.test_crawl import read as read_archives
from tests.test_crawl import settings as crawl_settings
from tests.walk import walk


def read(folder, *positions):
    answers = Answers(folder, "personio").add(personio.feed(*positions), kind="application/xml")
    return answers.read()


def sections(*parts):
    return {"jobDescriptions": {"jobDescription": [personio.section(*part) for part in parts]}}


def test_personio_text_has_its_sections_under_their_headings(tmp_path):
    [posting], _, _ = read(tmp_path, personio.entry(1, **sections(("Benefits & more", "<p>Lamps</p>"))))
    assert posting.description == "<h3>Benefits &amp; more</h3>\n<p>Lamps</p>"


def test_personio_section_without_a_heading_keeps_its_text(tmp_path):
    [posting], _, _ = read(tmp_path, personio.entry(1, **sections(("", "<p>Lamps</p>"))))
    assert posting.description == "<p>Lamps</p>"


@pytest.mark.parametrize(
    "heading", ["Your contact", "CONTACT_PERSON", "Ihr Kontakt", "Ansprechpartner:in", "Contact us!"]
)
def test_personio_contact_sections_are_left_out(tmp_path, heading):
    given = sections(("Your role", "<p>Lead</p>"), (heading, "<p>A. Person, a@kestrelworks.example</p>"))
    [posting], _, _ = read(tmp_path, personio.entry(1, **given))
    assert "Person" not in posting.model_dump_json()
    assert "<p>Lead</p>" in posting.description


@pytest.mark.parametrize(
    "heading", ["Customer contact", "Contact centre tasks", "Your contacts with the harbour"]
)
def test_personio_sections_about_work_with_contacts_stay(tmp_path, heading):
    [posting], _, _ = read(tmp_path, personio.entry(1, **sections((heading, "<p>Lead</p>"))))
    assert "<p>Lead</p>" in posting.description


@pytest.mark.parametrize("empty", ["", "\n    ", {}])
def test_personio_position_without_sections_has_no_text(tmp_path, empty):
    position = personio.entry(1, jobDescriptions=empty, additionalOffices=empty)
    [posting], rejections, _ = read(tmp_path, position)
    assert posting.description == ""
    assert posting.locations == ("Lisbon",)
    assert not rejections


def test_personio_ids_that_repeat_are_one_posting_with_all_its_offices(tmp_path):
    bare = personio.entry(1, jobDescriptions="", additionalOffices="")
    again = personio.entry(
        1, office="Remote Spain", additionalOffices="", **sections(("Role", "<p>Lead</p>"))
    )
    [posting], [rejection], [day] = read(tmp_path, bare, again)
    assert posting.locations == ("Lisbon", "Remote Spain")
    assert posting.description == "<h3>Role</h3>\n<p>Lead</p>"
    assert "same identity" in rejection.reason
    assert (day.outcome, day.listed, day.parsed, day.rejected) == ("ok", 2, 1, 1)


@pytest.mark.parametrize(
    "body",
    [
        b"<workzag-jobs></workzag-jobs>",
        b'<?xml version="1.0" encoding="UTF-8"?>\n<workzag-jobs>\n</workzag-jobs>',
        b"<workzag-jobs/>",
    ],
)
def test_an_empty_personio_feed_is_empty(tmp_path, body):
    [day] = walk(tmp_path, "personio", {personio.PATH: body}).days
    assert (day.outcome, day.listed, day.detail) == ("empty", 0, None)


def test_an_unknown_personio_tenant_is_gone_by_404(tmp_path):
    [day] = walk(tmp_path, "personio", {personio.PATH: (404, b"Not Found")}).days
    assert day.outcome == "gone"


def test_an_unknown_personio_tenant_is_gone_by_redirect(tmp_path):
    replies = {
        "/lost/xml": Reply(b"", 307, headers={"Location": "/"}),
        "/": Reply(b"<html><body>Software for people</body></html>", kind="text/html"),
    }
    with serve(replies) as server:
        given = crawl_settings(tmp_path, f"{server.address}/{{token}}", "personio", "lost")
        _, days = read_archives(crawl("personio", given, DAY))
        assert server.hits["/"] == 0
    assert days["lost"].outcome == "gone"
    assert "HTTP 307: sent away" in days["lost"].detail


def test_a_personio_page_instead_of_a_feed_is_a_fault(tmp_path):
    [day] = walk(tmp_path, "personio", {personio.PATH: b"<html><body>Careers</body></html>"}).days
    assert day.outcome == "failed"
    assert "no feed of positions but <html>" in day.detail


def test_personio_tenants_of_region_com_have_another_ending(tmp_path):
    tenant = {"company": "Kestrelworks", "vendor": "personio", "token": "kestrelworks"}
    spider = PersonioSpider()
    german, other = Board.model_validate(tenant), Board.model_validate({**tenant, "region": "com"})
    assert spider.board_url(german) == "https://kestrelworks.jobs.personio.de/xml?language=en"
    assert spider.board_url(other) == "https://kestrelworks.jobs.personio.com/xml?language=en"
    spider.base_url = "http://127.0.0.1:8765/personio/{token}"
    assert spider.board_url(other) == "http://127.0.0.1:8765/personio/kestrelworks/xml?language=en"
    board = {**personio.BOARD, "region": "com"}
    [posting] = walk(tmp_path, "personio", personio.answers(personio.entry(77)), board).postings
    assert posting.url == "https://kestrelworks.jobs.personio.com/job/77"


def test_personio_address_of_a_posting_is_made_from_its_id(tmp_path):
    [posting], _, _ = read(tmp_path, personio.entry(77))
    assert posting.url == "https://kestrelworks.jobs.personio.de/job/77"


def test_personio_offices_are_the_places_each_once(tmp_path):
    single = personio.entry(2, office="Remote Germany", additionalOffices={"office": "Faro"})
    first, second = read(tmp_path, personio.entry(1), single)[0]
    assert first.locations == ("Lisbon", "Porto")
    assert second.locations == ("Remote Germany", "Faro")
    assert (first.workplace, second.workplace) == (None, None)


def test_personio_kind_and_hours_of_work_stand_together(tmp_path):
    full, bare = personio.entry(1), personio.entry(2, schedule="")
    assert [posting.employment_type for posting in read(tmp_path, full, bare)[0]] == [
        "permanent; full-time",
        "permanent",
    ]


def test_personio_date_keeps_its_offset(tmp_path):
    [posting], _, _ = read(tmp_path, personio.entry(1, createdAt="2026-01-14T10:00:00+02:00"))
    assert posting.posted_at.isoformat() == "2026-01-14T10:00:00+02:00"


def test_personio_pay_stands_where_the_tenant_gives_it(tmp_path):
    pay = {"min": "60000", "max": "80000", "currencySymbol": "€", "currencyCode": "EUR", "type": "per_year"}
    positions = [
        personio.entry(1, salaryInformation=pay),
        personio.entry(2, salaryInformation={**pay, "min": "", "max": ""}),
        personio.entry(3, salaryInformation=""),
        personio.entry(4),
    ]
    walked = walk(tmp_path, "personio", personio.answers(*positions))
    salary = walked.postings[0].salary
    assert (salary.min, salary.max, salary.currency, salary.period) == (60000, 80000, "EUR", "per_year")
    assert [posting.salary for posting in walked.postings[1:]] == [None, None, None]
    assert walked.unknown == set()


def test_a_personio_feed_that_declares_entities_is_refused(tmp_path):
    body = b'<?xml version="1.0"?><!DOCTYPE workzag-jobs [<!ENTITY a "b">]><workzag-jobs>&a;</workzag-jobs>'
    [day] = walk(tmp_path, "personio", {personio.PATH: body}).days
    assert day.outcome == "failed"
    assert "entities" in day.detail
