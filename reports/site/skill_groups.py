"""Who asks for a skill, and where? Shares by workplace, company size and region, for all skills at once."""

from collections.abc import Sequence

from reports.figures.groups import SIZES, size_band_sql
from reports.published import IN_PERIOD, Basis, Connection, rows
from reports.regions import REGIONS, region_sql
from reports.statistics.clusters import ClusterSums
from reports.statistics.share import Share, share_of

GROUPS = {"region": "Region", "workplace": "Workplace", "employer_size": "Company size"}
_NAMES = {
    "region": REGIONS,
    "workplace": {
        "onsite": "on site", "hybrid": "hybrid", "remote": "remote", "unknown": "workplace not stated",
    },
    "employer_size": {**{name: name for name in SIZES.values()}, "unknown": "size not stated"},
}  # fmt: skip

_SQL = f"""
with chosen as (
    select posting_id, source, employer_id, unnest([
        {{'name': 'region', 'value': {region_sql("country")}}},
        {{'name': 'workplace', 'value': coalesce(workplace, 'unknown')}},
        {{'name': 'employer_size', 'value': coalesce({size_band_sql("employer_size")}, 'unknown')}}
    ]) as part
    from lead_posting
    where {IN_PERIOD}
),
base as (
    select part.name as name, part.value as value, employer_id, count(*) as n from chosen group by all
),
total as (
    select name, value, sum(n) as n, count(*) as employers, sum(n * n) as nn, max(n) / sum(n) as top_employer
    from base group by all
),
origin as (
    select name, value, max(n) / sum(n) as top_source from (
        select part.name as name, part.value as value, source, count(*) as n from chosen group by all
    ) group by all
),
named as (
    select skill_id, part.name as name, part.value as value, employer_id, count(*) as k
    from chosen join posting_skill using (posting_id)
    where list_contains($skills::varchar[], skill_id) group by all
),
counted as (
    select skill_id, name, value, sum(k) as k, sum(k * k) as kk, sum(k * n) as kn
    from named join base using (name, value, employer_id) group by all
)
select skill, name, value, coalesce(k, 0), n, employers, coalesce(kk, 0), coalesce(kn, 0), nn, top_employer,
    top_source
from total join origin using (name, value)
cross join (select unnest($skills::varchar[]) as skill) as wanted
left join counted on counted.skill_id = skill and counted.name = total.name and counted.value = total.value
"""  # noqa: S608 - put together from constants


def read_groups(
    connection: Connection, basis: Basis, skills: Sequence[str]
) -> dict[str, tuple[tuple[str, str, Share], ...]]:
    """Return, by skill, its share in each group that has postings: (kind of group, name of the group, share)."""
    found: dict[tuple[str, str, str], Share] = {}
    parameters = {**basis.period.parameters, "skills": list(skills)}
    for skill, name, value, k, n, employers, kk, kn, nn, top, source in rows(connection, _SQL, parameters):
        sums = ClusterSums(float(k), float(n), int(employers), float(kk), float(kn), float(nn))
        found[skill, name, value] = share_of(sums, float(top), float(source))
    return {
        skill: tuple(
            (group, named, found[skill, group, value])
            for group in GROUPS
            for value, named in _NAMES[group].items()
            if (skill, group, value) in found
        )
        for skill in skills
    }
