"""How many postings did each board have in each month, and which of these months can be compared?

A crawled board's month counts where it was collected on at least 90 % of its source's days, and not in its first
month, when all that was already open is seen for the first time. A month of a thread counts where it has postings.
Imports do not count: nothing is known of the days on which they were collected.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.figures.movement import window_name
from reports.figures.panel import THREADED, WINDOW
from reports.published import Connection, last_complete_month, month_name, months_back, rows

MOST_DAYS = 0.9
# (source, board) -> postings per month; None = the month cannot be compared
Series = Mapping[str, list[float | None]]

_BOARDS = """
with offered as (
    select date_trunc('month', observed_on)::date as month, source, count(distinct observed_on) as offered
    from source_day group by all
)
select
    source, board, month, postings, open_postings, days_ok >= $most * offered
from lead_month_board left join offered using (month, source)
where month <= $last and (source = $threaded or source in (select source from source_day)) order by source, board, month
"""
_TOTALS = """
select month, sum(postings)::integer, count(distinct employer_id)::integer, count(distinct source)::integer
from lead_month_employer where month <= $last group by month order by month
"""


@dataclass(frozen=True, slots=True)
class Step:
    """What time goes on by: its noun, how many are smoothed together (and in words), how many make a year.

    ``name`` is what one is called by its first day, ``window_name`` what the window is called that ends with it.
    """

    noun: str
    window: int
    smoothed: str
    year: int
    name: Callable[[date], str]
    window_name: Callable[[date], str]


@dataclass(frozen=True, slots=True)
class BoardCounts:
    """Newly posted and open postings by board, over the first days ``starts`` of the steps of time.

    ``totals`` are those as scraped: postings, employers, sources.
    """

    step: Step
    starts: tuple[date, ...]
    posted: Series
    opened: Series
    totals: Mapping[date, tuple[int, int, int]]


MONTH = Step("month", WINDOW, "three months", 12, month_name, window_name)


def board_months(connection: Connection, data_date: date | None) -> BoardCounts:
    """Return all complete months up to the data date; none where nothing is dated."""
    if data_date is None:
        return BoardCounts(MONTH, (), {}, {}, {})
    last = last_complete_month(data_date)
    totals = {month: tuple(rest) for month, *rest in rows(connection, _TOTALS, {"last": last})}
    if not totals:
        return BoardCounts(MONTH, (), {}, {}, {})
    count = (last.year - min(totals).year) * 12 + last.month - min(totals).month
    months = tuple(months_back(last, back) for back in range(count, -1, -1))
    found = rows(connection, _BOARDS, {"last": last, "most": MOST_DAYS, "threaded": THREADED})
    return board_counts(MONTH, months, found, totals)


def board_counts(
    step: Step, starts: tuple[date, ...], found: Sequence[tuple[Any, ...]], totals: Mapping[date, Any]
) -> BoardCounts:
    """Return the counts of rows (source, board, step, postings, open postings, whether it was collected whole)."""
    place = {start: number for number, start in enumerate(starts)}
    posted: dict[str, list[float | None]] = {}
    opened: dict[str, list[float | None]] = {}
    seen: set[str] = set()
    for source, board, start, new, still_open, whole in found:
        name = f"{source}/{board}"
        is_first, crawled = name not in seen, source != THREADED
        seen.add(name)
        if start not in place:
            continue
        if (whole and not is_first) if crawled else new:
            posted.setdefault(name, [None] * len(starts))[place[start]] = float(new)
        if crawled and still_open is not None:
            opened.setdefault(name, [None] * len(starts))[place[start]] = float(still_open)
    return BoardCounts(step, starts, posted, opened, totals)


def by_source(series: Series) -> dict[str, list[bool]]:
    """Return for each source in which steps any of its boards can be compared."""
    present: dict[str, list[bool]] = {}
    for name, counts in series.items():
        source = name.split("/", 1)[0]
        had = present.setdefault(source, [False] * len(counts))
        present[source] = [old or count is not None for old, count in zip(had, counts, strict=True)]
    return present
