-- Which postings an update of the published file has to look at: affected.posting, with what the file says of each: the
-- month it was first seen in, its text and its role. One too many costs time; one too few would be a wrong number.
create table affected.posting as
with differing as (
    -- What a load since then brought, or made come out otherwise.
    select posting_id from core.touched_posting where load_number > getvariable('since')
    -- What a board says of all its postings.
    union
    select posting_id from core.posting
    semi join (from core.board except from board) as changed using (source, board)
)
select
    posting_id, strftime(first_seen_on, '%Y-%m') as month_before, null::varchar as month_after,
    text_sha256 as text_sha256_before, role as role_before
from differing left join posting using (posting_id);
