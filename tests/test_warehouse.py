"""What loading does to the warehouse: observed again, changed, closed, out of order, refused."""

import duckdb
import pytest

from tests.small_line import MONDAY, TUESDAY, WEDNESDAY, board_day, load_day, posting
from warehouse.connection import WarehouseError, open_reader, open_writer
from warehouse.migrate import migrate
from warehouse.publish import publish


@pytest.fixture
def warehouse(tmp_path):
    return tmp_path / "data" / "warehouse.duckdb"


def published(warehouse):
    path = warehouse.parent / "published" / "skilltide.duckdb"
    publish(warehouse, path)
    return path


def rows(path, sql):
    with open_reader(path) as connection:
        return connection.execute(sql).fetchall()


def everything(path):
    tables = [name for (name,) in rows(path, "select table_name from duckdb_tables() order by table_name")]
    return {table: rows(path, f"from {table} order by all") for table in tables}


def test_the_same_night_twice_changes_no_row(warehouse):
    first = load_day(warehouse, MONDAY, [posting(1), posting(2)], [board_day(listed=2)])
    before = everything(published(warehouse))
    again = load_day(warehouse, MONDAY, [posting(1), posting(2)], [board_day(listed=2)])
    assert (first.new, first.unchanged, again.new, again.unchanged) == (2, 0, 0, 2)
    assert everything(published(warehouse)) == before


@pytest.mark.slow
def test_nights_loaded_out_of_order_end_in_the_same_tables(tmp_path):
    changed = posting(1, description="Requirements\n• Go and Kubernetes")
    nights = [(MONDAY, [posting(1), posting(2)]), (TUESDAY, [changed]), (WEDNESDAY, [changed, posting(3)])]
    ends = []
    for name, order in (("in_order", nights), ("backwards", nights[::-1])):
        warehouse = tmp_path / name / "warehouse.duckdb"
        for day, postings in order:
            load_day(warehouse, day, postings, [board_day(listed=len(postings))])
        ends.append(everything(published(warehouse)))
    assert ends[0] == ends[1]


def test_first_seen_last_seen_and_text_versions_come_from_observations(warehouse):
    load_day(warehouse, MONDAY, [posting(1)], [board_day()])
    counts = load_day(warehouse, TUESDAY, [posting(1, description="Requirements\n• Java")], [board_day()])
    path = published(warehouse)
    assert counts.changed == 1
    assert rows(path, "select first_seen_on, last_seen_on, closed_on from posting") == [
        (MONDAY, TUESDAY, None)
    ]
    assert rows(path, "select skill_id from posting_skill") == [("java",)]
    assert rows(path, "select count(distinct text_sha256) from observation") == [(2,)]
    assert rows(path, "select new_postings, changed from source_day order by observed_on") == [(1, 0), (0, 1)]


@pytest.mark.parametrize(
    ("outcome", "listed", "closes"),
    [("ok", 5, True), ("partial", 5, False), ("failed", 0, False), ("blocked", 0, False), ("gone", 0, False),
     ("ok", 0, False), ("empty", 0, False)],
)  # fmt: skip
def test_only_a_complete_listing_of_the_expected_size_closes(warehouse, outcome, listed, closes):
    load_day(warehouse, MONDAY, [posting(number) for number in range(6)], [board_day(listed=6)])
    left = [posting(number) for number in range(listed)]
    load_day(warehouse, TUESDAY, left, [board_day(outcome, listed)])
    closed = rows(
        published(warehouse), "select external_id, closed_on from posting where closed_on is not null"
    )
    assert closed == ([("5", TUESDAY)] if closes else [])


def test_imported_postings_are_never_closed_by_a_board(warehouse):
    load_day(warehouse, MONDAY, [posting(1, posted_at="2026-01-05T00:00:00Z")], origin="import")
    load_day(warehouse, TUESDAY, [posting(2)], [board_day()])
    assert rows(published(warehouse), "select count(*) from posting where closed_on is not null") == [(0,)]


