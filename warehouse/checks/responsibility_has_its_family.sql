-- A finer responsibility that the taxonomy lacks, or whose family the posting does not state.
-- severity: critical
-- changes by: posting_id
select finer.posting_id, finer.name, finer.family
from posting_responsibility_code as finer
left join posting_responsibility as stated on stated.posting_id = finer.posting_id and stated.name = finer.family
where stated.posting_id is null
