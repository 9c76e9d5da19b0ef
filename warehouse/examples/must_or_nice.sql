-- Which skills are a must where they are named, and which are only nice to have?
select
    label, sum(postings) as postings, round(sum(required) / sum(postings), 2) as required,
    round(sum(preferred) / sum(postings), 2) as preferred, round(sum(unstated) / sum(postings), 2) as unstated
from skill_demand
group by label having sum(postings) >= 30
order by required desc, label limit 40;
