-- Which technologies do tech-lead postings ask for most, in the last twelve months?
with recent as (
    select posting_id, employer_id from lead_posting
    where month > (select max(month) - interval 12 months from lead_posting)
)
select
    label, category, count(*) as postings, (select count(*) from recent) as of_postings,
    round(count(*) / (select count(*) from recent), 3) as share, count(distinct employer_id) as employers
from recent join posting_skill using (posting_id) join skill using (skill_id)
where kind = 'tech' and skill.is_listed
group by all order by postings desc, label limit 25;
