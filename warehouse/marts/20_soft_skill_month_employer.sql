-- Tech-lead postings that ask for a soft skill, per month, source and employer. Additive.
-- changes by: month, source, employer_id
create table soft_skill_month_employer as
select
    month, source, employer_id, name, count(*)::integer as postings
from lead_posting join posting_soft_skill using (posting_id)
group by month, source, employer_id, name order by month, source, name, employer_id;
