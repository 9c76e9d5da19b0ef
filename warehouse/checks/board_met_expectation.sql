-- A board that answered well but listed fewer postings than the registry expects, or more.
-- severity: warning
select source, board, observed_on, listed, expected_min, expected_max
from source_day join board using (source, board)
where outcome in ('ok', 'empty') and (listed < expected_min or listed > expected_max)
qualify row_number() over (partition by source, board order by observed_on desc) = 1
