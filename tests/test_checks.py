"""Every check can fail: each is shown a warehouse with exactly its fault."""

import shutil

import duckdb
import pytest

from tests.small_line import MONDAY, board_day, load_day, posting
from warehouse.checks import read_checks, run_checks
from warehouse.datapackage import read_keys
from warehouse.publish import publish

FAULTS = {
    "board_did_not_vanish": (
        "insert into source_day by name select source, board, date '2026-01-06' as observed_on, 'empty' as outcome, "
        "0 as listed from source_day limit 1"
    ),
    "board_met_expectation": "update source_day set listed = 4000",
    "days_are_in_order": "update posting set posted_on = last_seen_on + 2",
    "key_is_whole": "insert into run select * from run limit 1",
    "key_leads_to_a_row": "update skill set parent = 'nobody' where skill_id = (select min(skill_id) from skill)",
    "key_of_a_posting_leads_to_a_row": "update observation set run_id = 'nobody'",
    "pay_is_possible": "update posting set salary_max_usd_year = 2000000",
    "set_aside_values_are_few": (
        "insert into set_aside select '1', 'years', '99 years', 'too many' from range(20); "
        "delete from posting_years where posting_id = (select min(posting_id) from posting_years)"
    ),
    "value_was_set_aside": "insert into set_aside values ('1', 'years', '99 years', 'too many')",
    "word_is_in_its_list": "update posting set workplace = 'moon'",
    "closed_after_last_seen": "update posting set closed_on = last_seen_on",
    "board_met_its_history": "update source_day set yield = 'critical'",
    "field_did_not_vanish": (
        "insert into field_day values ('ashby', date '2026-01-05', 'title', true, 190, 200, 0.95), "
        "('ashby', date '2026-01-06', 'title', true, 9, 200, 0.045)"
    ),
    "field_is_known": "insert into field_day values ('ashby', date '2026-01-05', 'brand_new', false, 1, 2, 0.5)",
    "cluster_has_its_posting": "update posting set cluster_id = 'nobody'",
    "evidence_is_in_the_text": "update posting_skill set start_at = start_at + 1, end_at = end_at + 1",
    "fact_has_a_posting": "update posting_years set posting_id = 'nobody'",
    "marts_add_up": "update hiring set postings = postings + 1",
    "contact_data_is_masked": "update posting_text set plain_text = plain_text || ' ann@kestrelworks.example'",
    "posting_is_unique": "insert into posting select * from posting limit 1",
    "posting_was_observed": "delete from observation",
    "responsibility_has_its_family": (
        "insert into posting_responsibility_code by name select posting_id, 'knitting' as name from posting limit 1"
    ),
    "shares_are_shares": "update skill_demand set share = 1.2",
    "skill_is_in_taxonomy": "update posting_skill set skill_id = 'knitting'",
    "skill_stands_once": "insert into posting_skill select * from posting_skill limit 1",
    "source_has_a_policy": "delete from source_policy",
    "years_are_sane": "update posting_years set years_min = 99",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound")
    load_day(folder / "warehouse.duckdb", MONDAY, [posting(1), posting(2)], [board_day(listed=2)])
    publish(folder / "warehouse.duckdb", folder / "published.duckdb")
    return folder / "published.duckdb"


@pytest.fixture
def sound(published, tmp_path):
    with duckdb.connect(shutil.copy(published, tmp_path / "published.duckdb")) as connection:
        yield connection


def test_a_sound_warehouse_passes_all_checks(sound):
    assert [result.name for result in run_checks(sound) if not result.passed] == []


def test_each_check_has_a_fault_to_find():
    assert {check.name for check in read_checks()} == set(FAULTS)


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_check_finds_its_fault(sound, name):
    sound.execute(FAULTS[name])
    failed = {result.name: result for result in run_checks(sound) if not result.passed}
    assert name in failed
    assert failed[name].rows
    assert failed[name].meaning


KEYS = read_keys()


@pytest.mark.parametrize("table", KEYS["rows"])
def test_a_key_that_is_missing_or_not_alone_is_found(sound, table):
    sound.execute(f"insert into {table} by name select null as {KEYS['rows'][table][0]}")
    failed = {result.name: result.failures for result in run_checks(sound) if not result.passed}
    assert failed["key_is_whole"] == 1
    sound.execute(f"delete from {table} where {KEYS['rows'][table][0]} is null")
    twins = sound.execute(f"insert into {table} select * from {table} limit 1").fetchall()[0][0]
    failed = {result.name for result in run_checks(sound) if not result.passed}
    assert not twins or failed & {"key_is_whole", "posting_is_unique", "skill_stands_once"}


def test_a_key_that_leads_nowhere_is_found_in_every_table(sound):
    columns = sound.execute(
        "select table_name, column_name from duckdb_columns() where not internal"
    ).fetchall()
    for table, column in columns:
        target = KEYS["leads_to"].get(column)
        names_itself = KEYS["rows"].get(table) == [column] and table != "posting_text"
        if target and not names_itself:
            sound.execute("begin")
            sound.execute(f"insert into {table} by name select 'nobody' as {column}")
            failed = {result.name for result in run_checks(sound) if not result.passed}
            sound.execute("rollback")
            assert failed & {
                "key_leads_to_a_row", "key_of_a_posting_leads_to_a_row", "fact_has_a_posting", "cluster_has_its_posting",
                "skill_is_in_taxonomy",
            }, (table, column)  # fmt: skip


@pytest.mark.parametrize("field", ["role", "seniority", "education_level", "salary_period", "origin"])
def test_a_word_outside_its_list_is_found(sound, field):
    sound.execute(f"update posting set {field} = 'moon'")
    [result] = [result for result in run_checks(sound) if result.name == "word_is_in_its_list"]
    assert result.rows[0]["word"] == "moon"


@pytest.mark.parametrize(
    ("filled", "entries", "found"), [(310, 500, True), (440, 500, False), (0, 3, False), (600, 680, False)]
)
def test_a_vanished_field_is_told_from_a_quiet_night(sound, filled, entries, found):
    sound.execute(
        "insert into field_day values ('ashby', date '2026-01-05', 'pay', true, 610, 680, 0.9), "
        "('ashby', date '2026-01-06', 'pay', true, ?, ?, 0)",
        [filled, entries],
    )
    [result] = [result for result in run_checks(sound) if result.name == "field_did_not_vanish"]
    assert result.passed is not found


def test_a_check_without_its_head_is_refused(tmp_path):
    (tmp_path / "nameless.sql").write_text("select 1")
    with pytest.raises(ValueError, match=r"nameless\.sql"):
        read_checks(tmp_path)
