"""Killed at any moment of a load, a check, a publication or a rebuild: readers see the old version or the new one.

The next run completes, and no row is lost or doubled. ``TEST_KILLS`` says how often it is tried.
"""

import json
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import duckdb
import pytest

from pipelines.alone import AlreadyRunning, alone
from pipelines.config import Config
from pipelines.runs import Run
from pipelines.stages import load_staged, publish_warehouse
from tests import killed
from tests.small_line import MONDAY, TUESDAY
from warehouse.connection import WarehouseError, open_writer

KILLS = int(os.environ.get("TEST_KILLS", "2"))
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.killed"])
FIRST, SECOND = Run("import", MONDAY, "first"), Run("import", TUESDAY, "second")


LEAVE_A_LOG = """
import duckdb, os, sys
connection = duckdb.connect(sys.argv[1])
connection.execute("set checkpoint_threshold = '1 TB'")
connection.execute("insert into core.observation select * from core.observation")
os._exit(9)
"""


def write(path, numbers, text):
    lines = [
        {
            "source": "jobspy", "board": "b", "external_id": str(number), "title": "Tech Lead", "company": "Kestrelworks",
            "description": f"Requirements\n• {text}\n• Team {number}", "description_format": "text",
            "posted_at": f"2025-1{number % 3}-03",
        }
        for number in numbers
    ]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, lines)))
    return path


def tables(path, schema="main"):
    with duckdb.connect(str(path), read_only=True) as connection:
        names = connection.execute(
            "select table_name from duckdb_tables() where schema_name = ? order by 1", [schema]
        ).fetchall()
        return {
            name: connection.execute(f"from {schema}.{name} order by all").fetchall() for (name,) in names
        }


def what_postings_say(data):
    """Return the rows of the warehouse, but for what tells one load from another."""
    core = tables(data / "warehouse.duckdb", "core")
    return {name: rows for name, rows in core.items() if name not in ("load", "touched_posting", "run")}


def published(data):
    return tables(data / "published" / "skilltide.duckdb")


def exported(data):
    folder = data / "published" / "parquet"
    files = sorted(folder.glob("*.parquet"))
    assert json.loads((folder / "datapackage.json").read_text())["resources"]
    return {file.stem: duckdb.sql(f"from '{file}' order by all").fetchall() for file in files}


def finish(work, *arguments):
    child = CONTEXT.Process(target=work, args=arguments)
    child.start()
    child.join(120)
    assert child.exitcode == 0


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """A data folder with one night published and another one staged."""
    data = tmp_path_factory.mktemp("kills") / "data"
    killed.take(data, FIRST, write(data.parent / "first.jsonl", range(30), "Java"))
    killed.night(data, FIRST)
    killed.take(data, SECOND, write(data.parent / "second.jsonl", range(20, 40), "Go or Rust"))
    return data


@pytest.fixture(scope="module")
def after(before):
    """For each work, the folder when it is done, and how long it takes."""
    done = {}
    for name, work in (("night", killed.night), ("rebuild", killed.anew)):
        data = before.parent / name
        shutil.copytree(before, data, symlinks=True)
        started = time.monotonic()
        finish(work, data, SECOND)
        done[name] = (work, time.monotonic() - started, published(data), what_postings_say(data))
    return done


@pytest.mark.slow
@pytest.mark.parametrize("attempt", range(KILLS))
def test_a_run_killed_at_any_moment_leaves_the_old_version_or_the_new_one(before, after, tmp_path, attempt):
    chance = random.Random(attempt)
    work, seconds, new, core = after["rebuild" if attempt % 2 else "night"]
    data = tmp_path / "data"
    shutil.copytree(before, data, symlinks=True)
    old = published(data)
    child = CONTEXT.Process(target=work, args=(data, SECOND))
    child.start()
    time.sleep(chance.uniform(0, seconds))
    child.kill()
    child.join()
    seen = published(data)
    assert seen in (old, new)
    assert exported(data) == seen
    finish(work, data, SECOND)
    assert published(data) == exported(data) == new
    assert what_postings_say(data) == core


def test_a_full_disk_is_told_and_keeps_the_last_good_version(before, tmp_path):
    for place, mebibytes in enumerate((0.1, 3.3)):
        data = tmp_path / str(place)
        shutil.copytree(before, data, symlinks=True)
        old = published(data)
        with ProcessPoolExecutor(1, mp_context=CONTEXT) as pool:
            said = pool.submit(killed.with_little_disk, data, SECOND, int(mebibytes * 1024**2)).result()
        assert said.startswith("WarehouseError")
        assert "the disk does not suffice" in said
        assert published(data) == exported(data) == old
        finish(killed.night, data, SECOND)
        assert published(data) != old


@pytest.mark.slow
def test_a_log_left_by_a_killed_run_is_not_played_into_the_rebuilt_file(before, after, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(before, data, symlinks=True)
    subprocess.run([sys.executable, "-c", LEAVE_A_LOG, str(data / "warehouse.duckdb")], check=False)
    assert (data / "warehouse.duckdb.wal").exists()
    finish(killed.anew, data, SECOND)
    assert what_postings_say(data) == after["rebuild"][3]


def test_a_second_run_is_refused_at_once_and_told_the_first_ones_name(tmp_path):
    config = tmp_path / "skilltide.toml"
    config.write_text(f'data_dir = "{tmp_path / "data"}"')
    file = write(tmp_path / "first.jsonl", range(2), "Java")
    command = [
        sys.executable,
        "-m",
        "pipelines",
        "import",
        str(file),
        "--config",
        str(config),
        "--date",
        "2026-01-05",
    ]
    with alone(Config(data_dir=tmp_path / "data"), "2026-01-04-crawl"):
        refused = subprocess.run(command, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert f"run 2026-01-04-crawl (process {os.getpid()}, since 20" in refused.stderr
    assert not (tmp_path / "data" / "imports").exists()


def test_the_lock_of_a_killed_run_holds_nobody_up(tmp_path):
    config = Config(data_dir=tmp_path)
    hold = (
        "import sys, pathlib, os\nfrom pipelines.alone import alone\nfrom pipelines.config import Config\n"
        "with alone(Config(data_dir=pathlib.Path(sys.argv[1])), 'first'):\n    print('held', flush=True)\n"
        "    sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout
        assert first.stdout.readline() == "held\n"
        with (
            pytest.raises(AlreadyRunning, match=rf"run first \(process {first.pid}, since"),
            alone(config, "second"),
        ):
            pass
        first.kill()
    with alone(config, "second"):
        assert json.loads(config.lock.read_bytes())["run"] == "second"


@pytest.mark.parametrize("stage", [load_staged, publish_warehouse])
def test_a_warehouse_newer_than_the_program_is_refused(before, tmp_path, stage):
    data = tmp_path / "data"
    shutil.copytree(before, data, symlinks=True)
    with open_writer(data / "warehouse.duckdb") as connection:
        connection.execute("insert into main.schema_migration values (9999, '9999_from_the_future.sql', 'x')")
    arguments = (SECOND,) if stage is load_staged else ()
    with pytest.raises(WarehouseError, match=r"9999_from_the_future.*update Skilltide"):
        stage(Config(data_dir=data), *arguments)
    assert published(data) == published(before)


def test_the_folder_of_a_data_set_is_no_fixed_place(before, tmp_path):
    """A data folder that was moved shows what it showed: its links say where in the folder, not where on the disk."""
    moved = Path(shutil.copytree(before, tmp_path / "moved", symlinks=True))
    assert published(moved) == published(before)
    assert not (moved / "published" / "current").readlink().is_absolute()
