-- What moved between two published files, `before` and `after`, per skill: its share of tech-lead postings in each, and
-- the change in three parts that add up to it.
--   rules: what the same postings, with the same text, are read to say now and were read to say before;
--   mix: sources that weigh more or less, because postings came and went;
--   data: other shares within the sources, because postings came and went.
-- Postings leave first (kept_before), are read anew (kept_after), then others join. What leaving and joining change is
-- parted by source: change of weight times mean share, and change of share times mean weight (Marshall and Edgeworth).
with lead as (
    select 'before' as stage, posting_id, source from before.lead_posting
    union all select 'after', posting_id, source from after.lead_posting
),
same_text as (
    select posting_id from before.posting as old join after.posting as new using (posting_id)
    where old.text_sha256 = new.text_sha256
),
staged as (
    select * from lead
    union all select 'kept_' || stage, posting_id, source from lead semi join same_text using (posting_id)
),
listed as (
    select skill_id, label, category, true as fresh from after.skill where is_listed
    union all select skill_id, label, category, false from before.skill where is_listed
),
skill as (
    select skill_id, any_value(label order by fresh desc) as label, any_value(category order by fresh desc) as category
    from listed group by skill_id
),
named as (
    select 'before' as stage, posting_id, skill_id from before.posting_skill
    union all select 'after', posting_id, skill_id from after.posting_skill
    union all select 'kept_before', posting_id, skill_id from before.posting_skill
    union all select 'kept_after', posting_id, skill_id from after.posting_skill
),
stage as (
    select stage, count(posting_id) as postings
    from (values ('before'), ('kept_before'), ('kept_after'), ('after')) as _(stage) left join staged using (stage)
    group by stage
),
weight as (
    select stage, source, count(*) as postings, count(*) / any_value(stage.postings) as weight
    from staged join stage using (stage) group by stage, source
),
counted as (
    select stage, source, skill_id, count(distinct posting_id) as postings
    from staged join named using (stage, posting_id) semi join skill using (skill_id) group by all
),
met as (select distinct skill_id, source from counted),
cell as (
    -- The share of a source that a stage lacks is no number: its weight, nought, then carries all of the change. Where a
    -- stage has no postings at all, sources weigh as in the other one, and all that changes is data.
    select met.skill_id, met.source, stage.stage, case when stage.postings > 0 then coalesce(weight.weight, 0) end as weight,
        case when stage.postings = 0 then 0 when weight.postings > 0 then coalesce(counted.postings, 0) / weight.postings end as share
    from met cross join stage
    left join weight on weight.stage = stage.stage and weight.source = met.source
    left join counted on counted.stage = stage.stage and counted.source = met.source and counted.skill_id = met.skill_id
),
step as (select * from (values ('before', 'kept_before'), ('kept_after', 'after')) as _(begins, ends)),
parted as (
    select old.skill_id,
        sum(coalesce(new.weight - old.weight, 0) * (coalesce(old.share, new.share, 0) + coalesce(new.share, old.share, 0)) / 2) as mix,
        sum((coalesce(new.share, old.share, 0) - coalesce(old.share, new.share, 0)) 
            * (coalesce(old.weight, new.weight, 0) + coalesce(new.weight, old.weight, 0)) / 2) as data
    from step
    join cell as old on old.stage = step.begins
    join cell as new on new.stage = step.ends and new.skill_id = old.skill_id and new.source = old.source
    group by old.skill_id
),
total as (
    select skill_id,
        sum(weight * share) filter (where stage = 'before') as share_before,
        sum(weight * share) filter (where stage = 'after') as share_after,
        sum(weight * share) filter (where stage = 'kept_before') as kept_before,
        sum(weight * share) filter (where stage = 'kept_after') as kept_after
    from cell group by skill_id
)
select
    skill_id, label, category, coalesce(share_before, 0) as share_before, coalesce(share_after, 0) as share_after,
    coalesce(share_after, 0) - coalesce(share_before, 0) as change,
    coalesce(kept_after, 0) - coalesce(kept_before, 0) as rules,
    coalesce(data, 0) as data, coalesce(mix, 0) as mix
from total join skill using (skill_id) left join parted using (skill_id)
order by abs(change) desc, skill_id
