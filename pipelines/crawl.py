"""One source crawled in a process of its own: a reactor starts once, and a spider that dies takes nothing along."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from scrapers.manners.addresses import user_agent

CRAWL_HOURS = 6
LOG_TAIL = 4000


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """Where a crawl writes, which boards it knows, how it names itself, and another host where one is configured."""

    archive: Path
    registry: Path
    contact: str
    base_url: str | None = None
    api_key: str = field(default="", repr=False)
    timeout_seconds: float = 60
    acknowledged: tuple[str, ...] = ()
    request_budget: int | None = None


@dataclass(frozen=True, slots=True)
class HostUse:
    """What one host was asked on the day: requests, those not sent beyond its budget, and why it was left alone."""

    requests: int
    beyond_budget: int
    left_alone: str | None


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """What a crawl did. ``archives`` are all files of the source and day, those of earlier sessions included.

    ``requests`` are those of this session, of which ``not_modified`` were answered without a body.
    """

    source: str
    archives: tuple[Path, ...]
    requests: int = 0
    from_archive: int = 0
    not_modified: int = 0
    request_budget: int = 0
    hosts: dict[str, HostUse] = field(default_factory=dict)
    failures: tuple[str, ...] = ()
    seconds: float = 0.0
    log_tail: str = ""


class CrawlFailure(RuntimeError):
    """A spider that did not come to its end. ``transient`` says whether another try can help."""

    def __init__(self, message: str, transient: bool) -> None:
        super().__init__(message, transient)
        self.transient = transient

    def __str__(self) -> str:
        return str(self.args[0])


def crawl(source: str, settings: CrawlSettings, run_date: date, only: Sequence[str] = ()) -> CrawlResult:
    """Run a spider to its end and return what it did. Raise CrawlFailure where it could not."""
    settings.archive.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="skilltide-") as name:
        summary = Path(name) / "summary.json"
        command = _command(source, settings, run_date, only, summary)
        environment = {
            **os.environ,
            "SCRAPY_SETTINGS_MODULE": "scrapers.settings",
            "SKILLTIDE_API_KEY": settings.api_key,
        }
        try:
            done = subprocess.run(
                command, env=environment, capture_output=True, timeout=CRAWL_HOURS * 3600, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise CrawlFailure(f"crawl of {source} was stopped after {CRAWL_HOURS} hours", True) from error
        log = done.stderr.decode("utf-8", "replace")[-LOG_TAIL:]
        if not summary.is_file():
            lines = [line for line in log.splitlines() if line.strip()] or [f"exit code {done.returncode}"]
            raise CrawlFailure(f"crawl of {source} broke off: {lines[-1]}", done.returncode < 0)
        facts = json.loads(summary.read_text(encoding="utf-8"))
    day = settings.archive / run_date.isoformat()
    return CrawlResult(
        source=source,
        archives=tuple(sorted(day.glob(f"{source}-*.warc.gz"))),
        requests=facts["requests"],
        from_archive=facts["from_archive"],
        not_modified=facts["not_modified"],
        request_budget=facts["request_budget"],
        hosts={host: HostUse(**use) for host, use in facts["hosts"].items()},
        failures=tuple(facts["failures"]),
        seconds=facts["seconds"],
        log_tail=log,
    )


def _command(
    source: str, settings: CrawlSettings, run_date: date, only: Sequence[str], summary: Path
) -> list[str]:
    given = {
        "SKILLTIDE_ARCHIVE_DIR": settings.archive.resolve(),
        "SKILLTIDE_REGISTRY": settings.registry.resolve(),
        "SKILLTIDE_RUN_DATE": run_date.isoformat(),
        "SKILLTIDE_BASE_URL": settings.base_url or "",
        "SKILLTIDE_SUMMARY": summary,
        "SKILLTIDE_ACKNOWLEDGED": ",".join(settings.acknowledged),
        "SKILLTIDE_REQUEST_BUDGET": settings.request_budget or 0,
        "SKILLTIDE_PARENT": os.getpid(),
        "DOWNLOAD_TIMEOUT": settings.timeout_seconds,
        "USER_AGENT": user_agent(settings.contact),
    }
    command = [sys.executable, "-m", "scrapy", "crawl", source]
    for key, value in given.items():
        command += ["-s", f"{key}={value}"]
    return [*command, "-a", f"only={','.join(only)}"] if only else command
