-- The least number of years that a tech-lead posting asks for, per month, source and employer. Additive.
-- changes by: month, source, employer_id
create table years_asked as
select month, source, employer_id, years_min, years_max, employer_size, count(*)::integer as postings
from lead_posting where years_min is not null
group by all order by month, source, employer_id, years_min;
