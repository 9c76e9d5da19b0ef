-- What the numbers stand on: software postings per month and source, and how many of them are tech-lead postings.
create table coverage as
select
    date_trunc('month', period_on)::date as month, source,
    count(distinct board)::integer as boards, count(distinct employer_id)::integer as employers,
    count(*)::integer as postings, count(*) filter (where is_lead)::integer as lead_postings,
    count(*) filter (where period_on is null)::integer as undated
from posting
where posting_id = cluster_id and role <> 'other'
group by all order by month, source;
