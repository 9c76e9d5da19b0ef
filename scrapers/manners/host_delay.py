"""How long a host is left alone between two requests: the source's own delay, or what the host asks for besides."""

from time import monotonic
from typing import Any

from scrapy import Request, Spider
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

# Scrapy looks at when a host was last asked only where there is a delay at all.
_LEAST = 0.001


def raise_delay(crawler: Any, host: str, seconds: float) -> None:
    """Leave at least ``seconds`` between requests to a host from now on; never less than the source's own delay."""
    downloader = crawler.engine.downloader
    delay = max(seconds, crawler.settings.getfloat("DOWNLOAD_DELAY"), _asked_for(crawler, host))
    downloader.per_slot_settings.setdefault(host, {})["delay"] = delay
    if slot := downloader.slots.get(host):
        slot.delay = max(slot.delay, delay)


def pause(crawler: Any, host: str, seconds: float) -> None:
    """Send a host nothing for ``seconds``; what waits for it goes on waiting."""
    if slot := crawler.engine.downloader.slots.get(host):
        slot.lastseen = max(slot.lastseen, monotonic() + seconds)
        slot.delay = max(slot.delay, _LEAST)


def _asked_for(crawler: Any, host: str) -> float:
    return float(crawler.engine.downloader.per_slot_settings.get(host, {}).get("delay", 0.0))


class HostThrottle(AutoThrottle):
    """AutoThrottle that never goes below what a host asked for itself."""

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        key, slot = self._get_slot(request, spider)
        if slot:
            slot.delay = max(slot.delay, _asked_for(self.crawler, key or ""))
