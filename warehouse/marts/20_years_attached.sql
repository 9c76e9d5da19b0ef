-- The least number of years that tech-lead postings attach to a skill, or to leading, per month, source and employer.
-- Of several statements in one posting the largest counts. Additive within a skill, and within leading.
-- changes by: month, source, employer_id
create table years_attached as
with stated as (
    select posting_id, of_what, unnest(if(of_what = 'lead', [null], list_distinct(target_ids))) as skill_id, years_min
    from posting_years where of_what in ('lead', 'skill') and years_min is not null
),
largest as (
    select month, source, employer_id, board, posting_id, of_what, skill_id, max(stated.years_min) as years_min
    from lead_posting join stated using (posting_id) group by all
)
select
    month, source, employer_id, of_what, skill_id, years_min, count(*)::integer as postings,
    count(distinct board)::integer as boards
from largest group by month, source, employer_id, of_what, skill_id, years_min
order by month, source, of_what, skill_id, employer_id, years_min;
