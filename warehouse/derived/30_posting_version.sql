-- The texts that a posting had, one after the other: a text that comes back is a version of its own.
delete from core.posting_version where posting_id in (from seen_posting);
insert into core.posting_version by name
with seen as (
    select posting_id, source, board, observed_on, text_sha256,
        coalesce(text_sha256 <> lag(text_sha256) over (partition by posting_id order by observed_on), true) as is_new
    from core.observation semi join seen_posting using (posting_id)
),
numbered as (
    select *, count(*) filter (where is_new) over (partition by posting_id order by observed_on) as version from seen
)
select
    posting_id, source, board, version::integer as version, any_value(text_sha256) as text_sha256,
    min(observed_on) as first_seen_on, max(observed_on) as last_seen_on,
    version = max(version) over (partition by posting_id) as is_latest
from numbered
group by posting_id, source, board, version;
