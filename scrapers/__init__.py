"""The web: boards, what vendors answer, robots, and the archive. Knows no skill, no table, no chart."""
