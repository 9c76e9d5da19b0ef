"""Which postings are chosen? Filters become parameters of fixed statements; nothing chosen is ever put into SQL text."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date

import duckdb

from reports.figures.skills import SkillCount, count_of
from reports.published import Basis, Period, rows
from reports.statistics.clusters import ClusterSums
from reports.statistics.share import Share, share_of

LEVELS = ("required", "preferred", "unstated")
MOST_POSTINGS = 50
# What a posting does not say is a choice of its own.
NOT_STATED = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen. An empty filter lets all through; months None = postings without a date.

    Without a role or seniority tech-lead postings alone count. ``skills`` must all be named, at ``level`` if one is given.
    """

    first: date | None
    last: date | None
    sources: Sequence[str] = ()
    countries: Sequence[str] = ()
    workplaces: Sequence[str] = ()
    roles: Sequence[str] = ()
    seniorities: Sequence[str] = ()
    employers: Sequence[str] = ()
    skills: Sequence[str] = ()
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter and how many postings have it."""

    value: str
    label: str
    postings: int


@dataclass(frozen=True, slots=True)
class MonthShare:
    """The share of a skill in the three months up to ``month``."""

    month: date
    share: Share


@dataclass(frozen=True, slots=True)
class PostingRow:
    """One posting behind the selection, as scraped."""

    title: str | None
    company: str | None
    day: date | None
    source: str
    url: str | None


_CHOSEN = """
create or replace temp table chosen as
select
    posting_id, date_trunc('month', period_on)::date as month, coalesce(posted_on, period_on) as day, source,
    coalesce(employer_id, posting_id) as employer_id, company, title, url
from posting
where posting_id = cluster_id
    and (is_lead or len($roles::varchar[]) > 0 or len($seniorities::varchar[]) > 0)
    and (period_on between $first::date and last_day($last::date) or ($first::date is null and period_on is null))
    and (len($sources::varchar[]) = 0 or list_contains($sources::varchar[], source))
    and (len($countries::varchar[]) = 0 or list_contains($countries::varchar[], coalesce(country, '')))
    and (len($workplaces::varchar[]) = 0 or list_contains($workplaces::varchar[], coalesce(workplace, '')))
    and (len($roles::varchar[]) = 0 or list_contains($roles::varchar[], coalesce(role, '')))
    and (len($seniorities::varchar[]) = 0 or list_contains($seniorities::varchar[], coalesce(seniority, '')))
    and (len($employers::varchar[]) = 0 or list_contains($employers::varchar[], coalesce(employer_id, posting_id)))
"""

_PICKED = """
create or replace temp table picked as
select chosen.* from chosen
where len($skills::varchar[]) = 0 or posting_id in (
    select posting_id from posting_skill
    where list_contains($skills::varchar[], skill_id) and ($level::varchar is null or level = $level::varchar)
    group by posting_id having count(distinct skill_id) = len($skills::varchar[])
)
"""

_TOTAL = """
select
    count(*), count(distinct employer_id),
    (select max(n) from (select count(*) as n from picked group by employer_id)) / count(*),
    (select max(n) from (select count(*) as n from picked group by source)) / count(*)
from picked
"""

_COUNTS = """
with base as (select employer_id, count(*) as n from picked group by employer_id),
total as (select sum(n) as n, count(*) as employers, sum(n * n) as nn from base),
named as (
    select
        skill_id, employer_id, count(*) filter (where $level::varchar is null or level = $level::varchar) as k,
        count(*) filter (where level = 'required') as r, count(*) filter (where level = 'preferred') as p,
        count(*) filter (where level = 'unstated') as u
    from picked join posting_skill using (posting_id) where is_listed group by skill_id, employer_id
),
origin as (
    select skill_id, count(distinct source) as sources from picked join posting_skill using (posting_id)
    where is_listed group by skill_id
)
select
    skill_id, label, kind, category, total.n, total.employers, total.nn,
    sum(k), sum(k * k), sum(k * base.n), sum(r), sum(r * r), sum(r * base.n), sum(p), sum(u), any_value(sources)
from named join base using (employer_id) join skill using (skill_id) join origin using (skill_id) cross join total
group by skill_id, label, kind, category, total.n, total.employers, total.nn
having sum(k) > 0
order by sum(k) desc, label
"""

_OVER_TIME = """
with months as (select distinct month from chosen where month is not null),
near as (
    select months.month, posting_id, employer_id, source from months
    join chosen on chosen.month between months.month - interval 2 month and months.month
),
base as (select month, employer_id, count(*) as n from near group by all),
origin as (select month, max(n) as n from (select month, source, count(*) as n from near group by all) group by month),
total as (
    select month, sum(n) as n, count(*) as employers, sum(n * n) as nn, max(n) / sum(n) as top_employer
    from base group by month
),
named as (
    select skill_id, month, employer_id, count(*) as k from near join posting_skill using (posting_id)
    where list_contains($skills::varchar[], skill_id) and ($level::varchar is null or level = $level::varchar)
    group by all
),
sums as (
    select skill_id, month, sum(k) as k, sum(k * k) as kk, sum(k * base.n) as kn
    from named join base using (month, employer_id) group by all
)
select
    wanted.skill_id, total.month, coalesce(k, 0), total.n, employers, coalesce(kk, 0), coalesce(kn, 0), nn,
    top_employer, origin.n / total.n
