"""The site: which pages there are, what stands on them, and the files that lie beside them."""
