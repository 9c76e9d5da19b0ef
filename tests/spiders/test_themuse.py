"""The Muse: read through the archive, as always."""

from tests.bodies import themuse
from tests.walk import walk


def pages(numbers, announced):
    return {
        themuse.path(page): themuse.listing(themuse.entry(page), page=page, pages=announced, total=announced)
        for page in numbers
    }


def test_pages_are_read_up_to_the_announced_count(tmp_path):
    walked = walk(tmp_path, "themuse", pages(range(1, 4), announced=3))
    assert walked.asked == [themuse.path(page) for page in (1, 2, 3)]
    assert (walked.days[0].outcome, walked.days[0].advertised, walked.days[0].parsed) == ("ok", 3, 3)


def test_the_hundredth_page_is_never_asked_for(tmp_path):
    walked = walk(tmp_path, "themuse", pages(range(1, 100), announced=20000))
    assert walked.asked[-1] == themuse.path(99)
    assert (walked.days[0].outcome, walked.days[0].advertised, walked.days[0].parsed) == ("ok", None, 99)


def test_it_is_a_window_so_that_what_leaves_it_is_not_closed(tmp_path):
    assert walk(tmp_path, "themuse", themuse.answers(themuse.entry(1))).days[0].window


def test_a_page_that_fails_makes_the_feed_partial(tmp_path):
    answers = {**pages(range(1, 3), announced=3), themuse.path(3): (403, b'{"code": 403, "error": "limit"}')}
    [day] = walk(tmp_path, "themuse", answers).days
    assert (day.outcome, day.parsed) == ("partial", 2)


def test_flexible_and_remote_stays_a_place(tmp_path):
    job = themuse.entry(1, locations=[{"name": "Flexible / Remote"}, {"name": "Faro, Portugal"}])
    [posting] = walk(tmp_path, "themuse", themuse.answers(job)).postings
    assert posting.locations == ("Flexible / Remote", "Faro, Portugal")
    assert posting.workplace is None


def test_the_employer_and_the_address_at_the_muse_are_kept(tmp_path):
    [posting] = walk(tmp_path, "themuse", themuse.answers(themuse.entry(7))).postings
    assert (posting.external_id, posting.company) == ("7", "Kestrelworks")
    assert posting.url == "https://muse.example/jobs/kestrelworks/engineering-manager-7"
    assert posting.posted_at.isoformat() == "2026-01-03T11:54:53+00:00"
