"""Lever: read through the archive, as always."""

from datetime import UTC, datetime

from tests.answers import Answers
from tests.bodies import lever


def test_lever_text_has_its_lists_under_their_headings(tmp_path):
    [posting], _, _ = Answers(tmp_path, "lever").add([lever.entry(1)]).read()
    assert "<h3>What you&#39;ll need</h3><ul><li>8+ years with Java</li></ul>" in posting.description
    assert posting.description.startswith("<div>Kestrelworks")
    assert posting.description.index("8+ years") < posting.description.index("Come as you are")
    assert posting.locations == ("Porto", "Faro")
    assert posting.posted_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert (posting.salary.min, posting.salary.period) == (70000, "per-year-salary")


def test_lever_pages_of_a_board_are_one_listing(tmp_path):
    answers = Answers(tmp_path, "lever")
    answers.add([lever.entry(n) for n in range(100)]).add([lever.entry(100)], position=100)
    postings, _, [day] = answers.read()
    assert (len(postings), day.listed, day.requests, day.outcome) == (101, 101, 2, "ok")
