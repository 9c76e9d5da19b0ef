"""Which vendor and which board stand behind a careers page: by its address, its redirects, what the page embeds.

A token is only ever read, never made up from a company's name: sample tenants carry famous names.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from scrapers.policy import policy_of
from scrapers.registry.board import RegistryError
from scrapers.registry.careers_page import CareersPage, read_page
from scrapers.registry.faults import slug_fault
from scrapers.registry.page_fetch import Fetch, PageFault
from scrapers.registry.vendor_addresses import VENDORS, BoardAddress, board_at

JSON_LD = "json_ld"
FINDABLE = frozenset({JSON_LD, *(vendor.name for vendor in VENDORS)})
_EXAMPLES = {vendor.name: vendor.example for vendor in VENDORS}
SHOWN = 8
_OF_JOBS = re.compile(r"job|career|vacanc|position|stelle|karriere|emplo|vaga|oferta|recruit|職|求人", re.I)


class BoardNotFound(RegistryError):
    """A careers page behind which no board, or not exactly one, was found."""


class VendorRefused(RegistryError):
    """A careers page at a vendor that the ledger does not let us collect."""


@dataclass(frozen=True, slots=True)
class FoundBoard:
    """The one board behind a careers page, and what the page calls its employer, where a page was read."""

    address: BoardAddress
    company: str | None = None


def settles(url: str) -> bool:
    """Whether an address says enough by itself: it names a board, or a vendor that is refused anyway."""
    found = board_at(url)
    return found is not None and (found.token is not None or _is_refused(found.vendor))


def find_board(url: str, fetch: Fetch) -> FoundBoard:
    """Return the board behind a careers page.

    Raise BoardNotFound where there is none or more than one, VendorRefused where the ledger forbids the vendor, and
    what ``fetch`` raises where the page cannot be read.
    """
    if settles(url):
        return FoundBoard(_permitted(url, [board_at(url)]))
    final, body = fetch(url)
    if settles(final):
        return FoundBoard(_permitted(url, [board_at(final)]))
    page = read_page(body)
    linked = list(filter(None, map(board_at, page.addresses)))
    named = _distinct(board for board in linked if board.token)
    if named:
        return FoundBoard(_permitted(url, named), page.company)
    if page.has_job_posting:
        return FoundBoard(_site_board(final, fetch), page.company)
    raise BoardNotFound(f"{url}: {_nothing(final, page, [board_at(url), board_at(final), *linked])}")


def _distinct(boards: Iterable[BoardAddress]) -> list[BoardAddress]:
    """Return each board once, as it is first spelled: tokens differ in case from link to link."""
    found: dict[tuple[str, str], BoardAddress] = {}
    for board in boards:
        found.setdefault((board.vendor, (board.token or "").casefold()), board)
    return list(found.values())


def _permitted(url: str, boards: Sequence[BoardAddress | None]) -> BoardAddress:
    found = [board for board in boards if board]
    if len(found) > 1:
        shown = "; ".join(map(str, found[:SHOWN])) + (" ..." if len(found) > SHOWN else "")
        raise BoardNotFound(
            f"{url}: {len(found)} boards are named there, nothing is written: {shown}. "
            "Run `skilltide board add` with the address of the one that is meant"
        )
    [board] = found
    if _is_refused(board.vendor):
        policy = policy_of(board.vendor)
        raise VendorRefused(
            f"{url}: this is {policy.title}, which is {policy.status} in scrapers/policy.toml "
            f"(robots: {policy.robots}): {policy.note} Nothing is written"
        )
    fault = slug_fault(board.token or "")
    if fault:
        raise BoardNotFound(
            f"{board.seen_at[:200]}: {board.token!r} is no token of {board.vendor}: {fault}; "
            f"it should look like {_EXAMPLES[board.vendor]}"
        )
    return board


def _is_refused(vendor: str) -> bool:
    return policy_of(vendor).status in ("REVIEW", "OFF")


def _site_board(page_url: str, fetch: Fetch) -> BoardAddress:
    """Return the site of a page with JobPosting data as a board: its sitemap, as its robots.txt names it."""
    parts = urlsplit(page_url)
    robots = f"{parts.scheme}://{parts.netloc}/robots.txt"
    try:
        _, body = fetch(robots)
    except PageFault:
        body = b""  # a site without robots.txt names no sitemap there
    sitemaps = list(dict.fromkeys(Protego.parse(body.decode("utf-8", "replace")).sitemaps))
    of_jobs = [sitemap for sitemap in sitemaps if _OF_JOBS.search(urlsplit(sitemap).path)]
    chosen = sitemaps if len(sitemaps) == 1 else of_jobs
    if len(chosen) != 1 or slug_fault(chosen[0], is_sitemap=True):
        said = f"names {len(sitemaps)} sitemaps ({', '.join(sitemaps[:SHOWN])})" if sitemaps else "names none"
        raise BoardNotFound(
            f"{page_url}: the page has JobPosting data, but which sitemap lists the jobs is not clear: {robots} {said}. "
            'Write the block by hand, with vendor = "json_ld" and sitemap = "..."'
        )
    return BoardAddress(JSON_LD, page_url, sitemap=chosen[0])


def _nothing(url: str, page: CareersPage, hints: list[BoardAddress | None]) -> str:
    """Return why no board was found, and what to try."""
    vendors = dict.fromkeys(hint.vendor for hint in hints if hint and not _is_refused(hint.vendor))
    if vendors:
        examples = " or ".join(_EXAMPLES[vendor] for vendor in list(vendors)[:SHOWN])
        return (
            f"the page points at {', '.join(vendors)}, but names no board; open one job there and pass the address that "
            f"its apply button leads to, like {examples}"
        )
    fault = f" ({page.faults[0]})" if page.faults else ""
    return (
        f"no known vendor and no JobPosting data on the page{fault}; open one job there and pass that page's address, "
        "or write the block by hand (CONTRIBUTING.md, A board)"
    )
