-- A statement or a text whose posting is not there.
-- severity: critical
-- changes by: posting_id
select 'posting_skill' as stands_in, posting_id from posting_skill anti join posting using (posting_id)
union all select 'posting_years', posting_id from posting_years anti join posting using (posting_id)
union all select 'posting_responsibility', posting_id from posting_responsibility anti join posting using (posting_id)
union all
select 'posting_responsibility_code', posting_id from posting_responsibility_code anti join posting using (posting_id)
union all select 'posting_soft_skill', posting_id from posting_soft_skill anti join posting using (posting_id)
union all select 'posting_certification', posting_id from posting_certification anti join posting using (posting_id)
union all select 'posting_language', posting_id from posting_language anti join posting using (posting_id)
union all select 'posting_text', posting_id from posting_text anti join posting using (posting_id)
