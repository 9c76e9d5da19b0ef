"""What a board's own history lets expect, against worked figures, and what follows for closing its postings."""

from datetime import timedelta

import duckdb
import pytest

from pipelines.staging import merged
from scrapers.posting import FieldDay, RobotsDay
from tests.small_line import MONDAY, board_day, load_day, load_rows, night_of, posting, run_table
from warehouse.publish import publish

HISTORY = [410, 395, 402, 388, 420, 415, 399, 407]


def published_yield(folder, history, today, outcome="ok", every=7, postings=(), left=(), **changes):
    """Return the last row of expected_yield after a history of nights ``every`` so many days apart."""
    warehouse, file = folder / "warehouse.duckdb", folder / "published.duckdb"
    nights = [
        night_of(
            MONDAY + number * timedelta(every), postings, [board_day(listed=count, parsed=count, **changes)]
        )
        for number, count in enumerate(history)
    ]
    load_rows(warehouse, run_table(MONDAY + (len(history) - 1) * timedelta(every)), merged(nights))
    load_day(
        warehouse, MONDAY + len(history) * timedelta(every), left,
        [board_day(outcome, listed=today, parsed=today, **changes)],
    )  # fmt: skip
    publish(warehouse, file)
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute("from expected_yield order by observed_on desc limit 1").fetchdf().iloc[
            0
        ], file


@pytest.mark.parametrize(
    ("today", "robust_z", "verdict"),
    [
        (380, -0.8170704573547589, "expected"),
        (190, -7.153535228677379, "critical"),
        (560, 0.6745 * 155.5 / 20.225, "spike"),
        (338, 0.6745 * -66.5 / 20.225, "expected"),
    ],
)
def test_a_large_board_is_judged_by_its_median(tmp_path, today, robust_z, verdict):
    row, _ = published_yield(tmp_path, HISTORY, today)
    assert row["expected"] == 404.5
    assert row["robust_z"] == pytest.approx(robust_z, rel=1e-9)
    assert row["yield"] == verdict


@pytest.mark.parametrize(
    ("expected", "today", "tail", "verdict"),
    [
        (12, 2, 0.0005222580500328981, "critical"),
        (12, 6, 0.04582230688865106, "expected"),
        (12, 3, 0.002291791207791422, "warning"),
        # A board that listed five and now lists none is a silent zero, whatever chance says.
        (5, 0, 0.006737946999085468, "critical"),
        (4, 0, 0.018315638888734182, "expected"),
    ],
)
def test_a_small_board_is_judged_by_chance(tmp_path, expected, today, tail, verdict):
    row, _ = published_yield(tmp_path, [expected] * 8, today)
    assert row["poisson_p"] == pytest.approx(tail, rel=1e-9)
    assert row["yield"] == verdict


def test_without_eight_such_weekdays_the_last_fourteen_nights_count(tmp_path):
    row, _ = published_yield(tmp_path, [900, *range(100, 114)], 100, every=1)
    assert (row["nights"], row["expected"]) == (14, 106.5)


def test_two_nights_are_no_history(tmp_path):
    row, _ = published_yield(tmp_path, [400, 400], 0, outcome="empty")
    assert row["yield"] == "no history"


def test_a_failed_night_is_no_part_of_the_history(tmp_path):
    warehouse = tmp_path / "warehouse.duckdb"
    load_day(warehouse, MONDAY - timedelta(7), [], [board_day("failed", listed=0)])
    row, _ = published_yield(tmp_path, HISTORY, 380)
    assert row["expected"] == 404.5


def test_a_night_far_below_its_history_closes_nothing(tmp_path):
    _, file = published_yield(tmp_path, [30] * 8, 10, postings=[posting(1)])
    with duckdb.connect(str(file), read_only=True) as connection:
        assert connection.execute("select closed_on from posting").fetchall() == [(None,)]


def test_a_usual_night_closes_what_it_no_longer_lists(tmp_path):
    postings = [posting(number) for number in range(10)]
    _, file = published_yield(tmp_path, [30] * 8, 29, postings=postings, left=postings[1:])
    with duckdb.connect(str(file), read_only=True) as connection:
        closed = connection.execute("select external_id, closed_on from posting where closed_on is not null")
        assert closed.fetchall() == [("0", MONDAY + timedelta(56))]


def test_what_leaves_a_window_is_not_closed(tmp_path):
    warehouse, file = tmp_path / "warehouse.duckdb", tmp_path / "published.duckdb"
    load_day(warehouse, MONDAY, [posting(1)], [board_day(window=True)])
    load_day(warehouse, MONDAY + timedelta(1), [posting(2)], [board_day(window=True)])
    publish(warehouse, file)
    with duckdb.connect(str(file), read_only=True) as connection:
        assert connection.execute("select distinct closed_on from posting").fetchall() == [(None,)]
        assert connection.execute("select distinct yield from source_day").fetchall() == [("window",)]


def test_fields_and_robots_are_published(tmp_path):
    warehouse, file = tmp_path / "warehouse.duckdb", tmp_path / "published.duckdb"
    field = FieldDay(source="ashby", field="title", known=True, filled=1, entries=2)
    robots = RobotsDay(
        source="ashby",
        host="api.example",
        status=200,
        crawl_delay=2.0,
        content_signal="search=yes, ai-train=no",
    )
    load_day(warehouse, MONDAY, [posting(1)], [board_day(), field, robots])
    publish(warehouse, file)
    with duckdb.connect(str(file), read_only=True) as connection:
        assert connection.execute("select field, fill from field_day").fetchall() == [("title", 0.5)]
        said = connection.execute(
            "select content_signal, robots_read_on, hosts, longest_crawl_delay from source_policy where source = 'ashby'"
        ).fetchall()
    assert said == [("search=yes, ai-train=no", MONDAY, 1, 2.0)]
