"""One session of a source at the archive: what was fetched on the run's day is not fetched again.

Every answer is kept, failures too; only answers that settle a question are served. What a day before was answered
is asked for on condition that it changed.
"""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from scrapers.archive.records import ArchiveEntry, ArchiveReader, ArchiveWriter, Question, entries
from scrapers.archive.revalidation import earlier_answers
from scrapers.archive.salvage import only_crawl, salvage
from scrapers.registry.board import Board

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SETTLED = frozenset({*range(200, 300), *_REDIRECTS, 404, 410})


def question_of(request: Request) -> Question | None:
    """Return the callback and arguments of a request in the archive's terms; None where no callback reads it."""
    name = getattr(request.callback, "__name__", "")
    if not name.startswith("parse"):
        return None
    return Question(name, {key: _plain(value) for key, value in request.cb_kwargs.items()})


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json", exclude_defaults=True) if isinstance(value, Board) else value


def _settles(entry: ArchiveEntry) -> bool:
    # A robots.txt that is refused says that there are no rules, and says it for the day.
    return entry.status in _SETTLED or (entry.line is None and 400 <= entry.status < 500)


class ArchiveStorage:
    """One session of a source: its own file, what the day's earlier sessions kept, and what a day before was kept.

    Raise ArchiveError where another session of the source is running, or a file of the day is damaged.
    """

    def __init__(self, folder: Path, source: str, run_date: date, user_agent: str) -> None:
        self._lock = only_crawl(folder, source)
        self.salvaged = salvage(folder, source)
        self.sent: Counter[str] = Counter()
        self._held: dict[str, ArchiveEntry] = {}
        self._lines: set[tuple[str, str | None]] = set()
        for path in sorted((folder / run_date.isoformat()).glob(f"{source}-[0-9]*.warc.gz")):
            for entry in entries(path):
                self._note(entry)
        self._earlier = earlier_answers(folder, source, run_date)
        self._reader = ArchiveReader()
        self._writer = ArchiveWriter(folder, source, run_date, user_agent)

    def close(self) -> None:
        """Complete the file of the session."""
        self._reader.close()
        self._writer.close()
        self._lock.close()

    def held(self, request: Request) -> Response | None:
        """Return the day's answer to a request, or None. A question that is new today is kept beside the answer."""
        entry = self._held.get(request.url)
        if entry is None:
            return None
        question = question_of(request)
        line = question.dumps() if question else None
        if (entry.url, line) not in self._lines and entry.status not in _REDIRECTS:
            self._note(self._writer.write_revisit(entry, entry.status, [], question, datetime.now(UTC)))
        return self._response(request, entry)

    def earlier(self, request: Request) -> ArchiveEntry | None:
        """Return where an earlier day's answer stands that a request may refer to; never for robots.txt."""
        return self._earlier.get(request.url) if question_of(request) else None

    def not_modified(self, request: Request, response: Response, earlier: ArchiveEntry) -> Response:
        """Keep that an answer did not change, and return it as it was. Raise ArchiveError where that is not there."""
        whole = self._response(request, earlier)
        given = _plain_headers(response)
        self._note(self._writer.write_revisit(earlier, 304, given, question_of(request), datetime.now(UTC)))
        return whole

    def keep(self, request: Request, response: Response) -> None:
        """Keep an answer."""
        self._note(
            self._writer.write(
                request.url,
                response.status,
                _plain_headers(response),
                response.body,
                question_of(request),
                datetime.now(UTC),
            )
        )

    def keep_failure(self, request: Request, fate: str, reason: str) -> None:
        """Keep the note that a request got no answer."""
        question = question_of(request)
        if question:
            self._writer.write_failure(request.url, fate, reason, question, datetime.now(UTC))

    def _note(self, entry: ArchiveEntry) -> None:
        if entry.sent:
            self.sent[urlsplit(entry.url).netloc] += 1
        if _settles(entry):
            self._held[entry.url] = entry
            self._lines.add((entry.url, entry.line))

    def _response(self, request: Request, entry: ArchiveEntry) -> Response:
        answer = self._reader.read(entry, wire=True)
        headers = Headers(answer.headers)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=answer.body)
        return kind(request.url, status=answer.status, headers=headers, body=answer.body, flags=["cached"])


def _plain_headers(response: Response) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]
