"""How sure is a number? Pure functions over counts: intervals, clustering, gates, quantiles, trends."""
