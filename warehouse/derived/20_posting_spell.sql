-- From observations to lives. A posting closes on the first complete night that lacks it, and reopens when it is seen
-- again after that. Windows on the newest postings, imports, and nights that were partial, failed or fell short close
-- nothing.
create or replace temp table complete as
select
    day.source, day.board, day.observed_on,
    lead(day.observed_on) over (partition by day.source, day.board order by day.observed_on) as confirmed_on
from core.board_day as day
semi join due_board using (source, board)
join core.expected_yield as expected using (source, board, observed_on)
where expected.yield <> 'critical'
    and (
        (day.outcome = 'ok' and day.listed >= coalesce(expected.expected_min, 0))
        or (day.outcome = 'empty' and coalesce(expected.expected_min, 0) = 0)
    );

-- Each sighting of a posting with the next one, and with the first complete night after it: it was missed there where
-- it was not seen that night or before.
create or replace temp table sighting as
with seen as (
    select
        observation.posting_id, observation.source, observation.board, observation.observed_on,
        lead(observation.observed_on) over (
            partition by observation.posting_id order by observation.observed_on
        ) as next_seen_on
    from core.observation as observation semi join due_life using (posting_id)
)
select
    seen.*, posting.origin = 'crawl' as can_close, complete.observed_on as judged_on, complete.confirmed_on,
    complete.observed_on is not null and coalesce(seen.next_seen_on > complete.observed_on, true) as is_missed
from seen
join core.posting as posting using (posting_id)
asof left join complete
    on seen.source = complete.source and seen.board = complete.board and seen.observed_on < complete.observed_on;

-- More than a fifth of a board's postings gone in one night is held: it stands only where the next complete night
-- lacks them too.
delete from core.complete_night as known using due_board as due
where known.source = due.source and known.board = due.board and known.observed_on >= due.since;
update core.complete_night as known set confirmed_on = complete.confirmed_on
from complete
where known.source = complete.source and known.board = complete.board
    and known.observed_on = complete.observed_on and known.confirmed_on is distinct from complete.confirmed_on;
insert into core.complete_night by name
with judged as (
    select
        source, board, judged_on as observed_on, count(*) as active, count(*) filter (where is_missed) as vanished
    from sighting
    -- Of several sightings before a night the last one counts.
    where can_close and coalesce(next_seen_on >= judged_on, true)
    group by all
)
select
    complete.source, complete.board, complete.observed_on, complete.confirmed_on,
    coalesce(active, 0)::integer as active, coalesce(vanished, 0)::integer as vanished,
    coalesce(vanished > 0.2 * active, false) as is_mass
from complete
join due_board as due using (source, board)
left join judged using (source, board, observed_on)
where complete.observed_on >= due.since;

create or replace temp table fresh_spell as
with judged as (
    select
        sighting.*,
        sighting.can_close and sighting.is_missed
            and (
                not night.is_mass
                or (
                    night.confirmed_on is not null
                    and coalesce(sighting.next_seen_on > night.confirmed_on, true)
                )
            ) as is_closed
    from sighting
    left join core.complete_night as night
        on night.source = sighting.source and night.board = sighting.board and night.observed_on = sighting.judged_on
),
numbered as (
    select
        *,
        1 + count(*) filter (where is_closed) over (
            partition by posting_id order by observed_on rows between unbounded preceding and 1 preceding
        ) as spell
    from judged
)
select
    posting_id, source, board, spell::integer as spell, min(observed_on) as opened_on,
    max(observed_on) as last_seen_on, max(judged_on) filter (where is_closed) as closed_on
from numbered
group by posting_id, source, board, spell;

-- Only what came out otherwise is written, and looked at from here on.
create or replace temp table changed_spell as
with known as (from core.posting_spell semi join due_life using (posting_id))
select posting_id from ((from fresh_spell except from known) union all (from known except from fresh_spell))
group by posting_id;
delete from core.posting_spell where posting_id in (from changed_spell);
insert into core.posting_spell by name from fresh_spell semi join changed_spell using (posting_id);
