-- Every posting once, as last seen, with its life: first seen, last seen, closed.
create table posting as
with seen as (
    select posting_id, min(observed_on) as first_seen_on, max(observed_on) as last_seen_on
    from core.observation group by posting_id
),
complete_day as (
    -- Only a complete listing that came up to the board's expected size, the registry's and its own history's,
    -- can say that a posting is gone. A window on the newest postings cannot.
    select day.source, day.board, day.observed_on
    from core.board_day as day
    join expected_yield using (source, board, observed_on)
    left join core.board as board using (source, board)
    where day.outcome = 'ok' and day.listed >= coalesce(board.expected_min, 0)
        and expected_yield.yield <> 'critical'
),
closed as (
    select posting.posting_id, min(complete_day.observed_on) as closed_on
    from core.posting as posting
    join seen using (posting_id)
    join complete_day on complete_day.source = posting.source and complete_day.board = posting.board
        and complete_day.observed_on > seen.last_seen_on
    where posting.origin = 'crawl'
    group by posting.posting_id
),
dated as (
    select
        posting.*, seen.first_seen_on, seen.last_seen_on, closed.closed_on,
        -- The day a posting counts for: what a board shows on its first night was not all posted that night,
        -- and what is still open of older months is no sample of them; dated monthly threads and imports are.
        case
            when origin = 'import' or source = 'hn_who_is_hiring' then posted_on
            else first_seen_on
        end as period_on
    from core.posting as posting
    join seen using (posting_id)
    left join closed using (posting_id)
)
select
    dated.posting_id,
    first_value(dated.posting_id) over (
        partition by coalesce(employer_id || ' ' || text_skeleton, dated.posting_id)
        order by period_on nulls last, dated.posting_id
    ) as cluster_id,
    dated.source, dated.board, external_id, url, title, coalesce(dated.company, board.company) as company, employer_id,
    role, is_lead, seniority, people_management, hands_on, language,
    dated.country, region, city, workplace,
    posted_on, period_on, first_seen_on, last_seen_on, closed_on,
    years_min, years_max,
    education_level, education_required, education_or_equivalent,
    salary_min, salary_max, salary_currency, salary_period,
    salary_min_usd_year, salary_max_usd_year,
    coalesce(employer_size, board.size) as employer_size,
    coalesce(dated.industry, board.industry) as industry,
    null::boolean as is_it_employer,
    text_sha256, taxonomy_version, normaliser_version, origin
from dated
left join core.board as board using (source, board)
order by dated.source, dated.board, dated.posting_id;

create table cluster as
select
    cluster_id, count(*)::integer as postings, min(period_on) as first_period_on, max(period_on) as last_period_on,
    case when count(*) = 1 then 'alone' else 'same employer, same text' end as reason
from posting group by cluster_id order by cluster_id;

create table posting_text as
select posting_id, plain_text from core.posting where plain_text is not null order by source, board, posting_id;
