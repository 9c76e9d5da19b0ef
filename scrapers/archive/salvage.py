"""What a killed crawl left: every whole record of its unfinished file is kept, under the file's final name."""

import fcntl
import os
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from scrapers.archive.records import ArchiveError

LOCK_SECONDS = 5.0
_CHUNK = 1 << 20
_GZIP = zlib.MAX_WBITS | 16


def only_crawl(folder: Path, source: str, seconds: float = LOCK_SECONDS) -> IO[bytes]:
    """Return the held lock of a source's crawl; it ends with the process, however that ends.

    Raise ArchiveError where another crawl of the source holds it for longer than ``seconds``: two at once would ask
    every host twice.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / f".{source}.lock").open("ab")
    deadline = time.monotonic() + seconds
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return lock
        if time.monotonic() >= deadline:
            lock.close()
            raise ArchiveError(
                f"{folder}: another crawl of {source} is writing there; let it end, then try again"
            )
        time.sleep(0.1)


def salvage(folder: Path, source: str) -> list[Path]:
    """Complete the unfinished files of a source, of all days, and return them. Nothing may be writing them."""
    unfinished = sorted(folder.glob(f"*/.{source}-[0-9]*.warc.gz.part"))
    return [saved for path in unfinished if (saved := _salvaged(path))]


def _salvaged(path: Path) -> Path | None:
    ends = list(whole_members(path))
    if len(ends) < 2:  # the first record only says what the file is
        path.unlink()
        return None
    os.truncate(path, ends[-1])
    final = path.with_name(path.name.removeprefix(".").removesuffix(".part"))
    path.replace(final)
    return final


def whole_members(path: Path) -> Iterator[int]:
    """Yield where each whole gzip member of a file ends, up to the first that breaks off or is damaged."""
    with path.open("rb") as file:
        member, at = zlib.decompressobj(_GZIP), 0
        while chunk := file.read(_CHUNK):
            at += len(chunk)
            while chunk:
                try:
                    # Bounded, so that a member which unpacks to much more than it is costs no memory.
                    member.decompress(chunk, _CHUNK)
                except zlib.error:
                    return
                chunk = member.unconsumed_tail or member.unused_data
                if member.eof:
                    yield at - len(chunk)
                    member = zlib.decompressobj(_GZIP)
