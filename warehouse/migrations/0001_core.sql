-- What was observed and what it said. No primary keys: uniqueness is checked at publication, and a key would
-- make every load several times slower.
create schema core;

create table core.posting (
    posting_id varchar not null,
    source varchar not null,
    board varchar not null,
    external_id varchar not null,
    url varchar,
    title varchar not null,
    company varchar,
    employer_id varchar,
    locations varchar[],
    posted_on date,
    updated_on date,
    valid_through_on date,
    employment_type varchar,
    department varchar,
    language varchar,
    requisition_id varchar,
    employer_size varchar,
    industry varchar,
    role varchar not null,
    is_lead boolean not null,
    seniority varchar,
    people_management boolean,
    hands_on boolean,
    country varchar,
    region varchar,
    city varchar,
    workplace varchar,
    years_min double,
    years_max double,
    education_level varchar,
    education_required boolean,
    education_or_equivalent boolean,
    salary_min double,
    salary_max double,
    salary_currency varchar,
    salary_period varchar,
    text_sha256 varchar not null,
    text_skeleton varchar not null,
    taxonomy_version varchar not null,
    normaliser_version varchar not null,
    plain_text varchar using compression zstd,
    observed_on date not null,
    fetched_at timestamp,
    archive_reference varchar,
    origin varchar not null check (origin in ('crawl', 'import'))
);

create table core.posting_skill (
    posting_id varchar not null,
    skill_id varchar not null,
    level varchar not null check (level in ('required', 'preferred', 'unstated')),
    matched_text varchar not null,
    start_at integer not null,
    end_at integer not null,
    section varchar not null,
    rule varchar not null,
    years_min double,
    years_max double,
    group_id integer
);

create table core.posting_years (
    posting_id varchar not null,
    years_min double,
    years_max double,
    of_what varchar not null check (of_what in ('total', 'lead', 'skill', 'domain')),
    targets varchar[],
    target_ids varchar[],
    level varchar not null check (level in ('required', 'preferred', 'unstated')),
    matched_text varchar not null,
    start_at integer not null,
    end_at integer not null,
    section varchar not null,
    rule varchar not null
);

create table core.posting_responsibility (
    posting_id varchar not null, name varchar not null, matched_text varchar not null,
    start_at integer not null, end_at integer not null, section varchar not null, rule varchar not null
);

create table core.posting_soft_skill (
    posting_id varchar not null, name varchar not null, matched_text varchar not null,
    start_at integer not null, end_at integer not null, section varchar not null, rule varchar not null
);

create table core.posting_certification (
    posting_id varchar not null, name varchar not null, level varchar not null, matched_text varchar not null,
    start_at integer not null, end_at integer not null, section varchar not null, rule varchar not null
);

create table core.posting_language (
    posting_id varchar not null, name varchar not null, level varchar not null, matched_text varchar not null,
    start_at integer not null, end_at integer not null, section varchar not null, rule varchar not null
);

create table core.observation (
    posting_id varchar not null,
    source varchar not null,
    board varchar not null,
    observed_on date not null,
    run_id varchar not null,
    text_sha256 varchar not null
);

create table core.board_day (
    source varchar not null,
    board varchar not null,
    company varchar,
    observed_on date not null,
    outcome varchar not null
        check (outcome in ('ok', 'empty', 'partial', 'blocked', 'gone', 'failed', 'skipped')),
    advertised integer,
    listed integer not null,
    fetched integer not null,
    parsed integer not null,
    rejected integer not null,
    requests integer not null,
    detail varchar
);

create table core.rejection (
    source varchar not null,
    board varchar not null,
    external_id varchar,
    url varchar,
    reason varchar not null,
    observed_on date not null
);

create table core.skill (
    skill_id varchar not null,
    label varchar not null,
    kind varchar not null check (kind in ('tech', 'practice')),
    category varchar not null,
    parent varchar,
    description varchar
);

create table core.board (
    source varchar not null,
    board varchar not null,
    company varchar,
    country varchar,
    industry varchar,
    size varchar,
    expected_min integer,
    expected_max integer,
    enabled boolean not null,
    note varchar
);

create table core.source_policy (
    source varchar not null,
    status varchar not null check (status in ('ON', 'OPTIONAL', 'REVIEW', 'OFF')),
    title varchar not null,
    terms_url varchar,
    attribution varchar,
    robots varchar,
    rate_limit_per_second double,
    publishes_text boolean not null,
    note varchar
);

create table core.run (
    run_id varchar not null,
    kind varchar not null,
    run_date date not null,
    sample boolean not null,
    taxonomy_version varchar not null,
    normaliser_version varchar not null,
    software_version varchar not null
);
