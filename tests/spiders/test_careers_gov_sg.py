"""Careers@Gov: read through the archive, as always."""

import pytest

from pipelines.normalise.text import plain_text
from tests.bodies import careers_gov_sg
from tests.walk import walk


def only(tmp_path, **changes):
    [posting] = walk(
        tmp_path, "careers_gov_sg", careers_gov_sg.answers(careers_gov_sg.entry(1, **changes))
    ).postings
    return posting


@pytest.mark.parametrize("written", [1767571200000, "/Date(1767571200000)/", "/Date(1767571200000+0800)/"])
def test_a_date_is_milliseconds_bare_or_as_odata_writes_them(tmp_path, written):
    assert only(tmp_path, startDate=written).posted_at.isoformat() == "2026-01-05T00:00:00+00:00"


@pytest.mark.parametrize("written", [None, 253402128000000, "/Date(253402128000000)/"])
def test_a_job_that_is_open_until_filled_has_no_closing_date(tmp_path, written):
    walked = walk(
        tmp_path, "careers_gov_sg", careers_gov_sg.answers(careers_gov_sg.entry(1, closingDate=written))
    )
    assert walked.postings[0].valid_through is None
    assert walked.unknown == set()


def test_an_unreadable_date_is_counted_and_does_not_cost_the_job(tmp_path):
    walked = walk(
        tmp_path, "careers_gov_sg", careers_gov_sg.answers(careers_gov_sg.entry(1, startDate="/Date()/"))
    )
    assert walked.postings[0].posted_at is None
    assert walked.unknown == {"startDate (not a time)"}


@pytest.mark.parametrize(
    ("platform", "job", "number", "identity", "url"),
    [
        ("hrp", "17", "0-1", "hrp/17/0-1", "https://jobs.careers.gov.sg/jobs/hrp/17/0-1"),
        ("greenhouse", "40", "", "greenhouse/40", "https://jobs.careers.gov.sg/jobs/greenhouse/40?gh_jid=40"),
        ("workable", "board-sg", "A1", "workable/board-sg/A1", "https://apply.workable.com/j/A1"),
    ],
)
def test_identity_and_address_follow_the_platform(tmp_path, platform, job, number, identity, url):
    posting = only(tmp_path, platform=platform, jobId=job, postingNo=number)
    assert (posting.external_id, posting.url) == (identity, url)


def test_jobs_of_one_workable_account_are_not_one_job(tmp_path):
    jobs = [
        careers_gov_sg.entry(n, platform="workable", jobId="board-sg", postingNo=f"A{n}") for n in range(3)
    ]
    walked = walk(tmp_path, "careers_gov_sg", careers_gov_sg.answers(*jobs))
    assert len(walked.postings) == 3
    assert not walked.rejections


def test_a_job_without_a_number_is_rejected(tmp_path):
    walked = walk(tmp_path, "careers_gov_sg", careers_gov_sg.answers(careers_gov_sg.entry(1, jobId="")))
    assert not walked.postings
    assert "external_id" in walked.rejections[0].reason


def test_an_arrangement_is_the_place_on_workable_and_the_hours_elsewhere(tmp_path):
    elsewhere = only(tmp_path / "hrp")
    assert (elsewhere.workplace, elsewhere.employment_type) == (None, "Permanent/Contract, Full-time")
    there = only(
        tmp_path / "workable", platform="workable", workArrangement="hybrid", employmentType="Contract"
    )
    assert (there.workplace, there.employment_type) == ("hybrid", "Contract")


def test_plain_texts_keep_their_lines_and_signs_and_stand_under_their_names(tmp_path):
    posting = only(tmp_path)
    lines = [line for line in plain_text("Tech Lead", posting.description, "html").split("\n") if line]
    assert lines == [
        "Tech Lead", "You will keep our lighthouses <lit>.", "With Python & Go.",
        "Job responsibilities", "• Lead six engineers", "• Review designs",
        "Job requirements", "• Kubernetes", "• PostgreSQL", "Experience required", "05-08 year(s)",
    ]  # fmt: skip


def test_one_html_text_cut_into_three_fields_is_read_whole(tmp_path):
    posting = only(
        tmp_path,
        jobDescription="</strong></p>We keep lighthouses.<p></p><p><strong>",
        jobResponsibilities="</strong></p><ul><li>Lead six engineers</li></ul><p><strong>",
        jobRequirements="</strong></p><ul><li>Java &amp; SQL</li></ul>",
        experienceRequired="",
    )
    lines = [line for line in plain_text("Tech Lead", posting.description, "html").split("\n") if line]
    assert lines == [
        "Tech Lead", "We keep lighthouses.", "Job responsibilities", "• Lead six engineers", "Job requirements",
        "• Java & SQL",
    ]  # fmt: skip


def test_fields_that_other_platforms_leave_empty_leave_no_heading(tmp_path):
    posting = only(
        tmp_path, platform="greenhouse", jobDescription="<p>Lighthouses</p>", jobResponsibilities="",
        jobRequirements="", experienceRequired="",
    )  # fmt: skip
    assert posting.description == "<p>Lighthouses</p>"


def test_what_is_no_longer_on_the_list_is_closed(tmp_path):
    [day] = walk(tmp_path, "careers_gov_sg", careers_gov_sg.answers(careers_gov_sg.entry(1))).days
    assert (day.board, day.outcome, day.window) == ("careers_gov_sg", "ok", False)
