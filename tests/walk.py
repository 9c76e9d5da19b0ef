"""A whole crawl without a network: every request is answered from a table, archived, and read back."""

import asyncio
import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Headers
from scrapy.responsetypes import responsetypes

from scrapers.archive.records import ArchiveWriter
from scrapers.archive.replay import parse_archive
from scrapers.archive.session import question_of
from scrapers.posting import BoardDay, FieldDay, Posting, Rejection
from scrapers.registry.board import Board
from scrapers.sources import spider_classes

DAY = date(2026, 1, 5)
AT = datetime(2026, 1, 5, 2, tzinfo=UTC)
HOST = "https://board.example"
MOST_REQUESTS = 2000


@dataclass(slots=True)
class Walked:
    """What a crawl came to, and which paths it asked for."""

    postings: list[Posting] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    days: list[BoardDay] = field(default_factory=list)
    fields: list[FieldDay] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def unknown(self) -> set[str]:
        return {one.field for one in self.fields if not one.known}


def body_of(source: str):
    """The module of ``tests/bodies`` that answers for a source."""
    return importlib.import_module(f"tests.bodies.{source}")


def walk(
    folder: Path, source: str, answers: Mapping[str, bytes | tuple[int, bytes]], board: Mapping | None = None
) -> Walked:
    """Crawl a source whose host answers by path and query as given (404 otherwise), and read the archive."""
    spider = spider_classes()[source]()
    spider.base_url = HOST
    given = board or getattr(body_of(source), "BOARD", None)
    spider.registry = [Board.model_validate({**given, "vendor": source})] if given else []
    for name, value in getattr(body_of(source), "ATTRIBUTES", {}).items():
        setattr(spider, name, value)
    walked = Walked()
    writer = ArchiveWriter(folder, source, DAY)
    spider.archive_failure = lambda request, fate, reason: writer.write_failure(
        request.url, fate, reason, question_of(request), AT
    )
    waiting = list(asyncio.run(_started(spider)))
    while waiting:
        request = waiting.pop(0)
        parts = urlsplit(request.url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        walked.asked.append(path)
        assert len(walked.asked) <= MOST_REQUESTS, "the crawl has no end"
        found = answers.get(path, (404, b"Not Found"))
        status, body = found if isinstance(found, tuple) else (200, found)
        headers = Headers({"Content-Type": _kind(body)})
        writer.write(request.url, status, [("Content-Type", _kind(body))], body, question_of(request), AT)
        if status < 300 or status in request.meta.get("handle_httpstatus_list", ()):
            kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
            response = kind(request.url, status=status, headers=headers, body=body, request=request)
            following = request.callback(response, **request.cb_kwargs)
            waiting += [one for one in following if isinstance(one, Request)]
    archive = writer.close()
    return _sorted_out(parse_archive([archive]) if archive else [], walked)


async def _started(spider) -> list[Request]:
    return [request async for request in spider.start()]


def _kind(body: bytes) -> str:
    start = body.lstrip()[:1]
    return (
        "application/xml"
        if body.lstrip()[:2] in (b"<?", b"<r", b"<w")
        else "text/html"
        if start == b"<"
        else "application/json"
    )


def _sorted_out(items: Iterable[object], walked: Walked) -> Walked:
    for item in items:
        for kind, where in (
            (Posting, walked.postings),
            (Rejection, walked.rejections),
            (BoardDay, walked.days),
            (FieldDay, walked.fields),
        ):
            if isinstance(item, kind):
                where.append(item)
    return walked
