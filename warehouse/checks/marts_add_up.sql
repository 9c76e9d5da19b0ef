-- A month whose additive marts do not add up to its tech-lead postings.
-- severity: critical
with lead as (select month, count(*) as postings from lead_posting group by month),
base as (select month, sum(postings) as postings from lead_month_employer group by month),
hired as (select month, sum(postings) as postings from hiring group by month)
select lead.month, lead.postings, base.postings as base, hired.postings as hired
from lead
left join base on base.month is not distinct from lead.month
left join hired on hired.month is not distinct from lead.month
where lead.postings is distinct from base.postings or lead.postings is distinct from hired.postings
