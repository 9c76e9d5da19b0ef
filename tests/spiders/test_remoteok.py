"""Remote OK: walked over its one answer, and read back."""

import json
from datetime import UTC, datetime

import pytest

from tests.bodies import remoteok
from tests.walk import walk

MARK = (
    "Please mention the word **LUCID** and tag RMTI3LjAuMC4x when applying to show you read the job post completely "
    "(#RMTI3LjAuMC4x). This is a beta feature to avoid spam applicants. Companies can search these words to find "
    "applicants that read this and see they're human."
)


def read(tmp_path, **changes):
    return walk(tmp_path, "remoteok", remoteok.answers(remoteok.entry(1, **changes))).postings[0]


def test_the_notice_of_terms_is_no_job(tmp_path):
    walked = walk(tmp_path, "remoteok", remoteok.answers(remoteok.entry(1)))
    assert (walked.days[0].listed, walked.days[0].parsed, walked.rejections) == (1, 1, [])


@pytest.mark.parametrize("places", [(1, 0), (0,)])
def test_the_notice_is_known_by_its_shape_not_by_its_place(tmp_path, places):
    answer = [[remoteok.NOTICE, remoteok.entry(7)][place] for place in places] + [remoteok.entry(8)]
    walked = walk(tmp_path, "remoteok", {"/api": json.dumps(answer).encode()})
    assert len(walked.postings) == walked.days[0].listed == len(answer) - 1


def test_an_answer_of_jobs_without_a_notice_loses_none(tmp_path):
    answer = json.dumps([remoteok.entry(1), remoteok.entry(2)]).encode()
    assert len(walk(tmp_path, "remoteok", {"/api": answer}).postings) == 2


def test_an_object_instead_of_a_list_is_a_failure(tmp_path):
    walked = walk(tmp_path, "remoteok", {"/api": b'{"error": "slow down"}'})
    assert walked.days[0].outcome == "failed"
    assert "no list" in walked.days[0].detail


@pytest.mark.parametrize("epoch", [1767603600, "1767603600"])
def test_the_epoch_may_be_a_string_and_stands_in_for_a_missing_date(tmp_path, epoch):
    assert read(tmp_path, date=None, epoch=epoch).posted_at == datetime(2026, 1, 5, 9, tzinfo=UTC)


def test_the_date_goes_before_the_epoch(tmp_path):
    posting = read(tmp_path, date="2026-01-04T10:00:00-07:00", epoch="1767603600")
    assert posting.posted_at == datetime(2026, 1, 4, 17, tzinfo=UTC)


def test_pay_of_nought_is_no_pay(tmp_path):
    assert read(tmp_path / "1", salary_min=0, salary_max=0).salary is None
    half = read(tmp_path / "2", salary_min=90000, salary_max=0).salary
    assert (half.min, half.max) == (90000, None)


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("/remote-jobs/17", "https://remoteok.com/remote-jobs/17"),
        ("https://remoteok.example/remote-jobs/17", "https://remoteok.example/remote-jobs/17"),
        (None, "https://remoteok.com/remote-jobs/remote-tech-lead-kestrelworks-1"),
    ],
)
def test_addresses_are_made_whole(tmp_path, written, whole):
    assert read(tmp_path, url=written).url == whole


def test_broken_letters_are_passed_on_as_published(tmp_path):
    broken = "We\u00e2\u0080\u0099re hiring \u00e2\u0080\u0094 lighthouses"
    assert read(tmp_path, description=broken).description == broken


@pytest.mark.parametrize("before", ["<br/><br/>", "\n\n", " ", "<br>\n<br />"])
def test_what_the_site_says_to_its_caller_is_cut(tmp_path, before):
    assert read(tmp_path, description=f"<p>Go</p>{before}{MARK}").description == "<p>Go</p>"


@pytest.mark.parametrize(
    "mark",
    [
        "Please mention the word LUCID when applying to show you read the job post completely.",
        "Be sure to mention the words LUCID KELP OWL when applying to show you read the job post completely. This is a "
        "beta feature to avoid spam applicants.",
    ],
)  # fmt: skip
def test_older_forms_of_it_are_cut_and_what_follows_stays(tmp_path, mark):
    assert read(tmp_path, description=f"Go. {mark}<p>Rust</p>").description == "Go.<p>Rust</p>"


def test_an_employers_own_request_for_a_word_stays(tmp_path):
    own = "<p>Please mention the word lighthouse in your letter.</p><p>When applying, tell us why.</p>"
    assert read(tmp_path, description=own + MARK).description == own


def test_a_blank_company_and_place_are_absent(tmp_path):
    posting = read(tmp_path, company="", location="")
    assert (posting.company, posting.locations) == (None, ())


@pytest.mark.parametrize("broken", [{"id": None}, {"position": ""}])
def test_a_broken_row_is_rejected_with_its_reason(tmp_path, broken):
    walked = walk(tmp_path, "remoteok", remoteok.answers(remoteok.entry(1, **broken), remoteok.entry(2)))
    assert (len(walked.postings), len(walked.rejections)) == (1, 1)
    assert walked.days[0].window
