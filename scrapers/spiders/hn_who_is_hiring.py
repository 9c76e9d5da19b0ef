"""Hacker News "Who is hiring?": the monthly threads, one advertisement per top-level comment.

The Firebase interface (https://github.com/HackerNews/API) gives a user's submissions, a thread's comments and each
comment by number. A thread is a board, named by its month. User names are not kept.
"""

import re
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import Any

from scrapy import Request
from scrapy.http import Response

from scrapers.board_spider import BoardSpider, Found
from scrapers.hn_header import read_header
from scrapers.listing import Fault, Listing
from scrapers.posting import Posting, PublishedSalary
from scrapers.values import UnreadableAnswer, json_body, text

MONTHS = 6
# The account opens three threads a month, and only one of them is for employers.
LOOKED_AT = 4 * MONTHS
_TITLE = re.compile(r"^Ask HN: Who is hiring\?\s*\((\w+ \d{4})\)", re.IGNORECASE)


class HnWhoIsHiringSpider(BoardSpider):
    """The newest six threads, whole. ``only=2026-01,2026-02`` takes some months."""

    name = "hn_who_is_hiring"
    base_url = "https://hacker-news.firebaseio.com"
    needs_boards = False
    listing_callbacks = frozenset({"parse_user", "parse_thread"})

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the account's submissions, newest first."""
        yield self.ask(f"{self.base_url}/v0/user/whoishiring.json", self.parse_user)

    def parse_user(self, response: Response) -> Iterator[Found]:
        """Ask for the newest submissions; which of them are threads for employers, their titles say."""
        try:
            submitted = json_body(response.body)["submitted"]
        except (UnreadableAnswer, KeyError, TypeError) as error:
            yield Fault("failed", f"unreadable list of threads: {error}")
            return
        for number in sorted(submitted, reverse=True)[:LOOKED_AT]:
            yield self.ask(self._item(number), self.parse_thread, thread=number)

    def parse_thread(self, response: Response, thread: int) -> Iterator[Found]:
        """Ask for each comment of a thread for employers; other submissions are passed over."""
        try:
            item = json_body(response.body)
            title = text((item or {}).get("title")) or ""
        except (UnreadableAnswer, AttributeError) as error:
            yield Fault("failed", f"unreadable thread {thread}: {error}")
            return
        month = _month(title)
        if month is None or item.get("by") != "whoishiring" or (self.only and month not in self.only):
            return
        comments = list(dict.fromkeys(item.get("kids") or []))
        yield Listing(month, len(comments), in_full=False)
        for number in comments:
            yield self.ask(
                self._item(number), self.parse_comment, board=month, thread=thread, external_id=str(number)
            )

    def parse_comment(self, response: Response, board: str, thread: int, external_id: str) -> Iterator[Found]:
        """Read one top-level comment."""
        url = f"https://news.ycombinator.com/item?id={external_id}"
        try:
            item = json_body(response.body)
        except UnreadableAnswer as error:
            yield self.rejection(board, f"unreadable comment: {error}", external_id, url)
            return
        reason = _no_advertisement(item, thread)
        if reason:
            yield self.rejection(board, reason, external_id, url)
            return
        yield self._posting(item, board, external_id, url)

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
