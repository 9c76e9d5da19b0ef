-- The life of each posting in one row.
create or replace temp table fresh_life as
with lived as (
    select
        posting_id, min(opened_on) as first_seen_on, max(last_seen_on) as last_seen_on,
        max(spell) as spells, arg_max_null(closed_on, spell) as closed_on,
        max(opened_on) filter (where spell > 1) as reopened_on
    from core.posting_spell semi join due_life using (posting_id)
    group by posting_id
),
worded as (
    select posting_id, max(version) as versions
    from core.posting_version semi join due_life using (posting_id)
    group by posting_id
)
select
    posting.posting_id, posting.source, posting.board, lived.first_seen_on, lived.last_seen_on, lived.closed_on,
    lived.reopened_on, lived.spells::integer as spells, worded.versions::integer as versions,
    -- The day a posting counts for: what a board shows on its first night was not all posted that night,
    -- and what is still open of older months is no sample of them; dated monthly threads and imports are.
    case
        when posting.origin = 'import' or posting.source = 'hn_who_is_hiring' then posting.posted_on
        else lived.first_seen_on
    end as period_on
from core.posting as posting
semi join due_life using (posting_id)
join lived using (posting_id)
join worded using (posting_id);

create or replace temp table changed_life as
with known as (from core.posting_life semi join due_life using (posting_id))
select posting_id from ((from fresh_life except from known) union all (from known except from fresh_life))
union
from changed_spell;
delete from core.posting_life where posting_id in (from changed_life);
insert into core.posting_life by name from fresh_life semi join changed_life using (posting_id);
