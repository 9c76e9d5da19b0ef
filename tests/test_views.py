"""Other looks at a figure, and those of one region: what they count, what they say, and that they leave no trace."""

import json
import re
from datetime import date, timedelta

import duckdb
import pytest

from reports.cells import written
from reports.figures import FIGURES
from reports.figures.board_weeks import board_weeks
from reports.figures.f01_how_many import draw as draw_index
from reports.figures.f01_how_many import draw_all, draw_counts, draw_weeks
from reports.figures.f09_duties import draw_beside_devops
from reports.figures.f16_rising_and_falling import draw_quarter
from reports.figures.figure import Kind
from reports.one_region import only_region
from reports.published import read_basis
from reports.regions import REGIONS, region_sql
from reports.site.views import read_views, view_script
from tests.published_fixture import HOSTILE, published_file
from warehouse.connection import open_reader

BY_REGION = [kind for kind in FIGURES if kind.by_region]
ENOUGH = "north-america"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    return published_file(tmp_path_factory.mktemp("views"))


@pytest.fixture(scope="module")
def views(published):
    with open_reader(published) as connection:
        return read_views(connection)


def test_every_declared_view_is_drawn_once_and_for_each_region_where_it_has_some(views):
    wanted = {(kind.id, name, "") for kind in FIGURES for name in kind.views}
    wanted |= {
        (kind.id, name, region) for kind in BY_REGION for name in ("", *kind.views) for region in REGIONS
    }
    assert sorted((view.figure.id, view.name, view.region) for view in views) == sorted(wanted)
    assert len({view.file for view in views}) == len(views)
    assert {kind.id for kind in FIGURES if kind.views and not kind.usual} == set()


def test_a_view_says_what_it_rests_on(views):
    drawn = 0
    for view in views:
        figure = view.figure
        assert "n = " in figure.finding, view.file
        assert len(figure.alt) <= 250, (view.file, figure.alt)
        if not figure.enough:
            assert figure.chart is None
            continue
        drawn += 1
        assert figure.chart.data
        pointed = [
            str(text)
            for trace in figure.chart.data
            for text in (trace.customdata if trace.customdata is not None else ())
        ]
        pointed += [trace.hovertemplate or "" for trace in figure.chart.data]
        said = " ".join(pointed)
        other = [name for region, name in REGIONS.items() if region != view.region and name in said]
        if view.region and figure.id != "f15":
            assert REGIONS[view.region] in said, view.file
            assert other == [], view.file
        elif figure.id != "f15":
            assert "all regions" in said, view.file
    assert drawn >= 20


def test_a_region_counts_its_own_postings_and_all_regions_count_each_once(published):
    with open_reader(published) as connection:
        whole = read_basis(connection)
        counts = {}
        for region in REGIONS:
            with only_region(connection, region):
                counts[region] = read_basis(connection).postings
            (alone,) = connection.execute(
                f"select count(*) from lead_posting where {region_sql('country')} = ? and month between ? and ?",
                [region, whole.period.first, whole.period.last],
            ).fetchone()
            assert counts[region] == alone
    assert sum(counts.values()) == whole.postings
    assert counts[ENOUGH] > 100


def test_what_a_region_hides_is_there_again_even_after_a_fault(published):
    with open_reader(published) as connection:
        before = {kind.id: kind.draw(connection).table.rows for kind in BY_REGION}
        with pytest.raises(duckdb.CatalogException), only_region(connection, ENOUGH):
            connection.execute("from a_table_that_is_not_there")
        assert read_basis(connection).region == "all regions"
        assert {kind.id: kind.draw(connection).table.rows for kind in BY_REGION} == before


def test_the_season_is_named_where_the_windows_are_of_other_months(published):
    with open_reader(published) as connection:
        figure = draw_quarter(connection)
    assert {row["period"] for row in figure.table.rows} == {"May–Jul 2026 → Aug–Oct 2026"}
    assert "season" in figure.notes[-1]


def test_duties_stand_beside_those_of_devops_leads(published):
    with open_reader(published) as connection:
        figure = draw_beside_devops(connection)
    assert "DevOps leads" in figure.finding + " ".join(
        annotation.text or "" for annotation in figure.chart.layout.annotations
    )
    assert any("reliability" in note for note in figure.notes)


def test_counts_are_those_the_index_is_made_from(published):
    with open_reader(published) as connection:
        index, counts, whole = (draw(connection) for draw in (draw_index, draw_counts, draw_all))
    assert [row["n"] for row in index.table.rows] == [row["n"] for row in counts.table.rows]
    single = next(trace for trace in counts.chart.data if trace.mode == "markers")
    assert [value for value in single.y if value] == [
        row["n"] for row in reversed(counts.table.rows) if row["postings"]
    ]
    assert len(whole.table.rows) >= len(index.table.rows)


WEEKS = 60
PER_WEEK = 20


