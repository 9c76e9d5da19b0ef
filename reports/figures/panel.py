"""Which sources can be compared over time? The same boards at both ends, or there is no trend.

The trend starts with the oldest source that is still there, and only the sources that were there from that
start on belong to the panel: a source that joins later never moves a line. Of a source with boards, only the
boards count that were collected on at least 90 % of its days at both ends. A monthly thread is one board by
nature, an import is too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.published import Connection, last_complete_month, months_back, rows
from reports.statistics.clusters import ClusterSums
from reports.statistics.composition import Standardised, standardise

WINDOW = 3
MIN_POSTINGS = 30
MOST = 0.8
BASE_MONTHS = 12
THREADED = "hn_who_is_hiring"
# The source of sums over all sources, members of the panel or not.
ALL = "all"
# (skill, month, source) -> sums over employers
Sums = dict[tuple[str, date, str], ClusterSums]


@dataclass(frozen=True, slots=True)
class Panel:
    """The sources and months of the trend; ``weights`` is the sources' mix in its last twelve months."""

    first: date
    last: date
    weights: Mapping[str, float]
    left_out: tuple[tuple[str, date], ...]

    @property
    def months(self) -> list[date]:
        """All months from the first to the last."""
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        return [months_back(self.last, back) for back in range(count, -1, -1)]

    @property
    def parameters(self) -> dict[str, Any]:
        """The values for the panel's queries."""
        return {
            "first": self.first,
            "last": self.last,
            "first_end": months_back(self.first, -WINDOW),
            "last_start": months_back(self.last, WINDOW - 1),
            "sources": sorted(self.weights),
            "threaded": THREADED,
        }


_MEMBERS = """
with days as (
    select source, board, observed_on, outcome, observed_on < $first_end as early,
    observed_on >= $last_start as late
    from source_day where observed_on >= $first and observed_on < $last::date + interval 1 month
),
offered as (
    select source, count(distinct observed_on) filter (where early) as early_days,
        count(distinct observed_on) filter (where late) as late_days
    from days group by source
),
steady as (
    select days.source, board from days join offered using (source) group by days.source, board, early_days,
    late_days
    having count(*) filter (where early and outcome in ('ok', 'empty')) >= 0.9 * early_days
        and count(*) filter (where late and outcome in ('ok', 'empty')) >= 0.9 * late_days
),
member as (
    select distinct lead_posting.source, employer_id from lead_posting
    where list_contains($sources::varchar[], lead_posting.source) and (
        lead_posting.source = $threaded
        or lead_posting.source not in (select source from offered)
        or (lead_posting.source, lead_posting.board) in (select (source, board) from steady)
    )
)
"""
_PANEL_MONTHS = f"""{_MEMBERS}
select month, source, employer_id, postings from lead_month_employer join member using (source, employer_id)
where month between $first and $last
"""  # noqa: S608 - put together from constants
_PANEL_SKILLS = f"""{_MEMBERS}
select skill_id, month, source, employer_id, postings from skill_month_employer join member using (source,
employer_id)
where month between $first and $last and list_contains($skills::varchar[], skill_id)
"""  # noqa: S608 - put together from constants

_PANEL_HITS = f"""{_MEMBERS}
select subject as skill_id, month, source, employer_id, postings from ({{hits}}) join member using (source, employer_id)
where month between $first and $last and list_contains($skills::varchar[], subject)
"""  # noqa: S608 - put together from constants

