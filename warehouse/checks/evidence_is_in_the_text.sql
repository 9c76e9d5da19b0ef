-- A fact whose words do not stand where it says.
-- severity: critical
-- changes by: posting_id
with fact as (
    select posting_id, start_at, end_at, matched_text from posting_skill
    union all select posting_id, start_at, end_at, matched_text from posting_years
    union all select posting_id, start_at, end_at, matched_text from posting_responsibility
    union all select posting_id, start_at, end_at, matched_text from posting_responsibility_code
    union all select posting_id, start_at, end_at, matched_text from posting_soft_skill
    union all select posting_id, start_at, end_at, matched_text from posting_certification
    union all select posting_id, start_at, end_at, matched_text from posting_language
)
select posting_id, start_at, end_at, matched_text
from fact join posting_text using (posting_id)
where substring(plain_text, start_at + 1, end_at - start_at) <> matched_text
