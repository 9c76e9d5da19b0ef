"""How well are postings read? The labelled cases, the scorer, and ``make accuracy``."""
