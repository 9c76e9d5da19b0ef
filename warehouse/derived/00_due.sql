-- The boards to be looked at again, and from which night on: from the earliest that was loaded since; from the first
-- where postings or nights were never looked at, or where the registry expects something else by now.
create or replace temp table due_board as
with loaded as (select source, board, min(since) as since from core.due_board group by all),
overlooked as (
    select source, board, observed_on from core.posting anti join core.posting_life using (posting_id)
    union all
    select source, board, observed_on
    from core.board_day anti join core.expected_yield using (source, board, observed_on)
    where not is_window
),
due as (
    from loaded
    union all
    select source, board, date '0001-01-01'
    from overlooked left join loaded using (source, board)
    where since is null or observed_on < since
    union all
    select night.source, night.board, date '0001-01-01'
    from core.expected_yield as night
    left join core.board as board using (source, board)
    where night.expected_min is distinct from board.expected_min
)
select source, board, min(since) as since from due group by all;

-- Postings whose texts may be others now: those that were seen since.
create or replace temp table seen_posting as
select distinct posting_id
from core.observation as observation join due_board as due using (source, board)
where observation.observed_on >= due.since;

-- Postings whose lives may be others now: those, and what was open on the complete night before or since, which a
-- night after it can confirm. What was gone by then was missed on nights that nothing changed.
create or replace temp table due_life as
with judged as (
    select due.source, due.board, coalesce(max(night.observed_on), due.since) as since
    from due_board as due
    left join core.complete_night as night
        on night.source = due.source and night.board = due.board and night.observed_on < due.since
    group by due.source, due.board, due.since
)
from seen_posting
union
select posting_id
from core.posting_life as life join judged using (source, board)
where life.closed_on is null or life.closed_on >= judged.since;
