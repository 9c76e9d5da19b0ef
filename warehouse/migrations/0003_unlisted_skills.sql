-- Technologies that postings name and the taxonomy does not know yet are kept apart from those that it lists.
alter table core.posting_skill add column is_listed boolean default true;
alter table core.skill add column is_listed boolean default true;
