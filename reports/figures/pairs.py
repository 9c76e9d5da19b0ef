"""Which skills stand in the same postings? Joint counts of the period, with their sums over employers."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.published import IN_PERIOD, Basis, Connection, rows
from reports.statistics.association import MIN_TOGETHER
from reports.statistics.clusters import ClusterSums


@dataclass(frozen=True, slots=True)
class PairCount:
    """How many postings name two skills: sums over employers, and the sources they come from."""

    together: ClusterSums
    naming_employers: int
    sources: int


# (skill, other skill), the smaller id first -> count
Pairs = Mapping[tuple[str, str], PairCount]

_PAIRS = f"""
with chosen as (
    select posting_id, source, employer_id from lead_posting
    where {IN_PERIOD}
),
base as (select employer_id, count(*) as n from chosen group by employer_id),
total as (select sum(n) as n, count(*) as employers, sum(n * n) as nn from base),
named as (
    select distinct posting_id, source, employer_id, skill_id
    from chosen join posting_skill using (posting_id) where is_listed
),
counted as (
    select skill_id from named group by skill_id having count(*) >= $least
),
paired as (
    select one.skill_id, other.skill_id as other_id, one.employer_id, count(*) as k, list(distinct one.source) as s
    from named as one join named as other using (posting_id)
    where one.skill_id < other.skill_id
        and one.skill_id in (from counted) and other.skill_id in (from counted)
    group by one.skill_id, other.skill_id, one.employer_id
)
select
    skill_id, other_id, sum(k), total.n, total.employers, sum(k * k), sum(k * base.n), total.nn, count(*),
    len(list_distinct(flatten(list(s))))
from paired join base using (employer_id) cross join total
group by skill_id, other_id, total.n, total.employers, total.nn
having sum(k) >= $least
order by skill_id, other_id
"""  # noqa: S608 - put together from constants


def pair_counts(connection: Connection, basis: Basis) -> Pairs:
    """Return the pairs of skills that at least 20 tech-lead postings of the period name together."""
    found = rows(connection, _PAIRS, {**basis.period.parameters, "least": MIN_TOGETHER})
    return {
        (skill, other): PairCount(
            ClusterSums(float(k), float(n), int(employers), float(kk), float(kn), float(nn)), naming, sources
        )
        for skill, other, k, n, employers, kk, kn, nn, naming, sources in found
    }
