"""The bases of vendors whose listings are read entry by entry: whole, in pages, as a feed, or with a page each.

A leaf declares ``path``, the fields that it ``handles`` and those it ``ignores`` on purpose, and says where the
entries stand (``entries``) and what one of them means (``posting``).
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar
from urllib.parse import quote

from pydantic import ValidationError
from scrapy.http import Response

from scrapers.answers.field_ledger import FieldLedger
from scrapers.answers.listing import Fault, Listing
from scrapers.answers.values import UnreadableAnswer, json_body
from scrapers.board_spider import BoardSpider, Found
from scrapers.policy import policy_of
from scrapers.posting import Posting, Rejection
from scrapers.registry.board import Board

_UNREADABLE = (UnreadableAnswer, KeyError, TypeError, AttributeError, IndexError, ValueError)


class ListingSpider(BoardSpider):
    """A vendor whose listing holds whole postings.

    ``path`` may hold ``{token}`` and, for listings in pages, ``{position}``: what a page is asked by, be it a page
    number or an offset, beginning with ``first_position``.
    """

    path: ClassVar[str]
    handled: ClassVar[frozenset[str]]
    ignored: ClassVar[frozenset[str]] = frozenset()
    first_position: ClassVar[int] = 0
    maximum_pages: ClassVar[int] = 200
    in_full: ClassVar[bool] = True

    def __init__(self, only: str = "", **arguments: Any) -> None:
        """``only`` holds board slugs, comma-separated; empty means all."""
        super().__init__(only, **arguments)
        self.fields = FieldLedger(self.handled, self.ignored)
        self._pages_read: dict[str, set[bytes]] = {}

    def board_url(self, board: Board, position: int | None = None) -> str:
        """Return the address of a page. Tokens stand in the registry as they read, so they are quoted here, once."""
        quoted = quote(board.token or "", safe="")
        at = self.first_position if position is None else position
        path = self.path.replace("{token}", quoted).replace("{position}", str(at))
        return self.base_url.replace("{token}", quoted) + path

    def answer(self, response: Response) -> Any:
        """Return the answer as JSON; a vendor of XML overrides this. Raise UnreadableAnswer where it is neither."""
        return json_body(response.body)

    def entries(self, answer: Any) -> tuple[Sequence[Any], int | None]:
        """Return the entries of a page and how many the vendor announces in all (None where it does not)."""
        raise NotImplementedError

    def next_position(self, answer: Any, count: int, position: int) -> int | None:
        """Return where the next page begins, after a page of ``count`` entries; None after the last."""
        return None

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return what one entry publishes; None for an entry that is listed but not meant to be shown."""
        raise NotImplementedError

    def entry_id(self, entry: dict[str, Any]) -> Any:
        """Return the vendor's own identity of an entry."""
        return entry.get("id")

    def merged(self, entry: dict[str, Any], twins: list[dict[str, Any]]) -> dict[str, Any]:
        """Return an entry with what further entries of the same identity add; by default they add nothing."""
        return entry

    def parse_board(self, response: Response, board: Board, position: int | None = None) -> Iterator[Found]:
        """Yield a page's size, then what each entry comes to, then the question for the next page.

        @board
        @postings
        """
        try:
            answer = self.answer(response)
            entries, advertised = self.entries(answer)
        except _UNREADABLE as error:
            yield Fault("failed", f"unreadable answer: {_said(error)}"[:300])
            return
        identities = [self._identity(entry) for entry in entries]
        pages = self._pages_read.setdefault(board.slug, set())
        mark = hashlib.sha256("\n".join(map(str, identities)).encode()).digest()
        if entries and mark in pages:
            yield Fault("failed", f"a page is repeated: {response.url}")
            return
        pages.add(mark)
        named = [identity for identity in identities if identity is not None]
        merged = len(named) - len(set(named))
        yield Listing(board.slug, len(entries), advertised, self.in_full, board.company, merged)
        yield from self._read_entries(entries, identities, board)
        at = self.first_position if position is None else position
        following = self.next_position(answer, len(entries), at)
        if following is None or not entries:
            return
        if len(pages) >= self.maximum_pages:
            yield Fault("failed", f"no end after {self.maximum_pages} pages")
            return
        yield self.ask(self.board_url(board, following), self.parse_board, board=board, position=following)

    def read_entry(self, entry: Any, board: Board) -> Posting | Rejection:
        """Return the posting of an entry, or why there is none."""
        if not isinstance(entry, dict):
            return self.rejection(board, f"no object: {str(entry)[:80]}")
        self.fields.count(entry)
        name = self._identity(entry)
        try:
            return self.posting(entry, board) or self.rejection(board, "not listed by its employer", name)
        except ValidationError as error:
            first = error.errors()[0]
            return self.rejection(board, f"{'.'.join(map(str, first['loc']))}: {first['msg']}", name)
        except _UNREADABLE as error:
            return self.rejection(board, _said(error), name)

    def _read_entries(
        self, entries: Sequence[Any], identities: Sequence[str | None], board: Board
    ) -> Iterator[Found]:
        twins: dict[str, list[Any]] = {}
        if len(set(identities)) < len(identities):
            for entry, identity in zip(entries, identities, strict=True):
                if identity is not None:
                    twins.setdefault(identity, []).append(entry)
        seen: set[str] = set()
        for entry, identity in zip(entries, identities, strict=True):
            if identity in seen:
                yield self.rejection(board, "merged into the entry of the same identity", identity)
                continue
            others = twins.get(identity, [])[1:] if identity is not None else []
            if identity is not None:
                seen.add(identity)
            yield from self._read_one(self.merged(entry, others) if others else entry, identity, board)

    def _read_one(self, entry: Any, identity: str | None, board: Board) -> Iterator[Found]:
        if not self.collecting:
            yield self.read_entry(entry, board)

    def _identity(self, entry: Any) -> str | None:
        identity = self.entry_id(entry) if isinstance(entry, dict) else None
        return None if identity is None or isinstance(identity, bool | dict | list) else str(identity)


