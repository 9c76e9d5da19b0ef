-- A share outside nought to one.
-- severity: critical
select month, skill_id, postings, n, share from skill_demand where not share between 0 and 1
