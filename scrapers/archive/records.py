"""The archive: every answer of a board as a WARC record, with the question that it answers.

One file per run date, source and session: ``<archive>/<run date>/<source>-NNN.warc.gz``, written under a temporary
name and renamed when complete. A record names the callback that reads it and that callback's arguments, so that
rows can be made from the archive alone. A request that got no answer leaves a ``metadata`` record with the reason.
An answer whose body is in the archive already (not modified since an earlier day, or asked for twice) leaves a
``revisit`` record that says where: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

import io
import itertools
import json
import uuid
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordbuilder import RecordBuilder
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scrapers.version import SOFTWARE_VERSION

QUESTION = "WARC-X-Callback"
_PLACE = "WARC-X-Refers-To-Place"
_PROFILES = "http://netpreserve.org/warc/1.1/revisit/"
# Bodies mostly come packed by their hosts, and are not made smaller by trying harder.
PACKED = 4
MAXIMUM_BODY = 64 * 1024 * 1024
_NAMESPACE = uuid.UUID("5b1f4b7e-6d0a-5e0c-9a55-2f8f6f1f7a10")
# Scrapy hands over bodies already freed of these, and a connection's own headers say nothing about the answer.
_NOT_KEPT = frozenset({"transfer-encoding", "connection", "keep-alive"})


class ArchiveError(RuntimeError):
    """A file that is no archive of ours; the message names it and says what to do."""


class BodyMissing(ArchiveError):
    """A record refers to a body of another day that is not there."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a body stands: ``file`` is ``<run date>/<name>``, ``date`` the time of that record."""

    file: str
    offset: int
    record_id: str
    date: str
    digest: str | None

    def __str__(self) -> str:
        return f"{self.file}@{self.offset}"


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """Where an answer stands in an archive, and what it answers. ``failure`` is (fate, reason) where none came.

    ``body_at`` is where its body stands: in another record where this one is a ``revisit``. ``sent`` says whether
    its host was asked for it.
    """

    path: Path
    offset: int
    url: str
    status: int
    line: str | None
    failure: tuple[str, str] | None
    date: str
    body_at: Place
    revisit: bool = False
    sent: bool = True
    etag: str | None = None
    modified: str | None = None

    @property
    def question(self) -> "Question | None":
        """What the answer answers; None for robots.txt and the like."""
        return Question.loads(self.line) if self.line else None


@dataclass(frozen=True, slots=True)
class Question:
    """Which callback reads an answer, with which arguments. Two answers to one question are two attempts at it."""

    callback: str
    arguments: Mapping[str, Any]

    def dumps(self) -> str:
        """Return the question in one line of ASCII, equal for equal questions."""
        return json.dumps(
            {"callback": self.callback, "cb_kwargs": self.arguments}, sort_keys=True, separators=(",", ":")
        )

    @classmethod
    def loads(cls, line: str) -> "Question":
        """Return the question that a record's header holds."""
        held = json.loads(line)
        return cls(held["callback"], held["cb_kwargs"])


