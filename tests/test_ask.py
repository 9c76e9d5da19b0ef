"""Questions to the published file: the examples, what is refused, and how an answer is written."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from typer.testing import CliRunner

from pipelines.ask import LONGEST_CELL, SHOWN
from pipelines.cli import app
from tests.published_fixture import published_file
from warehouse.connection import WarehouseError
from warehouse.query import QueryError, ask, read_examples, tables

EXAMPLES = read_examples()
# What the fixture's postings do not say: pay, seniority and alternatives.
SAID = """
update posting set salary_min_usd_year = 100000, salary_max_usd_year = 140000 where posting_id < '0000000000000040';
update posting set is_lead = false, role = 'senior_ic', seniority = 'senior' where posting_id like '%f';
update posting_skill set group_id = 1 where skill_id in ('java', 'go');
update posting_skill set years_min = 5 where skill_id = 'java';
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("work") / "data"
    folder.mkdir()
    published = published_file(folder)
    with duckdb.connect(str(published)) as connection:
        connection.execute(SAID)
    return published


def skilltide(published, *words):
    environment = {"SKILLTIDE_DATA_DIR": str(published.parents[1]), "COLUMNS": "200"}
    return CliRunner(env=environment).invoke(app, ["sql", *words])


def test_there_are_ten_examples():
    assert len(EXAMPLES) == 10
    assert all(example.question.endswith((".", "?", ")")) for example in EXAMPLES.values())


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_example_is_answered(published, name):
    answer = ask(published, EXAMPLES[name].sql)
    assert answer.rows
    assert all(any(cell is not None for cell in column) for column in zip(*answer.rows, strict=True))
    assert ask(published, EXAMPLES[name].sql) == answer


def rows(published, name):
    answer = ask(published, EXAMPLES[name].sql)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def test_the_answers_are_right(published):
    [pay] = [row for row in rows(published, "pay_by_country") if row["country"] == "US"]
    assert (pay["median_of_the_middle"], pay["median_least"], pay["median_highest"]) == (
        120000,
        100000,
        140000,
    )
    assert rows(published, "one_or_the_other")[0] | {"postings": 0} == {
        "skill": "Go",
        "or_this": "Java",
        "postings": 0,
    }
    assert [row["median_years"] for row in rows(published, "years_per_skill")] == [5]
    moved = {row["label"]: row["points"] for row in rows(published, "skills_that_moved")}
    assert moved["Rust"] > 0 > moved["PHP"]
    [first, *_] = rows(published, "who_hires_most")
    assert first["postings_per_role"] == first["postings"] / first["roles"]


DOCUMENTED = re.findall(
    r"```(sql|python)\n(.*?)```",
    (Path(__file__).parents[1] / "docs" / "warehouse.md").read_text("utf-8"),
    re.DOTALL,
)


@pytest.mark.parametrize(("kind", "code"), DOCUMENTED)
def test_what_the_documentation_shows_runs(published, monkeypatch, kind, code):
    if kind == "sql":
        assert ask(published, code).rows
        return
    monkeypatch.chdir(published.parents[2])
    said: dict[str, pd.DataFrame] = {}
    exec(code, said)
    assert said["share"].loc[:, "Python"].between(0, 1).all()


def test_an_example_without_a_question_is_refused(tmp_path):
    (tmp_path / "nameless.sql").write_text("select 1")
    with pytest.raises(ValueError, match=r"nameless\.sql"):
        read_examples(tmp_path)


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("select titel from posting", "titel"),
        ("selekt 1", "syntax error"),
        ("delete from posting", "read-only"),
        ("create table mine as select 1", "read-only"),
        ("copy posting to 'stolen.csv'", "disabled"),
        ("select * from read_csv('/etc/passwd')", "disabled"),
        ("attach 'other.duckdb'", "disabled"),
        ("set enable_external_access = true", "locked"),
        ("select 1; select 2", "one statement"),
        ("", "one statement"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_line(published, tmp_path, monkeypatch, sql, says):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(QueryError, match=f"(?i){says}") as fault:
        ask(published, sql)
    assert "\n" not in str(fault.value)
    assert list(tmp_path.iterdir()) == []


def test_without_a_published_file_the_error_says_what_to_do(tmp_path):
    with pytest.raises(WarehouseError, match="skilltide run"):
        ask(tmp_path / "none.duckdb", "select 1")


def test_a_file_that_is_asked_stays_as_it_is(published, tmp_path):
    copy = shutil.copy(published, tmp_path / "copy.duckdb")
    ask(tmp_path / "copy.duckdb", "select count(*) from posting")
    assert published.read_bytes() == (tmp_path / "copy.duckdb").read_bytes()
    assert copy


def test_an_answer_is_a_table_for_eyes(published):
    done = skilltide(
        published, "select label, postings, share from skill_demand order by month, label limit 3"
    )
    assert done.exit_code == 0, done.output
    head, *lines = done.output.splitlines()
    assert head.split() == ["label", "postings", "share"]
    assert len(lines) == 3
    many = skilltide(published, "select posting_id from posting")
    assert f"more rows; --format csv" in many.output  # noqa: F541
    assert len(many.output.splitlines()) == SHOWN + 2
    assert "–" in skilltide(published, "select null as nothing").output


def test_scraped_words_steer_no_terminal_and_no_spreadsheet(published):
    hostile = "select '[red]' || chr(27) || '[2J' as name, '=1+1' as formula, repeat('x', 500) as long, ['a', 'b'] as list"
    shown = skilltide(published, hostile).output
    assert "\x1b" not in shown
    assert "[red]" in shown
    assert "x" * LONGEST_CELL not in shown
    [row] = csv.DictReader(io.StringIO(skilltide(published, hostile, "--format", "csv").output))
    assert row["formula"] == "'=1+1"
    assert (row["long"], row["list"]) == ("x" * 500, '["a","b"]')
    [said] = json.loads(skilltide(published, hostile, "--format", "json").output)
    assert (said["formula"], said["list"]) == ("=1+1", ["a", "b"])


def test_numbers_are_written_in_full_for_programs(published):
    sql = "select 0.123456789123::double as share, date '2026-01-05' as day, null as nothing, 12::decimal(9, 2) as exact"
    [row] = csv.DictReader(io.StringIO(skilltide(published, sql, "--format", "csv").output))
    assert row == {"share": "0.123456789123", "day": "2026-01-05", "nothing": "", "exact": "12.00"}
    [said] = json.loads(skilltide(published, sql, "--format", "json").output)
    assert said == {"share": 0.123456789123, "day": "2026-01-05", "nothing": None, "exact": "12.00"}


def test_without_a_question_tables_and_examples_are_listed(published):
    done = skilltide(published)
    for name in ("posting_skill", *EXAMPLES):
        assert name in done.output
    assert {row[0]: row[1] for row in tables(published).rows}["posting"] > 0
    assert skilltide(published, "--example", "most_asked_skills").exit_code == 0
    fault = skilltide(published, "--example", "nothing")
    assert "most_asked_skills" in str(fault.exception)
    assert skilltide(published, "select 1", "--example", "most_asked_skills").exit_code != 0
