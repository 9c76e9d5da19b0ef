-- A skill, an amount of years or a text whose posting is not there.
-- severity: critical
select 'posting_skill' as stands_in, posting_id from posting_skill anti join posting using (posting_id)
union all select 'posting_years', posting_id from posting_years anti join posting using (posting_id)
union all select 'posting_text', posting_id from posting_text anti join posting using (posting_id)
