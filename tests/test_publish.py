"""What readers open: replaced whole or not at all, documented, exported."""

import json

import duckdb
import pyarrow.parquet as pq
import pytest

from tests.small_line import MONDAY, TUESDAY, board_day, load_day, posting
from warehouse.publish import CheckFailure, publish

VIEWS = {
    "posting": "posting_id cluster_id source board external_id url title company employer_id role is_lead seniority "
    "people_management hands_on language country region city workplace posted_on first_seen_on last_seen_on closed_on "
    "years_min years_max education_level education_required education_or_equivalent salary_min salary_max "
    "salary_currency salary_period salary_min_usd_year salary_max_usd_year employer_size industry is_it_employer "
    "text_sha256 taxonomy_version normaliser_version",
    "posting_skill": "posting_id skill_id level matched_text start_at end_at section rule years_min years_max group_id "
    "is_listed",
    "posting_years": "posting_id years_min years_max level",
    "posting_responsibility": "posting_id name start_at end_at",
    "posting_responsibility_code": "posting_id name family start_at end_at",
    "responsibility": "name family label",
    "posting_soft_skill": "posting_id name start_at end_at",
    "posting_certification": "posting_id name level",
    "posting_language": "posting_id name level",
    "posting_text": "posting_id plain_text",
    "skill": "skill_id label kind category is_listed linguist_id onet_code onet_title esco_uri",
    "vocabulary": "vocabulary title version licence attribution skills",
    "board": "source board company country",
    "run": "run_id run_date sample",
    "source_policy": "source status attribution",
    "source_day": "source board observed_on outcome listed fetched parsed rejected new_postings changed unchanged closed",
    "observation": "posting_id observed_on run_id",
    "cluster": "cluster_id postings",
}


@pytest.fixture
def warehouse(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    load_day(path, MONDAY, [posting(1), posting(2, title="Senior Engineer")], [board_day(listed=2)])
    return path


@pytest.fixture
def file(warehouse, tmp_path):
    target = tmp_path / "published" / "skilltide.duckdb"
    publish(warehouse, target)
    return target


def test_the_documented_views_have_their_columns(file):
    with duckdb.connect(str(file), read_only=True) as connection:
        for view, columns in VIEWS.items():
            connection.execute(f"select {', '.join(columns.split())} from {view}")
            assert connection.fetchall() is not None


def test_every_table_and_column_is_commented(file):
    with duckdb.connect(str(file), read_only=True) as connection:
        bare = connection.execute(
            "select table_name, column_name from duckdb_columns() where not internal and comment is null "
            "union all select table_name, null from duckdb_tables() where not internal and comment is null"
        ).fetchall()
    assert bare == []


def test_the_export_holds_the_same_rows_and_describes_itself(file):
    folder = file.parent / "parquet"
    package = json.loads((folder / "datapackage.json").read_text())
    named = {resource["name"].replace("-", "_"): resource for resource in package["resources"]}
    with duckdb.connect(str(file), read_only=True) as connection:
        tables = [name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()]
        for table in tables:
            count = connection.execute(f"select count(*) from {table}").fetchall()[0][0]
            assert pq.read_metadata(folder / f"{table}.parquet").num_rows == count
    assert set(named) == set(tables)
    assert all(field["description"] for resource in named.values() for field in resource["schema"]["fields"])


def test_a_failed_check_keeps_the_last_good_file(warehouse, file):
    before = file.read_bytes()
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("insert into core.posting select * from core.posting limit 1")
    with pytest.raises(CheckFailure, match="posting_is_unique"):
        publish(warehouse, file)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(".")] == []


def test_a_reader_keeps_its_file_while_the_next_one_is_published(warehouse, file):
    with duckdb.connect(str(file), read_only=True) as reader:
        load_day(warehouse, TUESDAY, [posting(3)], [board_day()])
        publish(warehouse, file)
        assert reader.execute("select count(*) from posting").fetchall() == [(2,)]
    with duckdb.connect(str(file), read_only=True) as reader:
        assert reader.execute("select count(*) from posting").fetchall() == [(3,)]


def test_marts_carry_their_counts(file):
    with duckdb.connect(str(file), read_only=True) as connection:
        assert connection.execute(
            "select postings, n, share from skill_demand where skill_id = 'python'"
        ).fetchall() == [(1, 1, 1.0)]
        assert connection.execute("select sum(postings), sum(lead_postings) from coverage").fetchall() == [
            (2, 1)
        ]
