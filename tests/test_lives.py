"""The lives of postings: open, gone, back again, reworded; the same whatever the order in which nights are loaded."""

from datetime import date, timedelta
from functools import cache
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.dimensions import policy_table, taxonomy_tables
from pipelines.normalise import normalise
from pipelines.normalise_postings import advertisement, shared_taxonomy
from pipelines.staging import merged, night_rows, posting_rows, write_part
from tests.small_line import MONDAY, board_day, board_table, load_day, posting, run_table
from warehouse.connection import open_reader, open_writer
from warehouse.derive import derive
from warehouse.load import load
from warehouse.publish import publish


@pytest.fixture
def warehouse(tmp_path):
    return tmp_path / "warehouse.duckdb"


def play(warehouse, *nights, **day):
    """Load nights from Monday on; each is the postings listed, or None where the board failed."""
    for number, listed in enumerate(nights):
        found = [] if listed is None else [posting(external_id) for external_id in listed]
        outcome = "failed" if listed is None else "ok"
        night = board_day(**{"outcome": outcome, "listed": len(found), **day})
        load_day(warehouse, MONDAY + timedelta(number), found, [night])


def rows(warehouse, sql):
    path = warehouse.parent / "published" / "skilltide.duckdb"
    publish(warehouse, path)
    with open_reader(path) as connection:
        return connection.execute(sql).fetchall()


SPELLS = """
    select external_id, list([
        opened_on - date '2026-01-05', spell.last_seen_on - date '2026-01-05', spell.closed_on - date '2026-01-05'
    ] order by spell)
    from posting_spell as spell join posting using (posting_id) group by external_id
"""
# On five nights, of which the third fails: seen, not seen.
SEEN = {
    "11-11": [[0, 4, None]],
    "10-00": [[0, 0, 1]],
    "11-00": [[0, 1, 3]],
    "10-11": [[0, 0, 1], [3, 4, None]],
    "10-10": [[0, 0, 1], [3, 3, 4]],
    "01-01": [[1, 1, 3], [4, 4, None]],
    "00-01": [[4, 4, None]],
}


def test_a_posting_opens_closes_and_reopens(warehouse):
    steady = [f"steady {number}" for number in range(20)]
    nights = [
        None if night == 2 else [*steady, *(pattern for pattern in SEEN if pattern[night] == "1")]
        for night in range(5)
    ]
    play(warehouse, *nights)
    spells = dict(rows(warehouse, SPELLS))
    assert {pattern: spells[pattern] for pattern in SEEN} == SEEN
    assert [spells[name] for name in steady] == [[[0, 4, None]]] * len(steady)
    lives = rows(warehouse, "select external_id, spells, closed_on, reopened_on from posting")
    for name, number, closed_on, reopened_on in lives:
        opened, _, closed = spells[name][-1]
        assert number == len(spells[name])
        assert closed_on == (None if closed is None else MONDAY + timedelta(closed))
        assert reopened_on == (MONDAY + timedelta(opened) if number > 1 else None)
    counts = "select new_postings, closed, reopened, active, vanished from source_day order by observed_on"
    assert rows(warehouse, counts) == [
        (25, 0, 0, 0, 0), (1, 3, 0, 25, 3), (0, 0, 0, None, None), (0, 2, 2, 23, 2), (1, 1, 1, 23, 1),
    ]  # fmt: skip


def test_a_window_on_the_newest_postings_closes_nothing(warehouse):
    play(warehouse, [1, *range(2, 12)], range(2, 12), range(2, 12), window=True)
    assert dict(rows(warehouse, SPELLS))["1"] == [[0, 0, None]]


ALL, MOST_GONE, FEWER = range(1, 11), range(4, 11), range(5, 11)


@pytest.mark.parametrize(
    ("nights", "closed_on", "held"),
    [
        ([ALL, MOST_GONE], None, [False, True]),
        ([ALL, MOST_GONE, None, FEWER], 1, [False, False, False, False]),
        ([ALL, MOST_GONE, ALL], None, [False, False, False]),
    ],
)
def test_a_mass_disappearance_waits_for_a_second_night(warehouse, nights, closed_on, held):
    play(warehouse, *nights)
    assert [spell[2] for spell in dict(rows(warehouse, SPELLS))["1"]] == [closed_on]
    assert [
        night for (night,) in rows(warehouse, "select is_held from source_day order by observed_on")
    ] == held


