-- Which skills moved most between the last six months and the six before, counted on boards that were there in both?
with newest as (select max(month) as month from lead_posting),
half as (
    select posting_id, source, board, lead_posting.month > newest.month - interval 6 months as is_late
    from lead_posting cross join newest where lead_posting.month > newest.month - interval 12 months
),
same_board as (
    select * from half
    qualify count(distinct is_late) over (partition by source, board) = 2
),
base as (
    select count(*) filter (where is_late) as late, count(*) filter (where not is_late) as early from same_board
)
select
    label, count(*) filter (where not is_late) as before, count(*) filter (where is_late) as after,
    round(count(*) filter (where not is_late) / any_value(early), 3) as share_before,
    round(count(*) filter (where is_late) / any_value(late), 3) as share_after,
    round(100 * (share_after - share_before), 1) as points
from same_board join posting_skill using (posting_id) join skill using (skill_id) cross join base
where skill.is_listed
group by label having count(*) >= 30
order by abs(points) desc, label limit 25;
