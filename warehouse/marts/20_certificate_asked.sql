-- Tech-lead postings that name a certificate, and how strongly, per month, source and employer; the row of all
-- certificates has no name and counts a posting once, by the strongest of its words. Additive within a name.
-- changes by: month, source, employer_id
create table certificate_asked as
with named as (
    select
        month, source, employer_id, board, posting_id, name,
        case when bool_or(level = 'required') then 'required'
            when bool_or(level = 'preferred') then 'preferred' else 'unstated' end as level
    from lead_posting join posting_certification using (posting_id)
    group by grouping sets (
        (month, source, employer_id, board, posting_id, name), (month, source, employer_id, board, posting_id)
    )
)
select
    month, source, employer_id, name, level, count(*)::integer as postings, count(distinct board)::integer as boards
from named group by month, source, employer_id, name, level order by month, source, name, employer_id, level;
