"""Which neighbours of a ranking cannot be told apart? Skills of the same postings, compared pair by pair."""

from collections.abc import Sequence
from itertools import pairwise

from reports.figures.skills import SkillCount
from reports.published import IN_PERIOD, Basis, Connection, rows
from reports.statistics.ties import is_tie

_NEIGHBOURS = f"""
with wanted as (select unnest($firsts::varchar[]) as first_id, unnest($seconds::varchar[]) as second_id),
named as (
    select distinct posting_id, employer_id, skill_id
    from lead_posting join posting_skill using (posting_id)
    where {IN_PERIOD}
        and (list_contains($firsts::varchar[], skill_id) or list_contains($seconds::varchar[], skill_id))
),
by_employer as (select employer_id, skill_id, count(*) as k from named group by all),
difference as (
    select
        first_id, second_id, employer_id,
        sum(case when skill_id = first_id then k else -k end)::integer as ahead
    from wanted join by_employer on skill_id in (first_id, second_id)
    group by all
),
joint as (
    select first_id, second_id, count(*)::integer as together
    from wanted
    join named as one on one.skill_id = first_id
    join named as other on other.skill_id = second_id and other.posting_id = one.posting_id
    group by all
)
select first_id, second_id, coalesce(any_value(together), 0), list(ahead order by employer_id)
from difference left join joint using (first_id, second_id)
group by first_id, second_id
"""  # noqa: S608 - put together from constants


def tied_with_next(connection: Connection, basis: Basis, ranked: Sequence[SkillCount]) -> frozenset[str]:
    """Return the ids of the skills that cannot be told apart from the one that follows them (McNemar, p >= .05)."""
    pairs = list(pairwise(ranked))
    asked = {
        **basis.period.parameters,
        "firsts": [one.skill_id for one, _ in pairs],
        "seconds": [other.skill_id for _, other in pairs],
    }
    found = (
        {(one, other): rest for one, other, *rest in rows(connection, _NEIGHBOURS, asked)} if pairs else {}
    )
    tied = set()
    for one, other in pairs:
        together, ahead = found.get((one.skill_id, other.skill_id), (0, []))
        first, second = round(one.mentions.hits), round(other.mentions.hits)
        neither = basis.postings - first - second + together
        if is_tie(together, first - together, second - together, neither, ahead):
            tied.add(one.skill_id)
    return frozenset(tied)
