-- A text, a title, a name or a reason that still holds an e-mail address or a link to a messenger.
-- severity: critical
-- changes by: posting_id
with said as (
    select 'posting_text' as stands_in, posting_id as id, plain_text as words from posting_text
    union all select 'posting', posting_id, concat_ws(' ', title, company) from posting
    union all select 'rejection', external_id, reason from rejection
    union all select 'source_day', board, detail from source_day
)
select stands_in, id from said
where (contains(words, '@') and regexp_matches(
    -- An address of a repository is no person's.
    regexp_replace(words, '\bgit@\S+', '', 'g'), '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}'
)) or regexp_matches(words, '\b(?:t|wa)\.me/\w\w')
