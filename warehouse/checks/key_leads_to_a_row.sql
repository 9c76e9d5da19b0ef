-- A row that leads to a posting, a cluster or a skill which is not there (rows of postings: key_of_a_posting_leads_to_a_row).
-- severity: critical
select 'cluster' as stands_in, repost_of as key from cluster
where repost_of is not null and repost_of not in (select cluster_id from cluster where cluster_id is not null)
union all select 'cluster_link' as stands_in, posting_id as key from cluster_link
where posting_id is not null and posting_id not in (select posting_id from posting where posting_id is not null)
union all select 'cluster_link' as stands_in, twin_id as key from cluster_link
where twin_id is not null and twin_id not in (select posting_id from posting where posting_id is not null)
union all select 'cluster_link' as stands_in, cluster_id as key from cluster_link
where cluster_id is not null and cluster_id not in (select cluster_id from cluster where cluster_id is not null)
union all select 'skill' as stands_in, parent as key from skill
where parent is not null and parent not in (select skill_id from skill where skill_id is not null)
union all select 'skill_demand' as stands_in, skill_id as key from skill_demand
where skill_id is not null and skill_id not in (select skill_id from skill where skill_id is not null)
union all select 'skill_month_employer' as stands_in, skill_id as key from skill_month_employer
where skill_id is not null and skill_id not in (select skill_id from skill where skill_id is not null)
union all select 'years_attached' as stands_in, skill_id as key from years_attached
where skill_id is not null and skill_id not in (select skill_id from skill where skill_id is not null)
