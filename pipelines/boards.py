"""The commands ``skilltide board``: a careers page becomes a block of the registry, and the registry is examined."""

import shlex
from collections import Counter
from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlsplit

import typer

from pipelines.arguments import ConfigOption
from pipelines.config import Config, read_config
from pipelines.terminal import err, out
from scrapers.registry.board import Board, RegistryError

board_app = typer.Typer(help="The registry of boards.", no_args_is_help=True, rich_markup_mode=None)


@board_app.command("add")
def add(
    url: Annotated[str, typer.Argument(help="The address of a careers page, or of one job on it.")],
    company: Annotated[
        str | None, typer.Option("--company", help="The employer's name (default: as the page says).")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Find the vendor and the token behind a careers page, and write the board into the registry.

    Example: skilltide board add https://jobs.lever.co/example --company Example
    """
    for line in add_board(read_config(config), url, company):
        out.print(line, markup=False)


@board_app.command("check")
def check(config: ConfigOption = None) -> None:
    """Examine the registry: every fault with its place and what to change, then the boards of each vendor.

    Example: skilltide board check
    """
    faults, summary = check_boards(read_config(config))
    for fault in faults:
        err.print(fault, markup=False)
    for line in summary:
        out.print(line, markup=False)
    if faults:
        raise typer.Exit(1)


def add_board(
    config: Config,
    url: str,
    company: str | None = None,
    fetch: Callable[[str], tuple[str, bytes]] | None = None,
) -> list[str]:
    """Write the board behind a careers page into the registry; return what to tell.

    A board that stands there already is left as it is. Raise RegistryError where no board or more than one is found,
    where the ledger refuses its vendor, and where the registry cannot be written.
    """
    from scrapers.registry.file import known_board, write_board
    from scrapers.registry.finder import find_board, settles
    from scrapers.registry.page_fetch import PageFetch

    address = _address(url)
    found = find_board(address, fetch or PageFetch(config.contact, address, enough=settles))
    slug = found.address.token or found.address.sitemap or ""
    known = known_board(config.boards, found.address.vendor, slug)
    if known:
        return [f"{known.company} is in the registry already: {known.vendor} {known.slug}; nothing changed"]
    board = Board(
        company=_company(company) or found.company or slug,
        vendor=found.address.vendor,
        token=found.address.token,
        sitemap=found.address.sitemap,
        region=found.address.region,
    )
    file = write_board(config.boards, board)
    named = "" if company else " (change it there if the company is called otherwise)"
    return [f"{file}: added {board.company}, {board.vendor} {slug}{named}", _next_step(board)]


def check_boards(config: Config) -> tuple[list[str], list[str]]:
    """Return the faults of the registry and, a line per vendor and one for all, what it holds."""
    from scrapers.registry.faults import registry_faults

    blocks, faults = registry_faults(config.boards)
    boards = [block.board for block in blocks if block.board]
    enabled = Counter(board.vendor for board in boards if board.enabled)
    expecting = Counter(board.vendor for board in boards if board.expected)
    summary = [
        f"{vendor:16} {count:>5} boards {enabled[vendor]:>5} enabled {expecting[vendor]:>5} with expected"
        for vendor, count in sorted(Counter(board.vendor for board in boards).items())
    ]
    verdict = f"{len(faults)} faults" if faults else "sound"
    return faults, [*summary, f"{len(blocks)} boards, {enabled.total()} enabled: {verdict}"]


def _address(url: str) -> str:
    address = url.strip() if "://" in url else f"https://{url.strip()}"
    try:
        has_host = bool(urlsplit(address).hostname)
    except ValueError:  # e.g. an unclosed bracket
        has_host = False
    if not has_host or not address.isprintable() or " " in address:
        raise RegistryError(f"{url!r}: no address; copy it from the browser, spaces as %20")
    return address


def _company(given: str | None) -> str | None:
    name = " ".join((given or "").split())
    if not name.isprintable():
        raise RegistryError(f"--company {given!r}: holds a control character; write the name only")
    return name or None


def _next_step(board: Board) -> str:
    from scrapers.policy import policy_of
    from scrapers.sources import spider_sources

    if board.vendor not in spider_sources():
        return f"{board.vendor} has no spider yet, so the board waits; CONTRIBUTING.md, A vendor, says how to write one"
    if policy_of(board.vendor).status != "ON":
        return f"{board.vendor} is optional: switch it on in skilltide.toml, [sources.{board.vendor}] enabled = true"
    return f"try it: skilltide crawl --source {board.vendor} --board {shlex.quote(board.slug)}"
