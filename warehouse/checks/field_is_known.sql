-- A field in a source's latest answers that its spider neither reads nor ignores on purpose.
-- severity: warning
select source, field, observed_on, filled, entries from field_day
where not known
qualify observed_on = max(observed_on) over (partition by source)
