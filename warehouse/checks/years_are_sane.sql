-- An amount of experience that nobody asks for: below nought, above twenty, or upside down.
-- severity: critical
-- changes by: posting_id
select posting_id, years_min, years_max, matched_text from posting_years
where not coalesce(years_min, 0) between 0 and 20 or not coalesce(years_max, 0) between 0 and 20
   or years_min > years_max or (years_min is null and years_max is null)
