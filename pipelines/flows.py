"""The nightly flow on Prefect: a thin edge over the plain stages, and the only module that imports Prefect.

One task per source and per stage, never per posting. Only the crawl is retried: it is the one stage whose failure
can pass by itself, and a retried crawl goes on from the archive without fetching anything twice.
"""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

# Read by Prefect while it is imported: nothing is reported to anybody, and a slow machine may take its time.
for _name, _value in {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_UI_V2_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    "PREFECT_LOGGING_LEVEL": "WARNING",
}.items():
    os.environ.setdefault(_name, _value)

from prefect import flow, task  # noqa: E402
from prefect.schedules import Cron  # noqa: E402
from prefect.settings import PREFECT_API_URL, temporary_settings  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402

from pipelines import stages  # noqa: E402
from pipelines.alone import alone  # noqa: E402
from pipelines.config import Config, read_config  # noqa: E402
from pipelines.crawl import CrawlFailure, CrawlResult  # noqa: E402
from pipelines.night import NightReport, crawl_source, enabled_sources, finish_night  # noqa: E402
from pipelines.runs import Run, Staged  # noqa: E402

RUNNER: Any = ThreadPoolTaskRunner(max_workers=4)  # crawls at once
say: Callable[[str], None] = print


@task(retries=2, retry_delay_seconds=[30, 120], retry_condition_fn=lambda _t, _r, state: _may_pass(state))
def crawl(config: Config, run_date: date, source: str, only: list[str]) -> CrawlResult:
    """Collect one source into the archive."""
    return crawl_source(config, run_date, source, only, say)


@task
def stage(config: Config, run: Run, archives: list[Path]) -> Staged:
    """Parse the archives and normalise what they hold."""
    return stages.stage_archives(config, run, archives, say)


@task
def finish(config: Config, run: Run, staged: Staged, crawls: list[CrawlResult]) -> NightReport:
    """Load, check, publish, draw."""
    return finish_night(config, run, staged, crawls, say)


@flow(name="skilltide-nightly", task_runner=RUNNER)
def nightly(
    config_file: Path | None = None,
    run_date: date | None = None,
    sources: list[str] | None = None,
    boards: list[str] | None = None,
) -> NightReport:
    """Run the line once, from the boards to the pages, and return what came of it."""
    config = read_config(config_file)
    day = run_date or date.today()  # a scheduled run is given no date: its day is the day it starts on
    run = Run("crawl", day)
    with alone(config, run.id):
        crawls = [
            crawl.submit(config, day, source, boards or []) for source in enabled_sources(config, sources)
        ]
        done = [future.result() for future in crawls]
        staged = stage(config, run, [archive for result in done for archive in result.archives])
        return finish(config, run, staged, done)


def _may_pass(state: object) -> bool:
    """Whether another try can help: not where the crawl itself could not be started."""
    failure = getattr(state, "data", None)
    return not isinstance(failure, CrawlFailure) or failure.transient


def serve(config_file: Path | None, cron: str, timezone: str, port: int = 4200) -> None:
    """Serve the nightly deployment: a Prefect server as a child, and the schedule on it, until interrupted."""
    environment = {**os.environ, "PREFECT_SERVER_API_PORT": str(port)}
    # Until Prefect's runner takes the signal over, being told to end must still end the server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    # In a session of its own: a signal to all of us must find the server still there for the runner's farewell.
    server = subprocess.Popen(
        [sys.executable, "-m", "prefect", "server", "start"], env=environment, start_new_session=True
    )
    try:
        _wait_until_healthy(f"http://127.0.0.1:{port}/api/health", server)
        # Prefect has read its environment by now: an address set there would be ignored for a temporary server.
        with temporary_settings({PREFECT_API_URL: f"http://127.0.0.1:{port}/api"}):
            nightly.serve(
                name="nightly",
                schedule=Cron(cron, timezone=timezone),
                parameters={"config_file": config_file},
                limit=1,
            )
    finally:
        _end(server)


def _end(server: subprocess.Popen[bytes], seconds: float = 20) -> None:
    server.terminate()
    try:
        server.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _wait_until_healthy(address: str, server: subprocess.Popen[bytes], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError("the Prefect server ended while starting; its lines above say why")
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - a loopback address of our own
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError(f"the Prefect server did not answer at {address} within {seconds:.0f} s")
