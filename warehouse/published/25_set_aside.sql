-- Values that cannot be true, and that therefore stand nowhere else.
-- changes by: posting_id
create table set_aside as select * from core.set_aside order by posting_id, field, value;
