"""Measurements: what the whole line, the crawl and the site cost on this machine. Figures, never verdicts."""
