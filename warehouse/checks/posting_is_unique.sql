-- A posting that stands more than once.
-- severity: critical
-- changes by: posting_id
select posting_id, count(*) as times from posting group by posting_id having count(*) > 1
