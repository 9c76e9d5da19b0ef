"""The sample: an archive of invented employers and texts, written here and replayed like any other.

It lives in a data folder of its own, so that invented postings never meet real ones.
"""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pipelines import stages
from pipelines.config import Config
from pipelines.runs import Run, Staged
from scrapers.archive.replay import archive_run_date
from scrapers.sample.generate import write_sample_archive

LAST_MONTH = date(2026, 10, 1)


def stage_sample(
    config: Config, to: Path | None, seed: int, say: Callable[[str], None]
) -> tuple[Config, Run, Staged]:
    """Write the sample archive afresh and stage it; return the configuration that points at its own folder."""
    folder = to or config.data_dir / "sample"
    own = config.model_copy(update={"data_dir": folder})
    shutil.rmtree(own.archive, ignore_errors=True)
    own.warehouse.unlink(missing_ok=True)
    written = write_sample_archive(own.archive, seed=seed, last_month=LAST_MONTH)
    say(f"sample archive: {written}")
    archives = sorted(own.archive.rglob("*.warc.gz"))
    run = Run("sample", max(map(archive_run_date, archives)), f"seed{seed}")
    return own, run, stages.stage_archives(own, run, archives, say)
