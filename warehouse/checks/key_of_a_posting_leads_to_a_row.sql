-- A row of a posting that leads to a posting, a cluster, a skill or a run which is not there (statements: fact_has_a_posting).
-- severity: critical
-- changes by: posting_id
select 'lead_posting' as stands_in, posting_id as key from lead_posting
where posting_id is not null and posting_id not in (select posting_id from posting where posting_id is not null)
union all select 'lead_posting' as stands_in, cluster_id as key from lead_posting
where cluster_id is not null and cluster_id not in (select cluster_id from cluster where cluster_id is not null)
union all select 'observation' as stands_in, posting_id as key from observation
where posting_id is not null and posting_id not in (select posting_id from posting where posting_id is not null)
union all select 'observation' as stands_in, run_id as key from observation
where run_id is not null and run_id not in (select run_id from run where run_id is not null)
union all select 'pay_stated' as stands_in, posting_id as key from pay_stated
where posting_id is not null and posting_id not in (select posting_id from posting where posting_id is not null)
union all select 'posting' as stands_in, cluster_id as key from posting
where cluster_id is not null and cluster_id not in (select cluster_id from cluster where cluster_id is not null)
union all select 'posting' as stands_in, repost_of as key from posting
where repost_of is not null and repost_of not in (select cluster_id from cluster where cluster_id is not null)
union all select 'posting_skill_change' as stands_in, posting_id as key from posting_skill_change
where posting_id is not null and posting_id not in (select posting_id from posting where posting_id is not null)
union all select 'posting_skill_change' as stands_in, skill_id as key from posting_skill_change
where skill_id is not null and skill_id not in (select skill_id from skill where skill_id is not null)
union all select 'posting_spell' as stands_in, posting_id as key from posting_spell
where posting_id is not null and posting_id not in (select posting_id from posting where posting_id is not null)
union all select 'posting_version' as stands_in, posting_id as key from posting_version
where posting_id is not null and posting_id not in (select posting_id from posting where posting_id is not null)
union all select 'set_aside' as stands_in, posting_id as key from set_aside
where posting_id is not null and posting_id not in (select posting_id from posting where posting_id is not null)
