"""Files of postings: Parquet, CSV or JSON Lines in, ``Posting`` records out, every row accounted for.

Column names are understood as this project, JobSpy and common dumps write them; ``--map`` names the others.
A row that cannot be read becomes a rejection with its line number; a file without a title column is refused.
"""

import csv
import hashlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from scrapers.posting import Posting, PublishedSalary, Rejection

# Field of a posting <- column names that mean it, in order of preference.
COLUMNS: dict[str, tuple[str, ...]] = {
    "source": ("source", "site"),
    "board": ("board", "board_token"),
    "external_id": ("external_id", "posting_id", "id", "job_id"),
    "url": ("url", "job_url", "job_url_direct", "link"),
    "title": ("title", "job_title", "position"),
    "company": ("company", "company_name", "employer"),
    "locations": ("locations", "location"),
    "description": ("description", "text", "content"),
    "description_format": ("description_format",),
    "posted_at": ("posted_at", "date_posted", "posted_on", "published_at"),
    "updated_at": ("updated_at",),
    "valid_through": ("valid_through",),
    "employment_type": ("employment_type", "job_type"),
    "workplace": ("workplace", "work_from_home_type"),
    "is_remote": ("is_remote", "remote"),
    "salary_text": ("salary_text", "salary"),
    "salary_min": ("salary_min", "min_amount"),
    "salary_max": ("salary_max", "max_amount"),
    "salary_currency": ("salary_currency", "currency"),
    "salary_period": ("salary_period", "interval"),
    "department": ("department", "job_function"),
    "language": ("language", "lang"),
    "requisition_id": ("requisition_id",),
    "employer_size": ("employer_size", "company_num_employees"),
    "employer_industry": ("employer_industry", "company_industry"),
}
_DATES = ("posted_at", "updated_at", "valid_through")
_TEXTS = (
    "source", "board", "external_id", "url", "title", "company", "description_format", "employment_type",
    "workplace", "department", "language", "requisition_id", "employer_size", "employer_industry",
)  # fmt: skip
MAXIMUM_CELL = 2_000_000


class ImportFormatError(ValueError):
    """A file that cannot be imported at all; the message says which edit or option mends it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: its number from 1, and its cells; or what is wrong with the line."""

    number: int
    cells: Mapping[str, Any]
    fault: str | None = None


@dataclass(slots=True)
class FileReader:
    """Reads one file. ``mapping`` gives further column names as ``{column: field}``."""

    path: Path
    source: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    called: str | None = None

    @property
    def name(self) -> str:
        """What the file is called in references: its own name, or the one it had before it was kept."""
        return self.called or self.path.name

    def check(self) -> None:
        """Raise ImportFormatError now where the file cannot be imported, before anything is read or kept."""
        first = next(rows(self.path), None)
        if first is None:
            raise ImportFormatError(f"{self.path}: no rows")
        if not first.fault:
            self._refuse_untitled(self.columns(list(first.cells)), first)

    def columns(self, present: list[str]) -> dict[str, list[str]]:
        """Return which of the present columns feed each field, mapped ones first. Refuse unknown mappings."""
        for column, target in self.mapping.items():
            if target not in COLUMNS:
                raise ImportFormatError(
                    f"--map {column}={target}: no such field; fields: {', '.join(COLUMNS)}"
                )
            if column not in present:
                raise ImportFormatError(
                    f"{self.path}: no column {column}; columns there: {', '.join(present)}"
                )
        found = {
            name: [column for column, target in self.mapping.items() if target == name]
            + [alias for alias in aliases if alias in present]
            for name, aliases in COLUMNS.items()
        }
        return {name: columns for name, columns in found.items() if columns}

    def postings(self) -> Iterator[Posting | Rejection]:
        """Yield every row as a posting or, with its line and reason, as a rejection."""
        found: dict[str, list[str]] = {}
        lines = self.path.suffix.lower() not in (".parquet", ".csv", ".tsv")
        for row in rows(self.path):
            if not row.fault and (lines or not found):
                found = self.columns(list(row.cells))
            if row.number == 1 and not row.fault:
                self._refuse_untitled(found, row)
            yield self._posting(row, found)

    def _refuse_untitled(self, found: Mapping[str, list[str]], row: Row) -> None:
        if "title" not in found:
            raise ImportFormatError(
                f"{self.path}: no column for the title; name it with --map COLUMN=title. "
                f"Columns there: {', '.join(row.cells)}"
            )

    def _posting(self, row: Row, found: Mapping[str, list[str]]) -> Posting | Rejection:
        values = {
            name: next((cell for c in columns if (cell := _cell(row.cells.get(c))) is not None), None)
            for name, columns in found.items()
        }
        source = self.source or str(values.get("source") or Path(self.name).stem)
        board = str(values.get("board") or "import")
        try:
            if row.fault:
                raise ValueError(row.fault)
            values |= {"source": source, "board": board}
            return Posting(
                **{name: str(values[name]) for name in _TEXTS if values.get(name) is not None}
                | {name: _moment(values[name]) for name in _DATES if values.get(name) is not None}
                | self._derived(row, values)
            )
        except (ValidationError, ValueError) as error:
            return Rejection(
                source=source,
                board=board,
                external_id=_text(values.get("external_id")),
                url=_text(values.get("url")),
                reason=f"{self.name} row {row.number}: {_first_fault(error)}",
            )

    def _derived(self, row: Row, values: Mapping[str, Any]) -> dict[str, Any]:
        remote = str(values.get("is_remote")).lower() == "true"
        return {
            "external_id": _text(values.get("external_id")) or _stable_id(values),
            "locations": _places(values.get("locations")),
            "description": str(values.get("description") or "")[:MAXIMUM_CELL],
            "description_format": values.get("description_format") or "text",
            "workplace": _text(values.get("workplace")) or ("remote" if remote else None),
            "salary": _salary(values),
            "archive_reference": f"{self.name}#{row.number}",
        }


def rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a Parquet, CSV or JSON Lines file. Raise ImportFormatError where it is none of them."""
    readers = {
        ".parquet": _parquet,
        ".csv": _csv,
        ".tsv": _csv,
        ".jsonl": _jsonl,
        ".ndjson": _jsonl,
        ".json": _jsonl,
    }
    if not path.is_file():
        raise ImportFormatError(f"{path}: no such file")
    if path.suffix.lower() not in readers:
        raise ImportFormatError(f"{path}: not a .parquet, .csv or .jsonl file")
    try:
        yield from readers[path.suffix.lower()](path)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ImportFormatError(f"{path}: cannot be read: {error}") from error


def _parquet(path: Path) -> Iterator[Row]:
    try:
        file = pq.ParquetFile(path)
    except pa.ArrowException as error:
        raise ImportFormatError(f"{path}: not a Parquet file: {error}") from error
    number = 0
    for batch in file.iter_batches(batch_size=2000):
        for cells in batch.to_pylist():
            number += 1
            yield Row(number, cells)


def _csv(path: Path) -> Iterator[Row]:
    csv.field_size_limit(MAXIMUM_CELL)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, delimiter="\t" if path.suffix == ".tsv" else ",")
        for number, cells in enumerate(reader, start=1):
            extra = cells.pop(None, None)
            yield Row(number, cells, "more cells than the header has columns" if extra else None)


def _jsonl(path: Path) -> Iterator[Row]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _json_row(number, line)


def _json_row(number: int, line: bytes) -> Row:
    try:
        cells = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Row(number, {}, f"not JSON: {error}")
    if not isinstance(cells, dict):
        return Row(number, {}, "not a JSON object")
    return Row(number, cells)


def _cell(value: Any) -> Any:
    """Blank strings, NaN and the words that data frames print for nothing are absent."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, str):
        value = value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8").strip()
        return None if value.lower() in {"", "nan", "none", "null", "nat"} else value
    return value


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _places(value: Any) -> tuple[str, ...]:
    places = value if isinstance(value, list) else [value]
    return tuple(text for place in places if (text := _text(_cell(place))))


def _salary(values: Mapping[str, Any]) -> PublishedSalary | None:
    pay = PublishedSalary(
        min=_amount(values.get("salary_min")),
        max=_amount(values.get("salary_max")),
        currency=_text(values.get("salary_currency")),
        period=_text(values.get("salary_period")),
        text=_text(values.get("salary_text")),
    )
    return None if pay.min is None and pay.max is None and pay.text is None else pay


def _amount(value: Any) -> float | None:
    """Nought is how frames write "no pay given"."""
    try:
        amount = float(str(value).replace(",", "")) if value is not None else 0.0
    except ValueError:
        return None
    return amount if amount > 0 and math.isfinite(amount) else None


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    if isinstance(value, int | float):
        seconds = value / 1000 if value > 1e11 else value
        return datetime.fromtimestamp(seconds, UTC)
    text = str(value)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        if text.replace(".", "").isdigit():
            return _moment(float(text))
        raise ValueError(f"not a date: {text[:40]!r}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _stable_id(values: Mapping[str, Any]) -> str:
    """Rows without an id of their own are told apart by address, else by what they say."""
    keys = ("url",) if values.get("url") else ("title", "company", "locations", "posted_at", "description")
    text = "\0".join(str(values.get(key) or "") for key in keys)
    return "sha-" + hashlib.sha256(text.encode()).hexdigest()[:16]


def _first_fault(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return str(error)
