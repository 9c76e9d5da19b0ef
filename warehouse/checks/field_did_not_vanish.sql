-- A field that a source's entries filled before and hardly fill any more (two-proportion z below -4, by over 20 points).
-- severity: warning
with paired as (
    select source, field, observed_on, filled, entries,
        lag(filled) over field_history as filled_before, lag(entries) over field_history as entries_before,
        row_number() over (partition by source, field order by observed_on desc) as age
    from field_day where known
    window field_history as (partition by source, field order by observed_on)
),
compared as (
    select *, filled / entries - filled_before / entries_before as change,
        (filled + filled_before) / (entries + entries_before) as pooled
    from paired where age = 1 and entries >= 20 and entries_before >= 20
)
select source, field, observed_on, filled, entries, filled_before, entries_before, change,
    change / nullif(sqrt(pooled * (1 - pooled) * (1 / entries + 1 / entries_before)), 0) as z
from compared
where change < -0.2 and change / nullif(sqrt(pooled * (1 - pooled) * (1 / entries + 1 / entries_before)), 0) < -4
