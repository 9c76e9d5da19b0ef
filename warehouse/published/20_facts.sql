-- What the postings say, one row per statement with its evidence; and the facts about boards, sources and runs.
create table posting_skill as select * from core.posting_skill order by posting_id, start_at, skill_id;
create table posting_years as select * from core.posting_years order by posting_id, start_at;
create table posting_responsibility as select * from core.posting_responsibility order by posting_id, start_at, name;
create table posting_soft_skill as select * from core.posting_soft_skill order by posting_id, start_at, name;
create table posting_certification as select * from core.posting_certification order by posting_id, start_at, name;
create table posting_language as select * from core.posting_language order by posting_id, start_at, name;
create table skill as select * from core.skill order by skill_id;
create table board as select * from core.board order by source, board;
create table run as select * from core.run order by run_date, run_id;
create table source_policy as select * from core.source_policy order by source;
create table observation as
select posting_id, source, board, observed_on, run_id, text_sha256
from core.observation order by source, board, observed_on, posting_id;
create table rejection as
select source, board, external_id, url, reason, observed_on
from core.rejection order by source, board, observed_on, external_id;
