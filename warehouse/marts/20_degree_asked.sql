-- Which degree tech-lead postings ask for, and how strongly, per month, source and employer. Additive.
-- changes by: month, source, employer_id
create table degree_asked as
select
    lead_posting.month, lead_posting.source, lead_posting.employer_id, lead_posting.country, lead_posting.employer_size,
    lead_posting.education_level, education_required, education_or_equivalent, count(*)::integer as postings,
    count(distinct lead_posting.board)::integer as boards
from lead_posting join posting using (posting_id)
group by all order by all;
