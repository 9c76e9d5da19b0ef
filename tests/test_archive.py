import gzip
from datetime import UTC, date, datetime

import pytest

from scrapers.archive.records import (
    ArchiveError,
    ArchiveReader,
    ArchiveWriter,
    Question,
    archive_facts,
    entries,
)

DAY = date(2026, 1, 5)
AT = datetime(2026, 1, 5, 2, 0, 1, 500, tzinfo=UTC)
ASKED = Question("parse_board", {"board": {"company": "Café", "vendor": "ashby", "token": "café"}})


def write(folder, body=b'{"jobs": []}', **headers):
    with ArchiveWriter(folder, "ashby", DAY) as archive:
        given = [("Content-Type", "application/json"), *headers.items()]
        archive.write("https://a.example/x", 200, given, body, ASKED, AT)
    return archive.path


def test_an_answer_comes_back_as_it_was_written(tmp_path):
    path = write(tmp_path)
    [entry] = entries(path)
    answer = ArchiveReader().read(entry)
    assert (answer.status, answer.body, answer.fetched_at) == (200, b'{"jobs": []}', AT)
    assert entry.question == ASKED
    assert archive_facts(path) == ("ashby", DAY)


def test_a_body_is_kept_as_it_came_over_the_wire_and_read_decoded(tmp_path):
    packed = gzip.compress(b"x" * 5000)
    path = write(tmp_path, packed, **{"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"})
    [entry] = entries(path)
    assert ArchiveReader().read(entry).body == b"x" * 5000
    wire = ArchiveReader().read(entry, wire=True)
    assert wire.body == packed
    assert "Transfer-Encoding" not in dict(wire.headers)


def test_nothing_has_the_final_name_before_the_end_and_nothing_at_all_without_answers(tmp_path):
    archive = ArchiveWriter(tmp_path, "ashby", DAY)
    archive.write("https://a.example/x", 200, [], b"1", ASKED, AT)
    assert not list(tmp_path.rglob("*.warc.gz"))
    assert archive.close() == archive.path
    assert ArchiveWriter(tmp_path, "ashby", DAY).close() is None
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["ashby-001.warc.gz"]


def test_sessions_of_a_day_are_numbered(tmp_path):
    assert [write(tmp_path).name, write(tmp_path).name] == ["ashby-001.warc.gz", "ashby-002.warc.gz"]


def test_the_same_answers_give_the_same_bytes(tmp_path):
    assert write(tmp_path / "a").read_bytes() == write(tmp_path / "b").read_bytes()


def test_a_failure_is_kept_with_its_reason(tmp_path):
    with ArchiveWriter(tmp_path, "ashby", DAY) as archive:
        archive.write_failure("https://a.example/x", "failed", "TimeoutError: 60 s", ASKED, AT)
    [entry] = entries(archive.path)
    assert entry.failure == ("failed", "TimeoutError: 60 s")


@pytest.mark.parametrize("content", [b"", b"no archive at all", gzip.compress(b"nor this", mtime=0)])
def test_a_file_that_is_no_archive_is_named(tmp_path, content):
    path = tmp_path / "odd.warc.gz"
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=r"odd\.warc\.gz"):
        archive_facts(path)


def test_an_archive_of_somebody_else_is_refused_in_words(tmp_path):
    from warcio.warcwriter import WARCWriter

    path = tmp_path / "other.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record("other", {"software": "another crawler"}))
    with pytest.raises(ArchiveError, match="not written by Skilltide"):
        archive_facts(path)
