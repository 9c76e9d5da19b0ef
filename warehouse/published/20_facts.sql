-- What the postings say, one row per statement with its evidence; and the facts about boards, sources and runs.
-- changes by: posting_id
create table posting_skill as select * from core.posting_skill order by posting_id, start_at, skill_id;
-- changes by: posting_id
create table posting_years as select * from core.posting_years order by posting_id, start_at;
-- changes by: posting_id
create table posting_responsibility as select * from core.posting_responsibility order by posting_id, start_at, name;
-- changes by: posting_id
create table posting_responsibility_code as
select stated.posting_id, stated.name, responsibility.family, stated.* exclude (posting_id, name)
from core.posting_responsibility_code as stated left join core.responsibility as responsibility using (name)
order by posting_id, start_at, name;
create table responsibility as select * from core.responsibility order by family, name <> family, name;
-- changes by: posting_id
create table posting_soft_skill as select * from core.posting_soft_skill order by posting_id, start_at, name;
-- changes by: posting_id
create table posting_certification as select * from core.posting_certification order by posting_id, start_at, name;
-- changes by: posting_id
create table posting_language as select * from core.posting_language order by posting_id, start_at, name;
create table skill as
select skill_id, label, kind, category, parent, description, is_listed, linguist_id, onet_code, onet_title, esco_uri
from core.skill
union all by name
-- What the taxonomy does not know bears the name that most postings give it.
select skill_id, arg_max(matched_text, (postings, matched_text)) as label, 'tech' as kind, 'unlisted' as category,
    false as is_listed
from (
    select skill_id, matched_text, count(*) as postings from core.posting_skill where not is_listed group by all
) group by skill_id
order by skill_id;
create table vocabulary as select * from core.vocabulary order by vocabulary;
create table board as select * from core.board order by source, board;
create table run as select * from core.run order by run_date, run_id;
create table source_robots as
select source, host, observed_on, status, crawl_delay, content_signal, disallows_all
from core.robots_day
qualify row_number() over (partition by source, host order by observed_on desc) = 1
order by source, host;
create table source_policy as
select
    policy.source, status, title, terms_url,
    -- A credit that is owed with its year says the year of the data.
    replace(attribution, '{year}', coalesce(strftime((select max(run_date) from core.run), '%Y'), '')) as attribution,
    robots, rate_limit_per_second, request_budget, publishes,
    publishes_text, acknowledgement, note,
    -- What the hosts said themselves goes before what the ledger noted of them.
    coalesce(said.content_signal, nullif(policy.content_signal, '')) as content_signal,
    said.robots_read_on, coalesce(said.hosts, 0)::integer as hosts,
    coalesce(said.hosts_closed, 0)::integer as hosts_closed, said.longest_crawl_delay
from core.source_policy as policy
left join (
    select source, string_agg(distinct content_signal, ' | ' order by content_signal) as content_signal,
        max(observed_on) as robots_read_on, count(*) as hosts, count(*) filter (where disallows_all) as hosts_closed,
        max(crawl_delay) as longest_crawl_delay
    from source_robots group by source
) as said using (source)
order by policy.source;
-- changes by: posting_id
create table observation as
select posting_id, source, board, observed_on, run_id, text_sha256
from core.observation order by source, board, observed_on, posting_id;
create table rejection as
select source, board, external_id, url, reason, observed_on
from core.rejection order by source, board, observed_on, external_id;
