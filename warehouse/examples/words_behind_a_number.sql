-- With which words do postings ask for Kubernetes? (Another skill: another label.)
with chosen as (
    select posting_id, level, section, start_at, end_at, matched_text
    from posting_skill join skill using (skill_id) semi join lead_posting using (posting_id)
    where label = 'Kubernetes'
    order by posting_id limit 20
)
select
    company, level, section,
    regexp_extract(plain_text[greatest(1, start_at - 80) : end_at + 80], '[^\n]*' || regexp_escape(matched_text) || '[^\n]*')
        as words, url
from chosen join posting_text using (posting_id) join posting using (posting_id)
order by posting_id;
