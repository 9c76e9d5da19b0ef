"""Pinpoint: read through the archive, as always."""

from datetime import datetime

import pytest

from tests.answers import Answers
from tests.bodies import pinpoint


def read(folder, *postings):
    return Answers(folder, "pinpoint").add(pinpoint.listing(*postings)).read()


def test_pinpoint_text_has_its_parts_under_their_headings_in_order(tmp_path):
    changes = {"description": "<p>Lamps</p>", "benefits": "<p>Tea</p>"}
    [posting], _, _ = read(tmp_path, pinpoint.entry(1, **changes))
    assert posting.description.split("\n") == [
        "<p>Lamps</p>",
        "<h3>What you will do:</h3>",
        "<ul><li>Keep the lamps lit.</li></ul>",
        "<h3>Skills &amp; experience</h3>",
        "<ul><li>8+ years with Java</li></ul>",
        "<p>Tea</p>",
    ]


def test_pinpoint_heading_without_its_part_is_left_out(tmp_path):
    [posting], _, _ = read(
        tmp_path, pinpoint.entry(1, key_responsibilities="", key_responsibilities_header="Tasks")
    )
    assert "Tasks" not in posting.description


def test_pinpoint_marks_of_the_editor_are_left_out(tmp_path):
    [posting], _, _ = read(tmp_path, pinpoint.entry(1))
    assert "<!--" not in posting.description
    assert "lighthouses" in posting.description


def test_pinpoint_pay_stands_as_given_where_it_is_shown(tmp_path):
    hourly = {"compensation_minimum": 70, "compensation_maximum": None, "compensation_frequency": "hour"}
    yearly, hour = read(tmp_path, pinpoint.entry(1), pinpoint.entry(2, **hourly))[0]
    assert (yearly.salary.min, yearly.salary.max) == (60000, 70000)
    assert (yearly.salary.currency, yearly.salary.period) == ("GBP", "year")
    assert yearly.salary.text == "£60,000 - £70,000 / year"
    assert (hour.salary.min, hour.salary.max, hour.salary.period) == (70, None, "hour")


@pytest.mark.parametrize("visible", [False, None, "absent"])
def test_pinpoint_pay_that_is_not_shown_does_not_count(tmp_path, visible):
    posting = pinpoint.entry(1, compensation_visible=visible)
    if visible == "absent":
        del posting["compensation_visible"]
    [read_back], _, _ = read(tmp_path, posting)
    assert read_back.salary is None
    assert "60000" not in read_back.model_dump_json()


def test_pinpoint_pay_that_is_shown_but_empty_is_absent(tmp_path):
    nothing = {"compensation": "", "compensation_minimum": None, "compensation_maximum": None}
    [posting], _, _ = read(tmp_path, pinpoint.entry(1, **nothing))
    assert posting.salary is None


@pytest.mark.parametrize(("count", "outcome"), [(999, "ok"), (1000, "partial")])
def test_a_pinpoint_listing_as_long_as_an_answer_can_be_may_be_cut_off(tmp_path, count, outcome):
    postings, _, [day] = read(tmp_path, *(pinpoint.entry(number) for number in range(count)))
    assert len(postings) == count
    assert day.outcome == outcome
    assert (day.detail is None) == (outcome == "ok")


def test_pinpoint_gives_no_date_of_publication_but_one_of_closing(tmp_path):
    [posting], _, _ = read(tmp_path, pinpoint.entry(1))
    assert (posting.posted_at, posting.updated_at) == (None, None)
    assert posting.valid_through == datetime.fromisoformat("2026-02-28T23:59:59-04:00")


@pytest.mark.parametrize(
    ("location", "places"),
    [
        ({"city": "London", "province": "London", "name": "Remote"}, ("London, Remote",)),
        ({"city": None, "province": None, "name": "United States"}, ("United States",)),
        ({"city": "London", "province": "London", "name": "London"}, ("London",)),
        (None, ()),
    ],
)
def test_pinpoint_place_is_its_city_and_what_the_employer_calls_it(tmp_path, location, places):
    [posting], _, _ = read(tmp_path, pinpoint.entry(1, location=location))
    assert posting.locations == places


def test_pinpoint_posting_without_an_address_has_its_path_at_the_tenant(tmp_path):
    [posting], _, _ = read(tmp_path, pinpoint.entry(7, url=None))
    assert posting.url == "https://kestrelworks.pinpointhq.com/en/postings/7"


def test_pinpoint_department_stands_in_the_job_or_beside_it(tmp_path):
    beside = pinpoint.entry(2, job=None, department={"id": "2", "name": "Consulting"})
    first, second = read(tmp_path, pinpoint.entry(1), beside)[0]
    assert (first.department, first.requisition_id) == ("Engineering", "K-0395")
    assert (second.department, second.requisition_id) == ("Consulting", None)


def test_pinpoint_titles_come_without_their_blanks(tmp_path):
    [posting], _, _ = read(tmp_path, pinpoint.entry(1))
    assert posting.title == "Lead Engineer"


def test_pinpoint_superiors_are_not_passed_on(tmp_path):
    [posting], _, _ = read(tmp_path, pinpoint.entry(1))
    assert "A. Person" not in posting.model_dump_json()
