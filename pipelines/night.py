"""What a night is made of: which sources run, whether any can be reached, and what the night came to."""

import socket
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from pipelines import stages
from pipelines.config import Config
from pipelines.crawl import CrawlResult, CrawlSettings
from pipelines.crawl import crawl as run_spider
from pipelines.permission import acknowledged_lines, acknowledgements, check_addresses, check_sources, may_run
from pipelines.runs import Run, Staged
from scrapers.registry.board import Board, read_registry
from scrapers.sources import spider_sources

Say = Callable[[str], None]
HOSTS_SHOWN = 3
_TENANTS_TRIED = 3


class NothingReached(RuntimeError):
    """No board of any source answered: nothing is loaded, nothing is published."""


class UnknownSource(ValueError):
    """A source that has no spider or may not be enabled."""


@dataclass(frozen=True, slots=True)
class NightReport:
    """What a night came to: what was staged, how many requests it took, and where the site is.

    ``lines`` are what is to be said of its crawls.
    """

    run_id: str
    staged: Staged
    requests: int
    site: Path
    lines: tuple[str, ...] = ()


def enabled_sources(config: Config, wanted: Sequence[str] | None = None) -> list[str]:
    """Return the sources to crawl: permitted, and having a board where they need one.

    Raise ConfigError for a source, or a sitemap at a vendor, that the ledger holds back and nobody acknowledged.
    """
    check_sources(config.sources)
    spiders = spider_sources()
    for name in wanted or ():
        if name not in spiders:
            raise UnknownSource(f"no source {name}; sources: {', '.join(sorted(spiders))}")
    enabled = [board for board in read_registry(config.boards) if board.enabled]
    boards = {board.vendor for board in enabled}
    found = [
        name
        for name, facts in sorted(spiders.items())
        if may_run(name, config.source(name), named=name in (wanted or ()))
        and (not wanted or name in wanted)
        and (
            not facts.needs_boards or name in boards or (facts.host_is_board and config.source(name).base_url)
        )
    ]
    check_addresses(config, found, enabled)
    return found


def crawl_source(config: Config, run_date: date, source: str, only: Sequence[str], say: Say) -> CrawlResult:
    """Collect one source into the archive of the day, in a process of its own."""
    settings = CrawlSettings(
        archive=config.archive,
        registry=config.boards,
        contact=config.contact,
        base_url=config.source(source).base_url,
        api_key=config.source(source).api_key.get_secret_value(),
        timeout_seconds=config.timeout_seconds,
        acknowledged=tuple(acknowledgements(config)),
    )
    say(f"crawl {source}: started")
    result = run_spider(source, settings, run_date, only)
    for line in crawl_lines(config, result):
        say(line)
    return result


def crawl_lines(config: Config, result: CrawlResult) -> list[str]:
    """Return what people should know of a crawl: why it ran, its requests against each host's budget, hosts left alone."""
    unchanged = f", {result.not_modified:,} of them not modified" if result.not_modified else ""
    stored = f", {result.from_archive:,} answers from the archive" if result.from_archive else ""
    lines = acknowledged_lines(config, result.source)
    lines.append(f"crawl {result.source}: {result.requests:,} requests{unchanged}{stored}")
    most_asked = sorted(result.hosts.items(), key=lambda item: (-item[1].requests, item[0]))
    for number, (host, use) in enumerate(most_asked):
        over = f"; {use.beyond_budget:,} not sent beyond it" if use.beyond_budget else ""
        if number < HOSTS_SHOWN or over:
            lines.append(
                f"  {host}: {use.requests:,} of {result.request_budget:,} requests on this day{over}"
            )
        if use.left_alone:
            lines.append(f"  {use.left_alone}")
    if len(most_asked) > HOSTS_SHOWN:
        lines.append(
            f"  and {len(most_asked) - HOSTS_SHOWN:,} more hosts, within their budget unless named above"
        )
    return lines


def finish_night(
    config: Config, run: Run, staged: Staged, crawls: Sequence[CrawlResult], say: Say
) -> NightReport:
    """Load, check, publish and draw what was staged. Raise NothingReached where no board answered."""
    if staged.days and not any(day.outcome in ("ok", "empty", "partial") for day in staged.days):
        raise NothingReached(
            "no board could be reached: nothing was loaded or published. "
            "See `skilltide doctor`, or `skilltide sample` for a look without network"
        )
    counts = stages.load_staged(config, run)
    say(f"load: {counts}")
    published = stages.publish_warehouse(config)
    say(f"publish: {published}")
    site = stages.draw_reports(config)
    say(f"report: {site}")
    return NightReport(
        run_id=run.id,
        staged=staged,
        requests=sum(result.requests for result in crawls),
        site=config.site,
        lines=tuple(line for result in crawls for line in crawl_lines(config, result)),
    )


def reachable(config: Config, sources: Sequence[str], seconds: float = 5.0) -> list[str]:
    """Return the sources whose host accepts a connection; all of them where a proxy stands between."""
    if urllib.request.getproxies():
        return list(sources)
    return [source for source in sources if any(_accepts(url, seconds) for url in _addresses(config, source))]


def _addresses(config: Config, source: str) -> list[str]:
    address = config.source(source).base_url or spider_sources()[source].base_url
    if address and "{token}" not in address:
        return [address]
    boards: list[Board] = [board for board in read_registry(config.boards) if board.vendor == source]
    if address:  # a host for each tenant: any of them will do
        return [address.replace("{token}", board.token or "") for board in boards[:_TENANTS_TRIED]]
    return [board.sitemap for board in boards if board.sitemap]


def _accepts(url: str, seconds: float) -> bool:
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        with socket.create_connection((parts.hostname or "", port), timeout=seconds):
            return True
    except OSError:
        return False