@pytest.fixture
def weekly(published, tmp_path):
    """A copy of the published file with three boards that were collected every night, the third late and failing."""
    file = tmp_path / "skilltide.duckdb"
    file.write_bytes(published.read_bytes())
    with duckdb.connect(str(file)) as connection:
        connection.execute("create temp table old as from lead_posting limit 1")
        for table in ("lead_posting", "source_day", "posting_spell"):
            connection.execute(f"delete from {table}")
        monday = date(2025, 9, 1)
        days = [
            (f"board{board}", monday + timedelta(days=day), "failed" if board == 2 and day % 7 < 3 else "ok")
            for board in range(3)
            for day in range(7 * (30 if board == 2 else 0), 7 * WEEKS)
        ]
        connection.execute("create temp table nights (board varchar, day date, outcome varchar)")
        connection.executemany("insert into nights values (?, ?, ?)", days)
        connection.execute(
            "insert into source_day by name select 'greenhouse' as source, board, day as observed_on, outcome, false as is_window, 'normal' as yield from nights"
        )
        # Twice as many in the last 26 weeks.
        connection.execute(
            """
            insert into lead_posting by name
            select
                old.* replace (
                    'greenhouse' as source, 'board' || place as board, monday + (1 + number % 5)::integer as period_on,
                    date_trunc('month', monday)::date as month, 'employer-' || number % 15 as employer_id,
                    week * 1000 + place * 100 + number as posting_id
                )
            from old, (select unnest(range(?)) as week, ?::date + 7 * week::integer as monday) as weeks,
                (select unnest(range(3)) as place) as boards, (select unnest(range(40)) as number) as numbers
            where number < if(week >= 34, 40, 20) and (place < 2 or week >= 30)
            """,
            [WEEKS, monday],
        )
    return file


def test_weeks_compare_boards_that_were_collected_all_week(weekly):
    with open_reader(weekly) as connection:
        figure = draw_weeks(connection)
    assert figure.enough, figure.reason
    rows = {row["week"]: row for row in figure.table.rows}
    # The first week of a board holds all that was open already, the third board never was whole.
    assert "1 Sep 2025" not in rows
    assert rows["8 Sep 2025"]["n"] == 2 * PER_WEEK
    assert rows["8 Sep 2025"]["index"] == pytest.approx(2 * 100 * 52 / (2 * 33 + 4 * 19), rel=0.02)
    last = figure.table.rows[0]
    assert (last["n"], last["k"]) == (2 * 2 * PER_WEEK, 3 * 2 * PER_WEEK)
    assert last["index"] / rows["8 Sep 2025"]["index"] == pytest.approx(2)
    assert "went up" in figure.finding
    assert "four weeks" in figure.notes[0]


def test_what_was_posted_while_a_board_failed_is_no_weeks_work(weekly):
    with duckdb.connect(str(weekly)) as connection:
        # The first board fails for two weeks, and once for one: what it missed is seen when it answers again.
        connection.execute(
            "update source_day set outcome = 'failed' where board = 'board0' and "
            "(observed_on < '2025-09-15' or observed_on between '2026-03-02' and '2026-03-08')"
        )
    with open_reader(weekly) as connection:
        counts = board_weeks(connection, date(2026, 10, 31))
    weeks = {
        str(start): count
        for start, count in zip(counts.starts, counts.posted["greenhouse/board0"], strict=True)
    }
    assert [weeks[day] for day in ("2025-09-08", "2025-09-15", "2025-09-22")] == [None, None, PER_WEEK]
    assert [weeks[day] for day in ("2026-02-23", "2026-03-02", "2026-03-09")] == [PER_WEEK, None, None]
    assert weeks["2026-03-16"] == PER_WEEK


def test_boards_collected_once_a_month_have_no_weeks(published):
    with open_reader(published) as connection:
        figure = draw_weeks(connection)
    assert not figure.enough
    assert "6 weeks" in figure.reason


def test_a_views_script_holds_the_figure_and_no_markup(views):
    for view in views:
        text = view_script(view)
        assert HOSTILE not in text
        assert "<" not in text
        name, value = re.fullmatch(r'__view\("([\w.-]+)",(.*)\);\n', text, re.DOTALL).groups()
        said = json.loads(value)
        assert name == view.file
        assert (said["finding"] or said["missing"]) == view.figure.finding
        assert said["source"] == view.figure.source
        for table, shown in zip(view.figure.tables, said["tables"], strict=True):
            assert len(shown["rows"]) + shown["leftOut"] == len(table.rows)
            counts = [at for at, column in enumerate(table.columns) if column.kind is Kind.COUNT]
            for row, said_row in zip(table.rows, shown["rows"], strict=False):
                for at in counts:
                    value = row.get(table.columns[at].name)
                    assert said_row["cells"][at] == written(value, Kind.COUNT)
