"""Which sources an operator lets run: as the ledger says, as the configuration says, and what has to be acknowledged."""

from collections.abc import Iterable, Mapping

from pipelines.config import Config, ConfigError, SourceConfig
from scrapers.manners.held_back import vendor_held_back
from scrapers.policy import SourcePolicy, held_back, policies
from scrapers.registry.board import Board
from scrapers.sources import spider_sources


def may_run(source: str, configured: SourceConfig, named: bool) -> bool:
    """Return whether a source runs. Raise ConfigError where it is wanted and the ledger holds it back.

    Naming a source on the command line is consent for one that is OPTIONAL, not for one under review or off.
    """
    policy = policies().get(source)
    wanted = named or bool(configured.enabled)
    if policy is None:
        if wanted:
            raise ConfigError(
                f"sources.{source}: it has no entry in scrapers/policy.toml, and a source without a policy never runs"
            )
        return False
    if held_back(policy):
        if wanted and not (configured.enabled and configured.acknowledge.strip()):
            raise ConfigError(_refusal(policy, f"sources.{source}"))
        return wanted
    return wanted or (policy.status == "ON" and configured.enabled is not False)


def check_sources(configured: Mapping[str, SourceConfig]) -> None:
    """Raise ConfigError for the first source that is enabled and may not be."""
    for source, section in configured.items():
        may_run(source, section, named=False)


def check_addresses(config: Config, sources: Iterable[str], boards: Iterable[Board]) -> None:
    """Raise ConfigError where a source would ask a host of a vendor that is held back and not acknowledged."""
    for source in sources:
        base_url = config.source(source).base_url
        addresses = {f"sources.{source}.base_url ({base_url})": base_url or ""}
        if not base_url:
            sitemaps = [board for board in boards if board.vendor == source and board.sitemap]
            addresses = {
                f"board {board.company} ({board.sitemap})": board.sitemap or "" for board in sitemaps
            }
        for place, url in addresses.items():
            policy = vendor_held_back(url)
            if policy and policy.source not in acknowledgements(config):
                raise ConfigError(_refusal(policy, place))


def acknowledgements(config: Config) -> dict[str, str]:
    """Return what operators acknowledged, for each source that runs only because of it."""
    return {
        source: section.acknowledge.strip()
        for source, section in sorted(config.sources.items())
        if section.enabled and section.acknowledge.strip() and held_back(policies().get(source))
    }


def acknowledged_lines(config: Config, source: str) -> list[str]:
    """Return what is to be said of a crawl that the ledger holds back: its own source, or vendors it may lead to."""
    return [
        f"{held} is {policies()[held].status} in the ledger of sources; it runs as acknowledged: {reason}"
        for held, reason in acknowledgements(config).items()
        if held == source or not spider_sources()[source].base_url
    ]


def _refusal(policy: SourcePolicy, place: str) -> str:
    why = "under review" if policy.status == "REVIEW" else "off"
    return (
        f"{place}: {policy.title} is {why} in the ledger of sources: {policy.note or policy.terms_url} To let it run "
        f'nevertheless, write both `enabled = true` and `acknowledge = "who, when, why"` under [sources.{policy.source}]'
    )
