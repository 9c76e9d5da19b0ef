"""Teamtailor."""

from typing import Any
from xml.sax.saxutils import escape

from tests.bodies import TEXT

BOARD = {"company": "Kestrelworks", "token": "kestrelworks"}
_OWN = {"locations", "location", "name", "address", "zip", "city", "country", "department", "role"}


def page(position: int) -> str:
    return f"/jobs.rss?offset={position}&per_page=100"


def place(**changes: str) -> dict[str, str]:
    given = {"name": "Lighthouse", "address": "Rua do Farol 1", "zip": "1100-000", "city": "Lisbon", "country": "Portugal"}
    return {**given, **changes}


def entry(number: int, **changes: Any) -> dict[str, Any]:
    item = {
        "title": "Engineering Manager",
        "description": TEXT,
        "pubDate": "Wed, 14 Jan 2026 09:26:20 +0100",
        "link": f"https://careers.kestrelworks.example/jobs/{number}-engineering-manager",
        "remoteStatus": "hybrid",
        "guid": f"22222222-0000-4000-8000-{number:012}",
        "locations": {"location": [place()]},
        "department": "Engineering",
        "role": "Management",
    }
    return {**item, **changes}


def feed(*items: dict[str, Any]) -> bytes:
    inside = "".join(_element("item", item) for item in items)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:tt="https://teamtailor.com/locations"><channel>'
        f"<title>Kestrelworks</title><link>https://careers.kestrelworks.example/jobs</link>{inside}</channel></rss>"
    ).encode()


def answers(*entries: Any) -> dict[str, bytes]:
    return {page(0): feed(*entries)}


def _element(name: str, value: Any) -> str:
    if isinstance(value, list):
        return "".join(_element(name, one) for one in value)
    tag = f"tt:{name}" if name in _OWN else name
    inside = "".join(_element(key, one) for key, one in value.items()) if isinstance(value, dict) else escape(value)
    return f"<{tag}>{inside}</{tag}>"
