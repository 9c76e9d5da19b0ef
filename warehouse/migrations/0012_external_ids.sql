-- The ids that other vocabularies give to skills, and what is owed to those vocabularies.
alter table core.skill add column linguist_id integer;
alter table core.skill add column onet_code varchar;
alter table core.skill add column onet_title varchar;
alter table core.skill add column esco_uri varchar;

create table core.vocabulary (
    vocabulary varchar not null,
    title varchar not null,
    version varchar not null,
    url varchar not null,
    licence varchar not null,
    attribution varchar not null,
    skills integer not null
);
