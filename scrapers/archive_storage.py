"""Scrapy's cache storage on the archive: what was fetched on the run's day is not fetched again.

Set as ``HTTPCACHE_STORAGE``. Every answer is kept, failures too; only answers that settle a question are served.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import BaseSettings

from scrapers.archive import ArchiveEntry, ArchiveReader, ArchiveWriter, Question, entries
from scrapers.board import Board

_SETTLED = frozenset({*range(200, 300), 301, 302, 303, 307, 308, 404, 410})


def question_of(request: Request) -> Question | None:
    """Return the callback and arguments of a request in the archive's terms; None where no callback reads it."""
    name = getattr(request.callback, "__name__", "")
    if not name.startswith("parse"):
        return None
    return Question(name, {key: _plain(value) for key, value in request.cb_kwargs.items()})


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json", exclude_defaults=True) if isinstance(value, Board) else value


class ArchiveStorage:
    """Stores answers in a WARC file of this session and serves those of earlier sessions of the same day."""

    def __init__(self, settings: BaseSettings) -> None:
        self._folder = Path(settings["SKILLTIDE_ARCHIVE_DIR"])
        self._date = date.fromisoformat(settings["SKILLTIDE_RUN_DATE"])
        self._user_agent: str = settings["USER_AGENT"]
        self._held: Mapping[str, ArchiveEntry] = {}
        self._reader = ArchiveReader()
        self._writer: ArchiveWriter | None = None

    def open_spider(self, spider: Spider) -> None:
        """Index what the day already holds of this source and open a new file."""
        day = self._folder / self._date.isoformat()
        self._held = {
            entry.url: entry
            for path in sorted(day.glob(f"{spider.name}-*.warc.gz"))
            for entry in entries(path)
            if entry.status in _SETTLED
        }
        self._writer = ArchiveWriter(self._folder, spider.name, self._date, self._user_agent)
        spider.archive_failure = self.store_failure  # type: ignore[attr-defined]

    def close_spider(self, spider: Spider) -> None:
        """Complete the file; the spider learns its path."""
        self._reader.close()
        assert self._writer is not None  # noqa: S101 - Scrapy opens before it closes
        spider.archive_path = self._writer.close()  # type: ignore[attr-defined]

    def retrieve_response(self, spider: Spider, request: Request) -> Response | None:
        """Return the day's answer to a request, or None."""
        entry = self._held.get(request.url)
        if entry is None:
            return None
        answer = self._reader.read(entry, wire=True)
        headers = Headers(answer.headers)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=answer.body)
        return kind(request.url, status=answer.status, headers=headers, body=answer.body)

    def store_response(self, spider: Spider, request: Request, response: Response) -> None:
        """Keep an answer."""
        assert self._writer is not None  # noqa: S101 - Scrapy opens before it stores
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        ]
        self._writer.write(
            request.url, response.status, headers, response.body, question_of(request), datetime.now(UTC)
        )

    def store_failure(self, request: Request, fate: str, reason: str) -> None:
        """Keep the note that a request got no answer."""
        question = question_of(request)
        if self._writer and question:
            self._writer.write_failure(request.url, fate, reason, question, datetime.now(UTC))
