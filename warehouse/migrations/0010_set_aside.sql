-- Values of a posting that cannot be true, and why: kept for whoever looks for the cause, and counted nowhere.
create table core.set_aside (
    posting_id varchar not null, field varchar not null, value varchar not null, reason varchar not null
);
