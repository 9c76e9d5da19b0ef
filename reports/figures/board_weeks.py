"""How many postings did each board have in each week, and which of these weeks can be compared?

As by months (``board_months``), of crawled boards alone: a monthly thread has no weeks. A week counts where the board was
collected in the one before too, and as whole; else it holds what was posted in between. It is named by its Monday.
"""

from datetime import date, timedelta

from reports.figures.board_months import MOST_DAYS, BoardCounts, Step, board_counts
from reports.figures.panel import THREADED
from reports.published import Connection, day_name, rows


def _four_weeks(last: date) -> str:
    return f"{day_name(last - timedelta(weeks=3))}–{day_name(last + timedelta(days=6))}"


WEEK = Step("week", 4, "four weeks", 52, day_name, _four_weeks)

_BOARDS = """
with day as (
    select date_trunc('week', observed_on)::date as week, source, board, observed_on, outcome
    from source_day where source <> $threaded
),
offered as (select week, source, count(distinct observed_on) as offered from day group by all),
collected as (
    select week, source, board, count(*) filter (where outcome in ('ok', 'empty')) as days_ok from day group by all
),
posted as (
    select date_trunc('week', period_on)::date as week, source, board, count(*)::integer as postings
    from lead_posting where period_on is not null group by all
),
spell as (
    select lead_posting.source, lead_posting.board, opened_on, spell.closed_on
    from lead_posting join posting_spell as spell using (posting_id)
),
moved as (
    select source, board, date_trunc('week', opened_on)::date as week, 1 as change from spell
    union all
    select source, board, date_trunc('week', closed_on)::date, -1 from spell where closed_on is not null
),
step as (select source, board, week, sum(change) as change from moved group by all),
opened as (
    select
        week, source, board,
        sum(coalesce(change, 0)) over (partition by source, board order by week)::integer as open_postings
    from (select week, source, board from collected union select week, source, board from step)
    left join step using (week, source, board)
)
select
    source, board, week, coalesce(postings, 0), case when days_ok > 0 then open_postings end,
    is_whole and lag(if(is_whole, week, null)) over (partition by source, board order by week) = week - 7
from (select *, days_ok >= $most * offered as is_whole from collected join offered using (week, source))
left join posted using (week, source, board) left join opened using (week, source, board)
where week <= $last order by source, board, week
"""
_FIRST_NIGHT = "select min(observed_on) from source_day where source <> $threaded"
_TOTALS = """
select
    date_trunc('week', period_on)::date as week, count(*)::integer, count(distinct employer_id)::integer,
    count(distinct source)::integer
from lead_posting where week <= $last and source in (select source from source_day where source <> $threaded) group by week order by week
"""


def board_weeks(connection: Connection, data_date: date | None) -> BoardCounts:
    """Return all complete weeks since the first night; none where no board was crawled."""
    nights = rows(connection, _FIRST_NIGHT, {"threaded": THREADED})[0][0]
    if data_date is None or nights is None:
        return BoardCounts(WEEK, (), {}, {}, {})
    monday = nights - timedelta(days=nights.weekday())
    # The week of the data date is complete on its Sunday.
    last = data_date - timedelta(days=(data_date.weekday() + 1) % 7 + 6)
    weeks = tuple(monday + timedelta(weeks=number) for number in range((last - monday).days // 7 + 1))
    totals: dict[date, tuple[int, int, int]] = {
        week: tuple(rest) for week, *rest in rows(connection, _TOTALS, {"last": last, "threaded": THREADED})
    }
    found = rows(connection, _BOARDS, {"last": last, "most": MOST_DAYS, "threaded": THREADED})
    return board_counts(WEEK, weeks, found, totals)
