"""What a robots.txt says to us. https://www.rfc-editor.org/rfc/rfc9309, https://contentsignals.org/"""

import re
from urllib.parse import urlsplit

from protego import Protego

from scrapers.posting import RobotsDay

PRODUCT = "Skilltide"
_SIGNAL = re.compile(r"^\s*content-signal\s*:\s*(.{1,300}?)\s*$", re.IGNORECASE | re.MULTILINE)


def content_signal(body: bytes) -> str | None:
    """Return the content signals of a robots.txt, as written; several lines are joined by ``; ``."""
    found = _SIGNAL.findall(body.decode("utf-8", "replace"))
    return "; ".join(dict.fromkeys(found))[:300] or None


def robots_day(source: str, url: str, status: int, body: bytes) -> RobotsDay:
    """Return what a robots.txt came to, for the ledger of the sources."""
    readable = 200 <= status < 300
    rules = Protego.parse(body.decode("utf-8", "replace") if readable else "")
    delay = rules.crawl_delay(PRODUCT)
    parts = urlsplit(url)
    return RobotsDay(
        source=source,
        host=parts.netloc,
        status=status,
        crawl_delay=float(delay) if delay is not None else None,
        content_signal=content_signal(body) if readable else None,
        disallows_all=status >= 500 or not rules.can_fetch(f"{parts.scheme}://{parts.netloc}/", PRODUCT),
    )