class ArchiveWriter:
    """Writes one WARC file. Nothing appears under the final name before ``close``; without records, nothing at all."""

    def __init__(self, folder: Path, source: str, run_date: date, user_agent: str = "") -> None:
        """Choose the next free number for the source under ``folder/<run date>``."""
        day = folder / run_date.isoformat()
        paths = (day / f"{source}-{number:03}.warc.gz" for number in itertools.count(1))
        self.path = next(path for path in paths if not path.exists() and not temporary_of(path).exists())
        self._temporary = temporary_of(self.path)
        self._about = {
            "software": f"Skilltide {SOFTWARE_VERSION}",
            "format": "WARC File Format 1.1",
            "x-source": source,
            "x-run-date": run_date.isoformat(),
            **({"http-header-user-agent": user_agent} if user_agent else {}),
        }
        self._file: IO[bytes] | None = None
        self._records = 0

    def write(
        self,
        url: str,
        status: int,
        headers: Iterable[tuple[str, str]],
        body: bytes,
        question: Question | None,
        fetched_at: datetime,
    ) -> ArchiveEntry:
        """Add one answer, as it came over the wire (content encoding kept), and return where it stands."""
        return self._add(url, "response", body, question, fetched_at, _http(status, headers))

    def write_revisit(
        self,
        held: ArchiveEntry,
        status: int,
        headers: Iterable[tuple[str, str]],
        question: Question | None,
        fetched_at: datetime,
    ) -> ArchiveEntry:
        """Add an answer whose body the archive holds: 304 where its host said so, else the status that it had."""
        kept = list(headers)
        for name, value in (("ETag", held.etag), ("Last-Modified", held.modified)):
            if value and not any(name.lower() == given.lower() for given, _ in kept):
                kept.append((name, value))
        place = held.body_at
        about = {
            "WARC-Profile": _PROFILES
            + ("server-not-modified" if status == 304 else "identical-payload-digest"),
            "WARC-Refers-To": place.record_id,
            "WARC-Refers-To-Target-URI": held.url,
            "WARC-Refers-To-Date": place.date,
            _PLACE: str(place),
            **({"WARC-Payload-Digest": place.digest} if place.digest else {}),
        }
        return self._add(held.url, "revisit", b"", question, fetched_at, _http(status, kept), about)

    def write_failure(
        self, url: str, fate: str, reason: str, question: Question, fetched_at: datetime
    ) -> None:
        """Add the note that a request got no answer, and why."""
        body = json.dumps({"fate": fate, "reason": reason}).encode()
        self._add(url, "metadata", body, question, fetched_at, None)

    def close(self) -> Path | None:
        """Give the file its name and return its path; None where nothing was written."""
        if not self._file:
            return None
        self._file.close()
        self._temporary.replace(self.path)
        self._file = None
        return self.path

    def __enter__(self) -> "ArchiveWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _add(
        self,
        url: str,
        kind: str,
        body: bytes,
        question: Question | None,
        at: datetime,
        http: StatusAndHeaders | None,
        about: Mapping[str, str] | None = None,
    ) -> ArchiveEntry:
        file = self._file or self._open(at)
        headers = {"WARC-Date": _stamp(at), "WARC-Record-ID": self._identity(), **(about or {})}
        if question:
            headers[QUESTION] = question.dumps()
        record = _BUILDER.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body) if kind != "revisit" else None,
            length=len(body),
            http_headers=http,
            warc_headers_dict=headers,
            warc_content_type="" if http else "application/json",
        )
        offset = file.tell()
        _write_member(file, record)
        return _entry(self._temporary, offset, record, None)

    def _open(self, at: datetime) -> IO[bytes]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._temporary.open("wb")
        info = _BUILDER.create_warcinfo_record(self.path.name, self._about)
        info.rec_headers.replace_header("WARC-Date", _stamp(at))
        info.rec_headers.replace_header("WARC-Record-ID", self._identity())
        _write_member(self._file, info)
        return self._file

    def _identity(self) -> str:
        self._records += 1
        about = self._about
        name = f"{about['x-run-date']}/{self.path.name}/{self._records}"
        return f"<urn:uuid:{uuid.uuid5(_NAMESPACE, name)}>"


class _Member:
    """One gzip member: what warcio writes a record to. Its own packs as small as it can, at three times the cost."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._packer = zlib.compressobj(PACKED, zlib.DEFLATED, zlib.MAX_WBITS | 16)

    def write(self, part: bytes) -> None:
        self._file.write(self._packer.compress(part))

    def flush(self) -> None:
        self._file.write(self._packer.flush())
        self._file.flush()  # what is killed from now on loses no answer


def _write_member(file: IO[bytes], record: Any) -> None:
    WARCWriter(_Member(file), gzip=False, warc_version="1.1").write_record(record)


def temporary_of(path: Path) -> Path:
    """Return the name under which an archive file is written before it is complete."""
    return path.with_name(f".{path.name}.part")


def _http(status: int, headers: Iterable[tuple[str, str]]) -> StatusAndHeaders:
    kept = [(name, value) for name, value in headers if name.lower() not in _NOT_KEPT]
    return StatusAndHeaders(f"{status} {_REASON.get(status, 'Answer')}", kept, protocol="HTTP/1.1")


_BUILDER = RecordBuilder(warc_version="1.1")
_REASON = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 404: "Not Found"}


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass(frozen=True, slots=True)
class ArchivedAnswer:
    """An answer as read back. ``body`` is decoded where ``wire`` was not asked for."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    fetched_at: datetime


