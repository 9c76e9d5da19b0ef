-- A text that still holds an e-mail address.
-- severity: critical
select posting_id from posting_text
where contains(plain_text, '@') and regexp_matches(plain_text, '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}')
