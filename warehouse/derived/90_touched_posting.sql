-- Postings whose lives or roles came out otherwise without being loaded: the next publication looks at them too.
insert into core.touched_posting by name
with latest as (select max(number) as load_number from core.load having count(*) > 0),
role as (select * exclude (family_id) from role_of semi join due_family using (family_id)),
otherwise as (
    from changed_life
    union
    select posting_id from ((from role except from known_role) union all (from known_role except from role))
)
select load_number, posting_id
from otherwise cross join latest
anti join core.touched_posting using (load_number, posting_id);