def archive_facts(path: Path) -> tuple[str, date]:
    """Return source and run date of an archive file. Raise ArchiveError where it has none."""
    try:
        with path.open("rb") as file:
            record = next(iter(ArchiveIterator(file)))
            lines = record.content_stream().read(65536).decode("utf-8", "replace").splitlines()
    except (OSError, StopIteration, ArchiveLoadFailed) as error:
        raise ArchiveError(f"{path}: cannot be read as a WARC file ({error or 'it is empty'})") from error
    facts = dict(line.split(": ", 1) for line in lines if ": " in line)
    try:
        return facts["x-source"], date.fromisoformat(facts["x-run-date"])
    except (KeyError, ValueError) as error:
        raise ArchiveError(
            f"{path}: a WARC file, but not written by Skilltide: its first record names no source and run date"
        ) from error


def entries(path: Path) -> Iterator[ArchiveEntry]:
    """Yield where each answer of a file stands. Raise ArchiveError where the file breaks off."""
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        try:
            for record in records:
                if record.rec_type not in ("response", "revisit", "metadata"):
                    continue
                failure = None
                if record.rec_type == "metadata":
                    held = json.loads(record.content_stream().read())
                    failure = (held["fate"], held["reason"])
                yield _entry(path, records.get_record_offset(), record, failure)
        except (ArchiveLoadFailed, ValueError, KeyError) as error:
            raise ArchiveError(
                f"{path}: breaks off or is damaged ({error}); what stands before it is whole"
            ) from error


def _entry(path: Path, offset: int, record: Any, failure: tuple[str, str] | None) -> ArchiveEntry:
    headers, http = record.rec_headers, record.http_headers
    date, digest = headers.get_header("WARC-Date"), headers.get_header("WARC-Payload-Digest")
    revisit = record.rec_type == "revisit"
    if revisit:
        file, _, at = headers.get_header(_PLACE).rpartition("@")
        identity, dated = headers.get_header("WARC-Refers-To"), headers.get_header("WARC-Refers-To-Date")
        body_at = Place(file, int(at), identity, dated, digest)
    else:
        file = f"{path.parent.name}/{path.name.removeprefix('.').removesuffix('.part')}"
        body_at = Place(file, offset, headers.get_header("WARC-Record-ID"), date, digest)
    status = int(http.get_statuscode()) if http else 0
    return ArchiveEntry(
        path=path,
        offset=offset,
        url=headers.get_header("WARC-Target-URI"),
        status=200 if revisit and status == 304 else status,
        line=headers.get_header(QUESTION),
        failure=failure,
        date=date,
        body_at=body_at,
        revisit=revisit,
        sent=failure[0] == "failed" if failure else not revisit or status == 304,
        etag=http.get_header("ETag") if http else None,
        modified=http.get_header("Last-Modified") if http else None,
    )


class ArchiveReader:
    """Reads single answers by their place, keeping one file open at a time."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._file: IO[bytes] | None = None

    def read(self, entry: ArchiveEntry, wire: bool = False) -> ArchivedAnswer:
        """Return the answer at a place; with ``wire``, its body still in the encoding that the headers name.

        Raise BodyMissing where the body stands in a file of another day that is not beside this one.
        """
        record = self._revisited(entry) if entry.revisit else self._record(entry.path, entry.offset)
        stream = record.raw_stream if wire else record.content_stream()
        body = stream.read(MAXIMUM_BODY + 1)
        if len(body) > MAXIMUM_BODY:
            raise ArchiveError(
                f"{entry.url}: its body is larger than {MAXIMUM_BODY >> 20} MB and is not read"
            )
        headers = list(record.http_headers.headers) if record.http_headers else []
        return ArchivedAnswer(entry.status, headers, body, datetime.fromisoformat(entry.date))

    def _revisited(self, entry: ArchiveEntry) -> Any:
        place = entry.body_at
        name = Path(place.file)
        days = entry.path.parent.parent
        # Beside the day's own folder, in the folder itself, or in the file that is just being written.
        for path in (days / name, entry.path.parent / name.name, temporary_of(days / name)):
            if path.is_file():
                record = self._record(path, place.offset)
                if record and record.rec_headers.get_header("WARC-Record-ID") == place.record_id:
                    return record
        raise BodyMissing(
            f"{entry.url}: not modified since {place.date[:10]}, and {days / name}, which holds its body, is not there; "
            "put that file back"
        )

    def _record(self, path: Path, offset: int) -> Any:
        if self._path != path or self._file is None:
            self.close()
            self._path, self._file = path, path.open("rb")
        self._file.seek(offset)
        try:
            return next(iter(ArchiveIterator(self._file)), None)
        except ArchiveLoadFailed:
            return None

    def close(self) -> None:
        """Close the open file, if any."""
        if self._file:
            self._file.close()
        self._path = self._file = None
