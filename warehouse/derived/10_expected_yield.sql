-- What each board's own history lets expect of a night, and how far the night is from it.
-- Expected is the median of the last 8 successful nights on the same weekday, or of the last 14 where there are none
-- of those yet. Large boards are judged by a robust z-score (Iglewicz and Hoaglin 1993, 0.6745 (x - median) / MAD,
-- with 5 % of the median as the least MAD), boards under 20 postings by the lower Poisson tail.
delete from core.expected_yield as known using due_board as due
where known.source = due.source and known.board = due.board and known.observed_on >= due.since;

insert into core.expected_yield by name
with day as (
    select source, board, observed_on, parsed, outcome, dayofweek(observed_on) as weekday
    from core.board_day semi join due_board using (source, board)
    where not is_window
),
good as (
    select *,
        list(parsed) over (
            partition by source, board, weekday order by observed_on rows between 7 preceding and current row
        ) as same_weekday,
        list(parsed) over (
            partition by source, board order by observed_on rows between 13 preceding and current row
        ) as recent
    from day where outcome in ('ok', 'empty')
),
baseline as (
    select day.*,
        case when len(weekly.same_weekday) = 8 then weekly.same_weekday else coalesce(daily.recent, []) end as nights
    from day
    asof left join good as weekly on day.source = weekly.source and day.board = weekly.board
        and day.weekday = weekly.weekday and day.observed_on > weekly.observed_on
    asof left join good as daily on day.source = daily.source and day.board = daily.board
        and day.observed_on > daily.observed_on
),
centred as (
    select *, list_median(nights) as expected,
        list_median(list_transform(nights, lambda x: abs(x - list_median(nights)))) as deviation
    from baseline
),
scored as (
    select source, board, observed_on, parsed, outcome, expected, len(nights) as nights,
        case when expected >= 20 then 0.6745 * (parsed - expected) / greatest(deviation, 0.05 * expected) end
            as robust_z,
        case when expected > 0 and expected < 20 then
            least(1, list_sum(list_transform(range(0, parsed + 1),
                lambda k: exp(k * ln(expected) - expected - lgamma(k + 1)))))
        end as poisson_p
    from centred
)
select scored.source, scored.board, observed_on, board.expected_min, parsed, nights::integer as nights, expected, robust_z, poisson_p,
    case
        when nights < 3 then 'no history'
        when outcome not in ('ok', 'empty', 'partial') then 'no answer'
        when robust_z < -3.5 or poisson_p < 0.001 then 'critical'
        when (expected >= 20 and parsed < 0.5 * expected) or (expected >= 5 and parsed = 0) then 'critical'
        when robust_z < -2.5 or poisson_p < 0.01 then 'warning'
        when robust_z > 5 then 'spike'
        else 'expected'
    end as yield
from scored
join due_board as due using (source, board)
left join core.board as board using (source, board)
where observed_on >= due.since;
