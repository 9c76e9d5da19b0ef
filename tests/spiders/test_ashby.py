"""Ashby: read through the archive, as always."""

from tests.answers import Answers
from tests.bodies import ashby


def test_ashby_takes_pay_from_salary_parts_and_only_when_it_may_be_shown(tmp_path):
    hidden = ashby.entry(2, shouldDisplayCompensationOnJobPostings=False)
    shown, kept_back = Answers(tmp_path, "ashby").add(ashby.listing(ashby.entry(1), hidden)).read()[0]
    assert (shown.salary.min, shown.salary.max, shown.salary.currency) == (80000, 95000, "EUR")
    assert kept_back.salary is None
    assert shown.locations == ("Madrid", "Bilbao")


def test_ashby_remote_flag_yields_to_the_workplace_field(tmp_path):
    board = ashby.listing(ashby.entry(1), ashby.entry(2, workplaceType="Hybrid"))
    assert [p.workplace for p in Answers(tmp_path, "ashby").add(board).read()[0]] == ["remote", "Hybrid"]


def test_an_unlisted_ashby_job_is_counted_not_shown(tmp_path):
    board = ashby.listing(ashby.entry(1, isListed=False))
    postings, [rejection], [day] = Answers(tmp_path, "ashby").add(board).read()
    assert not postings
    assert "not listed" in rejection.reason
    assert (day.listed, day.parsed, day.rejected) == (1, 0, 1)
