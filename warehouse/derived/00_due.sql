-- The boards whose postings are to be looked at: with nights loaded since, with postings or nights never looked at,
-- or of which the registry expects something else by now.
create or replace temp table due_board as
select source, board from core.due_board
union
select source, board from core.posting anti join core.posting_life using (posting_id)
union
select source, board from core.board_day anti join core.expected_yield using (source, board, observed_on)
where not is_window
union
select night.source, night.board
from core.expected_yield as night
left join core.board as board using (source, board)
where night.expected_min is distinct from board.expected_min;
