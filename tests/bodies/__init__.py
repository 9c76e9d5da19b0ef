"""Answers in the vendors' shapes, written for these tests: employers, people and texts are invented.

One module per source. ``entry(number, **changes)`` returns one entry of a listing as a dictionary, ``answers(*entries)``
what a healthy board that holds just these entries answers, by path and query. ``BOARD`` is its block in the registry,
without the vendor; feeds have none.
"""

TEXT = (
    "<p>Kestrelworks builds lighthouses for data.</p><h3>Requirements</h3>"
    "<ul><li>At least 5 years of Python or Go</li><li>Kubernetes &amp; PostgreSQL</li></ul>"
    "<h3>Nice to have</h3><ul><li>Rust</li></ul>"
)
