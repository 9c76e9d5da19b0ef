"""What a process does that the tests kill: kept small, since it starts many times."""

import resource
from pathlib import Path

from pipelines.config import Config
from pipelines.importer import FileReader
from pipelines.normalise_postings import shared_taxonomy
from pipelines.rebuild import rebuild
from pipelines.runs import Run
from pipelines.stages import keep_imports, load_staged, publish_warehouse, stage_imports
from tests.small_line import TUESDAY

shared_taxonomy()


def _silent(_: str) -> None:
    """Say nothing."""


def take(data: Path, run: Run, file: Path) -> None:
    """Stage a file of postings."""
    config = Config(data_dir=data, workers=1)
    readers = [FileReader(file)]
    keep_imports(config, run, readers)
    stage_imports(config, run, readers, _silent)


def night(data: Path, run: Run) -> None:
    """Load what is staged, and publish it."""
    config = Config(data_dir=data, workers=1)
    load_staged(config, run)
    publish_warehouse(config)


def anew(data: Path, run: Run) -> None:
    """Build everything anew from what was imported."""
    rebuild(Config(data_dir=data, workers=1), TUESDAY, _silent)


def with_little_disk(data: Path, run: Run, bytes_: int) -> str:
    """Do the night where no file may grow beyond some bytes; return what is said of it."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, bytes_))
    try:
        night(data, run)
    except Exception as fault:
        return f"{type(fault).__name__}: {fault}"
    return ""
