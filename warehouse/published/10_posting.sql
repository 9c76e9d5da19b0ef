-- Every posting once, as last seen, with its life: first seen, last seen, closed, reopened.
-- changes by: posting_id
create table posting as
select
    posting.posting_id, role.cluster_id,
    posting.source, posting.board, external_id, url, title, coalesce(posting.company, board.company) as company,
    family.employer_id,
    role, is_lead, seniority, people_management, hands_on, language,
    posting.country, region, city, workplace,
    posted_on, life.period_on, life.first_seen_on, life.last_seen_on, life.closed_on, life.reopened_on, life.spells,
    life.versions, cluster.repost_of, cluster.is_stale,
    years_min, years_max,
    education_level, education_required, education_or_equivalent,
    salary_min, salary_max, salary_currency, salary_period,
    salary_min_usd_year, salary_max_usd_year,
    coalesce(employer_size, board.size) as employer_size,
    coalesce(posting.industry, board.industry) as industry,
    -- What boards and postings write for an employer that makes software or runs computers for others.
    regexp_matches(
        coalesce(posting.industry, board.industry),
        '(?i)\b(?:software|saas|internet|computer|cyber.?security|hosting|information technology'
        || '|it[ -](?:services?|consulting|security|dienstleistung\w*|beratung)|informationstechnologie|informatique'
        || '|informática|data (?:infrastructure|processing)|artificial intelligence|web development)|^IT$|softwareentwicklung'
        || '|軟體|软件|資訊|信息技术|電腦|计算机|網路|互联网'
    ) as is_it_employer,
    text_sha256, taxonomy_version, normaliser_version, origin
from core.posting as posting
join core.posting_life as life using (posting_id)
join core.posting_family as family using (posting_id)
join core.posting_cluster as role using (posting_id)
join core.cluster as cluster on cluster.cluster_id = role.cluster_id
left join core.board as board on board.source = posting.source and board.board = posting.board
order by posting.source, posting.board, posting.posting_id;

-- changes by: posting_id
-- same while: text_sha256, role
-- zstd: plain_text
create table posting_text as
select posting_id, plain_text from core.posting where plain_text is not null;
