-- A posting seen last before it was seen first, posted after it was seen, or observed after the last run.
-- severity: critical
select 'posting' as stands_in, posting_id, posted_on, first_seen_on, last_seen_on from posting
where first_seen_on > last_seen_on or posted_on > last_seen_on + 1
union all
select 'observation', posting_id, null, observed_on, null from observation
where observed_on > (select max(run_date) from run)
