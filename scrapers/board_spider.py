"""The bases of all spiders: what every board has in common, so that a leaf only declares what its vendor has.

``BoardSpider`` knows boards, requests and failures. ``ListingSpider`` adds the vendor whose listing holds whole
postings in JSON. A callback yields ``Listing`` or ``Fault`` for each page it reads, ``Posting`` or ``Rejection`` for
each entry, and requests for what must be fetched besides. The crawl follows the requests; rows are made only when
the archive is read, by the same callbacks.
"""

import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

from pydantic import ValidationError
from scrapy import Request, Spider, signals
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.spidermiddlewares.httperror import HttpError

from scrapers.board import PACKAGED_REGISTRY, Board, read_registry
from scrapers.listing import Fault, Listing
from scrapers.manners import is_loopback
from scrapers.policy import policy_of
from scrapers.posting import Posting, Rejection
from scrapers.values import UnreadableAnswer, instant, json_body

Found = Posting | Rejection | Listing | Fault | Request


class BoardSpider(Spider):
    """Walks the boards of one source. ``scrapy crawl <name> -a only=token1,token2`` takes some of them."""

    base_url: str = ""
    needs_boards: ClassVar[bool] = True
    # Whether a configured host is a board by itself, without a block in the registry.
    host_is_board: ClassVar[bool] = False
    # Callbacks that read a listing; a failure there is a fault of the board, elsewhere of a single posting.
    listing_callbacks: ClassVar[frozenset[str]] = frozenset({"parse_board"})
    archive_failure: Callable[[Request, str, str], None]
    archive_path: Path | None = None

    def __init__(self, only: str = "", **arguments: Any) -> None:
        """``only`` holds board slugs, comma-separated; empty means all."""
        super().__init__(**arguments)
        self.only = frozenset(filter(None, only.split(",")))
        self.unknown_fields: Counter[str] = Counter()
        self.failures: list[str] = []
        self.registry: list[Board] = []

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Keep to the source's rate limit, unless the host is this machine."""
        super().update_settings(settings)
        base_url = settings.get("SKILLTIDE_BASE_URL") or cls.base_url
        delay = 0.0 if is_loopback(base_url) else 1 / policy_of(cls.name).rate_limit_per_second
        settings.set("DOWNLOAD_DELAY", delay, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> "BoardSpider":
        """Take the registry and the host from the settings."""
        spider: BoardSpider = super().from_crawler(crawler, *args, **kwargs)
        spider.base_url = (crawler.settings.get("SKILLTIDE_BASE_URL") or cls.base_url).rstrip("/")
        spider.registry = read_registry(Path(crawler.settings.get("SKILLTIDE_REGISTRY") or PACKAGED_REGISTRY))
        crawler.signals.connect(spider.write_summary, signal=signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Ask each board for its listing."""
        for board in self.boards():
            yield self.ask(self.board_url(board), self.parse_board, board=board)

    def boards(self) -> list[Board]:
        """Return the boards to visit: of this source, enabled, and named by ``only`` if that is given."""
        return [
            board
            for board in self.registry
            if board.vendor == self.name and board.enabled and (not self.only or board.slug in self.only)
        ]

    def board_url(self, board: Board) -> str:
        """Return the address of a board's listing."""
        raise NotImplementedError

    def parse_board(self, response: Response, board: Board) -> Iterator[Found]:
        """Read a listing."""
        raise NotImplementedError

    def ask(self, url: str, callback: Callable[..., Iterator[Found]], **arguments: Any) -> Request:
        """Return a request whose answer, or lack of one, ends up in the archive."""
        # Two boards may share an address (or a redirect's target); each of them needs its own answer.
        return Request(
            url, callback=callback, errback=self.note_failure, cb_kwargs=arguments, dont_filter=True
        )

    def note_failure(self, failure: Any) -> None:
        """Archive why a request got no answer; answers with an error status are in the archive already."""
        request: Request = failure.request
        if failure.check(HttpError):
            self.failures.append(f"{request.url}: HTTP {failure.value.response.status}")
            return
        fate = "blocked" if failure.check(IgnoreRequest) and "robots" in str(failure.value) else "failed"
        reason = f"{failure.type.__name__}: {failure.value}"[:300] if failure.type else "unknown"
        self.failures.append(f"{request.url}: {reason}")
        self.archive_failure(request, fate, reason)

    def rejection(
        self, board: Board | str, reason: str, external_id: str | None = None, url: str | None = None
    ) -> Rejection:
        """Return the record of an entry that could not be read."""
        slug = board.slug if isinstance(board, Board) else board
        return Rejection(source=self.name, board=slug, external_id=external_id, url=url, reason=reason[:500])

    def time_of(self, entry: dict[str, Any], field: str) -> Any:
        """Return a time field of an entry; one that cannot be read is counted and absent."""
        try:
            return instant(entry.get(field))
        except (ValueError, OverflowError, OSError):
            self.unknown_fields[f"{field} (not a time)"] += 1
            return None

    def write_summary(self) -> None:
        """Write what the crawl did, for the process that started it: Scrapy's exit code says nothing about that."""
        path = self.settings.get("SKILLTIDE_SUMMARY")
        if not path:
            return
        stats = self.crawler.stats.get_stats()
        summary = {
            "archive": str(self.archive_path) if self.archive_path else None,
            "requests": stats.get("httpcache/firsthand", 0),
            "from_archive": stats.get("httpcache/hit", 0),
            "failures": self.failures,
            "unknown_fields": dict(self.unknown_fields),
            "errors": stats.get("log_count/ERROR", 0),
        }
        Path(path).write_text(json.dumps(summary), encoding="utf-8")


class ListingSpider(BoardSpider):
    """A vendor whose listing is JSON and holds whole postings.

    A leaf declares ``path``, the fields that it ``handles`` and those it ``ignores`` on purpose, and says where the
    entries stand (``entries``) and what one of them means (``posting``).
    """

    path: ClassVar[str]
    handled: ClassVar[frozenset[str]]
    ignored: ClassVar[frozenset[str]] = frozenset()

    def board_url(self, board: Board) -> str:
        """Return the listing's address. Tokens stand in the registry as they read, so they are quoted here, once."""
        quoted = quote(board.token or "", safe="")
        return self.base_url.replace("{token}", quoted) + self.path.replace("{token}", quoted)

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return the entries of a listing and how many the vendor announces (None where it does not)."""
        raise NotImplementedError

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return what one entry publishes; None for an entry that is listed but not meant to be shown."""
        raise NotImplementedError

    def entry_id(self, entry: dict[str, Any]) -> Any:
        """Return the vendor's own identity of an entry."""
        return entry.get("id")

    def parse_board(self, response: Response, board: Board) -> Iterator[Found]:
        """Yield the page's size, then a posting or a rejection for each entry."""
        try:
            entries, advertised = self.entries(json_body(response.body))
        except (UnreadableAnswer, KeyError, TypeError, AttributeError) as error:
            yield Fault("failed", f"unreadable answer: {error}"[:300])
            return
        yield Listing(board.slug, len(entries), advertised, company=board.company)
        for entry in entries:
            yield self.read_entry(entry, board)

    def read_entry(self, entry: Any, board: Board) -> Posting | Rejection:
        """Return the posting of an entry, or why there is none."""
        if not isinstance(entry, dict):
            return self.rejection(board, f"no object: {str(entry)[:80]}")
        for field in entry.keys() - self.handled - self.ignored:
            self.unknown_fields[field] += 1
        identity = self.entry_id(entry)
        name = None if identity is None else str(identity)
        try:
            return self.posting(entry, board) or self.rejection(board, "not listed by its employer", name)
        except ValidationError as error:
            first = error.errors()[0]
            return self.rejection(board, f"{'.'.join(map(str, first['loc']))}: {first['msg']}", name)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            return self.rejection(board, f"{type(error).__name__}: {error}", name)


def host_of(url: str) -> str:
    """Return the host and port of an address."""
    return urlsplit(url).netloc
