-- A month whose additive marts do not add up to its tech-lead postings.
-- severity: critical
with lead as (select month, count(*) as postings from lead_posting group by month),
added as (
    select 'lead_month_employer' as mart, month, sum(postings) as postings from lead_month_employer group by month
    union all select 'hiring', month, sum(postings) from hiring group by month
    union all select 'degree_asked', month, sum(postings) from degree_asked group by month
    union all select 'role_month_employer', month, sum(postings) from role_month_employer group by month
    union all select 'software_month_employer', month, sum(postings) from software_month_employer where is_lead group by month
)
select marts.mart, lead.month, lead.postings, added.postings as added
from (select distinct mart from added) as marts cross join lead
left join added on added.mart = marts.mart and added.month is not distinct from lead.month
where lead.postings is distinct from added.postings
