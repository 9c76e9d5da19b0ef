"""The command line as people use it: in a process of its own, in an empty folder."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipelines.cli import app
from tests.board_server import Reply, as_json, serve
from tests.bodies import greenhouse

SKILLTIDE = [sys.executable, "-m", "pipelines"]


def skilltide(folder, *words, **environment):
    import os

    given = {key: value for key, value in os.environ.items() if not key.startswith("SKILLTIDE_")}
    return subprocess.run(
        [*SKILLTIDE, *map(str, words)],
        cwd=folder,
        env={**given, **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


def commands():
    import typer

    group = typer.main.get_command(app)
    for name, command in sorted(group.commands.items()):
        children = getattr(command, "commands", None)
        yield from (
            ((f"{name} {child}", child_command) for child, child_command in children.items())
            if children
            else [(name, command)]
        )


COMMANDS = dict(commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(name):
    command = COMMANDS[name]
    assert command.help
    assert f"Example: skilltide {name}" in command.help


def test_the_commands_of_the_design_are_there():
    named = {
        "run", "crawl", "parse", "load", "check", "publish", "report", "replay", "import", "extract", "rebuild", "schedule",
        "doctor", "sample", "sql", "board check", "skills lint",
    }  # fmt: skip
    assert named <= set(COMMANDS)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["import", "nowhere.csv"], 1, "nowhere.csv"),
        (["import", "no_title.csv"], 1, "title"),
        (["import", "jobs.csv", "--map", "title"], 2, "COLUMN=FIELD"),
        (["import", "empty.csv"], 1, "empty.csv"),
        (["import", "broken.parquet"], 1, "broken.parquet"),
        (["extract", "nowhere.jsonl"], 1, "nowhere.jsonl"),
        (["replay", "nowhere.warc.gz"], 2, "no archive there"),
        (["replay", "jobs.csv"], 1, "jobs.csv"),
        (["run", "--date", "soon"], 2, "YYYY-MM-DD"),
        (["run", "--source", "myspace"], 2, "myspace"),
        (["parse", "--date", "2026-01-05"], 2, "skilltide crawl"),
        (["load", "--date", "2026-01-05"], 2, "skilltide parse"),
        (["publish"], 1, "load something first"),
        (["check"], 1, "no warehouse there"),
        (["report"], 1, "nothing is published yet"),
        (["board", "check", "--config", "faulty_boards.toml"], 1, "token or a sitemap"),
        (["run", "--config", "nowhere.toml"], 2, "nowhere.toml"),
        (["run", "--config", "faulty.toml"], 2, "colour"),
    ],
)
def test_bad_input_is_one_clear_line(tmp_path, words, code, says):
    (tmp_path / "no_title.csv").write_text("company,location\nA,B\n")
    (tmp_path / "jobs.csv").write_text("title,description\nTech Lead,Go and Rust\n")
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 not really")
    (tmp_path / "faulty.toml").write_text('colour = "red"\n')
    (tmp_path / "boards.toml").write_text('[[board]]\ncompany = "A"\nvendor = "lever"\n')
    (tmp_path / "faulty_boards.toml").write_text('boards = "boards.toml"\n')
    done = skilltide(tmp_path, *words)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_an_unreadable_warehouse_says_what_to_do(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "warehouse.duckdb").write_bytes(b"no database" * 1000)
    (tmp_path / "jobs.csv").write_text("title,description\nTech Lead,Go and Rust\n")
    done = skilltide(tmp_path, "import", "jobs.csv")
    assert done.returncode == 1
    assert "rebuild" in done.stderr
    assert "Traceback" not in done.stderr


def write_jobs(path: Path, rows: int) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "title", "company", "location", "date_posted", "description"])
        for number in range(rows):
            text = "Requirements\n- 5 years of Python or Go\nNice to have\n- Rust"
            writer.writerow(
                [
                    number,
                    "Tech Lead",
                    f"Kestrelworks {number % 12}",
                    "Porto, Portugal",
                    "2026-01-05",
                    f"{text}\n{number}",
                ]
            )


@pytest.mark.slow
def test_import_goes_all_the_way_and_rebuild_gives_the_same(tmp_path):
    write_jobs(tmp_path / "jobs.csv", 40)
    with (tmp_path / "jobs.csv").open("a") as file:
        file.write("99,,Nobody,,,text without a title\n")
    done = skilltide(tmp_path, "import", "jobs.csv", "--source", "mine", "--date", "2026-01-06")
    assert done.returncode == 0, done.stderr
    assert "40 postings, 1 rejected" in done.stdout
    assert "title" in done.stdout
    query = "select posting_id, title, years_min, posted_on, country from posting order by 1"
    with duckdb.connect(str(tmp_path / "data/published/skilltide.duckdb"), read_only=True) as connection:
        first = connection.execute(query).fetchall()
        assert connection.execute("select count(*) from rejection").fetchall() == [(1,)]
    assert len(first) == 40
    assert (tmp_path / "data/site/index.html").is_file()
    again = skilltide(tmp_path, "rebuild")
    assert again.returncode == 0, again.stderr
    with duckdb.connect(str(tmp_path / "data/published/skilltide.duckdb"), read_only=True) as connection:
        assert connection.execute(query).fetchall() == first
    assert skilltide(tmp_path, "check").returncode == 0


def test_extract_writes_the_contract_in_the_order_of_the_input(tmp_path):
    rows = [
        {"posting_id": f"p{n}", "title": "Tech Lead", "description": "Requirements\n- 5 years of Java"}
        for n in range(5)
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows) + "this is no JSON\n")
    done = skilltide(tmp_path, "extract", "in.jsonl", "out.jsonl")
    assert done.returncode == 3
    assert "5 postings, 1 rejected" in done.stderr
    out = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["posting_id"] for row in out] == [f"p{n}" for n in range(5)]
    assert out[0]["years"][0]["min"] == 5


def settings(address):
    boards = "".join(
        f'[[board]]\ncompany = "{token}"\nvendor = "greenhouse"\ntoken = "{token}"\n\n'
        for token in ("down", "good", "lost", "page")
    )
    return boards, f'boards = "boards.toml"\n[sources.greenhouse]\nbase_url = "{address}"\n'


def test_a_night_with_broken_boards(tmp_path):
    jobs = [greenhouse.entry(n, title="Tech Lead" if n % 2 else "Senior Engineer") for n in range(30)]
    listing = "/v1/boards/{}/jobs"
    replies = {
        listing.format("good"): as_json(greenhouse.listing(*jobs)),
        listing.format("down"): Reply(b"", 500),
        listing.format("page"): Reply(b"<html>maintenance</html>", kind="text/html"),
    }
    with serve(replies) as server:
        boards, configuration = settings(server.address)
        (tmp_path / "boards.toml").write_text(boards)
        (tmp_path / "skilltide.toml").write_text(configuration)
        night = ["run", "--source", "greenhouse", "--date", "2026-02-05"]
        first = skilltide(tmp_path, *night)
        asked = server.hits[listing.format("good")]
        with duckdb.connect(str(tmp_path / "data/published/skilltide.duckdb"), read_only=True) as connection:
            before = connection.execute("from posting order by all").fetchall()
            outcomes = dict(connection.execute("select board, outcome from source_day").fetchall())
        second = skilltide(tmp_path, "crawl", *night[1:])
        assert server.hits[listing.format("good")] == asked == 1
    assert (first.returncode, second.returncode) == (3, 3), first.stderr + second.stderr
    assert outcomes == {"good": "ok", "down": "failed", "lost": "gone", "page": "failed"}
    assert "failed   greenhouse/page: unreadable answer" in first.stdout
    assert len(before) == 30


@pytest.mark.slow
def test_a_replayed_archive_ends_in_the_tables_of_its_night(tmp_path):
    replies = {"/v1/boards/good/jobs": as_json(greenhouse.listing(*(greenhouse.entry(n) for n in range(5))))}
    with serve(replies) as server:
        boards, configuration = settings(server.address)
        (tmp_path / "boards.toml").write_text(boards)
        (tmp_path / "skilltide.toml").write_text(configuration)
        night = skilltide(tmp_path, "run", "--source", "greenhouse", "--date", "2026-02-05")
    replayed = tmp_path / "elsewhere"
    replayed.mkdir()
    again = skilltide(replayed, "replay", tmp_path / "data" / "archive")
    assert night.returncode == again.returncode == 3, night.stderr + again.stderr
    ends = []
    for folder in (tmp_path, replayed):
        with duckdb.connect(str(folder / "data/published/skilltide.duckdb"), read_only=True) as connection:
            ends.append(connection.execute("from posting order by all").fetchall())
    assert ends[0] == ends[1]
    assert len(ends[0]) == 5


def test_a_night_without_network_publishes_nothing(tmp_path):
    boards, configuration = settings("http://127.0.0.1:9")
    (tmp_path / "boards.toml").write_text(boards)
    (tmp_path / "skilltide.toml").write_text(configuration)
    done = skilltide(tmp_path, "run", "--source", "greenhouse")
    assert done.returncode == 4
    assert "skilltide sample" in done.stderr
    assert not (tmp_path / "data" / "published").exists()


def test_the_stages_one_by_one_end_where_run_ends(tmp_path):
    replies = {"/v1/boards/good/jobs": as_json(greenhouse.listing(greenhouse.entry(1)))}
    with serve(replies) as server:
        (tmp_path / "boards.toml").write_text(
            '[[board]]\ncompany = "good"\nvendor = "greenhouse"\ntoken = "good"\n'
        )
        (tmp_path / "skilltide.toml").write_text(settings(server.address)[1])
        crawled = skilltide(tmp_path, "crawl", "--source", "greenhouse", "--date", "2026-01-05")
    assert crawled.returncode == 0, crawled.stderr
    for words in (
        ["parse", "--date", "2026-01-05"],
        ["load", "--date", "2026-01-05"],
        ["publish"],
        ["check"],
        ["report"],
    ):
        done = skilltide(tmp_path, *words)
        assert done.returncode == 0, (words, done.stderr)
    assert (tmp_path / "data/site/index.html").is_file()


def test_doctor_and_the_checks_of_registry_and_taxonomy(tmp_path):
    assert "sound" in skilltide(tmp_path, "board", "check").stdout
    assert skilltide(tmp_path, "skills", "lint").returncode == 0
    examined = skilltide(tmp_path, "doctor")
    assert "Python 3" in examined.stdout
    assert "Traceback" not in examined.stderr


@pytest.mark.slow
def test_the_sample_is_marked_on_the_terminal_and_on_the_page(tmp_path):
    done = skilltide(tmp_path, "sample")
    assert done.returncode == 0, done.stderr
    assert "SAMPLE DATA" in done.stdout
    page = (tmp_path / "data" / "sample" / "site" / "index.html").read_text()
    assert "SAMPLE DATA" in page
    assert not (tmp_path / "data" / "warehouse.duckdb").exists()