# Posting by posting, so that some can be left out; {{kept}} is a condition on lead_posting and its role.
_KEPT_MONTHS = f"""{_MEMBERS}
select month, source, employer_id, count(*)::integer as postings
from lead_posting join member using (source, employer_id) join cluster using (cluster_id)
where list_contains($within::date[], month) and {{kept}} group by all
"""  # noqa: S608 - put together from constants
_KEPT_SKILLS = f"""{_MEMBERS}
select skill_id, month, source, employer_id, count(*)::integer as postings
from lead_posting join member using (source, employer_id) join cluster using (cluster_id)
join posting_skill using (posting_id)
where list_contains($within::date[], month) and list_contains($skills::varchar[], skill_id) and {{kept}} group by all
"""  # noqa: S608 - put together from constants
_ALL_MONTHS = "select month, source, employer_id, postings from lead_month_employer"
_ALL_SKILLS = """
select skill_id, month, source, employer_id, postings from skill_month_employer
where list_contains($skills::varchar[], skill_id)
"""
_NAMING = """
with span as (select unnest($starts::date[]) as month),
base as (
    select span.month, count(distinct employer_id) as firms from ({months}) as part join span
        on part.month > span.month - to_months($width::integer) and part.month <= span.month
    group by span.month
)
select skill_id, span.month, count(distinct employer_id), any_value(firms)
from ({skills}) as part join span
    on part.month > span.month - to_months($width::integer) and part.month <= span.month
join base on base.month = span.month
group by skill_id, span.month
"""

_ROLLED = """
with base as (
    select span.month, source, employer_id, sum(postings) as n
    from ({months}) as part join (select unnest($starts::date[]) as month) as span
        on part.month > span.month - to_months($width::integer) and part.month <= span.month
    group by all
),
named as (
    select skill_id, span.month, source, employer_id, sum(postings) as k
    from ({skills}) as part join (select unnest($starts::date[]) as month) as span
        on part.month > span.month - to_months($width::integer) and part.month <= span.month
    group by all
),
total as (select month, source, sum(n) as n, count(*) as employers, sum(n * n) as nn from base group by all),
counted as (
    select skill_id, month, source, sum(k) as k, sum(k * k) as kk, sum(k * n) as kn
    from named join base using (month, source, employer_id) group by all
)
select skill_id, month, source, coalesce(k, 0), n, employers, coalesce(kk, 0), coalesce(kn, 0), nn
from total cross join (select unnest($skills::varchar[]) as skill_id) as wanted
left join counted using (skill_id, month, source)
"""


def find_panel(connection: Connection, data_date: date | None) -> Panel | None:
    """Return the panel that reaches furthest back, None where no source has 30 recent postings."""
    if data_date is None:
        return None
    found = rows(
        connection,
        "select source, month, sum(postings)::integer from lead_month_employer "
        "where month <= $last group by all",
        {"last": last_complete_month(data_date)},
    )
    counts: dict[str, dict[date, int]] = {}
    for source, month, postings in found:
        counts.setdefault(source, {})[month] = postings
    if not counts:
        return None
    last, starts = _latest_starts(counts)
    if not starts:
        return None
    first = min(starts.values())
    base = {
        source: sum(counts[source].get(months_back(last, back), 0) for back in range(BASE_MONTHS))
        for source, start in starts.items()
        if start == first
    }
    total = sum(base.values())
    joined = tuple(sorted((source, start) for source, start in starts.items() if start != first))
    return Panel(first, last, {source: count / total for source, count in sorted(base.items())}, joined)


def _latest_starts(counts: Mapping[str, Mapping[date, int]]) -> tuple[date, dict[str, date]]:
    """Return the latest month that some source fills, and from when on each source filled all months up to it.

    The latest month of all may hold a handful of postings of a source that has just begun.
    """
    last = date.min
    for last in sorted({month for series in counts.values() for month in series}, reverse=True):
        found = {source: _first_full_month(series, last) for source, series in counts.items()}
        starts = {source: start for source, start in found.items() if start is not None}
        if starts:
            return last, starts
    return last, {}


def _first_full_month(series: Mapping[date, int], last: date) -> date | None:
    """Return the month from which most three-month windows up to ``last`` have enough postings, the last one too.

    A gap is drawn as a gap; it does not end the series before it.
    """
    month, found = months_back(last, WINDOW - 1), None
    windows = full = 0
    while month >= min(series):
        windows += 1
        if sum(series.get(months_back(month, -ahead), 0) for ahead in range(WINDOW)) >= MIN_POSTINGS:
            full += 1
            found = month if full >= MOST * windows else found
        elif windows == 1:
            return None
        month = months_back(month, 1)
    return found


