-- A field of which so many values had to be set aside that its reader must be broken: twenty, and one in fifty.
-- severity: critical
with stated as (
    select 'posted_on' as field, count(posted_on) as kept from posting
    union all select 'salary_usd_year', count(*) from posting where salary_min_usd_year + salary_max_usd_year is not null
    union all select 'years', count(*) from posting_years
)
select field, count(*) as set_aside, kept
from set_aside join stated using (field)
group by field, kept having count(*) >= 20 and count(*) > 0.02 * (kept + count(*))
