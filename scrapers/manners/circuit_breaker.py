"""A host that refuses us several times in a row is left alone for the rest of the session."""

import logging
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from scrapers.manners.addresses import NotSent
from scrapers.trial import is_trial

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
        if is_trial(crawler):
            raise NotConfigured
        breaker = cls(crawler)
        # Sent before the host's next request is: a middleware would learn of a refusal some requests later.
        crawler.signals.connect(breaker.response_downloaded, signal=signals.response_downloaded)
        return breaker

    def process_request(self, request: Request) -> None:
        """Raise NotSent for a host that is left alone."""
        reason = self._left_alone.get(urlsplit(request.url).netloc)
        if reason:
            raise NotSent("blocked", reason)

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Count a refusal; any other answer begins the count anew. What robots.txt answers says nothing."""
        host = urlsplit(request.url).netloc
        if request.meta.get("dont_obey_robotstxt"):
            return
        if response.status not in _REFUSALS:
            self._refusals[host] = 0
            return
        self._refusals[host] += 1
        if self._refusals[host] >= self._limit and host not in self._left_alone:
            self._left_alone[host] = f"{host} refused {self._limit} requests in a row and is left alone"
            _log.warning(self._left_alone[host])
            self._send_back(host, request.meta.get("download_slot", ""))

    def _send_back(self, host: str, slot_name: str) -> None:
        """Take back what waits for its turn at the host already."""
        slot = self._crawler.engine.downloader.slots.get(slot_name)
        waiting = [item for item in slot.queue if urlsplit(item[0].url).netloc == host] if slot else []
        for item in waiting:
            slot.queue.remove(item)
            item[1].errback(NotSent("blocked", self._left_alone[host]))
