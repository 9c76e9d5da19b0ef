"""A field that a vendor adds or lets go is seen: while the answers are read, in the published file, and by the checks."""

import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.unknown_fields import unknown_field_lines
from scrapers.archive.records import ArchiveWriter, Question
from tests.board_server import as_json
from tests.bodies import greenhouse

ROOT = Path(__file__).parents[1]
BOARD = {"company": "Kestrelworks", "vendor": "greenhouse", "token": "kestrelworks"}


def archive(folder, day, jobs):
    at = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
    body = as_json(greenhouse.listing(*jobs)).body
    with ArchiveWriter(folder, "greenhouse", day) as writer:
        question = Question("parse_board", {"board": BOARD})
        writer.write("https://v.example/x", 200, [("Content-Type", "application/json")], body, question, at)


def skilltide(folder, *words):
    command = [sys.executable, "-m", "pipelines", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def two_nights(tmp_path_factory):
    """A folder in which two nights were read: on the second, a field is new and another is gone."""
    folder = tmp_path_factory.mktemp("nights")
    jobs = [greenhouse.entry(number, title=f"Tech Lead {number}") for number in range(30)]
    archive(folder / "data" / "archive", date(2026, 1, 5), jobs)
    changed = [{**job, "language": None} for job in jobs]
    for job in changed[:4]:
        job["brand_new"] = True
    changed[0]["location"] = {"name": "Lisbon", "planet": "Earth"}
    archive(folder / "data" / "archive", date(2026, 1, 6), changed)
    return folder, skilltide(folder, "replay", "data/archive")


def test_it_is_said_in_a_line_while_the_answers_are_read(two_nights):
    folder, done = two_nights
    assert done.returncode == 0, done.stderr
    assert (
        "fields unknown to greenhouse, in 60 entries: 'brand_new' (4), 'location.planet' (1)" in done.stdout
    )
    parsed = skilltide(folder, "parse", "--date", "2026-01-06")
    assert (
        "fields unknown to greenhouse, in 30 entries: 'brand_new' (4), 'location.planet' (1)" in parsed.stdout
    )
    assert "unknown" not in skilltide(folder, "parse", "--date", "2026-01-05").stdout


def test_the_checks_warn_and_the_night_is_published(two_nights):
    folder, _ = two_nights
    done = skilltide(folder, "check")
    assert done.returncode == 0
    warned = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("warning")]
    assert {"field_is_known", "field_did_not_vanish"} <= set(warned)


def test_how_often_a_field_is_filled_is_published(two_nights):
    folder, _ = two_nights
    with duckdb.connect(str(folder / "data/published/skilltide.duckdb"), read_only=True) as connection:
        filled = connection.execute(
            "select observed_on, filled, entries, fill from field_day where field = 'language' order by 1"
        ).fetchall()
    assert filled == [(date(2026, 1, 5), 30, 30, 1.0), (date(2026, 1, 6), 0, 30, 0.0)]


def test_the_queries_of_the_readme_run_on_what_is_published(two_nights):
    folder, _ = two_nights
    queries = re.findall(
        r'^  "(select [^"]+)"$', (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(queries) >= 2
    with duckdb.connect(str(folder / "data/published/skilltide.duckdb"), read_only=True) as connection:
        answers = [connection.execute(query).fetchall() for query in queries]
    [fills] = [rows for query, rows in zip(queries, answers, strict=True) if "field_day" in query]
    assert ("greenhouse", "language", 0.0) in [row[:3] for row in fills]


def test_many_new_fields_are_cut_short(tmp_path):
    jobs = [greenhouse.entry(1, **{f"new_{letter}": 1 for letter in "abcdefgh"})]
    archive(tmp_path / "data" / "archive", date(2026, 1, 5), jobs)
    done = skilltide(tmp_path, "parse", "--date", "2026-01-05")
    assert "'new_e' (1) and 3 more, see `field_day`" in done.stdout
    assert unknown_field_lines(tmp_path / "nowhere") == []
