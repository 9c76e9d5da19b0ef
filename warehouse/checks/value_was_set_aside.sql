-- A value of a posting that cannot be true and was set aside.
-- severity: warning
select field, reason, count(*) as times, any_value(value order by posting_id) as one_of_them from set_aside group by all
