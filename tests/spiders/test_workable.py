"""Workable: read through the archive, as always."""

from datetime import UTC, datetime

from tests.answers import Answers
from tests.bodies import workable
from tests.walk import walk


def read(folder, *jobs):
    return Answers(folder, "workable").add(workable.listing(*jobs)).read()


def test_workable_rows_of_one_job_become_one_posting_with_all_its_places(tmp_path):
    spain = workable.entry(1, country="Spain", city="Madrid", locations=[workable.place("Spain", "Madrid")])
    chile = workable.entry(1, country="Chile", city="", state="", locations=[])
    postings, rejections, [day] = read(tmp_path, workable.entry(1), spain, workable.entry(2), chile)
    assert [posting.external_id for posting in postings] == ["KESTREL001", "KESTREL002"]
    assert postings[0].locations == ("Porto, Porto District, Portugal", "Madrid, Spain", "Chile")
    assert [rejection.external_id for rejection in rejections] == ["KESTREL001", "KESTREL001"]
    assert all("same identity" in rejection.reason for rejection in rejections)
    assert (day.outcome, day.listed, day.parsed, day.rejected) == ("ok", 4, 2, 2)


def test_workable_shows_no_place_that_its_employer_hides(tmp_path):
    shown, hidden = workable.place("Portugal", "Porto"), workable.place("Portugal", "Faro", hidden=True)
    [posting], _, _ = read(tmp_path, workable.entry(1, locations=[hidden, shown]))
    assert posting.locations == ("Porto, Portugal",)


def test_workable_without_a_list_of_places_has_the_one_of_its_row(tmp_path):
    job = workable.entry(1, city="")
    del job["locations"]
    [posting], _, _ = read(tmp_path, job)
    assert posting.locations == ("Porto District, Portugal",)


def test_workable_strings_that_are_not_set_are_absent(tmp_path):
    blank = {"code": "", "employment_type": "", "department": "", "country": "", "city": "", "state": ""}
    [posting], _, _ = read(tmp_path, workable.entry(1, **blank, locations=[]))
    assert (posting.requisition_id, posting.employment_type, posting.department) == (None, None, None)
    assert posting.locations == ()


def test_workable_is_remote_where_telecommuting_is_ticked_and_else_says_nothing(tmp_path):
    jobs = [workable.entry(1, telecommuting=True), workable.entry(2), workable.entry(3, telecommuting=None)]
    assert [posting.workplace for posting in read(tmp_path, *jobs)[0]] == ["remote", None, None]


def test_workable_is_posted_when_published_not_when_begun(tmp_path):
    unpublished = workable.entry(2, published_on=None)
    first, second = read(tmp_path, workable.entry(1), unpublished)[0]
    assert first.posted_at == datetime(2026, 1, 12, tzinfo=UTC)
    assert second.posted_at is None


def test_workable_keeps_the_markup_of_nested_lists(tmp_path):
    html = "<p>&nbsp;Work&nbsp;here</p><ul><ul><li>5+ years of Go</li></ul></ul>"
    [posting], _, _ = read(tmp_path, workable.entry(1, description=html))
    assert posting.description == html


def test_workable_pay_in_prose_is_left_in_the_prose(tmp_path):
    prose = "<p>The range is <strong>EUR 27,000 - EUR 40,000 (gross)</strong>.</p>"
    [posting], _, _ = read(tmp_path, workable.entry(1, description=prose))
    assert posting.salary is None
    assert posting.description == prose


def test_workable_is_asked_for_the_texts(tmp_path):
    walked = walk(tmp_path, "workable", workable.answers(workable.entry(1)))
    assert walked.asked == ["/api/v1/widget/accounts/kestrelworks?details=true"]


def test_an_unknown_workable_account_is_gone(tmp_path):
    [day] = walk(tmp_path, "workable", {workable.PATH: (404, b'{"error":"Not found"}')}).days
    assert (day.outcome, day.detail) == ("gone", "HTTP 404")
