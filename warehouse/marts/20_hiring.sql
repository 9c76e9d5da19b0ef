-- Who hires tech leads, and where, per month. Unknown stays unknown. Additive.
-- changes by: month, source, employer_id
create table hiring as
select
    month, source, employer_id, any_value(company order by company) as company, country, workplace, employer_size,
    industry, is_it_employer, count(*)::integer as postings
from lead_posting
group by month, source, employer_id, country, workplace, employer_size, industry, is_it_employer
order by month, source, employer_id, country, workplace;
