-- Roles: what is counted once, and which postings it was seen as and why.
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
