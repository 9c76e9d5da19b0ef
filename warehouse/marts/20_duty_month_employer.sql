-- Software postings that state a duty, family or finer, per month, source and employer: those of tech leads, of these
-- the ones whose title names DevOps, and those of other roles, to compare with. Additive.
-- changes by: month, source, employer_id
create table duty_month_employer as
with software as (
    select
        posting_id, date_trunc('month', period_on)::date as month, source,
        coalesce(employer_id, posting_id) as employer_id, is_lead,
        is_lead and regexp_matches(title, '(?i)\b(?:dev(?:sec)?ops|sre|site reliability|platform|infrastructure)\b') as is_devops
    from posting where posting_id = cluster_id and role <> 'other'
),
stated as (
    select posting_id, name from posting_responsibility union all select posting_id, name from posting_responsibility_code
)
select month, source, employer_id, is_lead, is_devops, name, count(*)::integer as postings
from software join stated using (posting_id)
group by all order by month, source, name, employer_id, is_lead, is_devops;
