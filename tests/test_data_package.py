"""Another program than ours takes the exported tables: descriptor, data, keys."""

import json

import pyarrow.parquet as pq
import pytest
from frictionless import Package

from tests.small_line import MONDAY, TUESDAY, board_day, load_day, posting
from warehouse.datapackage import read_keys
from warehouse.publish import publish


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    tmp_path = tmp_path_factory.mktemp("package")
    warehouse = tmp_path / "warehouse.duckdb"
    load_day(
        warehouse, MONDAY, [posting(1), posting(2, company="Ümlaut & Søn 株式会社")], [board_day(listed=2)]
    )
    load_day(
        warehouse, TUESDAY, [posting(1, description="Requirements\n• Go or Java")], [board_day(listed=1)]
    )
    publish(warehouse, tmp_path / "published.duckdb")
    return tmp_path / "parquet"


def validated(folder, **broken):
    """Return the report on descriptor and data. The data are read by pyarrow, with the names of the columns and rows of lists:
    the validator's own reader of Parquet takes an integer that is absent for "nan".
    """
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert list(Package.metadata_validate(descriptor)) == []
    for resource in descriptor["resources"]:
        columns = pq.read_table(folder / resource.pop("path")).to_pydict()
        for column, value in broken.get(resource["name"].replace("-", "_"), {}).items():
            columns[column][0] = value
        resource["data"] = [list(columns), *map(list, zip(*columns.values(), strict=True))]
        resource |= {"format": "inline", "mediatype": "application/json"}
    return Package.from_descriptor(descriptor).validate()


def test_a_third_party_validator_accepts_descriptor_data_and_keys(folder):
    report = validated(folder)
    assert report.valid, report.flatten(["title", "message"])[:5]
    assert {task.name for task in report.tasks} >= {"posting", "posting-skill", "skill", "run"}


@pytest.mark.parametrize(
    ("table", "column", "value", "kind"),
    [
        ("posting", "cluster_id", "nobody", "foreign-key"),
        ("posting_skill", "start_at", "early", "type-error"),
    ],
)
def test_the_validator_finds_what_is_wrong(folder, table, column, value, kind):
    report = validated(folder, **{table: {column: value}})
    assert kind in {found for (found,) in report.flatten(["type"])}


def test_the_descriptor_says_what_to_know(folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["version"] == f"{TUESDAY.year}.{TUESDAY.month}.{TUESDAY.day}"
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert any("Ashby" in source["title"] for source in package["sources"])
    tables = {resource["name"].replace("-", "_"): resource["schema"] for resource in package["resources"]}
    keys = read_keys()
    assert set(keys["rows"]) <= set(tables)
    for table, columns in keys["rows"].items():
        assert tables[table]["primaryKey"] == columns
        assert set(columns) <= {field["name"] for field in tables[table]["fields"]}