def panel_sums(connection: Connection, panel: Panel, skills: list[str], ends: list[date], width: int) -> Sums:
    """Return the employer sums of each skill for the windows of ``width`` months that end with ``ends``."""
    return _rolled(connection, _PANEL_MONTHS, _PANEL_SKILLS, panel.parameters, skills, ends, width)


def panel_sums_of(
    connection: Connection, panel: Panel, hits: str, subjects: list[str], ends: list[date], width: int
) -> Sums:
    """Return the same sums for whatever ``hits`` counts.

    That is SQL, a constant: rows of (subject, month, source, employer_id, postings), additive within a subject.
    """
    named = _PANEL_HITS.format(hits=hits)
    return _rolled(connection, _PANEL_MONTHS, named, panel.parameters, subjects, ends, width)


def panel_sums_kept(
    connection: Connection, panel: Panel, kept: str, skills: list[str], ends: list[date], width: int
) -> Sums:
    """Return the same sums over the postings alone that ``kept`` holds for.

    That is SQL, a constant: a condition on the columns of lead_posting and of its role in cluster.
    """
    within = [months_back(end, back) for end in ends for back in range(width)]
    months, named = (sql.format(kept=kept) for sql in (_KEPT_MONTHS, _KEPT_SKILLS))
    return _rolled(connection, months, named, {**panel.parameters, "within": within}, skills, ends, width)


def scraped_sums(connection: Connection, skills: list[str], ends: list[date], width: int) -> Sums:
    """Return the same sums over all that was scraped, under the source ALL: whoever entered or left is in."""
    months, named = (sql.replace("source,", f"'{ALL}' as source,") for sql in (_ALL_MONTHS, _ALL_SKILLS))
    return _rolled(connection, months, named, {}, skills, ends, width)


def scraped_by_source(connection: Connection, skills: list[str], ends: list[date], width: int) -> Sums:
    """Return the same sums over all that was scraped, for each source, panel or not."""
    return _rolled(connection, _ALL_MONTHS, _ALL_SKILLS, {}, skills, ends, width)


def _rolled(
    connection: Connection,
    months: str,
    named: str,
    parameters: Mapping[str, Any],
    skills: list[str],
    ends: list[date],
    width: int,
) -> Sums:
    sql = _ROLLED.format(months=months, skills=named)
    wanted = {**parameters, "skills": skills, "starts": ends, "width": width}
    return {
        (skill, month, source): ClusterSums(
            float(k), float(n), int(employers), float(kk), float(kn), float(nn)
        )
        for skill, month, source, k, n, employers, kk, kn, nn in rows(connection, sql, wanted)
    }


def employers_naming(
    connection: Connection, panel: Panel, skills: list[str], ends: list[date], width: int
) -> dict[tuple[str, date], tuple[int, int]]:
    """Return how many employers of the panel name each skill in each window, and how many there are."""
    sql = _NAMING.format(months=_PANEL_MONTHS, skills=_PANEL_SKILLS)
    wanted = {**panel.parameters, "skills": skills, "starts": ends, "width": width}
    return {(skill, month): (named, firms) for skill, month, named, firms in rows(connection, sql, wanted)}


@dataclass(frozen=True, slots=True)
class Point:
    """One skill in one window: the share at the panel's mix, with the raw counts beside."""

    adjusted: Standardised
    hits: int
    postings: int
    employers: int


def point(sums: Sums, skill: str, month: date, panel: Panel) -> Point | None:
    """Return the value of a window, None where a source of the panel has no posting in it."""
    found = {source: sums.get((skill, month, source)) for source in panel.weights}
    present = {source: part for source, part in found.items() if part is not None and part.postings}
    if len(present) < len(found):
        return None
    postings = sum(part.postings for part in present.values())
    strata = {source: (part.share, part.variance) for source, part in present.items()}
    adjusted = standardise(strata, panel.weights, postings)
    hits = sum(part.hits for part in present.values())
    return Point(adjusted, round(hits), round(postings), sum(part.employers for part in present.values()))
