-- How many tech-lead postings are remote, hybrid or on site, month by month?
select
    month, count(*) as postings, count(workplace) as that_say_so,
    round(count(*) filter (where workplace = 'remote') / nullif(count(workplace), 0), 2) as remote,
    round(count(*) filter (where workplace = 'hybrid') / nullif(count(workplace), 0), 2) as hybrid,
    round(count(*) filter (where workplace = 'onsite') / nullif(count(workplace), 0), 2) as onsite
from lead_posting where month is not null
group by month order by month;
