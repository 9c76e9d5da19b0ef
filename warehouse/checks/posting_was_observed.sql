-- A posting that no run observed.
-- severity: critical
select posting_id from posting anti join observation using (posting_id)
