"""Whoever says when to come again is asked again then, and not before (RFC 9110, section 10.2.3)."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from scrapers.manners.host_delay import pause

_SAYS_WHEN = frozenset({429, 503})


def seconds_asked(header: str | None, now: datetime) -> float | None:
    """Return how long a ``Retry-After`` asks to wait, from seconds or an HTTP date; None where it says nothing."""
    written = (header or "").strip()
    if written.isascii() and written.isdigit():
        return float(written[:12])
    try:
        then = parsedate_to_datetime(written)
    except ValueError:
        return None
    return max(0.0, ((then if then.tzinfo else then.replace(tzinfo=UTC)) - now).total_seconds())


class RetryAfterMiddleware(RetryMiddleware):
    """Scrapy's retries, with the host left alone for as long as it asks.

    A host that asks for longer than ``RETRY_AFTER_MAXIMUM`` is not asked for the same again in this session.
    """

    def __init__(self, settings: Any) -> None:
        super().__init__(settings)
        self._maximum = settings.getfloat("RETRY_AFTER_MAXIMUM")

    def process_response(
        self, request: Request, response: Response, spider: Any = None
    ) -> Request | Response:
        """Return the request again where its answer says when, or where a fault may pass by itself."""
        header = response.headers.get("Retry-After") if response.status in _SAYS_WHEN else None
        wait = seconds_asked(header.decode("latin-1"), datetime.now(UTC)) if header else None
        if wait is None:
            again: Request | Response = super().process_response(request, response)
            return again
        if wait > self._maximum:
            return response
        pause(self.crawler, request.meta.get("download_slot", ""), wait)
        return self._retry(request, f"{response.status}, asked to wait {wait:.0f} s") or response
