-- What a night says of its sources: entries met again, windows, the fill of fields, robots.txt, what is permitted.
alter table core.board_day add column repeated integer default 0;
alter table core.board_day add column is_window boolean default false;

create table core.field_day (
    source varchar not null,
    field varchar not null,
    known boolean not null,
    filled integer not null,
    entries integer not null,
    observed_on date not null
);

create table core.robots_day (
    source varchar not null,
    host varchar not null,
    status integer not null,
    crawl_delay double,
    content_signal varchar,
    disallows_all boolean not null,
    observed_on date not null
);

drop table core.source_policy;
create table core.source_policy (
    source varchar not null,
    status varchar not null check (status in ('ON', 'OPTIONAL', 'REVIEW', 'OFF')),
    title varchar not null,
    terms_url varchar,
    attribution varchar,
    robots varchar,
    content_signal varchar,
    rate_limit_per_second double not null,
    request_budget integer not null,
    publishes varchar not null,
    publishes_text boolean not null,
    acknowledgement varchar,
    note varchar
);