def test_an_empty_board_closes_after_a_second_night_where_none_are_expected(warehouse):
    for number, listed in enumerate((1, 0, 0)):
        night = board_day("ok" if listed else "empty", listed)
        load_day(warehouse, MONDAY + timedelta(number), [posting(1)] * listed, [night], expected_min=None)
    assert dict(rows(warehouse, SPELLS))["1"] == [[0, 0, 1]]


def test_a_registry_that_expects_more_takes_back_what_a_short_night_closed(warehouse):
    play(warehouse, range(10), range(1, 10))
    assert rows(warehouse, "select count(*) from posting where closed_on is not null") == [(1,)]
    load_day(warehouse, MONDAY, [], expected_min=10)
    assert rows(warehouse, "select count(*) from posting where closed_on is not null") == [(0,)]


def test_what_a_new_text_changed_is_told_skill_by_skill(warehouse):
    first, second = "Requirements\n• Python\n• Java", "Requirements\n• Python\nNice to have\n• Java\n• Rust"
    for number, text in enumerate((first, second, first)):
        load_day(warehouse, MONDAY + timedelta(number), [posting(1, description=text)], [board_day()])
    changes = (
        "select version, skill_id, change, level_before, level_after, same_rules from posting_skill_change"
    )
    there = [
        (2, "java", "level", "required", "preferred", True),
        (2, "rust", "added", None, "preferred", True),
    ]
    back = [
        (3, "java", "level", "preferred", "required", True),
        (3, "rust", "dropped", "preferred", None, True),
    ]
    assert rows(warehouse, f"{changes} order by version, skill_id") == there + back
    versions = "select version, last_seen_on - first_seen_on, is_latest from posting_version order by version"
    assert rows(warehouse, versions) == [(1, 0, False), (2, 0, False), (3, 0, True)]


TEXTS = ("Requirements\n• Python", "Requirements\n• Go\n• Kubernetes", "Nice to have\n• Python")
BOARDS = ("kestrelworks", "lanternfold")


@cache
def read(board, number, text):
    item = posting(number, board=board, description=TEXTS[text])
    taxonomy = shared_taxonomy()
    return item, normalise(advertisement(item), taxonomy, software_only=True), taxonomy.version


def stage_night(folder, day, night):
    parts = [
        posting_rows(item, said, day, "crawl", version)
        for board, (_, listed) in night.items()
        for item, said, version in (read(board, number, text) for number, text in listed.items())
    ]
    days = [
        board_day(outcome, len(listed), board=board, window=board == BOARDS[1] and day.day % 3 == 0)
        for board, (outcome, listed) in night.items()
    ]
    write_part(folder, 0, merged(parts))
    write_part(folder, 1, night_rows(days, day))


boards = st.tuples(
    st.sampled_from(("ok", "ok", "ok", "partial", "failed")),
    st.dictionaries(st.integers(1, 6), st.integers(0, len(TEXTS) - 1), max_size=6),
)
nights = st.lists(st.fixed_dictionaries(dict.fromkeys(BOARDS, boards)), min_size=2, max_size=5)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=nights, data=st.data())
def test_nights_in_any_order_end_in_the_same_tables(tmp_path_factory, history, data):
    folder = tmp_path_factory.mktemp("nights")
    dated = [(date(2026, 1, 5) + timedelta(number), night) for number, night in enumerate(history)]
    orders = [dated, data.draw(st.permutations(dated))]
    ends = []
    for name, order in zip(count(), orders, strict=False):
        warehouse = folder / str(name) / "warehouse.duckdb"
        for day, night in order:
            staging = warehouse.parent / f"staging-{day}"
            stage_night(staging, day, night)
            load(
                warehouse, staging, run=run_table(day), taxonomy=taxonomy_tables(), board=board_table(),
                source_policy=policy_table(),
            )  # fmt: skip
            if name and data.draw(st.booleans(), label="worked out in between"):
                with open_writer(warehouse) as connection:
                    derive(connection)
        path = folder / str(name) / "published.duckdb"
        publish(warehouse, path)
        with open_reader(path) as connection:
            tables = connection.execute("select table_name from duckdb_tables() order by 1").fetchall()
            ends.append(
                {table: connection.execute(f"from {table} order by all").fetchall() for (table,) in tables}
            )
    for table in ends[0]:
        assert ends[0][table] == ends[1][table], table
