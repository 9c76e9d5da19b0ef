-- Who offers the roles, under which names, and in how many postings.
-- changes by: employer_id
create table employer as
with written as (
    select employer_id, company, count(*) as times from posting
    where employer_id is not null and company is not null group by all
),
spelt as (
    select
        employer_id, arg_max(company, (times, company)) as company, list(company order by company) as names
    from written group by employer_id
)
select
    employer_id, any_value(spelt.company) as company, any_value(names) as names,
    mode(employer_size order by employer_size) as employer_size, mode(industry order by industry) as industry,
    count(distinct (source, board))::integer as boards,
    count(*)::integer as postings, count(distinct cluster_id)::integer as roles,
    count(*) / count(distinct cluster_id) as posting_intensity
from posting left join spelt using (employer_id)
where employer_id is not null
group by employer_id order by employer_id;
