-- Every posting once, as last seen, with its life: first seen, last seen, closed, reopened.
create table posting as
with dated as (
    select posting.*, life.* exclude (posting_id, source, board)
    from core.posting as posting join core.posting_life as life using (posting_id)
)
select
    dated.posting_id,
    first_value(dated.posting_id) over (
        partition by coalesce(employer_id || ' ' || text_skeleton, dated.posting_id)
        order by period_on nulls last, dated.posting_id
    ) as cluster_id,
    dated.source, dated.board, external_id, url, title, coalesce(dated.company, board.company) as company, employer_id,
    role, is_lead, seniority, people_management, hands_on, language,
    dated.country, region, city, workplace,
    posted_on, period_on, first_seen_on, last_seen_on, closed_on, reopened_on, spells, versions,
    years_min, years_max,
    education_level, education_required, education_or_equivalent,
    salary_min, salary_max, salary_currency, salary_period,
    salary_min_usd_year, salary_max_usd_year,
    coalesce(employer_size, board.size) as employer_size,
    coalesce(dated.industry, board.industry) as industry,
    null::boolean as is_it_employer,
    text_sha256, taxonomy_version, normaliser_version, origin
from dated
left join core.board as board using (source, board)
order by dated.source, dated.board, dated.posting_id;

create table cluster as
select
    cluster_id, count(*)::integer as postings, min(period_on) as first_period_on, max(period_on) as last_period_on,
    case when count(*) = 1 then 'alone' else 'same employer, same text' end as reason
from posting group by cluster_id order by cluster_id;

create table posting_text as
select posting_id, plain_text from core.posting where plain_text is not null order by source, board, posting_id;
