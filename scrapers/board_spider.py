"""The base of all spiders: boards, requests and failures, so that a leaf only declares what its vendor has.

A callback yields ``Listing`` or ``Fault`` for each page it reads, ``Posting`` or ``Rejection`` for each entry, and
requests for what must be fetched besides. The crawl follows the requests; rows are made only when the archive is
read, by the same callbacks. The bases for listings stand in ``listing_spider``.
"""

import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.spidermiddlewares.httperror import HttpError

from scrapers.answers.field_ledger import FieldLedger
from scrapers.answers.listing import Fault, Listing
from scrapers.answers.values import instant
from scrapers.manners.addresses import NotSent, is_loopback
from scrapers.policy import policy_of
from scrapers.posting import Posting, Rejection
from scrapers.registry.board import PACKAGED_REGISTRY, Board, read_registry

Found = Posting | Rejection | Listing | Fault | Request


class BoardSpider(Spider):
    """Walks the boards of one source. ``scrapy crawl <name> -a only=token1,token2`` takes some of them."""

    base_url: str = ""
    needs_boards: ClassVar[bool] = True
    # Whether a configured host is a board by itself, without a block in the registry.
    host_is_board: ClassVar[bool] = False
    # Whether a listing shows only the newest postings, so that absence from it says nothing.
    window: ClassVar[bool] = False
    # Callbacks that read a listing; a failure there is a fault of the board, elsewhere of a single posting.
    listing_callbacks: ClassVar[frozenset[str]] = frozenset({"parse_board"})
    # Error statuses that a callback reads itself, because with this vendor they are answers.
    reads_statuses: ClassVar[Mapping[str, frozenset[int]]] = {}
    # Whether a vendor sends those who ask for an unknown tenant to a page of another kind.
    gone_when_redirected: ClassVar[bool] = False
    # The token of a board that anybody may try the spider on, with `scrapy check` for one.
    example: ClassVar[str] = ""
    request_budget: int = 0
    # Whether answers are only collected, to be read from the archive: then entries are not read twice.
    collecting: bool = False

    def __init__(self, only: str = "", **arguments: Any) -> None:
        """``only`` holds board slugs, comma-separated; empty means all."""
        super().__init__(**arguments)
        self.only = frozenset(filter(None, only.split(",")))
        self.fields = FieldLedger((), ())
        self.failures: list[str] = []
        self.registry: list[Board] = []
        # What the crawl learns of each host: requests of the day, those beyond the budget, and why it is left alone.
        self.hosts_asked: Counter[str] = Counter()
        self.hosts_over_budget: Counter[str] = Counter()
        self.hosts_left_alone: dict[str, str] = {}

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Keep to the source's rate limit and go slower where a host is slow, unless the host is this machine."""
        super().update_settings(settings)
        policy = policy_of(cls.name)
        here = is_loopback(settings.get("SKILLTIDE_BASE_URL") or cls.base_url)
        settings.set("DOWNLOAD_DELAY", 0.0 if here else 1 / policy.rate_limit_per_second, priority="spider")
        settings.set("AUTOTHROTTLE_ENABLED", not here, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> "BoardSpider":
        """Take the registry and the host from the settings."""
        spider: BoardSpider = super().from_crawler(crawler, *args, **kwargs)
        spider.base_url = (crawler.settings.get("SKILLTIDE_BASE_URL") or cls.base_url).rstrip("/")
        spider.registry = read_registry(Path(crawler.settings.get("SKILLTIDE_REGISTRY") or PACKAGED_REGISTRY))
        spider.collecting = bool(crawler.settings.get("SKILLTIDE_SUMMARY"))
        crawler.signals.connect(spider.write_summary, signal=signals.spider_closed)
        return spider

    @classmethod
    def handles_request(cls, request: Request) -> bool:
        """Whether an address is one of the source's own, so that Scrapy's tools choose the spider by it."""
        own, asked = (urlsplit(url).hostname or "" for url in (cls.base_url, request.url))
        _, of_tenants, domain = own.rpartition("{token}")
        return asked.endswith(domain) if of_tenants else bool(own) and asked == own

    async def start(self) -> AsyncIterator[Request]:
        """Ask each board for its listing; where the source cannot be asked at all, note why instead."""
        hindrance = self.hindrance()
        for board in self.boards():
            request = self.ask(self.board_url(board), self.parse_board, board=board)
            if hindrance:
                self.archive_failure(request, "skipped", hindrance)
            else:
                yield request

    def hindrance(self) -> str | None:
        """Return why the source cannot be asked (a key that is missing, say) and what to do; None where it can."""
        return None

    def archive_failure(self, request: Request, fate: str, reason: str) -> None:
        """Note that a request got no answer. The archive puts its own function here; a trial keeps nothing."""

    def example_request(self, board: Board | None = None) -> Request:
        """Return what the crawl asks of a board first; by default of one named by ``only``, else of the example.

        Raise ValueError where there is none.
        """
        chosen = board or self._example_board()
        return self.ask(self.board_url(chosen), self.parse_board, board=chosen)

    def _example_board(self) -> Board:
        known = self.boards()
        if self.example and not self.only:
            own = (board for board in known if board.slug == self.example)
            return next(own, Board(company=self.example, vendor=self.name, token=self.example))
        if not known:
            raise ValueError(
                f"{self.name} has no board to be tried on; name one of the registry with `-a only=`, or a host "
                "with `-s SKILLTIDE_BASE_URL=`"
            )
        return known[0]

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

    def parse(self, response: Response, **_: Any) -> Iterator[Found]:
        """Read a listing asked for by hand (``scrapy parse URL``), as the board's at that address, else the example's."""
        here = (board for board in self.boards() if self.board_url(board) == response.url)
        asked = self.example_request(next(here, None))
        read: Any = asked.callback
        yield from read(response, **asked.cb_kwargs)

    def ask(self, url: str, callback: Callable[..., Iterator[Found]], **arguments: Any) -> Request:
        """Return a request whose answer, or lack of one, ends up in the archive."""
        # Two boards may share an address (or a redirect's target); each of them needs its own answer.
        request = Request(
            url, callback=callback, errback=self.note_failure, cb_kwargs=arguments, dont_filter=True
        )
        if statuses := self.reads_statuses.get(callback.__name__):
            request.meta["handle_httpstatus_list"] = sorted(statuses)
        return request

    def note_failure(self, failure: Any) -> None:
        """Archive why a request got no answer; answers with an error status are in the archive already."""
        request: Request = failure.request
        if failure.check(HttpError):
            status = failure.value.response.status
            self.failures.append(f"{request.url}: HTTP {status}")
            # A redirect that was not to be followed needs a note: reading the archive passes over redirects.
            if 300 <= status < 400:
                self.archive_failure(request, "failed", f"HTTP {status}: leads elsewhere")
            return
        not_sent = failure.check(NotSent)
        fate = failure.value.fate if not_sent else "failed"
        reason = str(failure.value) if not_sent else f"{failure.type.__name__}: {failure.value}"
        self.failures.append(f"{request.url}: {reason[:300]}")
        self.archive_failure(request, fate, reason[:300])

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
            self.fields.unknown[f"{field} (not a time)"] += 1
            return None

    def write_summary(self) -> None:
        """Write what the crawl did, for the process that started it: Scrapy's exit code says nothing about that."""
        path = self.settings.get("SKILLTIDE_SUMMARY")
        if not path:
            return
        stats = self.crawler.stats.get_stats()
        summary = {
            "requests": stats.get("archive/fetched", 0),
            "not_modified": stats.get("archive/not_modified", 0),
            "from_archive": stats.get("archive/served", 0),
            "request_budget": self.request_budget,
            "hosts": {
                host: {
                    "requests": self.hosts_asked[host],
                    "beyond_budget": self.hosts_over_budget[host],
                    "left_alone": self.hosts_left_alone.get(host),
                }
                for host in sorted(self.hosts_asked)
            },
            "failures": self.failures,
            "seconds": (datetime.now(UTC) - stats["start_time"]).total_seconds(),
            "errors": stats.get("log_count/ERROR", 0),
        }
        Path(path).write_text(json.dumps(summary), encoding="utf-8")


def host_of(url: str) -> str:
    """Return the host and port of an address."""
    return urlsplit(url).netloc
