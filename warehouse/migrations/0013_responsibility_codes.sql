-- Responsibilities have two levels: the families that postings state, and finer codes under some of them.
create table core.responsibility (
    name varchar not null,
    family varchar not null,
    label varchar not null
);

create table core.posting_responsibility_code (
    posting_id varchar not null, name varchar not null, matched_text varchar not null,
    start_at integer not null, end_at integer not null, section varchar not null, rule varchar not null
);
