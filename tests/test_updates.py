"""A publication that writes what changed ends in the same tables and files as one that makes everything anew."""

import json
import random
import subprocess
import sys
from datetime import timedelta

import duckdb
import pytest

from tests.small_line import MONDAY, TUESDAY, board_day, load_day, posting
from warehouse import export
from warehouse.connection import WarehouseError
from warehouse.publish import CheckFailure, publish
from warehouse.versions import Retention, Versions

TEXTS = (
    "Requirements\n• Java\n• 5+ years of Go",
    "Requirements\n• Rust or Zorgtech",
    "Nice to have\n• Kafka",
)


@pytest.fixture
def warehouse(tmp_path):
    return tmp_path / "data" / "warehouse.duckdb"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "published" / "skilltide.duckdb"


def everything(path):
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = [
            name
            for (name,) in connection.execute("select table_name from duckdb_tables() order by 1").fetchall()
        ]
        return {table: connection.execute(f"from {table} order by all").fetchall() for table in tables}


def exported(folder):
    """Return the rows of each table of an export, as its descriptor names the files."""
    package = json.loads((folder / "datapackage.json").read_text())
    tables = {}
    for resource in package["resources"]:
        paths = resource["path"] if isinstance(resource["path"], list) else [resource["path"]]
        files = [str(folder / path) for path in paths]
        names = ", ".join(field["name"] for field in resource["schema"]["fields"])
        sql = f"select {names} from read_parquet({files}, hive_partitioning = false) order by all"
        tables[resource["name"].replace("-", "_")] = duckdb.sql(sql).fetchall() if files else []
    return tables


def comments(path):
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(
            "select table_name, column_name, comment from duckdb_columns() where not internal order by all"
        ).fetchall()


def night(warehouse, chance, on):
    """Load a night of two boards: postings come, change, go and come back; a board may fail."""
    for board in ("kestrelworks", "otterburn"):
        shown = [number for number in range(1, 9) if chance.random() < 0.8]
        found = [
            posting(
                number,
                board=board,
                description=TEXTS[chance.randrange(3)],
                title=chance.choice(["Tech Lead", "Senior Engineer", "Account Executive"]),
                url=None,
            )
            for number in shown
        ]
        outcome = chance.choice(["ok", "ok", "ok", "partial"])
        load_day(warehouse, on, found, [board_day(outcome, len(found), board=board)])


def test_an_update_ends_in_the_tables_and_files_of_a_publication_made_anew(warehouse, file, monkeypatch):
    chance = random.Random(7)
    in_months = file.parent.parent / "in_months" / file.name
    # Not in order, and over the end of a month, so that postings leave the month they were first seen in.
    for place, day in enumerate((20, 40, 3, 41)):
        night(warehouse, chance, MONDAY + timedelta(days=day))
        for target, large in ((file, 10**9), (in_months, 0)):
            monkeypatch.setattr(export, "LARGE", large)
            assert (publish(warehouse, target).looked_at is None) == (place == 0)
    anew = file.parent.parent / "anew" / file.name
    publish(warehouse, anew, anew=True)
    assert everything(file) == everything(in_months) == everything(anew) == exported(anew.parent / "parquet")
    for updated in (file, in_months):
        assert exported(updated.parent / "parquet") == everything(anew)
        assert comments(updated) == comments(anew)
        assert (updated.parent / "parquet" / "posting.parquet").is_dir() == (updated == in_months)


def test_a_posting_that_nobody_saw_again_follows_its_role(warehouse, file):
    """An earlier posting turns up on another board: the role is named after it from then on."""
    later = MONDAY + timedelta(days=40)
    load_day(warehouse, later, [posting(2, board="otterburn")], [board_day(board="otterburn")])
    publish(warehouse, file)
    twin = posting(1, description=posting(2).description)
    load_day(warehouse, later - timedelta(days=5), [twin], [board_day()])
    publish(warehouse, file)
    anew = file.parent.parent / "anew" / file.name
    publish(warehouse, anew, anew=True)
    assert everything(file) == everything(anew)
    with duckdb.connect(str(file), read_only=True) as connection:
        head = "select external_id from posting where posting_id = cluster_id"
        assert connection.execute(head).fetchall() == [("1",)]


