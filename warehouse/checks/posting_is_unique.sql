-- A posting that stands more than once.
-- severity: critical
select posting_id, count(*) as times from posting group by posting_id having count(*) > 1
