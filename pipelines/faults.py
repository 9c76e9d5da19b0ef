"""Which faults are known: their message is one line that says what mends it; and what exit code they end with.

They are told by name. Whoever raised one has loaded where it is written; to load all the others only to compare would
take longer than most commands that fail.
"""

# 4: no board could be reached. 2: words that were not understood. 1: everything else.
EXIT_CODES = {
    "builtins.OSError": 1,
    "pipelines.alone.AlreadyRunning": 1,
    "pipelines.crawl.CrawlFailure": 1,
    "pipelines.importer.ImportFormatError": 1,
    "pipelines.night.NothingReached": 4,
    "pipelines.night.UnknownSource": 2,
    "reports.build.ReportError": 1,
    "scrapers.archive.records.ArchiveError": 1,
    "scrapers.registry.board.RegistryError": 1,
    "warehouse.connection.WarehouseError": 1,
    "warehouse.publish.CheckFailure": 1,
    "warehouse.query.QueryError": 2,
}


def exit_code(fault: BaseException) -> int | None:
    """Return the exit code of a known fault, or of the nearest known kind that it is of; None where it is unknown."""
    names = (f"{kind.__module__}.{kind.__qualname__}" for kind in type(fault).__mro__)
    return next((EXIT_CODES[name] for name in names if name in EXIT_CODES), None)