def test_a_file_whose_rows_did_not_change_is_linked_from_the_version_before(warehouse, file, monkeypatch):
    monkeypatch.setattr(export, "LARGE", 0)
    load_day(warehouse, MONDAY, [posting(1)], [board_day()])
    publish(warehouse, file)
    later = MONDAY + timedelta(days=40)
    load_day(warehouse, later, [posting(1), posting(2)], [board_day(listed=2)])
    publish(warehouse, file)
    links = {
        (path.parents[1].name, path.parent.name): path.stat().st_nlink
        for path in file.parent.glob("current/parquet/posting*.parquet/month=*/*.parquet")
    }
    # The first posting was seen again, which changes its row in posting; what it says stays as it was written.
    assert links["posting_skill.parquet", "month=2026-01"] == 2
    assert links["posting_skill.parquet", "month=2026-02"] == 1
    assert links["posting.parquet", "month=2026-01"] == 1


def test_a_check_after_an_update_finds_the_fault_of_a_changed_posting(warehouse, file):
    load_day(warehouse, MONDAY, [posting(1)], [board_day()])
    publish(warehouse, file)
    before = everything(file)
    load_day(warehouse, TUESDAY, [posting(1), posting(2)], [board_day(listed=2)])
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("update core.posting_skill set start_at = start_at + 1, end_at = end_at + 1")
    with pytest.raises(CheckFailure, match=r"the last good version stays.*evidence_is_in_the_text"):
        publish(warehouse, file)
    assert everything(file) == before
    assert Versions(file).names() == ["2026-01-05.1"]


def test_what_left_the_warehouse_by_no_load_is_noticed(warehouse, file):
    load_day(warehouse, MONDAY, [posting(1), posting(2)], [board_day(listed=2)])
    publish(warehouse, file)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("delete from core.posting where external_id = '2'")
    with pytest.raises(CheckFailure, match="fact_has_a_posting"):
        publish(warehouse, file)


def test_another_warehouse_under_the_same_name_is_published_anew(warehouse, file):
    load_day(warehouse, MONDAY, [posting(1)], [board_day()])
    publish(warehouse, file)
    warehouse.unlink()
    load_day(warehouse, MONDAY, [posting(2)], [board_day()])
    assert publish(warehouse, file).looked_at is None
    assert [row[3] for row in everything(file)["posting"]] != []


@pytest.mark.slow
def test_old_versions_stay_by_rule_and_can_be_shown_again(warehouse, file):
    for day in (0, 1, 31, 31):
        load_day(warehouse, MONDAY + timedelta(days=day), [posting(day)], [board_day()])
        publish(warehouse, file, retention=Retention(days=1, months=2))
    versions = Versions(file)
    # The last version of the last day, and of the last two months.
    assert versions.names() == ["2026-01-06.1", "2026-02-05.2"]
    assert len(everything(file)["posting"]) == 3
    versions.show("2026-01-06.1")
    assert len(everything(file)["posting"]) == 2
    assert len(exported(file.parent / "parquet")["posting"]) == 2
    with pytest.raises(WarehouseError, match=r"no version 1999.*2026-02-05\.2"):
        versions.show("1999")
    publish(warehouse, file)
    assert len(everything(file)["posting"]) == 3


READER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
print(connection.execute("select count(*) from posting").fetchall()[0][0], flush=True)
sys.stdin.readline()
print(connection.execute("select count(*), count(distinct plain_text) from posting join posting_text using (posting_id)")
      .fetchall()[0], flush=True)
"""


def test_another_process_keeps_its_file_while_it_is_replaced_and_its_version_removed(warehouse, file):
    load_day(warehouse, MONDAY, [posting(1)], [board_day()])
    publish(warehouse, file)
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdin
        assert reader.stdout
        assert reader.stdout.readline() == "1\n"
        for day in (1, 2):
            load_day(
                warehouse, MONDAY + timedelta(days=day), [posting(1), posting(day + 1)], [board_day(listed=2)]
            )
            publish(warehouse, file, retention=Retention(days=1, months=0))
        assert Versions(file).names() == ["2026-01-07.1"]
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert reader.stdout.readline() == "(1, 1)\n"
    assert len(everything(file)["posting"]) == 3


def test_what_an_earlier_program_published_gives_way(warehouse, file):
    (file.parent / "parquet").mkdir(parents=True)
    (file.parent / "parquet" / "old.parquet").write_bytes(b"old")
    duckdb.connect(str(file)).close()
    load_day(warehouse, MONDAY, [posting(1)], [board_day()])
    publish(warehouse, file)
    assert len(everything(file)["posting"]) == 1
    assert not (file.parent / "parquet" / "old.parquet").exists()
