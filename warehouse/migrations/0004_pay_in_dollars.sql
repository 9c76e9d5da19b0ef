-- Pay as US dollars for a full year, at the mean rate of the year that a posting was posted in.
alter table core.posting add column salary_min_usd_year double;
alter table core.posting add column salary_max_usd_year double;
