-- A skill that postings name and the taxonomy lacks; or one that it lacks and that does not say so.
-- severity: critical
-- changes by: posting_id
select posting_skill.skill_id, count(*) as postings
from posting_skill left join skill using (skill_id)
where skill.skill_id is null or skill.is_listed <> posting_skill.is_listed
   or posting_skill.is_listed = starts_with(posting_skill.skill_id, 'unlisted-')
group by all
