"""Greenhouse: read through the archive, as always."""

from tests.answers import Answers
from tests.bodies import greenhouse


def test_greenhouse_text_is_unescaped_once(tmp_path):
    job = greenhouse.entry(1, content="&lt;p&gt;fewer than &amp;lt;5&amp;gt; people&lt;/p&gt;")
    [posting], _, [day] = Answers(tmp_path, "greenhouse").add(greenhouse.listing(job)).read()
    assert posting.description == "<p>fewer than &lt;5&gt; people</p>"
    assert posting.posted_at.isoformat() == "2025-12-15T05:00:00-05:00"
    assert (day.outcome, day.advertised, day.listed, day.parsed) == ("ok", 1, 1, 1)


def test_greenhouse_without_a_publication_date_does_not_borrow_the_update(tmp_path):
    job = greenhouse.entry(1)
    del job["first_published"]
    [posting], _, _ = Answers(tmp_path, "greenhouse").add(greenhouse.listing(job)).read()
    assert posting.posted_at is None
    assert posting.updated_at is not None
