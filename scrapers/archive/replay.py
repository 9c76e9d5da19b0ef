"""The archive read back: postings, rejections and how each board answered, without network and in a fixed order.

Every question's last answer counts, so a retry that came through stands for its failed attempts. Boards come out one
after the other in the order of their first answer, each complete, its ``BoardDay`` last; after the boards of a source,
what its entries' fields were filled with and what its hosts' robots.txt said.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from scrapers.answers.listing import FATES, Fault, Listing, Tally, fate_of_status
from scrapers.archive.records import (
    ArchivedAnswer,
    ArchiveEntry,
    ArchiveError,
    ArchiveReader,
    Question,
    archive_facts,
    entries,
)
from scrapers.board_spider import BoardSpider, Found
from scrapers.manners.robots import robots_day
from scrapers.posting import BoardDay, FieldDay, Posting, Rejection, RobotsDay
from scrapers.registry.board import Board
from scrapers.sources import spider_classes

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
Item = Posting | Rejection | BoardDay | FieldDay | RobotsDay


def archive_run_date(path: Path) -> date:
    """Return the run date of an archive file. Raise ArchiveError where it is none of ours."""
    return archive_facts(path)[1]


def parse_archive(paths: Sequence[Path]) -> Iterator[Item]:
    """Yield what the archives of one day hold, source by source. Raise ArchiveError for an unreadable file."""
    by_source: dict[str, list[Path]] = {}
    for path in paths:
        by_source.setdefault(archive_facts(path)[0], []).append(path)
    spiders = spider_classes()
    for source, files in by_source.items():
        if source not in spiders:
            raise ArchiveError(f"{files[0]}: holds answers of {source}, which has no spider in this version")
        yield from _SourceReader(spiders[source](), files).items()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question and its last answer, with how often it was asked."""

    question: Question
    entry: ArchiveEntry
    attempts: int


