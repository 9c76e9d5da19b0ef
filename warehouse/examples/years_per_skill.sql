-- How many years of a skill do postings ask for?
select
    label, count(*) as postings, count(distinct employer_id) as employers, median(posting_skill.years_min) as median_years,
    quantile_cont(posting_skill.years_min, 0.25) as lower_quarter, quantile_cont(posting_skill.years_min, 0.75) as upper_quarter
from posting_skill join lead_posting using (posting_id) join skill using (skill_id)
where posting_skill.years_min is not null
group by label order by postings desc, label limit 25;
