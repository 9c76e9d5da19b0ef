"""Which faults are known: their message is one line that says what mends it, and what exit code they end with."""

from pipelines.alone import AlreadyRunning
from pipelines.crawl import CrawlFailure
from pipelines.importer import ImportFormatError
from pipelines.night import NothingReached, UnknownSource
from reports.build import ReportError
from scrapers.archive.records import ArchiveError
from scrapers.registry.board import RegistryError
from warehouse.connection import WarehouseError
from warehouse.publish import CheckFailure
from warehouse.query import QueryError

KNOWN_FAULTS = (
    AlreadyRunning,
    ArchiveError,
    CheckFailure,
    CrawlFailure,
    ImportFormatError,
    NothingReached,
    RegistryError,
    ReportError,
    UnknownSource,
    WarehouseError,
    QueryError,
    OSError,
)


def exit_code(fault: BaseException) -> int:
    """Return 4 where no board could be reached, 2 for words not understood, 1 for everything else."""
    if isinstance(fault, NothingReached):
        return 4
    return 2 if isinstance(fault, UnknownSource | QueryError) else 1
