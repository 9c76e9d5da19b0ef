-- A row whose key is missing or not its alone (twins of postings and of skills have checks of their own).
-- severity: critical
-- changes by: posting_id
select 'board' as stands_in, concat_ws(' ', source, board) as key, count(*) as times from board
group by source, board having count(*) > 1 or source is null or board is null
union all select 'cluster' as stands_in, cluster_id as key, count(*) as times from cluster
group by cluster_id having count(*) > 1 or cluster_id is null
union all select 'cluster_link' as stands_in, concat_ws(' ', posting_id, twin_id) as key, count(*) as times from cluster_link
group by posting_id, twin_id having count(*) > 1 or posting_id is null or twin_id is null
union all select 'employer' as stands_in, employer_id as key, count(*) as times from employer
group by employer_id having count(*) > 1 or employer_id is null
union all select 'field_day' as stands_in, concat_ws(' ', source, observed_on, field, known) as key, count(*) as times from field_day
group by source, observed_on, field, known having count(*) > 1 or source is null or observed_on is null or field is null or known is null
union all select 'lead_posting' as stands_in, posting_id as key, count(*) as times from lead_posting
group by posting_id having count(*) > 1 or posting_id is null
union all select 'observation' as stands_in, concat_ws(' ', posting_id, observed_on) as key, count(*) as times from observation
group by posting_id, observed_on having count(*) > 1 or posting_id is null or observed_on is null
union all select 'posting' as stands_in, posting_id as key, 1 as times from posting where posting_id is null
union all select 'posting_skill' as stands_in, concat_ws(' ', posting_id, skill_id) as key, 1 as times from posting_skill where posting_id is null or skill_id is null
union all select 'posting_skill_change' as stands_in, concat_ws(' ', posting_id, version, skill_id) as key, count(*) as times from posting_skill_change
group by posting_id, version, skill_id having count(*) > 1 or posting_id is null or version is null or skill_id is null
union all select 'posting_spell' as stands_in, concat_ws(' ', posting_id, spell) as key, count(*) as times from posting_spell
group by posting_id, spell having count(*) > 1 or posting_id is null or spell is null
union all select 'posting_text' as stands_in, posting_id as key, count(*) as times from posting_text
group by posting_id having count(*) > 1 or posting_id is null
union all select 'posting_version' as stands_in, concat_ws(' ', posting_id, version) as key, count(*) as times from posting_version
group by posting_id, version having count(*) > 1 or posting_id is null or version is null
union all select 'responsibility' as stands_in, name as key, count(*) as times from responsibility
group by name having count(*) > 1 or name is null
union all select 'run' as stands_in, run_id as key, count(*) as times from run
group by run_id having count(*) > 1 or run_id is null
union all select 'skill' as stands_in, skill_id as key, count(*) as times from skill
group by skill_id having count(*) > 1 or skill_id is null
union all select 'source_day' as stands_in, concat_ws(' ', source, board, observed_on) as key, count(*) as times from source_day
group by source, board, observed_on having count(*) > 1 or source is null or board is null or observed_on is null
union all select 'source_policy' as stands_in, source as key, count(*) as times from source_policy
group by source having count(*) > 1 or source is null
union all select 'source_robots' as stands_in, concat_ws(' ', source, host) as key, count(*) as times from source_robots
group by source, host having count(*) > 1 or source is null or host is null
union all select 'vocabulary' as stands_in, vocabulary as key, count(*) as times from vocabulary
group by vocabulary having count(*) > 1 or vocabulary is null
