-- A word outside the closed list of its column, on which readers' filters rest.
-- severity: critical
-- changes by: posting_id
with said as (
    select 'role' as field, role as word, posting_id from posting
    union all select 'seniority', seniority, posting_id from posting
    union all select 'workplace', workplace, posting_id from posting
    union all select 'education_level', education_level, posting_id from posting
    union all select 'salary_period', salary_period, posting_id from posting
    union all select 'origin', origin, posting_id from posting
    union all select 'level', level, posting_id from posting_skill
    union all select 'level', level, posting_id from posting_years
    union all select 'of_what', of_what, posting_id from posting_years
),
listed as (
    select field, unnest(words) as word from (values
        ('role', ['tech_lead', 'team_lead', 'lead_engineer', 'staff_principal', 'engineering_manager', 'architect',
            'head_director', 'it_manager', 'senior_ic', 'other', 'several']),
        ('seniority', ['intern', 'junior', 'mid', 'senior', 'staff', 'lead', 'manager', 'director']),
        ('workplace', ['remote', 'hybrid', 'onsite']),
        ('education_level', ['none', 'diploma', 'bachelor', 'master', 'phd', 'degree']),
        ('salary_period', ['year', 'month', 'week', 'day', 'hour']),
        ('origin', ['crawl', 'import']),
        ('level', ['required', 'preferred', 'unstated']),
        ('of_what', ['total', 'lead', 'skill', 'domain'])
    ) as _(field, words)
)
select field, word, count(*) as times, any_value(posting_id order by posting_id) as one_of_them
from said anti join listed using (field, word)
where word is not null
group by all
