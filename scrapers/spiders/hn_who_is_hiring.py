"""Hacker News "Who is hiring?": the monthly threads, one advertisement per top-level comment.

The Firebase interface (https://github.com/HackerNews/API) gives a user's submissions, a thread's comments and each
comment by number; months that it does not reach are found with Algolia's search (https://hn.algolia.com/api), which
gives a thread whole. A thread is a board, named by its month, whichever of them it came from. User names are not kept.
"""

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime
from typing import Any

from scrapy import Request, signals
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response

from scrapers.answers.hn_header import read_header
from scrapers.answers.listing import Fault, Listing
from scrapers.answers.values import UnreadableAnswer, json_body, text
from scrapers.board_spider import BoardSpider, Found
from scrapers.posting import Posting, PublishedSalary, Rejection
from scrapers.registry.board import Board

MONTHS = 6
# The account opens three threads a month, and only one of them is for employers.
LOOKED_AT = 4 * MONTHS
# Three threads a month since 2011 are found in one answer; Algolia gives no more than these.
MOST_HITS = 1000
_TITLE = re.compile(r"^Ask HN: Who is hiring\?\s*\((\w+ \d{4})\)", re.IGNORECASE)


class HnWhoIsHiringSpider(BoardSpider):
    """The newest six threads, whole. ``only=2026-01,2016-06`` takes some months, however old.

    Algolia is asked at ``algolia_url``, or at ``base_url`` where that is configured: a test server serves both.
    """

    name = "hn_who_is_hiring"
    base_url = "https://hacker-news.firebaseio.com"
    algolia_url = "https://hn.algolia.com"
    needs_boards = False
    listing_callbacks = frozenset({"parse_user", "parse_thread", "parse_search", "parse_tree"})

    def __init__(self, only: str = "", **arguments: Any) -> None:
        """``only`` holds months, comma-separated; empty means the newest."""
        super().__init__(only, **arguments)
        self._sought = set(self.only)
        self._listed: set[int] = set()

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> "HnWhoIsHiringSpider":
        """Look further back when all of Firebase is read."""
        spider: HnWhoIsHiringSpider = super().from_crawler(crawler, *args, **kwargs)  # type: ignore[assignment]
        crawler.signals.connect(spider.look_back, signal=signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the account's submissions, newest first."""
        yield self.example_request()

    def example_request(self, board: Board | None = None) -> Request:
        """Return the question for the account's submissions, which names every thread."""
        return self.ask(f"{self.base_url}/v0/user/whoishiring.json", self.parse_user)

    def parse_user(self, response: Response) -> Iterator[Found]:
        """Ask for the newest submissions; which of them are threads for employers, their titles say.

        @board
        @postings
        """
        try:
            submitted = json_body(response.body)["submitted"]
        except (UnreadableAnswer, KeyError, TypeError) as error:
            yield Fault("failed", f"unreadable list of threads: {error}")
            return
        wanted = {"months": sorted(self.only)} if self.only else {}
        for number in sorted(submitted, reverse=True)[:LOOKED_AT]:
            yield self.ask(self._item(number), self.parse_thread, thread=number, **wanted)

    def parse_thread(
        self, response: Response, thread: int, months: Sequence[str] | None = None
    ) -> Iterator[Found]:
        """Ask for each comment of a thread for employers; other submissions and other ``months`` are passed over."""
        try:
            item = json_body(response.body)
            title = text((item or {}).get("title")) or ""
        except (UnreadableAnswer, AttributeError) as error:
            yield Fault("failed", f"unreadable thread {thread}: {error}")
            return
        month = _month(title)
        if month is None or item.get("by") != "whoishiring" or (months is not None and month not in months):
            return
        self._sought.discard(month)
        if thread in self._listed:  # by another crawl of the same day
            return
        self._listed.add(thread)
        comments = list(dict.fromkeys(item.get("kids") or []))
        yield Listing(month, len(comments), in_full=False)
        for number in comments:
            yield self.ask(
                self._item(number), self.parse_comment, board=month, thread=thread, external_id=str(number)
            )

    def parse_comment(self, response: Response, board: str, thread: int, external_id: str) -> Iterator[Found]:
        """Read one top-level comment."""
        try:
            item = json_body(response.body)
        except UnreadableAnswer as error:
            yield self.rejection(board, f"unreadable comment: {error}", external_id, response.url)
            return
        yield self._read(item, board, thread, external_id)

    def look_back(self) -> None:
        """Search for months that were asked for and are not among the newest threads."""
        months, self._sought = sorted(self._sought), set()
        if months:
            query = f"tags=story,author_whoishiring&hitsPerPage={MOST_HITS}"
            url = f"{self._algolia()}/api/v1/search_by_date?{query}"
            self.crawler.engine.crawl(self.ask(url, self.parse_search, months=months))
            raise DontCloseSpider

    def parse_search(self, response: Response, months: Sequence[str]) -> Iterator[Found]:
        """Ask for the threads of ``months``, by their titles."""
        try:
            hits = [
                (_month(text(hit["title"]) or ""), int(hit["objectID"]))
                for hit in json_body(response.body)["hits"]
            ]
        except (UnreadableAnswer, KeyError, TypeError, ValueError) as error:
            yield Fault("failed", f"unreadable search for threads: {error}")
            return
        found = sorted((month, number) for month, number in hits if month in months)
        if absent := sorted(set(months) - {month for month, _ in found}):
            yield Fault("failed", f"no thread of {', '.join(absent)} was found; write months like 2026-01")
        for month, number in found:
            yield self.ask(
                f"{self._algolia()}/api/v1/items/{number}", self.parse_tree, board=month, thread=number
            )

    def parse_tree(self, response: Response, board: str, thread: int) -> Iterator[Found]:
        """Read a thread that came whole: its children are the top-level comments."""
        try:
            children = json_body(response.body)["children"]
            comments = [_as_item(child) for child in children]
        except (UnreadableAnswer, KeyError, TypeError, AttributeError) as error:
            yield Fault("failed", f"unreadable thread {thread}: {error}")
            return
        yield Listing(board, len(comments))
        for item in comments:
            yield self._read(item, board, thread, str(item["id"]))

    def _read(self, item: Any, board: str, thread: int, external_id: str) -> Posting | Rejection:
        url = f"https://news.ycombinator.com/item?id={external_id}"
        if reason := _no_advertisement(item, thread):
            return self.rejection(board, reason, external_id, url)
        return self._posting(item, board, external_id, url)

    def _posting(self, item: dict[str, Any], board: str, external_id: str, url: str) -> Posting:
        header = read_header(item["text"])
        return Posting(
            source=self.name,
            board=board,
            external_id=external_id,
            url=url,
            title=header.roles or header.line,
            company=header.company,
            locations=header.locations,
            description=item["text"],
            posted_at=self.time_of(item, "time"),
            employment_type=header.employment_type,
            workplace=header.workplace,
            salary=PublishedSalary(text=header.pay) if header.pay else None,
        )

    def _item(self, number: int) -> str:
        return f"{self.base_url}/v0/item/{int(number)}.json"

    def _algolia(self) -> str:
        return self.algolia_url if self.base_url == HnWhoIsHiringSpider.base_url else self.base_url


def _as_item(child: dict[str, Any]) -> dict[str, Any]:
    """Return a comment of Algolia's in the names of Firebase; one that was deleted has lost its text."""
    return {
        "id": child["id"],
        "parent": child.get("parent_id"),
        "time": child.get("created_at_i") or child.get("created_at"),
        "text": child.get("text"),
        "deleted": child.get("text") is None,
    }


def _month(title: str) -> str | None:
    found = _TITLE.match(title)
    if not found:
        return None
    try:
        return datetime.strptime(found[1], "%B %Y").strftime("%Y-%m")
    except ValueError:
        return None


def _no_advertisement(item: Any, thread: int) -> str | None:
    """Return why a comment is no advertisement; None where it is one."""
    if not isinstance(item, dict):
        return "the item is gone"
    if item.get("deleted") or item.get("dead"):
        return "deleted by its author or a moderator"
    if not text(item.get("text")):
        return "empty"
    if item.get("parent") != thread:
        return "an answer to another comment"
    if not read_header(item["text"]).is_advertisement:
        return "no advertisement: its first line names no employer and role"
    return None
