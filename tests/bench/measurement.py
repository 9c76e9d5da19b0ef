"""One measured figure, and how a child process is timed with the operating system's own accounting."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class Skipped(RuntimeError):
    """What a measurement needs is not there; the message says what."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure with its unit."""

    what: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A command that ended: seconds on the wall, and the largest process of its tree in MiB."""

    seconds: float
    peak_mib: float
    output: str


def timed(arguments: Sequence[str], folder: Path, environment: dict[str, str] | None = None) -> Finished:
    """Run a module of this project as a whole process and return what it took. Raise where it failed."""
    log = folder / "bench.log"
    started = time.perf_counter()
    with log.open("wb") as output:
        child = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
        )
        peak = _watch(child)
    seconds = time.perf_counter() - started
    text = log.read_text(encoding="utf-8", errors="replace")
    if child.returncode not in (0, 3):
        raise RuntimeError(f"{' '.join(arguments)} ended with {child.returncode}:\n{text[-2000:]}")
    return Finished(seconds, peak / 1024, text)


def _watch(child: "subprocess.Popen[bytes]") -> float:
    """Return the highest sum of resident KiB over the child and its descendants, sampled ten times a second."""
    peak = 0.0
    while child.poll() is None:
        peak = max(peak, sum(map(_resident, _family(child.pid))))
        time.sleep(0.1)
    return peak


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(member for child in children for member in _family(int(child)))]


def _resident(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((float(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0.0)
