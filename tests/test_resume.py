"""Killed crawls, days that build on days before, and archives that are read without what they refer to."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipelines import stages
from pipelines.config import Config
from pipelines.crawl import CrawlFailure, crawl
from pipelines.runs import Run
from scrapers.archive.records import ArchiveReader, ArchiveWriter, BodyMissing, Question, entries
from scrapers.archive.replay import parse_archive
from scrapers.archive.salvage import only_crawl, salvage, whole_members
from scrapers.posting import BoardDay, Posting
from tests.answers import AT
from tests.board_server import Reply, as_json, serve
from tests.bodies import greenhouse
from tests.crawling import DAY, GREENHOUSE, NEXT_DAY, days, outcomes, postings, settings

BOARDS = [f"board{number:02}" for number in range(60)]
TABLES = {
    "posting": "select * exclude (fetched_at, archive_reference) from core.posting order by posting_id",
    "board_day": "select * from core.board_day order by source, board",
    "rejection": "select * from core.rejection order by all",
    "observation": "select * from core.observation order by posting_id",
    "robots_day": "select * exclude (host) from core.robots_day",
    "field_day": "select * from core.field_day order by field",
}


def slow_boards():
    """Boards of two postings each, one of them gone, one refused, one without end of its answer."""
    replies = {}
    for number, name in enumerate(BOARDS):
        listing = greenhouse.listing(greenhouse.entry(2 * number), greenhouse.entry(2 * number + 1))
        replies[GREENHOUSE.format(name)] = as_json(listing, delay=0.06)
    replies[GREENHOUSE.format("board07")] = Reply(b"", 404, delay=0.06)
    replies[GREENHOUSE.format("board11")] = Reply(b"", 403, delay=0.06)
    replies[GREENHOUSE.format("board13")] = Reply(b"<html></html>", kind="text/html", delay=0.06)
    return replies


def command(folder, address):
    (folder / "boards.toml").write_text(
        "\n".join(f'[[board]]\ncompany = "{b}"\nvendor = "greenhouse"\ntoken = "{b}"\n' for b in BOARDS)
    )
    (folder / "skilltide.toml").write_text(
        f'boards = "boards.toml"\nworkers = 1\n[sources.greenhouse]\nbase_url = "{address}"\n'
    )
    return [sys.executable, "-m", "pipelines", "crawl", "--source", "greenhouse", "--date", DAY.isoformat()]


def tables(folder):
    config = Config(data_dir=folder / "data", boards=folder / "boards.toml", workers=1)
    run = Run("crawl", DAY)
    archives = sorted((config.archive / DAY.isoformat()).glob("*.warc.gz"))
    stages.stage_archives(config, run, archives, lambda _: None)
    stages.load_staged(config, run)
    with duckdb.connect(str(config.warehouse), read_only=True) as connection:
        return {name: connection.execute(query).fetchall() for name, query in TABLES.items()}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed")
    with serve(slow_boards()) as server:
        done = subprocess.run(command(folder, server.address), cwd=folder, capture_output=True, check=False)
        assert done.returncode == 3, done.stderr
        hits = Counter(server.hits)
    return tables(folder), hits


@pytest.mark.slow
@pytest.mark.parametrize("whole_group", [True, False])
def test_a_killed_crawl_goes_on_and_ends_as_if_nothing_had_been(tmp_path, undisturbed, whole_group):
    """Killed three times at a random moment: once everything, once only the process that people see."""
    chance = random.Random(7 if whole_group else 8)
    kept = []
    with serve(slow_boards()) as server:
        words = command(tmp_path, server.address)
        for _ in range(3):
            served = len(server.log)
            child = subprocess.Popen(words, cwd=tmp_path, start_new_session=True, stdout=subprocess.DEVNULL)
            wait_for(lambda: len(server.log) > served)  # noqa: B023
            time.sleep(chance.uniform(0.0, 0.5))
            (os.killpg if whole_group else os.kill)(child.pid, signal.SIGKILL)
            child.wait()
            time.sleep(0.5)  # the crawl itself ends when it misses the process that started it
            held, served = answered(tmp_path), len(server.log)
            assert list(tmp_path.rglob(".*.part"))
            kept.append((held, served))
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
        hits = Counter(server.hits)
    assert done.returncode == 3, done.stderr
    assert not list(tmp_path.rglob(".*.part"))
    for held, served in kept:
        assert not held & {
            path for _, path, _ in server.log[served:]
        }  # whatever was written is not asked for again
    whole, hits_of_whole = undisturbed
    found = tables(tmp_path)
    for name in TABLES:
        if name == "board_day":  # a refusal is asked about again by each session
            assert [row[:3] for row in found[name]] == [row[:3] for row in whole[name]]
        else:
            assert found[name] == whole[name], name
    assert set(hits) == set(hits_of_whole)
    again = {path: times for path, times in hits.items() if times > 1 and "board11" not in path}
    assert (
        sum(times - 1 for times in again.values()) <= 3 * 8
    )  # what was on its way at each of the three kills


def answered(folder):
    """The paths whose answers stand whole in the archive and settle the question."""
    found = set()
    for file in folder.rglob("*greenhouse-*"):
        whole = folder / "whole.gz"
        whole.write_bytes(file.read_bytes()[: [0, *whole_members(file)][-1]])
        found |= {entry.url for entry in entries(whole) if entry.status in (200, 404)}
    return {url.split("/", 3)[3].join(["/", ""]) for url in found}


def wait_for(condition, seconds=30.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def write_some(folder, count=5):
    writer = ArchiveWriter(folder, "greenhouse", DAY)
    for number in range(count):
        body = as_json(greenhouse.listing(greenhouse.entry(number))).body
        board = {"company": "K", "vendor": "greenhouse", "token": f"b{number}"}
        writer.write(
            f"https://v.example/{number}", 200, [], body, Question("parse_board", {"board": board}), AT
        )
    return next(folder.rglob(".*.part"))


def test_every_whole_record_is_salvaged_wherever_a_file_breaks_off(tmp_path):
    part = write_some(tmp_path / "whole")
    content, ends = part.read_bytes(), list(whole_members(part))
    assert ends[-1] == len(content)
    assert len(ends) == 6
    for cut in sorted(
        {*range(1, len(content), 97), *ends, *(end - 1 for end in ends), *(end + 1 for end in ends)}
    ):
        folder = tmp_path / str(cut)
        (folder / DAY.isoformat()).mkdir(parents=True)
        (folder / DAY.isoformat() / part.name).write_bytes(content[:cut])
        whole = max(0, sum(end <= cut for end in ends) - 1)
        saved = salvage(folder, "greenhouse")
        assert [len(list(entries(path))) for path in saved] == ([whole] if whole else [])
        assert not list(folder.rglob("*.part"))


def test_a_damaged_record_ends_what_is_salvaged(tmp_path):
    part = write_some(tmp_path)
    content, ends = bytearray(part.read_bytes()), list(whole_members(part))
    content[ends[3] + 40] ^= 0xFF
    part.write_bytes(content)
    [saved] = salvage(tmp_path, "greenhouse")
    assert len(list(entries(saved))) == 3


def test_what_a_day_before_left_unfinished_is_kept_too(tmp_path):
    write_some(tmp_path)
    [saved] = salvage(tmp_path, "greenhouse")
    assert len([one for one in parse_archive([saved]) if isinstance(one, Posting)]) == 5
    assert salvage(tmp_path, "green") == []


def test_two_crawls_of_one_source_do_not_run_at_once(tmp_path):
    with serve({GREENHOUSE.format("a"): as_json(greenhouse.listing())}) as server:
        given = settings(tmp_path, server.address, "greenhouse", "a")
        lock = only_crawl(given.archive, "greenhouse")
        with pytest.raises(CrawlFailure, match="another crawl of greenhouse"):
            crawl("greenhouse", given, DAY)
        assert not server.log
        threading.Timer(1, lock.close).start()
        assert outcomes(crawl("greenhouse", given, DAY)) == {"a": "empty"}


@pytest.fixture
def two_days(tmp_path):
    """A board that did not change between two days, and one that did; the folder and the result of the second."""
    one, two = (as_json(greenhouse.listing(greenhouse.entry(n)), headers={"ETag": f'"{n}"'}) for n in (1, 2))
    with serve({GREENHOUSE.format("same"): one, GREENHOUSE.format("other"): [one, two]}) as server:
        given = settings(tmp_path, server.address, "greenhouse", "same", "other")
        crawl("greenhouse", given, DAY)
        second = crawl("greenhouse", given, NEXT_DAY)
    assert second.not_modified == 1
    return tmp_path / "archive", second


def test_one_day_is_read_alone_with_the_body_of_the_day_before(two_days, tmp_path):
    archive, second = two_days
    assert outcomes(second) == {"same": "ok", "other": "ok"}
    assert {one.external_id for one in postings(second)} == {"1", "2"}
    flat = tmp_path / "flat"
    flat.mkdir()
    for day in (DAY, NEXT_DAY):
        shutil.copytree(archive / day.isoformat(), flat / day.isoformat())
    moved = sorted((flat / NEXT_DAY.isoformat()).glob("*.warc.gz"))
    assert len([one for one in parse_archive(moved) if isinstance(one, Posting)]) == 2


@pytest.mark.parametrize("instead", [None, "another day's file of the same name"])
def test_a_body_that_is_not_there_costs_its_board_and_says_where_it_should_be(two_days, instead):
    archive, second = two_days
    earlier = next((archive / DAY.isoformat()).glob("*.warc.gz"))
    earlier.unlink()
    if instead:
        write_some(archive)
        salvage(archive, "greenhouse")
    found = days(second)
    assert (found["same"].outcome, found["other"].outcome) == ("failed", "ok")
    assert str(Path(DAY.isoformat()) / earlier.name) in found["same"].detail
    [revisit] = [entry for path in second.archives for entry in entries(path) if entry.revisit]
    with pytest.raises(BodyMissing, match="put that file back"):
        ArchiveReader().read(revisit)


def test_what_an_earlier_day_cannot_give_any_more_is_fetched_whole(two_days, tmp_path):
    archive, _ = two_days
    shutil.rmtree(archive / DAY.isoformat())
    reply = as_json(greenhouse.listing(greenhouse.entry(1)), headers={"ETag": '"1"'})
    with serve({GREENHOUSE.format("same"): reply}) as server:
        result = crawl(
            "greenhouse", settings(tmp_path, server.address, "greenhouse", "same"), date(2026, 1, 7)
        )
    assert (result.not_modified, outcomes(result)) == (0, {"same": "ok"})


def test_two_boards_at_one_address_are_one_request_and_two_boards(tmp_path):
    target = as_json(greenhouse.listing(greenhouse.entry(1)), delay=0.2)
    led = Reply(b"", 302, headers={"Location": "/v1/boards/target/jobs"})
    replies = {GREENHOUSE.format("target"): target, **{GREENHOUSE.format(n): led for n in ("a", "b", "c")}}
    with serve(replies) as server:
        result = crawl("greenhouse", settings(tmp_path, server.address, "greenhouse", "a", "b", "c"), DAY)
        assert server.hits[GREENHOUSE.format("target")] == 1
    assert outcomes(result) == {"a": "ok", "b": "ok", "c": "ok"}
    assert {
        day.listed for day in (one for one in parse_archive(result.archives) if isinstance(one, BoardDay))
    } == {1}
