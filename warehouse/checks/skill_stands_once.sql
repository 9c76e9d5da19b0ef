-- A skill that stands twice for one posting.
-- severity: critical
-- changes by: posting_id
select posting_id, skill_id, count(*) as times from posting_skill group by all having count(*) > 1
