"""Imported files: every row becomes a posting or a rejection with its line; a file that cannot be used is refused."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.importer import FileReader, ImportFormatError
from scrapers.posting import Posting, Rejection

JOBSPY = {
    "id": "in-1", "site": "indeed", "job_url": "https://jobs.example/1", "title": "Tech Lead", "company": "Brackwater",
    "location": "Utrecht, NL", "date_posted": "2026-03-04", "job_type": "fulltime", "interval": "yearly",
    "min_amount": "70000", "max_amount": "90,000", "currency": "EUR", "is_remote": "True",
    "description": "**You** bring 5+ years of Java.", "company_industry": "Logistics",
    "company_num_employees": "51 to 200",
}  # fmt: skip


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    match path.suffix:
        case ".csv":
            with path.open("w", newline="", encoding="utf-8") as lines:
                writer = csv.DictWriter(lines, rows[0])
                writer.writeheader()
                writer.writerows(rows)
        case ".jsonl":
            path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
        case ".parquet":
            pq.write_table(pa.Table.from_pylist(rows), path)
    return path


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_jobspy_columns_are_understood_as_they_are(tmp_path: Path, suffix: str) -> None:
    (posting,) = FileReader(write(tmp_path / f"jobs{suffix}", [JOBSPY])).postings()
    assert isinstance(posting, Posting)
    assert (posting.source, posting.external_id, posting.url) == ("indeed", "in-1", "https://jobs.example/1")
    assert posting.posted_at == datetime(2026, 3, 4, tzinfo=UTC)
    assert posting.workplace == "remote"
    assert posting.salary is not None
    assert (posting.salary.min, posting.salary.max, posting.salary.currency) == (70000, 90000, "EUR")
    assert posting.employer_industry == "Logistics"
    assert posting.archive_reference == f"jobs{suffix}#1"


def test_a_mapped_column_comes_first_and_the_source_can_be_named(tmp_path: Path) -> None:
    rows = [{"headline": "Team Lead", "title": "ignored", "text": "Go"}]
    reader = FileReader(write(tmp_path / "own.csv", rows), "own", {"headline": "title"})
    (posting,) = reader.postings()
    assert isinstance(posting, Posting)
    assert (posting.title, posting.source, posting.description) == ("Team Lead", "own", "Go")


def test_rows_that_cannot_be_read_are_listed_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "jobs.jsonl"
    path.write_bytes(
        b'{"title": "Tech Lead", "id": 7}\n'
        b"{not json}\n"
        b'["a list"]\n'
        b'{"title": "  ", "id": "empty"}\n'
        b'{"title": "Lead", "posted_at": "soon"}\n'
    )
    good, *bad = FileReader(path).postings()
    assert isinstance(good, Posting)
    assert good.external_id == "7"
    assert [type(row) for row in bad] == [Rejection] * 4
    for row, (line, reason) in zip(
        bad, [(2, "not JSON"), (3, "not a JSON object"), (4, "title"), (5, "not a date")], strict=True
    ):
        assert isinstance(row, Rejection)
        assert f"row {line}: " in row.reason
        assert reason in row.reason


def test_a_csv_line_with_too_many_cells_is_rejected_not_shifted(tmp_path: Path) -> None:
    path = tmp_path / "jobs.csv"
    path.write_text("title,description\nTech Lead,Go\nLead,Java,Oracle\n", encoding="utf-8")
    good, bad = FileReader(path).postings()
    assert isinstance(good, Posting)
    assert isinstance(bad, Rejection)


@pytest.mark.parametrize("nothing", ["", "nan", "None", "NaT", None, float("nan")])
def test_what_frames_print_for_nothing_is_absent(tmp_path: Path, nothing: Any) -> None:
    rows = [{"title": "Lead", "company": nothing, "posted_at": nothing, "description": "x"}]
    path = tmp_path / "jobs.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path)
    (posting,) = FileReader(path).postings()
    assert isinstance(posting, Posting)
    assert posting.company is None
    assert posting.posted_at is None


def test_rows_without_an_id_get_one_that_depends_on_what_they_say(tmp_path: Path) -> None:
    rows = [
        {"title": "Lead", "company": "A"},
        {"title": "Lead", "company": "B"},
        {"title": "Lead", "company": "A"},
    ]
    first, second, third = FileReader(write(tmp_path / "jobs.csv", rows)).postings()
    assert isinstance(first, Posting)
    assert isinstance(second, Posting)
    assert isinstance(third, Posting)
    assert first.external_id == third.external_id != second.external_id


@pytest.mark.parametrize("moment", [1767377545, 1767377545000, "1767377545", "2026-01-02T18:12:25Z"])
def test_moments_are_read_in_every_usual_writing(tmp_path: Path, moment: Any) -> None:
    (posting,) = FileReader(
        write(tmp_path / "jobs.jsonl", [{"title": "Lead", "posted_at": moment}])
    ).postings()
    assert isinstance(posting, Posting)
    assert posting.posted_at is not None
    assert posting.posted_at.date() == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("jobs.csv", b"name,salary\nx,1\n", "--map COLUMN=title"),
        ("jobs.parquet", b"no parquet", "not a Parquet file"),
        ("jobs.xlsx", b"PK", "not a .parquet, .csv or .jsonl file"),
        ("jobs.csv", b"\xff\xfe\x00", "cannot be read"),
        ("jobs.jsonl", b"", "no rows"),
        ("absent.csv", None, "no such file"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_line(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ImportFormatError, match=message) as caught:
        FileReader(path).check()
    assert "\n" not in str(caught.value)


def test_an_unknown_field_in_a_mapping_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "jobs.csv", [{"title": "Lead"}])
    with pytest.raises(ImportFormatError, match="no such field"):
        FileReader(path, mapping={"title": "headline"}).check()
    with pytest.raises(ImportFormatError, match="no column wage"):
        FileReader(path, mapping={"wage": "salary_text"}).check()
