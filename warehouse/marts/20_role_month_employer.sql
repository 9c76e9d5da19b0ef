-- Tech-lead postings by role and seniority, per month, source and employer. Additive.
-- changes by: month, source, employer_id
create table role_month_employer as
select
    lead_posting.month, lead_posting.source, lead_posting.employer_id, lead_posting.role, seniority,
    people_management, count(*)::integer as postings, count(distinct lead_posting.board)::integer as boards
from lead_posting join posting using (posting_id)
group by all order by all;
