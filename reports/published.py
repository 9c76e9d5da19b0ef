"""What is in the published file, and which period do the figures speak about?

The period is the twelve months that end with the latest month that has postings: a first night, an import of
old postings and a warehouse of years each get a window that holds data, and the page names it. Where nothing
is dated, the undated postings are counted and the page says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from reports.regions import REGIONS
from reports.statistics.gates import concentration

# The rows of a mart that a period counts; its values are Period.parameters.
IN_PERIOD = "(month between $first::date and $last::date or ($first::date is null and month is null))"


class Answer(Protocol):
    """The part of a DuckDB result that is used here."""

    def fetchall(self) -> list[Any]:
        """Return all rows."""
        ...


class Connection(Protocol):
    """The part of a read-only DuckDB connection that is used here."""

    def execute(self, query: str, parameters: object = ..., /) -> Answer:
        """Run one statement."""
        ...


def rows(connection: Connection, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Any]:
    """Return the rows of a query with named parameters."""
    return connection.execute(sql, dict(parameters or {})).fetchall()


@dataclass(frozen=True, slots=True)
class Period:
    """First days of the first and last month that figures count; both None = postings without a date."""

    first: date | None
    last: date | None

    @property
    def parameters(self) -> dict[str, date | None]:
        """The values for IN_PERIOD."""
        return {"first": self.first, "last": self.last}

    def __str__(self) -> str:
        if self.first is None or self.last is None:
            return "postings without a date"
        if self.first == self.last:
            return month_name(self.last)
        return f"{month_name(self.first)} to {month_name(self.last)}"


@dataclass(frozen=True, slots=True)
class Source:
    """One source that tech-lead postings came from, as its policy names it."""

    name: str
    title: str
    attribution: str | None
    terms_url: str | None
    postings: int


@dataclass(frozen=True, slots=True)
class Basis:
    """What every figure stands on: the runs, the sources, the postings and the period."""

    data_date: date | None
    sample: bool
    taxonomy_version: str
    sources: tuple[Source, ...]
    period: Period
    postings: int
    employers: int
    top_employer: float
    top_source: float
    region: str = "all regions"

    @property
    def source_line(self) -> str:
        """The line below every figure: whose postings, of which day, read with which taxonomy."""
        if self.data_date is None:
            return "Source: no run yet."
        named = "; ".join(map(_credited, self.sources)) or "no tech-lead postings yet"
        sample = "SAMPLE DATA (invented) · " if self.sample else ""
        return (
            f"{sample}Source: {named} · data of {day_name(self.data_date)} · "
            f"taxonomy {self.taxonomy_version} · postings are not jobs"
        )

    @property
    def counted(self) -> str:
        """The denominator in words."""
        period = str(self.period)
        start = period[0].upper() + period[1:]
        return f"{start}, {self.region}, n = {self.postings:,} postings of {self.employers:,} employers"

    def rests_on(self, sources: int) -> str:
        """The period, the region and the number of sources of a value, in words."""
        return f"{self.period}, {self.region}; {counted(sources, 'source')}"

    @property
    def caveat(self) -> str:
        """What must stand behind a finding that rests on one source or one employer; else nothing."""
        reason = concentration(self.top_employer, self.top_source).reason
        return f" Weak evidence: {reason}." if reason else ""


def _credited(source: Source) -> str:
    credit = source.attribution
    return f"{source.title} ({credit})" if credit and source.title not in credit else credit or source.title


def counted(number: int, noun: str) -> str:
    """Return "1 source" or "2 sources"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def month_name(month: date) -> str:
    """Return "Oct 2026"."""
    return f"{month:%b %Y}"


def day_name(day: date) -> str:
    """Return "1 Oct 2026"."""
    return f"{day.day} {day:%b %Y}"


def months_back(month: date, count: int) -> date:
    """Return the first day of the month ``count`` months before (negative: after)."""
    number = month.year * 12 + month.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


def last_complete_month(data_date: date) -> date:
    """Return the first day of the last month that had ended by the evening of ``data_date``."""
    tomorrow = data_date + timedelta(days=1)
    return months_back(tomorrow.replace(day=1), 1)


def read_basis(connection: Connection, every_month: bool = False) -> Basis:
    """Return what the published file stands on, over the period of the figures or over ``every_month``.

    An empty file gives a basis with nothing in it.
    """
    runs = rows(connection, "select max(run_date), coalesce(bool_or(sample), false) from run")[0]
    data_date, sample = runs
    version = rows(connection, "select taxonomy_version from run order by run_date desc, run_id desc limit 1")
    period = _period(connection, data_date, every_month)
    postings, employers, top_employer, top_source = rows(connection, _DENOMINATOR, period.parameters)[0]
    return Basis(
        data_date=data_date,
        sample=sample,
        taxonomy_version=version[0][0] if version else "none",
        sources=_sources(connection, period),
        period=period,
        postings=int(postings or 0),
        employers=int(employers),
        top_employer=float(top_employer or 0.0),
        top_source=float(top_source or 0.0),
        region=_region(connection),
    )


def _region(connection: Connection) -> str:
    """Return of which region the connection shows the postings, as ``one_region`` has it say, in words."""
    chosen = rows(connection, "select getvariable('region')")[0][0]
    return REGIONS[chosen] if chosen else "all regions"


def _period(connection: Connection, data_date: date | None, every_month: bool) -> Period:
    found = rows(
        connection,
        "select max(month) from lead_month_employer where month <= $day::date or $day::date is null",
        {"day": data_date},
    )[0][0]
    if found is None:
        return Period(None, None)
    first = _first_month(connection)
    return Period(first if every_month else max(months_back(found, 11), first), found)


def _first_month(connection: Connection) -> date:
    first: date = rows(connection, "select min(month) from lead_month_employer")[0][0]
    return first


_DENOMINATOR = f"""
with chosen as (
    select source, employer_id, postings from lead_month_employer
    where {IN_PERIOD}
),
employer as (select employer_id, sum(postings) as postings from chosen group by employer_id),
source as (select source, sum(postings) as postings from chosen group by source)
select
    (select sum(postings) from chosen),
    (select count(*) from employer),
    (select max(postings) / sum(postings) from employer),
    (select max(postings) / sum(postings) from source)
"""  # noqa: S608 - put together from constants


def _sources(connection: Connection, period: Period) -> tuple[Source, ...]:
    found = rows(
        connection,
        f"""
        select
            counted.source, coalesce(title, counted.source || ' (imported)'), attribution, terms_url, postings
        from (
            select source, sum(postings)::integer as postings from lead_month_employer
            where {IN_PERIOD}
            group by source
        ) as counted
        left join source_policy using (source)
        order by postings desc, counted.source
        """,  # noqa: S608 - put together from constants
        period.parameters,
    )
    return tuple(Source(*row) for row in found)
