-- What do tech-lead postings pay in each country, in US dollars for a full year?
select
    posting.country, count(*) as postings, count(distinct posting.employer_id) as employers,
    round(median((salary_min_usd_year + coalesce(salary_max_usd_year, salary_min_usd_year)) / 2), -3) as median_of_the_middle,
    round(median(salary_min_usd_year), -3) as median_least, round(median(salary_max_usd_year), -3) as median_highest
from posting semi join lead_posting using (posting_id)
where salary_min_usd_year is not null
group by posting.country order by postings desc, posting.country;
