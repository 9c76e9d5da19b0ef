-- Tech-lead postings that state pay with its currency and period, as pay for a full year in that currency. Additive.
-- A year's work is 12 months, 52 weeks, 260 days or 2080 hours.
-- changes by: posting_id
create table pay_stated as
with stated as (
    select
        lead_posting.posting_id, month, source, board, lead_posting.employer_id, lead_posting.country,
        lead_posting.workplace, lead_posting.employer_size, seniority, salary_currency as currency,
        salary_min, coalesce(salary_max, salary_min) as salary_max,
        case salary_period
            when 'year' then 1 when 'month' then 12 when 'week' then 52 when 'day' then 260 when 'hour' then 2080
        end as periods
    from lead_posting join posting using (posting_id, source, board)
    where salary_min > 0 and salary_currency is not null
)
select
    posting_id, month, source, board, employer_id, country, workplace, employer_size, seniority, currency,
    salary_min * periods as pay_min, salary_max * periods as pay_max, 1 as postings
from stated where periods is not null
order by month, source, board, posting_id;