from (select unnest($skills::varchar[]) as skill_id) as wanted
cross join total join origin using (month)
left join sums on sums.skill_id = wanted.skill_id and sums.month = total.month
order by wanted.skill_id, total.month
"""

_POSTINGS = """
select title, company, day, source, url from picked order by day desc nulls last, posting_id limit $most
"""

_COUNTED = """
select value, count(*) as postings from (
    select coalesce(
        case $name
            when 'sources' then source when 'countries' then country when 'workplaces' then workplace
            when 'roles' then role when 'seniorities' then seniority
        end, '') as value
    from posting where posting_id = cluster_id
) group by value order by postings desc, value
"""

_EMPLOYERS = """
select coalesce(employer_id, posting_id) as value, any_value(company order by posting_id), count(*) as postings
from posting where posting_id = cluster_id group by value order by postings desc, value limit $most
"""

_SKILLS = """
select skill_id, any_value(label), count(*) as postings from skill join posting_skill using (skill_id)
where skill.is_listed group by skill_id order by postings desc, skill_id
"""


class Selected:
    """The postings of one selection, ready to be counted."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, selection: Selection, basis: Basis):
        self.selection = selection
        self._cursor = cursor
        postings, employers, top_employer, top_source = rows(cursor, _TOTAL)[0]
        self.basis = replace(
            basis, period=Period(selection.first, selection.last), postings=postings, employers=employers,
            top_employer=float(top_employer or 0), top_source=float(top_source or 0),
        )  # fmt: skip

    def counts(self) -> list[SkillCount]:
        """Return the skills that the postings name, at the chosen level if one is, the most often named first."""
        found = rows(self._cursor, _COUNTS, {"level": self.selection.level})
        return [count_of(row, self.basis) for row in found]

    def over_time(self, skills: Sequence[str]) -> dict[str, list[MonthShare]]:
        """Return the share of each of ``skills`` per month, of the postings chosen by everything but the skills."""
        found: dict[str, list[MonthShare]] = {skill: [] for skill in skills}
        parameters = {"skills": list(skills), "level": self.selection.level}
        for skill, month, k, n, employers, kk, kn, nn, top_employer, top_source in rows(
            self._cursor, _OVER_TIME, parameters
        ):
            sums = ClusterSums(float(k), float(n), employers, float(kk), float(kn), float(nn))
            found[skill].append(MonthShare(month, share_of(sums, float(top_employer), float(top_source))))
        return found

    def postings(self) -> list[PostingRow]:
        """Return the newest postings of the selection, MOST_POSTINGS at most."""
        return [PostingRow(*row) for row in rows(self._cursor, _POSTINGS, {"most": MOST_POSTINGS})]


@contextmanager
def select(connection: duckdb.DuckDBPyConnection, selection: Selection, basis: Basis) -> Iterator[Selected]:
    """Yield what is selected, on a cursor of its own: requests of several threads do not meet."""
    chosen = asdict(selection)
    skills = {name: chosen.pop(name) for name in ("skills", "level")}
    skills["skills"] = sorted(set(skills["skills"]))
    with connection.cursor() as cursor:
        cursor.execute(_CHOSEN, {name: _plain(value) for name, value in chosen.items()})
        cursor.execute(_PICKED, skills)
        yield Selected(cursor, selection, basis)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, list | tuple) else value


def choices(connection: duckdb.DuckDBPyConnection, name: str) -> list[Choice]:
    """Return the values of a filter of Selection by their name, the most frequent first; not stated is an empty value."""
    found = rows(connection, _COUNTED, {"name": name})
    return [Choice(value, value, postings) for value, postings in found]


def employer_choices(connection: duckdb.DuckDBPyConnection, most: int) -> list[Choice]:
    """Return the employers with most postings."""
    found = rows(connection, _EMPLOYERS, {"most": most})
    return [Choice(value, company or "employer not named", postings) for value, company, postings in found]


def skill_choices(connection: duckdb.DuckDBPyConnection) -> list[Choice]:
    """Return every skill of the taxonomy that a posting names, the most often named first."""
    return [Choice(*row) for row in rows(connection, _SKILLS)]


def months(connection: duckdb.DuckDBPyConnection) -> list[date]:
    """Return the first days of the months that have postings, in order."""
    found = rows(
        connection,
        "select distinct date_trunc('month', period_on)::date from posting where period_on is not null order by all",
    )
    return [row[0] for row in found]
