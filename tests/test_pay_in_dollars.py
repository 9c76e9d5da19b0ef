"""Pay comes into the warehouse in dollars a year, at the rate of the year that a posting was posted in."""

from datetime import UTC, datetime

from pipelines.normalise.money import per_dollar
from tests.small_line import MONDAY, load_day, posting
from warehouse.connection import open_reader
from warehouse.publish import publish


def test_pay_is_loaded_in_dollars_of_the_year_it_was_posted_in(tmp_path):
    warehouse, path = tmp_path / "data" / "warehouse.duckdb", tmp_path / "published.duckdb"
    text = "Requirements\n• Go\nSalary: €60,000 - €80,000 a year"
    dated = [
        posting(number, description=text, posted_at=datetime(year, 3, 1, tzinfo=UTC))
        for number, year in enumerate((2014, 2022), start=1)
    ]
    load_day(warehouse, MONDAY, [*dated, posting(3)])
    publish(warehouse, path)
    with open_reader(path) as connection:
        found = connection.execute(
            "select salary_min_usd_year, salary_max_usd_year from posting order by external_id"
        ).fetchall()
    expected = [
        (round(60_000 / per_dollar("EUR", year)), round(80_000 / per_dollar("EUR", year)))
        for year in (2014, 2022)
    ]
    assert found == [*expected, (None, None)]
