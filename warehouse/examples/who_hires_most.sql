-- Which employers post most tech-lead roles, and how often do they post the same role again?
select
    employer_id, any_value(company order by company) as company, count(distinct cluster_id) as roles, count(*) as postings,
    round(count(*) / count(distinct cluster_id), 2) as postings_per_role
from posting where is_lead and employer_id is not null
group by employer_id order by roles desc, postings desc, employer_id limit 25;
