"""Versions of what is published, side by side; readers see one of them through a link.

``published/versions/<day>.<number>/`` holds the DuckDB file and its Parquet export, complete before it gets its name.
``published/current`` links to one version, and ``published/skilltide.duckdb`` and ``published/parquet`` lead through it,
so one rename of one link swaps both. Who has the old file open keeps reading it, also when its version is removed.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from warehouse.connection import WarehouseError

UNDATED = "0000-00-00"


@dataclass(frozen=True, slots=True)
class Retention:
    """How many versions stay: the last one of each of so many last days, and of each of so many last months."""

    days: int = 7
    months: int = 12


class Versions:
    """The versions beside one published file."""

    def __init__(self, published: Path) -> None:
        self.published = published
        self.folder = published.parent / "versions"
        self.link = published.parent / "current"

    def current(self) -> Path | None:
        """Return the folder of the version that readers see, or None where nothing is published."""
        folder = self.link.resolve()
        return folder if (folder / self.published.name).is_file() else None

    def names(self) -> list[str]:
        """Return the names of all versions, oldest first."""
        found = [folder.name for folder in self.folder.iterdir()] if self.folder.is_dir() else []
        return sorted((name for name in found if not name.startswith(".")), key=_age)

    def add(self, built: Path, day: str) -> Path:
        """Give a complete folder its name, let readers see it, and return it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        same_day = [int(_age(name)[1]) for name in self.names() if _age(name)[0] == day]
        folder = self.folder / f"{day}.{max(same_day, default=0) + 1}"
        for path in sorted(built.rglob("*")):
            _to_disk(path)
        _to_disk(built)
        built.rename(folder)
        _to_disk(self.folder)
        self.show(folder.name)
        return folder

    def show(self, name: str) -> None:
        """Let readers see a version. Raise WarehouseError where there is none of that name."""
        if name not in self.names():
            raise WarehouseError(
                f"no version {name}; there are {', '.join(self.names()) or 'none'} (see `skilltide publish --list`)"
            )
        _put_link(self.link, Path("versions") / name)
        for path in (self.published, self.published.parent / "parquet"):
            self._lead_through(path)
        _to_disk(self.published.parent)

    def _lead_through(self, path: Path) -> None:
        target = Path(self.link.name) / path.name
        if path.is_symlink() and path.readlink() == target:
            return
        if path.is_dir() and not path.is_symlink():  # as earlier versions of the program left it
            shutil.rmtree(path)
        _put_link(path, target)

    def prune(self, retention: Retention) -> list[str]:
        """Remove the versions that need not stay, never the one that readers see; return their names."""
        shown = self.link.resolve().name
        last_of: dict[str, str] = {}
        for name in self.names():
            day = _age(name)[0]
            last_of[day] = name
            last_of[day[:7]] = name
        days = sorted(key for key in last_of if len(key) == len(UNDATED))[-max(retention.days, 1) :]
        months = sorted(key for key in last_of if len(key) < len(UNDATED))
        months = months[-retention.months :] if retention.months else []
        stay = {shown, *(last_of[key] for key in (*days, *months))}
        gone = [name for name in self.names() if name not in stay]
        for name in gone:
            leaving = self.folder / f".leaving-{name}"
            (self.folder / name).rename(leaving)
        for leaving in self.folder.glob(".leaving-*"):
            shutil.rmtree(leaving, ignore_errors=True)
        return gone


def _age(name: str) -> tuple[str, int]:
    day, _, number = name.partition(".")
    return day, int(number) if number.isdigit() else 0


def _put_link(path: Path, target: Path) -> None:
    beside = path.with_name(f".{path.name}.link")
    beside.unlink(missing_ok=True)
    beside.symlink_to(target)
    beside.replace(path)


def _to_disk(path: Path) -> None:
    """Have the system write a file or a folder out, so that a power cut finds it whole behind its new name."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
