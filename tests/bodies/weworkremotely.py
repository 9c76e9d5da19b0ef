"""We Work Remotely: an RSS feed."""

from typing import Any
from xml.sax.saxutils import escape

from tests.bodies import TEXT

HEADQUARTERS = (
    '<img src="https://logos.example/1.gif" />\n\n<p>\n  <strong>Headquarters:</strong> Ostrava, Czechia\n'
    '    <br /><strong>URL:</strong> <a href="https://kestrelworks.example">https://kestrelworks.example</a>\n</p>\n'
)


def entry(number: int, **changes: Any) -> dict[str, Any]:
    link = f"https://weworkremotely.example/remote-jobs/kestrelworks-tech-lead-{number}"
    item = {
        "title": "Kestrelworks: Tech Lead",
        "region": "Anywhere in the World",
        "country": "",
        "state": "",
        "skills": "Python, and Kubernetes",
        "category": "Full-Stack Programming",
        "type": "Full-Time",
        "description": HEADQUARTERS + TEXT,
        "pubDate": "Mon, 05 Jan 2026 17:14:50 +0000",
        "expires_at": "Wed, 04 Feb 2026 17:14:50 +0000",
        "guid": link,
        "link": link,
    }
    return {**item, **changes}


def item(values: dict[str, Any], quoted: bool = False) -> str:
    rows = "".join(
        f"<{name}>{f'<![CDATA[{value}]]>' if quoted else escape(value)}</{name}>"
        for name, value in values.items()
        if value is not None
    )
    return f'<item><media:content url="https://logos.example/1.gif" type="image/png"/>{rows}</item>'


def feed(*items: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss">'
        f"<channel><title>We Work Remotely</title><ttl>60</ttl>{''.join(items)}</channel></rss>"
    ).encode()


def answers(*entries: Any) -> dict[str, bytes]:
    return {"/remote-jobs.rss": feed(*map(item, entries))}
