-- A cluster named after a posting that is not its member.
-- severity: critical
select distinct member.cluster_id from posting as member
left join posting as head on head.posting_id = member.cluster_id
where head.cluster_id is distinct from member.cluster_id
