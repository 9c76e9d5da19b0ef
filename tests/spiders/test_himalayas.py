"""Himalayas: read through the archive, as always."""

import pytest

from tests.bodies import himalayas
from tests.walk import walk


def read(folder, **changes):
    [posting] = walk(folder, "himalayas", himalayas.answers(himalayas.entry(1, **changes))).postings
    return posting


@pytest.mark.parametrize(
    "given", [1767603600, 1767603600000, "2026-01-05T09:00:00Z", "2026-01-05T10:00:00+01:00"]
)
def test_dates_come_in_three_formats(tmp_path, given):
    assert read(tmp_path, pubDate=given).posted_at.timestamp() == 1767603600


def test_a_date_may_be_missing(tmp_path):
    assert read(tmp_path, pubDate=None).posted_at is None


@pytest.mark.parametrize(
    ("given", "places"),
    [
        (["Portugal", "Spain"], ("Portugal", "Spain")),
        ([{"alpha2": "PT", "name": "Portugal", "slug": "portugal"}], ("Portugal",)),
        ([], ()),
        (None, ()),
    ],
)
def test_places_are_names_or_objects_and_none_means_everywhere(tmp_path, given, places):
    assert read(tmp_path, locationRestrictions=given).locations == places


@pytest.mark.parametrize(
    ("given", "pay"),
    [
        ({}, (80000, 95000, "EUR", "annual")),
        ({"salaryPeriod": "hourly", "minSalary": 60, "maxSalary": None}, (60, None, "EUR", "hourly")),
        ({"salaryPeriod": None}, (80000, 95000, "EUR", "annual")),
    ],
)
def test_pay_is_annual_where_nothing_else_is_said(tmp_path, given, pay):
    salary = read(tmp_path, **given).salary
    assert (salary.min, salary.max, salary.currency, salary.period) == pay


def test_a_currency_without_figures_is_no_pay(tmp_path):
    assert read(tmp_path, minSalary=None, maxSalary=None).salary is None


def test_the_link_leads_back_to_himalayas(tmp_path):
    elsewhere = read(tmp_path / "link", applicationLink="https://kestrelworks.example/apply")
    assert elsewhere.url == himalayas.entry(1)["guid"]
    bare = read(tmp_path / "bare", guid="tech-lead-1", applicationLink="https://kestrelworks.example/apply")
    assert (bare.external_id, bare.url) == ("tech-lead-1", "https://kestrelworks.example/apply")


@pytest.mark.parametrize(
    "broken", [{"guid": None}, {"title": None}, {"guid": None, "title": None, "categories": "x"}]
)
def test_an_entry_without_identity_or_title_is_rejected(tmp_path, broken):
    answers = himalayas.answers(himalayas.entry(1, **broken), himalayas.entry(2))
    walked = walk(tmp_path, "himalayas", answers)
    assert (len(walked.postings), len(walked.rejections)) == (1, 1)


def test_the_next_offset_follows_what_came_not_what_was_asked(tmp_path):
    jobs = [himalayas.entry(number) for number in range(25)]
    answers = {
        himalayas.path(start): himalayas.listing(*jobs[start : start + 10], offset=start, total=25)
        for start in (0, 10, 20)
    }
    walked = walk(tmp_path, "himalayas", answers)
    assert walked.asked == [himalayas.path(start) for start in (0, 10, 20)]
    assert (walked.days[0].outcome, walked.days[0].parsed, walked.days[0].advertised) == ("ok", 25, 25)


def test_a_larger_feed_is_read_to_the_end_of_the_window(tmp_path, monkeypatch):
    monkeypatch.setattr("scrapers.spiders.himalayas.WINDOW", 40)
    answers = {
        himalayas.path(start): himalayas.listing(
            *[himalayas.entry(number) for number in range(start, start + 20)], offset=start, total=95000
        )
        for start in (0, 20)
    }
    walked = walk(tmp_path, "himalayas", answers)
    assert walked.asked == [himalayas.path(0), himalayas.path(20)]
    [day] = walked.days
    assert (day.outcome, day.parsed, day.advertised, day.window) == ("ok", 40, None, True)
