"""The archive between Scrapy and the network; it stands next to the downloader, so that bodies come as sent."""

import asyncio
from datetime import date
from pathlib import Path
from typing import Any

from scrapy import Request, signals
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from scrapers.archive.records import ArchiveEntry, ArchiveError
from scrapers.archive.revalidation import CONDITIONS, conditions
from scrapers.archive.session import ArchiveStorage
from scrapers.trial import is_trial

_EARLIER, _WHOLE, _KEPT = "skilltide_earlier", "skilltide_whole", "skilltide_kept"


class ArchiveMiddleware:
    """Serves what the day holds, asks for the rest on condition that it changed, and keeps every answer."""

    def __init__(self, crawler: Any) -> None:
        settings = crawler.settings
        self.storage = ArchiveStorage(
            Path(settings["SKILLTIDE_ARCHIVE_DIR"]),
            crawler.spidercls.name,
            date.fromisoformat(settings["SKILLTIDE_RUN_DATE"]),
            settings["USER_AGENT"],
        )
        self._stats = crawler.stats
        self._asked: dict[str, tuple[Request, asyncio.Event]] = {}

    @classmethod
    def from_crawler(cls, crawler: Any) -> "ArchiveMiddleware":
        """Open the archive; the spider learns where to note what got no answer. A trial keeps nothing."""
        if is_trial(crawler):
            raise NotConfigured
        middleware = cls(crawler)
        crawler.spider.archive_failure = middleware.storage.keep_failure
        crawler.spider.hosts_asked.update(middleware.storage.sent)
        crawler.signals.connect(middleware.response_downloaded, signal=signals.response_downloaded)
        crawler.signals.connect(middleware.spider_closed, signal=signals.spider_closed)
        return middleware

    def spider_closed(self) -> None:
        """Complete the file."""
        self.storage.close()

    async def process_request(self, request: Request) -> Response | None:
        """Return the day's answer; None where there is none yet. What is being asked for is waited for, not asked again."""
        for name in CONDITIONS:  # a retry or redirect may have them from the request that it stems from
            request.headers.pop(name, None)
        if request.method != "GET":
            return None
        while not (held := self.storage.held(request)):
            if request.url not in self._asked:
                self._asked[request.url] = (request, asyncio.Event())
                self._set_conditions(request)
                return None
            await self._asked[request.url][1].wait()
        self._stats.inc_value("archive/served")
        return held

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Keep an answer, before its host is asked for anything else: what is killed next loses as little as can be."""
        self._stats.inc_value("archive/fetched")
        try:
            request.meta[_KEPT] = self._kept(request, response)
        except Exception as error:  # what a signal's receiver raises is logged and lost
            request.meta[_KEPT] = error

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return an answer; where its host says that it did not change, the one that is held."""
        kept: Request | Response | Exception = request.meta.pop(_KEPT, response)
        self._release(request)
        if isinstance(kept, Exception):
            raise kept
        return kept

    def _kept(self, request: Request, response: Response) -> Request | Response:
        earlier: ArchiveEntry | None = request.meta.pop(_EARLIER, None)
        if not earlier or response.status != 304:
            self.storage.keep(request, response)
            return response
        try:
            whole = self.storage.not_modified(request, response, earlier)
        except ArchiveError:  # what it did not change from cannot be read any more
            again: Request = request.replace(dont_filter=True)
            again.meta[_WHOLE] = True
            return again
        self._stats.inc_value("archive/not_modified")
        return whole

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Let those who wait for the same address ask for themselves."""
        request.meta.pop(_EARLIER, None)
        self._release(request)

    def _set_conditions(self, request: Request) -> None:
        earlier = None if request.meta.get(_WHOLE) else self.storage.earlier(request)
        if earlier:
            request.meta[_EARLIER] = earlier
            request.headers.update(conditions(earlier))

    def _release(self, request: Request) -> None:
        asked, event = self._asked.get(request.url, (None, None))
        if event and asked is request:
            del self._asked[request.url]
            event.set()
