-- Which skills stand for each other ("Java or Go"), of which any one will do?
select one.label as skill, other.label as or_this, count(distinct left_one.posting_id) as postings
from posting_skill as left_one
join posting_skill as right_one using (posting_id, group_id)
join skill as one on one.skill_id = left_one.skill_id
join skill as other on other.skill_id = right_one.skill_id
semi join lead_posting using (posting_id)
where one.label < other.label
group by all order by postings desc, skill, or_this limit 25;
