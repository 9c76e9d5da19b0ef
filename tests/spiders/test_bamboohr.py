"""BambooHR: read through the archive, as always."""

import json

import pytest

from tests.bodies import bamboohr
from tests.walk import walk

PAGE = "/careers/1/detail"


def read(folder, opening, **pages):
    return walk(folder, "bamboohr", {**bamboohr.answers(opening), **pages})


def test_the_listing_and_the_page_make_one_posting(tmp_path):
    [posting] = read(tmp_path, bamboohr.entry(1)).postings
    assert posting.locations == ("Porto, Norte, Portugal",)
    assert posting.posted_at.isoformat() == "2026-01-03T00:00:00+00:00"
    assert posting.salary.text == "EUR 70,000 - 85,000 a year"
    assert (posting.employment_type, posting.department) == ("Full-Time", "Engineering")


@pytest.mark.parametrize(
    ("said", "workplace"),
    [
        ({"locationType": "0"}, "onsite"),
        ({"locationType": "1"}, "remote"),
        ({"locationType": "2", "isRemote": True}, "hybrid"),
        ({"locationType": None, "isRemote": True}, "remote"),
        ({"locationType": None}, None),
    ],
)
def test_the_kind_of_place_goes_before_the_remote_flag(tmp_path, said, workplace):
    [posting] = read(tmp_path, bamboohr.entry(1, **said)).postings
    assert posting.workplace == workplace


def test_a_kind_of_place_that_is_not_known_is_counted(tmp_path):
    walked = read(tmp_path, bamboohr.entry(1, locationType="7"))
    assert walked.postings[0].workplace is None
    assert walked.unknown == {"locationType 7"}


def test_a_remote_posting_has_its_place_in_the_other_field(tmp_path):
    opening = bamboohr.entry(
        1,
        location={"city": None, "state": None},
        atsLocation={"country": "Portugal", "state": None, "province": "Algarve", "city": "Faro"},
    )
    assert read(tmp_path, opening).postings[0].locations == ("Faro, Algarve, Portugal",)


def test_an_opening_that_closed_since_the_listing_is_rejected(tmp_path):
    walked = read(tmp_path, bamboohr.entry(1, jobOpeningStatus="Filled"))
    assert not walked.postings
    assert "not listed" in walked.rejections[0].reason


@pytest.mark.parametrize(
    "page", [b'{"result": {}}', b'{"result": {"jobOpening": null}}', b"<html>Sorry</html>"]
)
def test_a_page_without_the_opening_is_rejected_with_its_reason(tmp_path, page):
    walked = read(tmp_path, bamboohr.entry(1), **{PAGE: page})
    assert not walked.postings
    assert "unreadable page" in walked.rejections[0].reason
    assert walked.days[0].parsed + walked.days[0].rejected == walked.days[0].listed


def test_a_page_that_is_gone_makes_the_board_partial(tmp_path):
    walked = read(tmp_path, bamboohr.entry(1), **{PAGE: (404, b"")})
    assert walked.rejections[0].reason == "not fetched: HTTP 404"
    assert walked.days[0].outcome == "partial"


def test_fewer_openings_than_announced_make_the_board_partial(tmp_path):
    answers = bamboohr.answers(bamboohr.entry(1))
    short = {**bamboohr.listing(bamboohr.entry(1)), "meta": {"totalCount": 3}}
    walked = walk(tmp_path, "bamboohr", {**answers, "/careers/list": json.dumps(short).encode()})
    assert (walked.days[0].outcome, walked.days[0].advertised) == ("partial", 3)
