-- The denominator of duty_month_employer: software postings per month, source, employer and group of roles. Additive.
-- changes by: month, source, employer_id
create table software_month_employer as
select
    date_trunc('month', period_on)::date as month, source, coalesce(employer_id, posting_id) as employer_id, is_lead,
    is_lead and regexp_matches(title, '(?i)\b(?:dev(?:sec)?ops|sre|site reliability|platform|infrastructure)\b') as is_devops,
    count(*)::integer as postings, count(distinct board)::integer as boards
from posting
where posting_id = cluster_id and role <> 'other'
group by all order by month, source, employer_id, is_lead, is_devops;
