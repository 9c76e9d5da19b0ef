"""A rebuild says what moved and why, and one that fails leaves everything as it was."""

import csv
from datetime import date

import duckdb
import pytest

from pipelines import stages
from pipelines.config import Config
from pipelines.importer import FileReader
from pipelines.rebuild import rebuild
from pipelines.runs import Run, fingerprint
from warehouse.connection import WarehouseError
from warehouse.movement import movements
from warehouse.publish import CheckFailure, publish

DAY = date(2026, 1, 6)


def published(path, postings):
    """Write the part of a published file that is compared: (posting, source, text, skills, is lead)."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table posting (posting_id varchar, text_sha256 varchar)")
        connection.execute("create table lead_posting (posting_id varchar, source varchar)")
        connection.execute("create table posting_skill (posting_id varchar, skill_id varchar)")
        connection.execute(
            "create table skill (skill_id varchar, label varchar, category varchar, is_listed boolean)"
        )
        connection.execute(
            "insert into skill values ('go', 'Go', 'language', true), ('odd', 'Odd', 'unlisted', false)"
        )
        for number, source, text, skills, is_lead in postings:
            connection.execute("insert into posting values (?, ?)", [str(number), text])
            if is_lead:
                connection.execute("insert into lead_posting values (?, ?)", [str(number), source])
            for skill in skills:
                connection.execute("insert into posting_skill values (?, ?)", [str(number), skill])
    return path


OLD = [(number, "a", "same", ["go"] if number < 4 else [], True) for number in range(10)]


@pytest.mark.parametrize(
    ("new", "cause", "change"),
    [
        ([(n, s, t, ["go"] if n < 6 else [], lead) for n, s, t, _, lead in OLD], "rules", 0.2),
        ([*OLD, *((n, "a", "same", ["go"], True) for n in range(10, 20))], "data", 0.3),
        ([*OLD, *((n, "b", "same", ["go"], True) for n in range(10, 20))], "mix", 0.3),
        ([(n, s, "another" if n > 7 else t, ["go"] if n > 7 else k, lead) for n, s, t, k, lead in OLD], "data", 0.2),
        ([(n, s, t, k, n > 1) for n, s, t, k, _ in OLD], "rules", -0.15),
    ],
)  # fmt: skip
def test_a_change_is_told_by_its_cause(tmp_path, new, cause, change):
    [moved] = movements(published(tmp_path / "old.duckdb", OLD), published(tmp_path / "new.duckdb", new))
    assert (moved.skill_id, moved.cause) == ("go", cause)
    assert moved.change == pytest.approx(change)
    assert moved.rules + moved.data + moved.mix == pytest.approx(moved.change)


def test_all_causes_together_add_up(tmp_path):
    new = [
        *((n, "a", "same", ["go"] if n < 7 else [], n > 0) for n in range(8)),
        *((n, "b", "same", ["go"] if n % 3 else [], True) for n in range(20, 33)),
        *((n, "c", "same", [], True) for n in range(40, 44)),
    ]
    [moved] = movements(published(tmp_path / "old.duckdb", OLD), published(tmp_path / "new.duckdb", new))
    assert moved.share_before == pytest.approx(0.4)
    assert moved.share_after == pytest.approx(15 / 24)
    assert moved.rules + moved.data + moved.mix == pytest.approx(moved.share_after - moved.share_before)
    assert all((moved.rules, moved.data, moved.mix))


def test_an_empty_file_is_compared_too(tmp_path):
    old, new = published(tmp_path / "old.duckdb", []), published(tmp_path / "new.duckdb", OLD)
    [moved] = movements(old, new)
    assert (moved.share_before, moved.share_after) == (0, pytest.approx(0.4))
    assert moved.rules + moved.data + moved.mix == pytest.approx(0.4)
    assert movements(old, old) == []


@pytest.fixture
def config(tmp_path):
    jobs = tmp_path / "jobs.csv"
    rows = "\n".join(f"{n},Tech Lead,Kestrelworks {n},Python and Go,2026-01-05" for n in range(12))
    jobs.write_text(f"id,title,company,description,date_posted\n{rows}\n")
    config = Config(data_dir=tmp_path / "data", workers=1)
    run, readers = Run("import", DAY, fingerprint([jobs])), [FileReader(jobs, "mine", {})]
    stages.keep_imports(config, run, readers)
    stages.stage_imports(config, run, readers, print)
    stages.load_staged(config, run)
    stages.publish_warehouse(config)
    return config


def test_a_rebuild_keeps_a_table_of_what_moved(config):
    with duckdb.connect(str(config.warehouse)) as connection:  # as older rules would have read it
        connection.execute("delete from core.posting_skill where skill_id = 'go'")
    publish(config.warehouse, config.published, anew=True)
    rebuilt = rebuild(config, DAY)
    assert rebuilt.moved[0].label == "Go"
    assert (rebuilt.moved[0].cause, rebuilt.moved[0].change) == ("rules", pytest.approx(1))
    with rebuilt.table.open(newline="") as file:
        assert [row["skill_id"] for row in csv.DictReader(file)] == ["go"]
    assert rebuilt.table.parent.name == "2026-01-06-rebuild"
    again = rebuild(config, DAY)
    assert [one for one in again.moved if one.change] == []


def content(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_rebuild_that_fails_leaves_everything_as_it_was(config, monkeypatch):
    before = content(config.data_dir)

    def broken(beside):
        raise CheckFailure([], kept=True)

    monkeypatch.setattr(stages, "publish_warehouse", broken)
    with pytest.raises(CheckFailure):
        rebuild(config, DAY)
    assert content(config.data_dir) == before


def test_without_anything_to_build_from_nothing_is_lost(config, tmp_path):
    config.imports.rename(tmp_path / "elsewhere")
    before = content(config.data_dir)
    with pytest.raises(WarehouseError, match="nothing to rebuild from"):
        rebuild(config, DAY)
    assert content(config.data_dir) == before
