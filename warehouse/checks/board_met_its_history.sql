-- A board whose last night fell far below what its own history lets expect.
-- severity: warning
select source, board, observed_on, outcome, parsed, expected, robust_z, poisson_p, yield
from source_day
qualify row_number() over (partition by source, board order by observed_on desc) = 1
    and yield in ('critical', 'warning')
