-- A source of crawled postings without a policy.
-- severity: critical
select distinct source from posting anti join source_policy using (source) where origin = 'crawl'
