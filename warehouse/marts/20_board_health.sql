-- How each board answered on each day: the operator's view of what the numbers rest on.
create table board_health as
select
    source, board, company, observed_on, outcome, advertised, listed, fetched, parsed, rejected,
    new_postings, changed, unchanged, closed, 1 as boards
from source_day order by source, board, observed_on;
