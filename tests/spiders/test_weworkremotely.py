"""We Work Remotely: walked over its RSS feed, and read back."""

from datetime import UTC, datetime

import pytest

from tests.bodies import TEXT, weworkremotely
from tests.walk import walk

FEED = "/remote-jobs.rss"


def read(tmp_path, **changes):
    entry = weworkremotely.entry(1, **changes)
    return walk(tmp_path, "weworkremotely", weworkremotely.answers(entry)).postings[0]


@pytest.mark.parametrize(
    ("written", "company", "role"),
    [
        ("Kestrelworks: Tech Lead", "Kestrelworks", "Tech Lead"),
        ("Kestrelworks: Tech Lead: Payments", "Kestrelworks", "Tech Lead: Payments"),
        ("Kestrel:works: Tech Lead", "Kestrel:works", "Tech Lead"),
        ("Tech Lead", None, "Tech Lead"),
        ("Lead Engineer (C++:Rust)", None, "Lead Engineer (C++:Rust)"),
        (": Tech Lead", None, "Tech Lead"),
    ],
)
def test_the_title_holds_company_and_role_up_to_the_first_colon_and_space(tmp_path, written, company, role):
    posting = read(tmp_path, title=written)
    assert (posting.company, posting.title) == (company, role)


def test_the_description_is_html_whether_escaped_or_quoted(tmp_path):
    entry = weworkremotely.entry(1)
    escaped, quoted = (
        walk(
            tmp_path / str(way),
            "weworkremotely",
            {FEED: weworkremotely.feed(weworkremotely.item(entry, way))},
        )
        for way in (False, True)
    )
    assert escaped.postings[0].description == quoted.postings[0].description
    assert escaped.postings[0].description.endswith(TEXT)
    assert "Kubernetes &amp; PostgreSQL" in escaped.postings[0].description


def test_headquarters_stay_in_the_text_and_are_no_place_of_the_job(tmp_path):
    posting = read(tmp_path)
    assert posting.locations == ("Anywhere in the World",)
    assert "<strong>Headquarters:</strong> Ostrava, Czechia" in posting.description


def test_region_state_and_country_are_places_as_given(tmp_path):
    posting = read(tmp_path, region="North America Only", state="Ohio", country="🇺🇸 United States of America")
    assert posting.locations == ("North America Only", "Ohio", "🇺🇸 United States of America")


def test_dates_are_those_of_mail(tmp_path):
    posting = read(tmp_path, pubDate="Mon, 05 Jan 2026 17:14:50 -0500")
    assert posting.posted_at == datetime(2026, 1, 5, 22, 14, 50, tzinfo=UTC)
    assert posting.valid_through == datetime(2026, 2, 4, 17, 14, 50, tzinfo=UTC)


def test_an_older_feed_without_type_country_and_end_is_read(tmp_path):
    gone = dict.fromkeys(["country", "state", "skills", "type", "expires_at"])
    posting = read(tmp_path, **gone)
    assert (posting.employment_type, posting.valid_through) == (None, None)
    assert posting.company == "Kestrelworks"


def test_an_item_without_a_guid_is_known_by_its_link(tmp_path):
    assert read(tmp_path, guid=None).external_id.endswith("kestrelworks-tech-lead-1")


def test_a_page_of_html_that_is_also_xml_is_no_feed(tmp_path):
    walked = walk(tmp_path, "weworkremotely", {FEED: b"<html><body><p>Back soon</p></body></html>"})
    assert walked.days[0].outcome == "failed"
    assert "no RSS channel" in walked.days[0].detail


def test_the_feed_is_a_window(tmp_path):
    assert walk(tmp_path, "weworkremotely", weworkremotely.answers(weworkremotely.entry(1))).days[0].window


@pytest.mark.parametrize("broken", [{"title": ""}, {"title": None}, {"guid": None, "link": None}])
def test_a_broken_item_is_rejected_with_its_reason(tmp_path, broken):
    entries = weworkremotely.entry(1, **broken), weworkremotely.entry(2)
    walked = walk(tmp_path, "weworkremotely", weworkremotely.answers(*entries))
    assert (len(walked.postings), len(walked.rejections)) == (1, 1)
    assert walked.rejections[0].reason
