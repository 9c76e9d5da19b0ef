"""The warehouse anew, from the archive and the imports, with today's rules: built and checked beside, compared, swapped.

The old and the new published file stand side by side until what moved between them is written down. Until then nothing
that was there is touched, so a rebuild that fails leaves everything as it was.
"""

import csv
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines import stages
from pipelines.config import Config
from pipelines.runs import Run, Staged
from reports.cells import in_file
from scrapers.archive.replay import archive_run_date
from warehouse.connection import WarehouseError, take_place
from warehouse.movement import COLUMNS, Movement, movements

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild staged, what moved (empty where nothing was published before), and the file that says so."""

    staged: Staged
    moved: list[Movement]
    table: Path | None


def rebuild(config: Config, day: date, progress: Progress = print) -> Rebuilt:
    """Build warehouse and published file anew, write down what moved, then swap.

    Raise WarehouseError where there is nothing to build from, CheckFailure where a critical check fails.
    """
    beside = config.model_copy(update={"data_dir": config.data_dir / "rebuild"})
    shutil.rmtree(beside.data_dir, ignore_errors=True)
    try:
        staged = _load_all(config, beside, progress)
        progress("checking what was built")
        stages.publish_warehouse(beside)
        moved: list[Movement] = []
        table = None
        if config.published.is_file():
            progress("comparing it with what is published")
            moved = movements(config.published, beside.published)
            table = _keep(moved, Run("rebuild", day).folder(config.runs) / "movement.csv")
        take_place(beside.warehouse, config.warehouse)
    finally:
        shutil.rmtree(beside.data_dir, ignore_errors=True)
    # Another warehouse stands there: nothing of the version before may be taken over.
    stages.publish_warehouse(config, anew=True)
    return Rebuilt(staged, moved, table)


def _load_all(config: Config, beside: Config, progress: Progress) -> Staged:
    total = Staged()
    archives = sorted(config.archive.rglob("*.warc.gz"))
    imports = sorted(config.imports.iterdir()) if config.imports.is_dir() else []
    if not archives and not imports:
        raise WarehouseError(
            f"{config.archive} and {config.imports} are empty: nothing to rebuild from; everything stays as it is"
        )
    if archives:
        run = Run("crawl", max(map(archive_run_date, archives)))
        _add(total, stages.stage_archives(beside, run, archives, progress))
        stages.load_staged(beside, run)
    for folder in imports:
        day, readers = stages.kept_imports(folder)
        run = Run("import", day, folder.name.rsplit("-", 1)[-1])
        _add(total, stages.stage_imports(beside, run, readers, progress))
        stages.load_staged(beside, run)
    return total


def _add(total: Staged, staged: Staged) -> None:
    total.postings += staged.postings
    total.rejected += staged.rejected
    total.reasons.update(staged.reasons)
    total.days += staged.days


def _keep(moved: Sequence[Movement], path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow((*COLUMNS, "cause"))
        writer.writerows(
            [in_file(getattr(one, name)) for name in (*COLUMNS, "cause")] for one in moved if one.change
        )
    return path
