-- Pay for a full year outside five thousand to a million US dollars, or the least above the highest.
-- severity: critical
-- changes by: posting_id
select posting_id, salary_min_usd_year, salary_max_usd_year from posting
where salary_min_usd_year not between 5000 and 1000000 or salary_max_usd_year not between 5000 and 1000000
    or salary_min_usd_year > salary_max_usd_year
