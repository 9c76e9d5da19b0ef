"""Breezy: read through the archive, as always."""

import pytest

from tests.bodies import TEXT, breezy
from tests.walk import walk

SHELL = b"<html><body><div id='app'></div><script src='/app.js'></script></body></html>"


def read(folder, position, **changes):
    answers = breezy.answers(position)
    answers[f"/p/{position['friendly_id']}"] = breezy.page(breezy.posting(position, **changes))
    return walk(folder, "breezy", answers)


def test_a_page_drawn_by_a_script_is_listed_and_rejected_with_its_reason(tmp_path):
    drawn, written = breezy.entry(1), breezy.entry(2)
    answers = {**breezy.answers(drawn, written), f"/p/{drawn['friendly_id']}": SHELL}
    walked = walk(tmp_path, "breezy", answers)
    assert [posting.external_id for posting in walked.postings] == [written["id"]]
    assert "no JobPosting with the text" in walked.rejections[0].reason
    assert walked.rejections[0].external_id == drawn["id"]
    [day] = walked.days
    assert (day.outcome, day.listed, day.fetched, day.parsed, day.rejected) == ("ok", 2, 2, 1, 1)


def test_a_job_posting_without_text_is_rejected(tmp_path):
    walked = read(tmp_path, breezy.entry(1), description=" ")
    assert not walked.postings
    assert "no text" in walked.rejections[0].reason


def test_pages_are_asked_for_at_the_tenants_own_host(tmp_path):
    elsewhere = breezy.entry(1, url="https://elsewhere.example/p/ab12cd1-tech-lead?source=json")
    walked = walk(tmp_path, "breezy", breezy.answers(elsewhere))
    assert walked.asked == ["/json", "/p/ab12cd1-tech-lead"]
    assert len(walked.postings) == 1


@pytest.mark.parametrize("url", [None, "", "https://kestrelworks.breezy.example/"])
def test_an_entry_that_names_no_page_is_rejected(tmp_path, url):
    walked = walk(tmp_path, "breezy", breezy.answers(breezy.entry(1, url=url)))
    assert "names no page of its own" in walked.rejections[0].reason
    assert walked.days[0].outcome == "partial"


@pytest.mark.parametrize(
    "said",
    [
        {"location": {"name": "Faro, PT", "is_remote": True}},
        {"locations": [{"name": "Porto, PT", "is_remote": True}]},
        {"is_remote": True},
    ],
)
def test_the_remote_flag_stands_in_three_places(tmp_path, said):
    assert read(tmp_path, breezy.entry(1, **said)).postings[0].workplace == "remote"


def test_without_a_flag_nothing_is_said_of_the_workplace(tmp_path):
    assert read(tmp_path, breezy.entry(1)).postings[0].workplace is None


def test_further_places_are_kept(tmp_path):
    position = breezy.entry(1, locations=[{"name": "Porto, PT"}, {"name": "Faro, PT"}])
    assert read(tmp_path, position).postings[0].locations == ("Faro, PT", "Porto, PT")


def test_pay_is_what_the_listing_says_in_words_and_the_page_in_figures(tmp_path):
    salary = {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"minValue": 70000, "maxValue": 85000, "unitText": "YEAR"},
    }
    [posting] = read(tmp_path, breezy.entry(1, salary="€70,000 - €85,000 / yr"), baseSalary=salary).postings
    assert (posting.salary.min, posting.salary.max, posting.salary.currency, posting.salary.period) == (
        70000,
        85000,
        "EUR",
        "YEAR",
    )
    assert posting.salary.text == "€70,000 - €85,000 / yr"


def test_a_blank_salary_is_none(tmp_path):
    assert read(tmp_path, breezy.entry(1, salary="")).postings[0].salary is None


def test_the_listings_date_goes_before_the_pages(tmp_path):
    [dated] = read(tmp_path / "dated", breezy.entry(1)).postings
    [undated] = read(tmp_path / "undated", breezy.entry(1, published_date=None)).postings
    assert dated.posted_at.isoformat() == "2026-01-04T10:20:30.123000+00:00"
    assert undated.posted_at.isoformat() == "2026-01-02T00:00:00+00:00"


def test_escaped_text_is_unescaped_once(tmp_path):
    escaped = TEXT.replace("&", "&amp;").replace("<", "&lt;")
    assert read(tmp_path, breezy.entry(1), description=escaped).postings[0].description == TEXT
