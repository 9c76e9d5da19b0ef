-- For people with a SQL prompt: how many tech-lead postings of a month name a skill, of how many.
-- changes by: month
create table skill_demand as
with base as (
    select month, sum(postings) as n from lead_month_employer where month is not null group by month
)
select
    month, skill_id, label, category, kind, sum(postings)::integer as postings, any_value(n)::integer as n,
    sum(postings) / any_value(n) as share, sum(required)::integer as required, sum(preferred)::integer as preferred,
    sum(unstated)::integer as unstated, count(distinct employer_id)::integer as employers,
    count(distinct source)::integer as sources
from skill_month_employer
join base using (month)
join skill using (skill_id)
group by month, skill_id, label, category, kind order by month, postings desc, skill_id;
