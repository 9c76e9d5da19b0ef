-- The denominator of every share: tech-lead postings per month, source and employer. Additive.
-- changes by: month, source, employer_id
create table lead_month_employer as
select month, source, employer_id, count(*)::integer as postings, count(distinct board)::integer as boards
from lead_posting group by all order by month, source, employer_id;
