-- Tech-lead postings, each role once: the shared filter of every figure. Undated ones have no month.
-- changes by: posting_id
create table lead_posting as
select
    posting.posting_id, cluster_id, date_trunc('month', period_on)::date as month, period_on, source, board,
    coalesce(employer_id, posting.posting_id) as employer_id, company, country, workplace, employer_size, industry,
    is_it_employer,
    role, years_min, years_max, education_level, language, 1 as postings
from posting
where is_lead and posting.posting_id = cluster_id
order by month, posting.posting_id;
