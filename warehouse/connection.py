"""Opening a warehouse file: for one writer, or for readers. Every fault is one line that says what to do."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

# Files stay readable by DuckDB 1.5 clients, also when a newer library writes them.
STORAGE_VERSION = "v1.5.0"
# What does not fit is put on the disk beside the file. A file of millions of postings needs more to hold its groups.
MEMORY = 3_000_000_000
PART_OF_MACHINE = 0.6


# The name by which an open file is known, quoted: what stands in front of its tables does not hide them there.
QUOTED_NAME = """select '"' || replace(current_database(), '"', '""') || '"'"""


class WarehouseError(RuntimeError):
    """A warehouse file that cannot be opened or used; the message says what mends it."""


@contextmanager
def open_writer(path: Path, source: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield the one read-write connection to ``path``, making the file if there is none. Closed at the end.

    ``source`` is the file that ``path`` is made from, where there is one: by its size the memory is given.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _opened(path, read_only=False, source=source) as connection:
        yield connection


@contextmanager
def open_reader(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a read-only connection to ``path``. Raise WarehouseError where there is no file."""
    if not path.is_file():
        raise WarehouseError(f"{path}: no warehouse there; `skilltide run` or `skilltide import` makes one")
    with _opened(path, read_only=True) as connection:
        yield connection


@contextmanager
def _opened(path: Path, read_only: bool, source: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    config: dict[str, str | bool | int | float | list[str]] = {
        "preserve_insertion_order": False,
        "memory_limit": f"{_memory(source or path)}B",
    }
    if not read_only:
        config["storage_compatibility_version"] = STORAGE_VERSION
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config=config)
    except duckdb.Error as error:
        raise WarehouseError(_explained(path, error)) from error
    try:
        yield connection
    finally:
        connection.close()


def _memory(file: Path) -> int:
    """Return how many bytes a connection may take: as many as the file has, within what is usual and what is there."""
    there = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    wanted = max(MEMORY, file.stat().st_size if file.is_file() else 0)
    return int(min(wanted, PART_OF_MACHINE * there))


@contextmanager
def disk_fault(place: Path, kept: str) -> Iterator[None]:
    """Turn a full disk, or a file that may not grow, into a WarehouseError that says what was ``kept``."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        if not is_disk_full(error):
            raise
        free = shutil.disk_usage(place).free / 1e6
        raise WarehouseError(
            f"{place}: the disk does not suffice ({free:,.0f} MB free): {kept}; free space there, then run again"
        ) from error


def take_place(new: Path, old: Path) -> None:
    """Put a closed warehouse file in the place of another one.

    A killed run leaves a log beside its file, which DuckDB would play into whatever bears the file's name: it is played
    into the old file first, or goes with it where that cannot be read.
    """
    log = old.with_name(f"{old.name}.wal")
    if log.exists() and old.exists():
        with suppress(WarehouseError), open_writer(old):
            pass
    log.unlink(missing_ok=True)
    new.replace(old)


def is_disk_full(error: BaseException) -> bool:
    """Return whether a fault is one of a full disk, of a quota, or of a file that may not grow."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
    return any(os.strerror(number) in str(error) for number in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT))


def _explained(path: Path, error: duckdb.Error) -> str:
    text = " ".join(str(error).split())
    if "lock" in text:
        return f"{path}: another run is writing to it; wait for it to end"
    if "version number" in text:
        return f"{path}: written by a newer DuckDB; install that version, or move the file away and `skilltide rebuild`"
    if "not a valid DuckDB" in text or isinstance(error, duckdb.IOException | duckdb.SerializationException):
        return f"{path}: not a readable DuckDB file; move it away, then `skilltide rebuild` ({text[:160]})"
    return f"{path}: cannot be opened: {text[:200]}"
