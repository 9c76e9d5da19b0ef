"""How many postings did each board have in each month, and which of these months can be compared?

A crawled board's month counts where it was collected on at least 90 % of its source's days, and not in its first
month, when all that was already open is seen for the first time. A month of a thread counts where it has postings.
Imports do not count: nothing is known of the days on which they were collected.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reports.figures.panel import THREADED
from reports.published import Connection, last_complete_month, months_back, rows

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
class BoardMonths:
    """Newly posted and open postings by board, over ``months``; totals as scraped: postings, employers, sources."""

    months: tuple[date, ...]
    posted: Series
    opened: Series
    totals: Mapping[date, tuple[int, int, int]]


def board_months(connection: Connection, data_date: date | None) -> BoardMonths:
    """Return all complete months up to the data date; none where nothing is dated."""
    if data_date is None:
        return BoardMonths((), {}, {}, {})
    last = last_complete_month(data_date)
    totals = {month: tuple(rest) for month, *rest in rows(connection, _TOTALS, {"last": last})}
    if not totals:
        return BoardMonths((), {}, {}, {})
    count = (last.year - min(totals).year) * 12 + last.month - min(totals).month
    months = tuple(months_back(last, back) for back in range(count, -1, -1))
    place = {month: number for number, month in enumerate(months)}
    posted: dict[str, list[float | None]] = {}
    opened: dict[str, list[float | None]] = {}
    seen: set[str] = set()
    found = rows(connection, _BOARDS, {"last": last, "most": MOST_DAYS, "threaded": THREADED})
    for source, board, month, new, still_open, whole in found:
        name = f"{source}/{board}"
        first_month, crawled = name not in seen, source != THREADED
        seen.add(name)
        if month not in place:
            continue
        if (whole and not first_month) if crawled else new:
            posted.setdefault(name, [None] * len(months))[place[month]] = float(new)
        if crawled and still_open is not None:
            opened.setdefault(name, [None] * len(months))[place[month]] = float(still_open)
    return BoardMonths(months, posted, opened, totals)


def by_source(series: Series) -> dict[str, list[bool]]:
    """Return for each source in which months any of its boards can be compared."""
    present: dict[str, list[bool]] = {}
    for name, counts in series.items():
        source = name.split("/", 1)[0]
        had = present.setdefault(source, [False] * len(counts))
        present[source] = [old or count is not None for old, count in zip(had, counts, strict=True)]
    return present
