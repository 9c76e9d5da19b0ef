"""How often is each skill named in the period, and how strongly? The counts behind F03, F04 and F05."""

from dataclasses import dataclass

from reports.published import IN_PERIOD, Basis, Connection, rows
from reports.statistics.clusters import ClusterSums
from reports.statistics.share import Share, share_of


@dataclass(frozen=True, slots=True)
class SkillCount:
    """One skill in the period: how many postings name it, and how many of them require it."""

    skill_id: str
    label: str
    kind: str
    category: str
    mentions: ClusterSums
    required: ClusterSums
    preferred: int
    unstated: int
    sources: int
    share: Share


_COUNTS = f"""
with chosen as (
    select source, employer_id, postings from lead_month_employer
    where {IN_PERIOD}
),
base as (select employer_id, sum(postings) as n from chosen group by employer_id),
total as (select sum(n) as n, count(*) as employers, sum(n * n) as nn from base),
named as (
    select
        skill_id, employer_id, sum(postings) as k, sum(required) as r, sum(preferred) as p, sum(unstated) as u
    from skill_month_employer
    where {IN_PERIOD}
    group by skill_id, employer_id
),
origin as (
    select skill_id, count(distinct source) as sources from skill_month_employer
    where {IN_PERIOD}
    group by skill_id
)
select
    skill_id, label, kind, category, total.n, total.employers, total.nn,
    sum(k), sum(k * k), sum(k * base.n), sum(r), sum(r * r), sum(r * base.n), sum(p), sum(u),
    any_value(sources)
from named
join base using (employer_id)
join skill using (skill_id)
join origin using (skill_id)
cross join total
group by skill_id, label, kind, category, total.n, total.employers, total.nn
order by sum(k) desc, label
"""  # noqa: S608 - put together from constants


def skill_counts(connection: Connection, basis: Basis) -> list[SkillCount]:
    """Return every skill that a tech-lead posting of the period names, the most often named first."""
    return [count_of(row, basis) for row in rows(connection, _COUNTS, basis.period.parameters)]


def count_of(row: tuple[object, ...], basis: Basis) -> SkillCount:
    """Return one row of counts with its gated share: skill, n and its squares, mentions, required, preferred, unstated."""
    skill_id, name, kind, category, *numbers = row
    n, employers, nn, k, kk, kn, r, rr, rn, p, u, sources = (float(str(number)) for number in numbers)
    mentions = ClusterSums(k, n, int(employers), kk, kn, nn)
    return SkillCount(
        skill_id=str(skill_id),
        label=str(name),
        kind=str(kind),
        category=str(category),
        mentions=mentions,
        required=ClusterSums(r, n, int(employers), rr, rn, nn),
        preferred=int(p),
        unstated=int(u),
        sources=int(sources),
        share=share_of(mentions, basis.top_employer, basis.top_source),
    )
