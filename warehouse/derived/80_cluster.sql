-- One role is what a family shows without a break of over sixty days; after such a break the role is posted anew, as a
-- repost of the one before. A role bears the name of its earliest posting: a later one never changes the name, and
-- where two roles grow together the older name wins.
create or replace temp table due_family as
select distinct family_id from core.posting_family semi join due_posting using (posting_id)
union
select family_id from core.posting_family semi join changed_life using (posting_id);

create or replace temp table placed as
with member as (
    select
        family_id, posting_id, source, board, period_on, first_seen_on, last_seen_on, closed_on,
        max(coalesce(closed_on, last_seen_on)) over earlier as ended_before
    from core.posting_family semi join due_family using (family_id)
    join core.posting_life as life using (posting_id)
    window earlier as (
        partition by family_id order by first_seen_on, posting_id rows between unbounded preceding and 1 preceding
    )
),
numbered as (
    select *,
        count(*) filter (where first_seen_on > ended_before + 60) over (
            partition by family_id order by first_seen_on, posting_id
        ) as turn
    from member
)
select *,
    first(posting_id) over (
        partition by family_id, turn order by period_on nulls last, first_seen_on, posting_id
    ) as cluster_id
from numbered;

delete from core.posting_cluster where family_id in (from due_family)
    or posting_id in (select posting_id from due_posting);
insert into core.posting_cluster by name select posting_id, family_id, cluster_id from placed;

create or replace temp table repost as
with spell as (
    select
        cluster_id, opened_on,
        -- One that is gone the night another comes makes room for it.
        max(coalesce(spell.closed_on, spell.last_seen_on + 1)) over (
            partition by cluster_id order by opened_on, spell.posting_id
            rows between unbounded preceding and 1 preceding
        ) as ended_before
    from core.posting_spell as spell join placed using (posting_id)
),
anew as (
    select cluster_id, opened_on, lag(opened_on, 2) over (partition by cluster_id order by opened_on) as two_before
    from spell where opened_on >= ended_before
)
select cluster_id, count(*) as reposts, coalesce(bool_or(opened_on - two_before <= 180), false) as is_often
from anew group by cluster_id;

delete from core.cluster where family_id in (from due_family)
    or family_id in (select posting_id from due_posting);
insert into core.cluster by name
with life as (
    select
        family_id, turn, cluster_id, count(*)::integer as postings,
        count(distinct (source, board))::integer as boards,
        min(period_on) as first_period_on, max(period_on) as last_period_on,
        min(first_seen_on) as first_seen_on, max(last_seen_on) as last_seen_on,
        case when count(*) = count(closed_on) then max(closed_on) end as closed_on
    from placed group by all
),
why as (
    select cluster_id, string_agg(distinct rule, '; ' order by rule) as reason
    from (
        select posting_id, rule from core.posting_twin
        union all
        select twin_id, rule from core.posting_twin
    )
    join placed using (posting_id) group by cluster_id
)
select
    life.* exclude (turn),
    coalesce(reposts, 0)::integer as reposts,
    lag(cluster_id) over (partition by family_id order by turn) as repost_of,
    last_seen_on - first_seen_on > 90 or coalesce(is_often, false) as is_stale,
    case when postings = 1 then 'alone' else reason end as reason
from life
left join repost using (cluster_id)
left join why using (cluster_id);
