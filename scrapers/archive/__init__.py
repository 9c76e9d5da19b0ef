"""The archive: what was answered, kept as WARC records and read back without network."""
