-- A skill that postings name and the taxonomy lacks.
-- severity: critical
select skill_id, count(*) as postings from posting_skill anti join skill using (skill_id) group by skill_id
