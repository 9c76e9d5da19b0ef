-- Tech-lead postings per month and board: newly posted, and open on the month's last day. Additive over boards.
-- How much of the month the board was collected says which months of it can be compared; nothing is known of that for
-- imports, and of what is open for imports and monthly threads.
create table lead_month_board as
with posted as (
    select month, source, board, count(*)::integer as postings, count(distinct employer_id)::integer as employers
    from lead_posting where month is not null group by all
),
collected as (
    select
        date_trunc('month', observed_on)::date as month, source, board, count(*)::integer as days,
        count(*) filter (where outcome in ('ok', 'empty'))::integer as days_ok
    from source_day group by all
),
spell as (
    select lead_posting.source, lead_posting.board, opened_on, spell.closed_on
    from lead_posting join posting_spell as spell using (posting_id)
    where lead_posting.source in (select source from source_day) and lead_posting.source <> 'hn_who_is_hiring'
),
moved as (
    select source, board, date_trunc('month', opened_on)::date as month, 1 as change from spell
    union all
    select source, board, date_trunc('month', closed_on)::date, -1 from spell where closed_on is not null
),
step as (select source, board, month, sum(change) as change from moved group by all),
spine as (
    select month, source, board from posted
    union
    select month, source, board from collected
    union
    select month, source, board from step
),
opened as (
    select
        month, source, board,
        sum(coalesce(change, 0)) over (partition by source, board order by month)::integer as open_postings
    from spine left join step using (month, source, board)
)
select
    month, source, board, coalesce(postings, 0) as postings, coalesce(employers, 0) as employers,
    case when days_ok > 0 and source <> 'hn_who_is_hiring' then open_postings end as open_postings,
    days, days_ok, 1 as boards
from spine
left join posted using (month, source, board)
left join collected using (month, source, board)
left join opened using (month, source, board)
order by month, source, board;
