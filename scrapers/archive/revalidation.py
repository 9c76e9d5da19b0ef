"""What an earlier day was answered, so that a host is asked only for what changed (RFC 9110, section 13)."""

from datetime import date
from pathlib import Path

from scrapers.archive.records import ArchiveEntry, ArchiveError, entries

CONDITIONS = ("If-None-Match", "If-Modified-Since")
# A body that has not changed for longer is fetched whole once, so that old days can be put away.
LOOKED_BACK = 7


def earlier_answers(folder: Path, source: str, run_date: date) -> dict[str, ArchiveEntry]:
    """Return the last whole answer to each address that can be asked for on condition, from the days before.

    A damaged file is passed over: it costs no more than an answer in full.
    """
    found: dict[str, ArchiveEntry] = {}
    for day in _days_before(folder, source, run_date):
        of_day: dict[str, ArchiveEntry] = {}
        for path in sorted(day.glob(f"{source}-[0-9]*.warc.gz")):
            try:
                for entry in entries(path):
                    if entry.status == 200 and (entry.etag or entry.modified):
                        of_day[entry.url] = entry
            except ArchiveError:
                continue
        found = of_day | found
    return {url: entry for url, entry in found.items() if (folder / entry.body_at.file).is_file()}


def conditions(entry: ArchiveEntry) -> dict[str, str]:
    """Return the headers that ask for an answer only where it is another than this one."""
    given = zip(CONDITIONS, (entry.etag, entry.modified), strict=True)
    return {name: value for name, value in given if value}


def _days_before(folder: Path, source: str, run_date: date) -> list[Path]:
    """Return the newest days before the run's that hold answers of a source, newest first."""
    days: list[tuple[date, Path]] = []
    for path in {file.parent for file in folder.glob(f"*/{source}-[0-9]*.warc.gz")}:
        try:
            day = date.fromisoformat(path.name)
        except ValueError:
            continue
        if day < run_date:
            days.append((day, path))
    return [path for _, path in sorted(days, reverse=True)[:LOOKED_BACK]]
