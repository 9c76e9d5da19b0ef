-- With which words do postings ask for Kubernetes? (Another skill: another label.)
select
    company, level, section,
    regexp_extract(plain_text[greatest(1, start_at - 80) : end_at + 80], '[^\n]*' || regexp_escape(matched_text) || '[^\n]*')
        as words, url
from posting_skill join skill using (skill_id) join posting_text using (posting_id) join posting using (posting_id)
semi join lead_posting using (posting_id)
where label = 'Kubernetes'
order by posting_id limit 20;