class _SourceReader:
    """Reads one source's files of one day."""

    def __init__(self, spider: BoardSpider, files: list[Path]) -> None:
        self._spider = spider
        self._files = files
        self._reader = ArchiveReader()
        self._tallies: dict[str, Tally] = {}
        self._identities: set[tuple[str, str]] = set()
        self._robots: dict[str, ArchiveEntry] = {}

    def items(self) -> Iterator[Item]:
        asked = self._last_answers()
        # What no board asked (a list of threads, say) announces boards, so it is read before them.
        for one in asked.pop(None, []):
            yield from self._read(one, self._spider.name)
        for slug, questions in asked.items():
            for one in questions:
                yield from self._read(one, slug or "")
            yield self._tallies.pop(slug or "").day()
        yield from (tally.day() for tally in self._tallies.values() if tally.pages or tally.faults)
        yield from self._spider.fields.days(self._spider.name)
        for url, entry in self._robots.items():
            with suppress(ArchiveError):  # no robots.txt of a sane host is too large to be read
                yield robots_day(self._spider.name, url, entry.status, self._reader.read(entry).body)
        self._reader.close()

    def _last_answers(self) -> dict[str | None, list[_Asked]]:
        last: dict[str, ArchiveEntry] = {}
        attempts: dict[str, int] = {}
        for path in self._files:
            for entry in entries(path):
                if entry.line is None:
                    if urlsplit(entry.url).path == "/robots.txt" and entry.status not in _REDIRECTS:
                        self._robots[entry.url] = entry
                else:
                    attempts[entry.line] = attempts.get(entry.line, 0) + 1
                    # A redirect answers only where nothing came after it.
                    if entry.status not in _REDIRECTS or entry.line not in last:
                        last[entry.line] = entry
        boards: dict[str | None, list[_Asked]] = {}
        for line, entry in last.items():
            question = Question.loads(line)
            board = question.arguments.get("board")
            slug = Board.model_validate(board).slug if isinstance(board, dict) else board
            boards.setdefault(slug, []).append(_Asked(question, entry, attempts[line]))
        return boards

    def _read(self, asked: _Asked, slug: str) -> Iterator[Item]:
        tally = self._tally(slug)
        tally.requests += asked.attempts
        arguments = dict(asked.question.arguments)
        board = arguments.get("board")
        if isinstance(board, dict):
            arguments["board"] = Board.model_validate(board)
            if self._spider.needs_boards:
                tally.company = tally.company or arguments["board"].company
        is_listing = asked.question.callback in self._spider.listing_callbacks
        fault = self._fault(asked)
        if fault and is_listing:
            tally.faults.append(fault)
        elif fault:
            tally.rejected += 1
            identity = arguments.get("external_id")
            yield self._spider.rejection(slug, f"not fetched: {fault.reason}", identity, asked.entry.url)
        else:
            yield from self._parse(asked, arguments, tally, is_listing)

    def _parse(
        self, asked: _Asked, arguments: dict[str, Any], tally: Tally, is_listing: bool
    ) -> Iterator[Item]:
        try:
            answer = self._reader.read(asked.entry)
        except ArchiveError as error:
            if is_listing:
                tally.faults.append(Fault("failed", str(error)))
            else:
                tally.rejected += 1
                yield self._spider.rejection(
                    tally.board, str(error), arguments.get("external_id"), asked.entry.url
                )
            return
        reference = f"{asked.entry.path.name}@{asked.entry.offset}"
        facts = {"fetched_at": answer.fetched_at, "archive_reference": reference}
        tally.fetched += 0 if is_listing else 1
        response = _response(asked.entry.url, answer)
        try:
            for found in self._call(asked, response, arguments):
                yield from self._count(found, tally, facts)
        except Exception as error:  # a fault of one reader must not cost the other boards their night
            tally.faults.append(
                Fault("failed", f"{type(error).__name__} while reading {asked.entry.url}: {error}")
            )

    def _count(self, found: Found, tally: Tally, facts: dict[str, Any]) -> Iterator[Item]:
        if isinstance(found, Posting):
            identity = (found.board, found.external_id)
            if identity in self._identities:
                tally.repeated += 1
                tally.rejected += 1
                yield self._spider.rejection(
                    found.board, "met before on this day", found.external_id, found.url
                )
                return
            self._identities.add(identity)
            tally.parsed += 1
            yield found.model_copy(update=facts)
        elif isinstance(found, Rejection):
            tally.rejected += 1
            yield found
        elif isinstance(found, Listing):
            self._tally(found.board).add_page(found)
        elif isinstance(found, Fault):
            tally.faults.append(found)

    def _call(self, asked: _Asked, response: Response, arguments: dict[str, Any]) -> Iterable[Found]:
        name = asked.question.callback
        callback = getattr(self._spider, name, None) if name.startswith("parse") else None
        if callback is None:
            return [Fault("failed", f"this version has no {name} to read {asked.entry.url}")]
        found: Iterable[Found] = callback(response, **arguments)
        return found

    def _fault(self, asked: _Asked) -> Fault | None:
        entry = asked.entry
        if entry.failure:
            fate, reason = entry.failure
            return Fault(FATES.get(fate, "failed"), reason)
        if entry.status in self._spider.reads_statuses.get(asked.question.callback, ()):
            return None
        if entry.status in _REDIRECTS and self._spider.gone_when_redirected:
            return Fault("gone", f"HTTP {entry.status}: sent away")
        fate_found = fate_of_status(entry.status)
        return Fault(fate_found, f"HTTP {entry.status}") if fate_found else None

    def _tally(self, slug: str) -> Tally:
        return self._tallies.setdefault(slug, Tally(self._spider.name, slug, window=self._spider.window))


def _response(url: str, answer: ArchivedAnswer) -> Response:
    # The body is decoded here, so the headers must not promise an encoding any more.
    kept = Headers([(name, value) for name, value in answer.headers if name.lower() != "content-encoding"])
    kind = responsetypes.from_args(headers=kept, url=url, body=answer.body)
    return kind(url, status=answer.status, headers=kept, body=answer.body)
