"""A host that refuses us several times in a row is left alone for the rest of the session."""

import logging
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from scrapers.manners import NotSent

_REFUSALS = frozenset({403, 429})
_log = logging.getLogger(__name__)


class CircuitBreakerMiddleware:
    """Counts refusals of each host; other tenants of the same vendor are other hosts."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler
        self._limit: int = crawler.settings.getint("CIRCUIT_BREAKER_REFUSALS")
        self._refusals: Counter[str] = Counter()
        self._left_alone: dict[str, str] = crawler.spider.hosts_left_alone

    @classmethod
    def from_crawler(cls, crawler: Any) -> "CircuitBreakerMiddleware":
        """Take the limit from the settings; the spider learns which hosts are left alone."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise NotSent for a host that is left alone."""
        reason = self._left_alone.get(urlsplit(request.url).netloc)
        if reason:
            raise NotSent("blocked", reason)

    def process_response(self, request: Request, response: Response) -> Response:
        """Count a refusal; any other answer begins the count anew. What robots.txt answers says nothing."""
        host = urlsplit(request.url).netloc
        if "cached" in response.flags or request.meta.get("dont_obey_robotstxt"):
            return response
        if response.status not in _REFUSALS:
            self._refusals[host] = 0
            return response
        self._refusals[host] += 1
        if self._refusals[host] >= self._limit and host not in self._left_alone:
            self._left_alone[host] = f"{host} refused {self._limit} requests in a row and is left alone"
            _log.warning(self._left_alone[host])
            self._send_back(host, request.meta.get("download_slot", ""))
        return response

    def _send_back(self, host: str, slot_name: str) -> None:
        """Take back what waits for its turn at the host already."""
        slot = self._crawler.engine.downloader.slots.get(slot_name)
        waiting = [item for item in slot.queue if urlsplit(item[0].url).netloc == host] if slot else []
        for item in waiting:
            slot.queue.remove(item)
            item[1].errback(NotSent("blocked", self._left_alone[host]))
