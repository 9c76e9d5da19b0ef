-- Which postings an update of the published file has to look at: affected.posting, with the month that each was first
-- seen in as the file says it. One too many costs time; one too few would be a wrong number.
create table affected.posting as
with differing as (
    -- What a load since then brought.
    select posting_id from core.touched_posting where load_number > getvariable('since')
    -- What was worked out anew for other postings of the same boards.
    union
    select posting_id
    from core.posting_life as life full join posting using (posting_id)
    where (life.first_seen_on, life.last_seen_on, life.closed_on, life.reopened_on, life.spells, life.versions,
            life.period_on)
        is distinct from (posting.first_seen_on, posting.last_seen_on, posting.closed_on, posting.reopened_on,
            posting.spells, posting.versions, posting.period_on)
    union
    select posting_id
    from core.posting_spell as life full join posting_spell as known using (posting_id, spell)
    where (life.opened_on, life.last_seen_on, life.closed_on)
        is distinct from (known.opened_on, known.last_seen_on, known.closed_on)
    -- What another posting changed of the role that it is counted for.
    union
    select posting_id
    from core.posting_cluster as role
    join core.cluster as cluster using (cluster_id)
    join core.posting_family as family using (posting_id)
    full join posting using (posting_id)
    where (role.cluster_id, family.employer_id, cluster.repost_of, cluster.is_stale)
        is distinct from (posting.cluster_id, posting.employer_id, posting.repost_of, posting.is_stale)
    -- What a board says of all its postings.
    union
    select posting_id from core.posting
    semi join (from core.board except from board) as changed using (source, board)
)
select posting_id, strftime(first_seen_on, '%Y-%m') as month_before, null::varchar as month_after
from differing left join posting using (posting_id);
