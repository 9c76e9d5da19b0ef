"""What a run is: its identity, its date, and the folder where it keeps its staging files and its summary.

The identity follows from what the run does and for which day, never from the clock: the same night run twice
is the same run, and changes no row the second time.
"""

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

import orjson

from scrapers.posting import BoardDay

RunKind = Literal["crawl", "replay", "import", "rebuild", "sample"]
COMPLETE = frozenset({"ok", "empty", "skipped"})


@dataclass(frozen=True, slots=True)
class Run:
    """One pass over the line, named by kind, day and (for imports and replays) what went in."""

    kind: RunKind
    date: date
    inputs: str = ""

    @property
    def id(self) -> str:
        """The name of the run, e.g. ``2026-01-05-crawl``."""
        return "-".join(filter(None, (self.date.isoformat(), self.kind, self.inputs)))

    @property
    def sample(self) -> bool:
        """Whether the run holds invented postings."""
        return self.kind == "sample"

    def folder(self, runs: Path) -> Path:
        """Return the folder in which the run keeps what it made and says of itself."""
        return runs / self.id

    def staging(self, runs: Path) -> Path:
        """Return the folder of the run's staging files."""
        return self.folder(runs) / "staging"

    def fresh_staging(self, runs: Path) -> Path:
        """Return the staging folder, emptied of what an earlier attempt left."""
        folder = self.staging(runs)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder


def fingerprint(files: Iterable[Path]) -> str:
    """Return eight hex digits that stand for the contents of files, whatever their names."""
    digest = hashlib.sha256()
    for part in sorted(hashlib.sha256(file.read_bytes()).hexdigest() for file in files):
        digest.update(part.encode())
    return digest.hexdigest()[:8]


@dataclass(slots=True)
class Staged:
    """What a run staged: postings, rejections by reason, and how each board answered."""

    postings: int = 0
    rejected: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    days: list[BoardDay] = field(default_factory=list)

    @property
    def outcomes(self) -> Counter[str]:
        """How many boards ended in which outcome."""
        return Counter(day.outcome for day in self.days)

    @property
    def partial(self) -> bool:
        """Whether some board did not answer as it should."""
        return any(day.outcome not in COMPLETE for day in self.days)


def write_summary(folder: Path, summary: dict[str, Any]) -> Path:
    """Write what a run did as ``summary.json`` into its folder and return the path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "summary.json"
    path.write_bytes(orjson.dumps(summary, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")
    return path