def test_the_same_text_of_one_employer_is_one_cluster(warehouse):
    twin = posting(2, description=posting(1).description.upper())
    other = posting(3, title="Engineering Manager", description="You lead three teams and hire for them.")
    load_day(warehouse, MONDAY, [posting(1), twin, other], [board_day(listed=3)])
    path = published(warehouse)
    assert rows(path, "select postings, reason from cluster order by postings") == [
        (1, "alone"), (2, "same employer, same text"),
    ]  # fmt: skip
    assert rows(path, "select sum(postings) from lead_month_employer") == [(2,)]


def test_other_roles_keep_title_and_dates_only(warehouse):
    load_day(warehouse, MONDAY, [posting(1, title="Account Executive"), posting(2)], [board_day(listed=2)])
    path = published(warehouse)
    assert rows(path, "select title, role from posting where not is_lead") == [("Account Executive", "other")]
    assert rows(path, "select count(*) from posting_text") == [(1,)]
    assert rows(path, "select distinct external_id from posting_skill join posting using (posting_id)") == [
        ("2",)
    ]


def test_evidence_points_at_its_words(warehouse):
    load_day(
        warehouse,
        MONDAY,
        [posting(1, description="Café – naïve 🚀\nRequirements\n• Go, Python\n• 5+ years of Java")],
    )
    found = rows(
        published(warehouse),
        "select skill_id, substring(plain_text, start_at + 1, end_at - start_at) = matched_text from posting_skill "
        "join posting_text using (posting_id) order by 1",
    )
    assert found == [("go", True), ("java", True), ("python", True)]


def test_migrations_run_once(warehouse):
    with open_writer(warehouse) as connection:
        first = migrate(connection)
        assert migrate(connection) == []
    assert first


def test_faults_of_the_file_are_told_in_one_line(tmp_path):
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"not a database at all, but long enough to be read as one" * 100)
    with pytest.raises(WarehouseError, match=r"broken\.duckdb.*rebuild"), open_writer(broken):
        pass
    with pytest.raises(WarehouseError, match="no warehouse there"), open_reader(tmp_path / "none.duckdb"):
        pass
    with pytest.raises(WarehouseError, match="load something first"):
        publish(tmp_path / "none.duckdb", tmp_path / "published.duckdb")


def test_a_failed_load_changes_nothing(warehouse, tmp_path):
    load_day(warehouse, MONDAY, [posting(1)], [board_day()])
    before = everything(warehouse) if False else rows(warehouse, "from core.posting")
    with pytest.raises(WarehouseError, match="nothing was changed"):
        load_day(warehouse, TUESDAY, [posting(2)], origin="guess")
    assert rows(warehouse, "from core.posting") == before


def test_the_file_is_readable_by_clients_of_the_long_term_line(warehouse):
    load_day(warehouse, MONDAY, [posting(1)])
    with duckdb.connect(str(published(warehouse)), read_only=True) as connection:
        tags = connection.execute("select tags from duckdb_databases() where not internal").fetchall()
    assert "v1.5" in str(tags)


INDUSTRIES = {
    "Software": True, "Software Development": True, "IT Services and IT Consulting": True, "IT": True,
    "Technology, Information and Internet": True, "Informationstechnologie": True, "電腦軟體服務業": True,
    "Retail": False, "Digital health": False, "Hospitality": False, "Security guards": False, None: None,
}  # fmt: skip


def test_what_is_an_it_employer(warehouse):
    there = [
        posting(number, board="elsewhere", employer_industry=industry)
        for number, industry in enumerate(INDUSTRIES)
    ]
    load_day(warehouse, MONDAY, there, [board_day(board="elsewhere", listed=len(there))])
    found = rows(published(warehouse), "select industry, is_it_employer from posting")
    assert dict(found) == INDUSTRIES
