"""One file per source: what its vendor answers, declared."""
