"""Arbeitnow: walked from its first page to its last, and read back."""

from datetime import UTC, datetime

import pytest

from tests.bodies import arbeitnow
from tests.walk import walk

PAGE = "/api/job-board-api?page={}"
NEXT = "https://www.arbeitnow.example/api/job-board-api?page=2"


def read(tmp_path, **changes):
    walked = walk(tmp_path, "arbeitnow", arbeitnow.answers(arbeitnow.entry(1, **changes)))
    return walked.postings[0]


def test_pages_are_followed_while_the_feed_names_a_next_one(tmp_path):
    first = arbeitnow.page(arbeitnow.entry(1), arbeitnow.entry(2), following=NEXT)
    walked = walk(
        tmp_path, "arbeitnow", {PAGE.format(1): first, PAGE.format(2): arbeitnow.page(arbeitnow.entry(3))}
    )
    assert walked.asked == [PAGE.format(1), PAGE.format(2)]
    assert len(walked.postings) == 3
    assert (walked.days[0].outcome, walked.days[0].listed) == ("ok", 3)


def test_a_feed_that_moved_under_the_reader_shows_an_entry_twice_and_counts_it_once(tmp_path):
    first = arbeitnow.page(arbeitnow.entry(1), arbeitnow.entry(2), following=NEXT)
    second = arbeitnow.page(arbeitnow.entry(2), arbeitnow.entry(3))
    walked = walk(tmp_path, "arbeitnow", {PAGE.format(1): first, PAGE.format(2): second})
    assert [posting.external_id[-1] for posting in walked.postings] == ["1", "2", "3"]
    assert (walked.days[0].listed, walked.days[0].repeated, walked.days[0].outcome) == (4, 1, "ok")


def test_a_page_that_names_itself_as_the_next_does_not_go_on_for_ever(tmp_path):
    same = arbeitnow.page(arbeitnow.entry(1), following=NEXT)
    walked = walk(tmp_path, "arbeitnow", {PAGE.format(1): same, PAGE.format(2): same})
    assert len(walked.asked) == 2
    assert (len(walked.postings), walked.days[0].outcome) == (1, "partial")


def test_a_later_page_that_fails_makes_the_feed_partial(tmp_path):
    walked = walk(tmp_path, "arbeitnow", {PAGE.format(1): arbeitnow.page(arbeitnow.entry(1), following=NEXT)})
    assert (len(walked.postings), walked.days[0].outcome) == (1, "partial")


def test_the_feed_is_a_window(tmp_path):
    assert walk(tmp_path, "arbeitnow", arbeitnow.answers(arbeitnow.entry(1))).days[0].window


def test_epoch_seconds_are_the_publication_date(tmp_path):
    assert read(tmp_path).posted_at == datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(("flag", "workplace"), [(True, "remote"), (False, None), (None, None)])
def test_a_false_remote_flag_says_nothing_and_the_place_is_passed_on_as_given(tmp_path, flag, workplace):
    posting = read(tmp_path, remote=flag, location="Remote")
    assert (posting.workplace, posting.locations) == (workplace, ("Remote",))


def test_job_types_are_free_text_and_stay_so(tmp_path):
    assert read(tmp_path).employment_type == "Experienced, Full-time"


def test_messy_html_is_passed_on_as_published(tmp_path):
    messy = "<br><strong>Role</strong><p><p><span>Go &amp; <b>Rust</b></span></p>"
    assert read(tmp_path, description=messy).description == messy


def test_a_row_of_nulls_is_rejected_with_its_reason_and_costs_no_other(tmp_path):
    blank = dict.fromkeys(arbeitnow.entry(9)) | {"slug": "broken-9"}
    walked = walk(tmp_path, "arbeitnow", arbeitnow.answers(blank, arbeitnow.entry(2)))
    assert len(walked.postings) == 1
    [rejection] = walked.rejections
    assert rejection.external_id == "broken-9"
    assert "title" in rejection.reason
    assert walked.days[0].parsed + walked.days[0].rejected == walked.days[0].listed
