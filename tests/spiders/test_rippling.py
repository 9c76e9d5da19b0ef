"""Rippling: read through the archive, as always."""

import json

import pytest

from tests.bodies import TEXT, rippling
from tests.walk import walk


def read(folder, row, **changes):
    page = json.dumps(rippling.page(row, **changes)).encode()
    return walk(folder, "rippling", {**rippling.answers(row), f"{rippling.JOBS}/{row['uuid']}": page})


def test_rows_of_one_identity_are_one_posting_in_several_places(tmp_path):
    rows = (rippling.entry(1, "Remote (Portugal)"), rippling.entry(2), rippling.entry(1, "Porto, Portugal"))
    walked = walk(tmp_path, "rippling", rippling.answers(*rows))
    assert [posting.locations for posting in walked.postings] == [
        ("Remote (Portugal)", "Porto, Portugal"),
        ("Porto, Portugal",),
    ]
    assert "merged" in walked.rejections[0].reason
    assert len([path for path in walked.asked if path.endswith(rows[0]["uuid"])]) == 1
    [day] = walked.days
    assert (day.outcome, day.listed, day.fetched, day.parsed, day.rejected) == ("ok", 3, 3, 2, 1)


def test_the_page_names_the_places_where_the_row_has_none(tmp_path):
    row = rippling.entry(1, workLocation=None)
    page = {**rippling.page(rippling.entry(1)), "workLocations": ["Porto, PT", "Faro, PT"]}
    answers = {
        rippling.JOBS: json.dumps([row]).encode(),
        f"{rippling.JOBS}/{row['uuid']}": json.dumps(page).encode(),
    }
    assert walk(tmp_path, "rippling", answers).postings[0].locations == ("Porto, PT", "Faro, PT")


def test_the_role_stands_above_the_employers_words_about_itself(tmp_path):
    [posting] = read(tmp_path, rippling.entry(1)).postings
    assert posting.description == f"{TEXT}\n<p>Kestrelworks is 12 years old.</p>"


@pytest.mark.parametrize(
    ("given", "read_as"), [("<p>Plain</p>", "<p>Plain</p>"), (None, ""), ({"role": None}, "")]
)
def test_other_shapes_of_the_text(tmp_path, given, read_as):
    assert read(tmp_path, rippling.entry(1), description=given).postings[0].description == read_as


def test_the_type_of_employment_is_the_vendors_name_not_the_tenants(tmp_path):
    assert read(tmp_path, rippling.entry(1)).postings[0].employment_type == "SALARIED_FT"


def band(start, end, currency="USD", frequency="YEAR"):
    return {
        "location": "x", "isRemote": False, "rangeStart": start, "rangeEnd": end, "currency": currency, "frequency": frequency,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("bands", "pay"),
    [
        ([band(100000, 120000), band(90000, 110000)], (90000, 120000, "USD", "YEAR")),
        ([band(100000, 120000), band(80000, 150000, "CAD")], (100000, 120000, "USD", "YEAR")),
        ([band(25, 31.5, frequency="HOUR")], (25, 31.5, "USD", "HOUR")),
        ([band(None, None), band(0, 90000)], (0, 90000, "USD", "YEAR")),
    ],
)
def test_pay_is_the_span_of_the_bands_in_the_first_ones_unit(tmp_path, bands, pay):
    salary = read(tmp_path, rippling.entry(1), payRangeDetails=bands).postings[0].salary
    assert (salary.min, salary.max, salary.currency, salary.period) == pay


@pytest.mark.parametrize("bands", [[], None, [band(None, None)]])
def test_without_bands_there_is_no_pay(tmp_path, bands):
    assert read(tmp_path, rippling.entry(1), payRangeDetails=bands).postings[0].salary is None


def test_a_posting_kept_out_of_listings_is_not_shown(tmp_path):
    walked = read(tmp_path, rippling.entry(1), unlistedFromSearch=True)
    assert not walked.postings
    assert "not listed" in walked.rejections[0].reason


def test_a_page_that_is_no_object_is_rejected(tmp_path):
    row = rippling.entry(1)
    walked = walk(tmp_path, "rippling", {**rippling.answers(row), f"{rippling.JOBS}/{row['uuid']}": b"[]"})
    assert "unreadable page" in walked.rejections[0].reason


def test_the_shape_of_the_other_version_is_a_failure_not_an_empty_board(tmp_path):
    [day] = walk(tmp_path, "rippling", {rippling.JOBS: b'{"items": [], "totalPages": 0}'}).days
    assert day.outcome == "failed"
    assert "no list of jobs" in day.detail
