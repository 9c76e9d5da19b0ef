-- A posting that no run observed.
-- severity: critical
-- changes by: posting_id
select posting_id from posting anti join observation using (posting_id)
