-- Roles: what is counted once, which postings it was seen as and why; and who offers them.
create table cluster as
select
    cluster_id, postings, boards, reason, first_period_on, last_period_on, first_seen_on, last_seen_on, closed_on,
    reposts, repost_of, is_stale
from core.cluster order by cluster_id;

create table cluster_link as
select
    twin.posting_id, twin.twin_id, twin.similarity, twin.rule, one.cluster_id,
    one.cluster_id = other.cluster_id as is_one_role
from core.posting_twin as twin
join core.posting_cluster as one using (posting_id)
join core.posting_cluster as other on other.posting_id = twin.twin_id
order by twin.posting_id, twin.twin_id;

create table employer as
with named as (
    select
        posting_id, posting.source, posting.board, role.cluster_id, family.employer_id, coalesce(posting.company, board.company) as company,
        coalesce(posting.employer_size, board.size) as employer_size,
        coalesce(posting.industry, board.industry) as industry
    from core.posting as posting
    join core.posting_family as family using (posting_id)
    join core.posting_cluster as role using (posting_id)
    left join core.board as board using (source, board)
    where family.employer_id is not null
),
written as (
    select employer_id, company, count(*) as times from named where company is not null group by all
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
from named
left join spelt using (employer_id)
group by employer_id order by employer_id;
