-- What each board's own history lets expect of a night, and how far the night is from it.
create table expected_yield as
select source, board, observed_on, parsed, nights, expected, robust_z, poisson_p, yield
from core.expected_yield order by source, board, observed_on;

-- How each board answered on each day, and what that day brought: new, changed, unchanged, closed, reopened postings.
create table source_day as
with seen as (
    select
        observation.*,
        lag(text_sha256) over (partition by posting_id order by observed_on) as text_before
    from core.observation as observation
),
met as (
    select
        source, board, observed_on,
        count(*) filter (where text_before is null) as new_postings,
        count(*) filter (where text_before <> text_sha256) as changed,
        count(*) filter (where text_before = text_sha256) as unchanged
    from seen group by all
),
gone as (
    select source, board, closed_on as observed_on, count(*) as closed
    from core.posting_spell where closed_on is not null group by all
),
back as (
    select source, board, opened_on as observed_on, count(*) as reopened
    from core.posting_spell where spell > 1 group by all
)
select
    day.source, day.board, day.company, day.observed_on, day.outcome,
    day.advertised, day.listed, day.fetched, day.parsed, day.rejected, day.repeated, day.requests, day.is_window,
    coalesce(met.new_postings, 0)::integer as new_postings,
    coalesce(met.changed, 0)::integer as changed,
    coalesce(met.unchanged, 0)::integer as unchanged,
    coalesce(gone.closed, 0)::integer as closed,
    coalesce(back.reopened, 0)::integer as reopened,
    night.active, night.vanished,
    coalesce(night.is_mass and night.confirmed_on is null, false) as is_held,
    expected_yield.expected, expected_yield.robust_z, expected_yield.poisson_p,
    coalesce(expected_yield.yield, 'window') as yield,
    day.detail
from core.board_day as day
left join expected_yield using (source, board, observed_on)
left join met using (source, board, observed_on)
left join gone using (source, board, observed_on)
left join back using (source, board, observed_on)
left join core.complete_night as night using (source, board, observed_on)
order by day.source, day.board, day.observed_on;

-- How often a source's entries filled a field, and which fields no spider knows.
create table field_day as
select source, observed_on, field, known, filled, entries, filled / entries as fill
from core.field_day order by source, observed_on, known desc, field;
