-- A board that listed postings on its day before and answered with none on its last day.
-- severity: warning
with ranked as (
    select source, board, observed_on, outcome, listed,
        lag(listed) over (partition by source, board order by observed_on) as listed_before,
        row_number() over (partition by source, board order by observed_on desc) as age
    from source_day
)
select source, board, observed_on, outcome, listed_before from ranked
where age = 1 and listed = 0 and listed_before > 0
