-- A posting that closed on or before the day it was last seen.
-- severity: critical
-- changes by: posting_id
select posting_id, last_seen_on, closed_on from posting where closed_on <= last_seen_on
