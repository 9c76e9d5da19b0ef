-- Which loads there were, and which postings each of them touched: what a publication has to bring up to date.
-- state stands for all that was loaded so far, in this order; a publication names the one that it was made from.
create table core.load (
    number integer not null,
    run_id varchar not null,
    state varchar not null
);

create table core.touched_posting (
    load_number integer not null,
    posting_id varchar not null
);
