-- What a new text of a posting added to, dropped from or asked differently than the text before it. Where the two were
-- read with other rules, the rules may be the cause.
delete from core.posting_skill_change where posting_id in (from seen_posting);
insert into core.posting_skill_change by name
with changed as (
    select posting_id, posting.text_sha256, posting.taxonomy_version, posting.normaliser_version
    from core.posting as posting
    semi join (
        select posting_id from core.posting_version semi join seen_posting using (posting_id) where version > 1
    ) using (posting_id)
),
reading as (
    select posting_id, text_sha256, taxonomy_version, normaliser_version, skills
    from core.former_text
    semi join changed using (posting_id)
    anti join changed using (posting_id, text_sha256)
    union all
    select
        changed.*,
        coalesce(
            list({'skill_id': skill_id, 'level': level}) filter (where skill_id is not null), []
        ) as skills
    from changed left join core.posting_skill using (posting_id)
    group by all
),
worded as (
    select version.posting_id, source, board, version, first_seen_on, taxonomy_version, normaliser_version, skills
    from core.posting_version as version join reading using (posting_id, text_sha256)
),
turn as (
    select
        later.posting_id, later.source, later.board, later.version, later.first_seen_on as changed_on,
        (later.taxonomy_version, later.normaliser_version) = (earlier.taxonomy_version, earlier.normaliser_version)
            as same_rules,
        earlier.skills as skills_before, later.skills as skills_after
    from worded as later
    join worded as earlier on earlier.posting_id = later.posting_id and earlier.version = later.version - 1
),
named as (
    select turn.* exclude (skills_before, skills_after), skill.skill_id, skill.level as level_before, null as level_after
    from turn, unnest(skills_before) as before(skill)
    union all
    select turn.* exclude (skills_before, skills_after), skill.skill_id, null, skill.level
    from turn, unnest(skills_after) as after(skill)
)
select
    posting_id, source, board, version, changed_on, skill_id,
    case
        when max(level_before) is null then 'added'
        when max(level_after) is null then 'dropped'
        else 'level'
    end as change,
    max(level_before) as level_before, max(level_after) as level_after, same_rules
from named
group by posting_id, source, board, version, changed_on, skill_id, same_rules
having max(level_before) is distinct from max(level_after);
