-- The lives of postings, worked out from their observations and kept, so that a night costs what it changed.

-- Boards with nights loaded since the lives of their postings were last worked out.
create table core.due_board (source varchar not null, board varchar not null);

-- What each board's own history lets expect of each of its nights.
create table core.expected_yield (
    source varchar not null,
    board varchar not null,
    observed_on date not null,
    expected_min integer,
    parsed integer not null,
    nights integer not null,
    expected double,
    robust_z double,
    poisson_p double,
    yield varchar not null
);

-- Nights whose listing was complete and of the expected size: only they can say that a posting is gone.
create table core.complete_night (
    source varchar not null,
    board varchar not null,
    observed_on date not null,
    confirmed_on date,
    active integer not null,
    vanished integer not null,
    is_mass boolean not null
);

create table core.posting_spell (
    posting_id varchar not null,
    source varchar not null,
    board varchar not null,
    spell integer not null,
    opened_on date not null,
    last_seen_on date not null,
    closed_on date
);

create table core.posting_life (
    posting_id varchar not null,
    source varchar not null,
    board varchar not null,
    first_seen_on date not null,
    last_seen_on date not null,
    closed_on date,
    reopened_on date,
    spells integer not null,
    versions integer not null,
    period_on date
);

create table core.posting_version (
    posting_id varchar not null,
    source varchar not null,
    board varchar not null,
    version integer not null,
    text_sha256 varchar not null,
    first_seen_on date not null,
    last_seen_on date not null,
    is_latest boolean not null
);

-- What a text named that is not the latest of its posting: the latest stands in core.posting_skill.
create table core.former_text (
    posting_id varchar not null,
    text_sha256 varchar not null,
    observed_on date not null,
    taxonomy_version varchar not null,
    normaliser_version varchar not null,
    skills struct(skill_id varchar, level varchar)[] not null
);

create table core.posting_skill_change (
    posting_id varchar not null,
    source varchar not null,
    board varchar not null,
    version integer not null,
    changed_on date not null,
    skill_id varchar not null,
    change varchar not null check (change in ('added', 'dropped', 'level')),
    level_before varchar,
    level_after varchar,
    same_rules boolean not null
);
