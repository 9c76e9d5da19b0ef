-- The spells in which a posting was open, the texts it had, and what each new text changed.
-- changes by: posting_id
create table posting_spell as
select posting_id, spell, opened_on, last_seen_on, closed_on
from core.posting_spell order by source, board, posting_id, spell;

-- changes by: posting_id
create table posting_version as
select posting_id, version, text_sha256, first_seen_on, last_seen_on, is_latest
from core.posting_version order by source, board, posting_id, version;

-- changes by: posting_id
create table posting_skill_change as
select posting_id, version, changed_on, skill_id, change, level_before, level_after, same_rules
from core.posting_skill_change
-- What the taxonomy does not know may be named by no posting any more.
semi join core.skill using (skill_id)
order by posting_id, version, skill_id;
