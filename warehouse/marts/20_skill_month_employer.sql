-- Tech-lead postings that name a skill of the taxonomy, per month, source and employer, by how strongly they ask.
-- Additive. Millions of groups are counted by a number that stands for their names, in half the time.
-- changes by: month, source, employer_id
create table skill_month_employer as
with numbered as materialized (
    select (row_number() over (order by month, source, employer_id) - 1)::bigint * 65536 as place, *
    from (select distinct month, source, employer_id from lead_posting)
),
lead as materialized (
    select posting_id, place
    from lead_posting
    join numbered on lead_posting.month is not distinct from numbered.month
        and lead_posting.source = numbered.source and lead_posting.employer_id = numbered.employer_id
),
named as materialized (select row_number() over (order by skill_id) - 1 as number, skill_id from skill where is_listed),
counted as materialized (
    select
        place + number as key, count(*)::integer as postings,
        count(*) filter (where level = 'required')::integer as required,
        count(*) filter (where level = 'preferred')::integer as preferred
    from posting_skill join lead using (posting_id) join named using (skill_id)
    where is_listed
    group by key order by key
)
select
    month, source, employer_id, skill_id, postings, required, preferred,
    postings - required - preferred as unstated
from counted
join numbered on place = key - key % 65536
join named on number = key % 65536;
