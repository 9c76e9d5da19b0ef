"""Pictures and words: statistics, figures, the site. Reads the published warehouse only."""
