"""The stages after the crawl, as plain functions in the order of the line: stage → load → publish → report.

The command line and the flow call these; nothing here knows either of them. Postings come from WARC archives or
from imported files, and take the same road from then on.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from pipelines.config import Config
from pipelines.dimensions import board_table, policy_table, run_table, taxonomy_tables
from pipelines.identity import posting_id
from pipelines.importer import FileReader
from pipelines.normalise_postings import Observed, normalise_postings
from pipelines.permission import acknowledgements
from pipelines.runs import Run, Staged, write_summary
from pipelines.staging import NightRecord, night_rows, write_part
from scrapers.archive.replay import archive_run_date, parse_archive
from scrapers.posting import BoardDay, Posting, Rejection
from warehouse.load import LoadCounts, load
from warehouse.publish import Published, publish
from warehouse.versions import Retention

if TYPE_CHECKING:
    from reports.build import SiteSummary

Progress = Callable[[str], None]
# Where a row stands in its file differs for each; what is wrong with it does not.
_ROW = re.compile(r"^.* row \d+: ")


@dataclass(slots=True)
class _Ledger:
    """Collects, while postings stream by, what is no posting; and refuses an identity met twice on one day."""

    records: dict[date, list[NightRecord]] = field(default_factory=dict)
    seen: set[tuple[date, str]] = field(default_factory=set)

    def observe(self, item: Posting | NightRecord, on: date, origin: str) -> Observed | None:
        if not isinstance(item, Posting):
            self.keep(item, on)
            return None
        day = on if origin == "crawl" or item.posted_at is None else min(item.posted_at.date(), on)
        key = (on, posting_id(item.source, item.board, item.external_id))
        if key in self.seen:
            self.keep(_twin(item), on)
            return None
        self.seen.add(key)
        return Observed(item, day, origin)

    def keep(self, record: NightRecord, on: date) -> None:
        self.records.setdefault(on, []).append(record)

    def summed_up(self, postings: int) -> Staged:
        staged = Staged(postings)
        for _, records in sorted(self.records.items()):
            staged.days += [record for record in records if isinstance(record, BoardDay)]
            reasons = [record.reason for record in records if isinstance(record, Rejection)]
            staged.rejected += len(reasons)
            staged.reasons.update(_ROW.sub("", reason)[:100] for reason in reasons)
        return staged


def _twin(posting: Posting) -> Rejection:
    return Rejection(
        source=posting.source,
        board=posting.board,
        external_id=posting.external_id,
        url=posting.url,
        reason="stands twice under this id; the first one counts",
    )


def stage_archives(config: Config, run: Run, archives: Sequence[Path], progress: Progress = print) -> Staged:
    """Parse WARC files and stage their postings, rejections and board days. The archive names the day."""
    by_day: dict[date, list[Path]] = {}
    for archive in archives:
        by_day.setdefault(archive_run_date(archive), []).append(archive)

    def items() -> Iterator[tuple[Posting | NightRecord, date]]:
        for day, files in sorted(by_day.items()):
            for item in parse_archive(sorted(files)):
                yield item, day

    return _stage(config, run, items(), "crawl", progress)


def stage_imports(
    config: Config, run: Run, readers: Iterable[FileReader], progress: Progress = print
) -> Staged:
    """Stage the postings of files. What was posted on a day was seen on that day; else on the run's day."""
    items = ((item, run.date) for reader in readers for item in reader.postings())
    return _stage(config, run, items, "import", progress)


def _stage(
    config: Config,
    run: Run,
    items: Iterable[tuple[Posting | NightRecord, date]],
    origin: str,
    progress: Progress,
) -> Staged:
    ledger = _Ledger()
    folder = run.fresh_staging(config.runs)
    observed = (seen for item, on in items if (seen := ledger.observe(item, on, origin)))
    done = normalise_postings(
        observed, folder, config.workers, lambda count: progress(f"normalised {count:,} postings")
    )
    for on, rejection in done.rejections:
        ledger.keep(rejection, on)
    for number, (on, records) in enumerate(sorted(ledger.records.items())):
        write_part(folder, number, night_rows(records, on))
    staged = ledger.summed_up(done.postings)
    write_summary(
        folder.parent,
        {
            "run": run.id,
            "postings": staged.postings,
            "rejected": staged.rejected,
            "outcomes": staged.outcomes,
        },
    )
    return staged


def load_staged(config: Config, run: Run) -> LoadCounts:
    """Load a run's staging files into the warehouse. Safe to repeat: the same run again changes no row."""
    return load(
        config.warehouse,
        run.staging(config.runs),
        run=run_table(run),
        taxonomy=taxonomy_tables(),
        board=board_table(config.boards),
        source_policy=policy_table(acknowledgements(config)),
    )


def publish_warehouse(config: Config, anew: bool = False) -> Published:
    """Check the warehouse and swap the published file. Raise CheckFailure and keep the last good one otherwise."""
    retention = Retention(config.versions.days, config.versions.months)
    return publish(config.warehouse, config.published, retention=retention, anew=anew)


def draw_reports(config: Config, images: bool = False) -> "SiteSummary":
    """Draw the site from the published file, with the figures as pictures where ``images`` asks for them."""
    # Drawing takes seconds to load, which every other stage would wait for.
    from reports.build import build_site

    return build_site(config.published, config.site, images)


def keep_imports(config: Config, run: Run, readers: Iterable[FileReader]) -> None:
    """Keep a copy of imported files with how they were read, so that ``rebuild`` can take them again."""
    folder = config.imports / run.id
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for number, reader in enumerate(readers):
        copy = folder / f"{number:03}-{reader.path.name}"
        shutil.copyfile(reader.path, copy)
        entries.append(
            {"file": copy.name, "name": reader.name, "source": reader.source, "mapping": dict(reader.mapping)}
        )
    (folder / "import.json").write_bytes(orjson.dumps({"date": run.date, "files": entries}))


def kept_imports(folder: Path) -> tuple[date, list[FileReader]]:
    """Return the day and the readers of one kept import."""
    kept = orjson.loads((folder / "import.json").read_bytes())
    readers = [
        FileReader(folder / entry["file"], entry["source"], entry["mapping"], entry["name"])
        for entry in kept["files"]
    ]
    return date.fromisoformat(kept["date"]), readers