class DetailSpider(ListingSpider):
    """A vendor whose listing names its postings, and gives the text of each on a page of its own."""

    in_full = False

    def detail_url(self, entry: dict[str, Any], board: Board) -> str:
        """Return where the text of an entry stands. Raise KeyError where the entry does not say."""
        raise NotImplementedError

    def completed(self, entry: dict[str, Any], response: Response) -> dict[str, Any]:
        """Return the entry with what its own page adds. Raise UnreadableAnswer where the page cannot be read."""
        raise NotImplementedError

    def parse_posting(
        self, response: Response, board: Board, external_id: str, entry: dict[str, Any]
    ) -> Iterator[Found]:
        """Read the page of one entry."""
        try:
            whole = self.completed(entry, response)
        except _UNREADABLE as error:
            yield self.rejection(board, f"unreadable page: {_said(error)}", external_id, response.url)
            return
        yield self.read_entry(whole, board)

    def _read_one(self, entry: Any, identity: str | None, board: Board) -> Iterator[Found]:
        try:
            url = self.detail_url(entry, board)
        except _UNREADABLE as error:
            yield self.rejection(board, f"names no page of its own: {_said(error)}", identity)
            return
        yield self.ask(url, self.parse_posting, board=board, external_id=identity or url, entry=entry)


class FeedSpider(ListingSpider):
    """A source that is one listing for many employers, without boards of its own in the registry.

    ``parts`` names its listings where there are several. A feed usually shows a window of the newest postings, so
    what leaves it is not closed by that.
    """

    needs_boards = False
    window = True
    parts: ClassVar[tuple[str, ...]] = ()

    def boards(self) -> list[Board]:
        """Return the listings of the feed as boards, named by part, or by the source where there is one."""
        title = policy_of(self.name).title
        found = [Board(company=title, vendor=self.name, token=part) for part in self.parts or (self.name,)]
        return [board for board in found if not self.only or board.slug in self.only]


def _said(error: Exception) -> str:
    return str(error) if isinstance(error, UnreadableAnswer) else f"{type(error).__name__}: {error}"
