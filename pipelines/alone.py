"""One run at a time in a data folder: the second one is refused at once and told who is at work.

The lock is the operating system's, on a file that says who holds it; so a process that is killed holds it no longer,
and what it left in the file is written over.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import orjson

from pipelines.config import Config


class AlreadyRunning(RuntimeError):
    """Another run is at work in the same data folder; the message names it."""


@contextmanager
def alone(config: Config, run_id: str) -> Iterator[None]:
    """Hold the data folder for a run. Raise AlreadyRunning where another one, alive, holds it."""
    config.data_dir.mkdir(parents=True, exist_ok=True)
    with config.lock.open("a+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(_who(config)) from None
        file.truncate(0)
        file.write(orjson.dumps({"run": run_id, "process": os.getpid()}))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def _who(config: Config) -> str:
    try:
        holder = orjson.loads(config.lock.read_bytes())
        who = f"run {holder['run']} (process {holder['process']}"
    except (ValueError, KeyError, TypeError):
        who = "another run (which did not say its name yet"
    since = datetime.fromtimestamp(config.lock.stat().st_mtime, UTC)
    return f"{who}, since {since:%Y-%m-%d %H:%M} UTC) is at work in {config.data_dir}; wait for it to end"
