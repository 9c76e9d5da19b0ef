-- What do postings ask of leads more often than of senior engineers who lead nobody?
with role_of as (
    select posting_id, is_lead from posting
    where posting_id = cluster_id and (is_lead or (role = 'senior_ic' and seniority = 'senior'))
),
base as (select count(*) filter (where is_lead) as leads, count(*) filter (where not is_lead) as seniors from role_of)
select
    label, count(*) filter (where is_lead) as by_leads, count(*) filter (where not is_lead) as by_seniors,
    round(count(*) filter (where is_lead) / nullif(any_value(leads), 0), 3) as share_of_leads,
    round(count(*) filter (where not is_lead) / nullif(any_value(seniors), 0), 3) as share_of_seniors
from role_of join posting_skill using (posting_id) join skill using (skill_id) cross join base
where skill.is_listed
group by label
order by coalesce(share_of_leads, 0) - coalesce(share_of_seniors, 0) desc, label limit 25;
