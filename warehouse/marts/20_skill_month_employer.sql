-- Tech-lead postings that name a skill of the taxonomy, per month, source and employer, by how strongly they ask.
-- Additive.
-- changes by: month, source, employer_id
create table skill_month_employer as
select
    month, source, employer_id, skill_id, count(*)::integer as postings,
    count(*) filter (where level = 'required')::integer as required,
    count(*) filter (where level = 'preferred')::integer as preferred,
    count(*) filter (where level = 'unstated')::integer as unstated
from lead_posting join posting_skill using (posting_id)
where is_listed
group by all order by month, source, skill_id, employer_id;
