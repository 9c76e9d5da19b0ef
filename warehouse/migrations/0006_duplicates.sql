-- What tells whether two postings are one role, and which are.

-- Of each posting's latest text: the words of its title that name the role, and a signature of its shingles.
create table core.posting_likeness (
    posting_id varchar not null,
    title_key varchar not null,
    shingles integer not null,
    signature blob not null
);

-- Pairs of postings that are alike, as few as hold them together; whatever the time between them.
create table core.posting_twin (
    posting_id varchar not null,
    twin_id varchar not null,
    similarity double not null,
    rule varchar not null
);

-- Postings that are alike, directly or over others, whatever the time between them; and what that was judged by.
create table core.posting_family (
    posting_id varchar not null,
    employer_id varchar,
    title_key varchar,
    text_skeleton varchar not null,
    family_id varchar not null
);

-- Of a family, those that follow each other closely are one role.
create table core.posting_cluster (posting_id varchar not null, family_id varchar not null, cluster_id varchar not null);

create table core.cluster (
    cluster_id varchar not null,
    family_id varchar not null,
    postings integer not null,
    boards integer not null,
    first_period_on date,
    last_period_on date,
    first_seen_on date not null,
    last_seen_on date not null,
    closed_on date,
    reposts integer not null,
    repost_of varchar,
    is_stale boolean not null,
    reason varchar not null
);
