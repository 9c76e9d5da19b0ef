"""Any site that publishes schema.org JobPosting in its pages: sitemap, then one page per job.

https://www.sitemaps.org/protocol.html, https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

import re
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from pydantic import ValidationError
from scrapy.http import Response
from turbohtml import unescape
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding

from scrapers.answers.field_ledger import FieldLedger
from scrapers.answers.job_posting_ld import (
    description,
    identifier,
    job_postings,
    joined,
    name_of,
    pay,
    places,
)
from scrapers.answers.job_posting_microdata import microdata_postings
from scrapers.answers.listing import Fault, Listing
from scrapers.answers.values import UnreadableAnswer, text
from scrapers.archive.records import MAXIMUM_BODY
from scrapers.board_spider import BoardSpider, Found, host_of
from scrapers.posting import Posting, PublishedSalary, Rejection
from scrapers.registry.board import Board

_KIND_OF_SITEMAP = re.compile(rb"<(urlset|sitemapindex)\b[^<>]{0,2000}?(/?)>", re.I)
_LOCATION = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,2000}?)\s*(?:\]\]>)?\s*</loc>", re.I)
_RESERVATION = re.compile(
    rb"<meta\b(?=[^<>]{0,500}tdm-reservation)[^<>]{0,500}content\s*=\s*[\"']?\s*(\d)", re.I
)
MAXIMUM_PAGES = 5000
MAXIMUM_NESTING = 3
_OF_JOB_BOARDS = re.compile(
    r"job|career|vacanc|position|stelle|karriere|emplo|vaga|oferta|recruit|職|求人", re.I
)
_HANDLED = frozenset(
    {
        "title", "name", "description", "datePosted", "dateModified", "validThrough", "employmentType",
        "hiringOrganization", "jobLocation", "applicantLocationRequirements", "jobLocationType", "baseSalary",
        "salaryCurrency", "identifier", "industry", "inLanguage", "employmentUnit", "responsibilities",
        "qualifications", "skills", "experienceRequirements", "educationRequirements",
        "experienceInPlaceOfEducation", "tdm-reservation",
    }
)  # fmt: skip
# ``applicationContact`` names persons and is never passed on.
_IGNORED = frozenset(
    {
        "@context", "@type", "@id", "url", "sameAs", "image", "logo", "mainEntityOfPage", "applicationContact",
        "directApply", "jobBenefits", "benefits", "incentiveCompensation", "incentives", "estimatedSalary",
        "workHours", "occupationalCategory", "relevantOccupation", "jobStartDate", "jobImmediateStart",
        "totalJobOpenings", "employerOverview", "eligibilityToWorkRequirement", "physicalRequirement",
        "sensoryRequirement", "securityClearanceRequirement", "specialCommitments", "potentialAction",
    }
)  # fmt: skip


class JsonLdSpider(BoardSpider):
    """A board is a sitemap. Without any in the registry, a configured ``base_url`` is asked for /sitemap.xml."""

    name = "json_ld"
    host_is_board = True

    def __init__(self, only: str = "", **arguments: Any) -> None:
        """``only`` holds board slugs, comma-separated; empty means all."""
        super().__init__(only, **arguments)
        self.fields = FieldLedger(_HANDLED, _IGNORED)
        self._met: dict[str, set[str]] = {}

    def boards(self) -> list[Board]:
        """Return the sitemaps of the registry, or the one of ``base_url``."""
        found = super().boards()
        if not found and self.base_url and not self.only:
            company = urlsplit(self.base_url).hostname or self.base_url
            found = [Board(company=company, vendor=self.name, sitemap="/sitemap.xml")]
        return found

    def board_url(self, board: Board) -> str:
        """Return the sitemap's address; a ``base_url`` takes the place of its host."""
        sitemap = board.sitemap or ""
        if not self.base_url or sitemap.startswith(f"{self.base_url}/"):
            return sitemap
        return self.base_url + (urlsplit(sitemap).path or "/sitemap.xml")

    def parse_board(
        self, response: Response, board: Board, part: str = "", depth: int = 0
    ) -> Iterator[Found]:
        """Read a sitemap, or an index of sitemaps, and ask for each page on the same host, once.

        @board
        @postings
        """
        try:
            is_index, is_whole, found = _sitemap(response.body)
        except UnreadableAnswer as error:
            yield Fault("failed", str(error))
            return
        if not is_whole:
            yield Fault("failed", f"a sitemap breaks off: {response.url}")
        urls = list(dict.fromkeys(urljoin(response.url, url) for url in found))
        own = [url for url in urls if host_of(url) == host_of(response.url)]
        if len(own) < len(urls):
            yield Fault("skipped", f"{len(urls) - len(own)} addresses on other hosts are not asked for")
        if not is_index:
            yield from self._ask_pages(own, board)
        elif depth >= MAXIMUM_NESTING:
            yield Fault("failed", f"indexes of sitemaps nested more than {MAXIMUM_NESTING} deep")
        else:
            yield from self._ask_sitemaps(own, board, depth + 1)

    def _ask_sitemaps(self, urls: list[str], board: Board, depth: int) -> Iterator[Found]:
        named = [url for url in urls if _OF_JOB_BOARDS.search(urlsplit(url).path)]
        new = self._new(named or urls, board)
        if not new:
            yield Listing(board.slug, 0, company=board.company)
        for url in new:
            yield self.ask(url, self.parse_board, board=board, part=url, depth=depth)

    def _ask_pages(self, urls: list[str], board: Board) -> Iterator[Found]:
        met = len(self._met.get(board.slug, ()))
        new = self._new(urls, board)
        room = max(0, MAXIMUM_PAGES - met)
        if len(new) > room:
            yield Fault(
                "skipped", f"{len(new) - room} pages beyond the first {MAXIMUM_PAGES} are not asked for"
            )
        yield Listing(board.slug, len(new[:room]), in_full=False, company=board.company)
        for url in new[:room]:
            yield self.ask(url, self.parse_page, board=board, page=url)

    def _new(self, urls: list[str], board: Board) -> list[str]:
        """Return the addresses that no sitemap of the board has named before."""
        met = self._met.setdefault(board.slug, set())
        new = [url for url in urls if url not in met]
        met.update(new)
        return new

    def parse_page(self, response: Response, board: Board, page: str) -> Iterator[Found]:
        """Read the job or jobs of one page: its JSON-LD, or its microdata where it has none."""
        encoding = _declared_encoding(response)
        jobs, faults = job_postings(response.body, encoding)
        jobs = jobs or microdata_postings(response.body, encoding)
        if not jobs:
            reason = "; ".join(faults) or "the page has no JobPosting in JSON-LD or microdata"
            yield self.rejection(board, reason, page, page)
        reservation = _reservation(response)
        for number, job in enumerate(jobs):
            self.fields.count({**job, "tdm-reservation": reservation})
            yield self._read(job, board, page, number)

    def _read(self, job: dict[str, Any], board: Board, page: str, number: int) -> Posting | Rejection:
        identity = identifier(job) or (page if number == 0 else f"{page}#{number}")
        try:
            return self._posting(job, board, page, identity)
        except ValidationError as error:
            first = error.errors()[0]
            return self.rejection(
                board, f"{'.'.join(map(str, first['loc']))}: {first['msg']}", identity, page
            )
        except (TypeError, ValueError, AttributeError, RecursionError) as error:
            return self.rejection(board, f"{type(error).__name__}: {error}", identity, page)

    def _posting(self, job: dict[str, Any], board: Board, page: str, identity: str) -> Posting:
        salary = pay(job)
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=f"{page}#{identity}" if identity != page else page,
            url=page,
            title=name_of(job.get("title")) or name_of(job.get("name")) or "",
            company=name_of(job.get("hiringOrganization")) or board.company,
            locations=places(job),
            description=description(job),
            posted_at=self.time_of(job, "datePosted"),
            updated_at=self.time_of(job, "dateModified"),
            valid_through=self.time_of(job, "validThrough"),
            employment_type=joined(job.get("employmentType")),
            workplace=joined(job.get("jobLocationType")),
            salary=PublishedSalary(**salary) if salary else None,
            department=name_of(job.get("employmentUnit")),
            language=name_of(job.get("inLanguage")),
            requisition_id=identifier(job),
            employer_size=board.size,
            employer_industry=name_of(job.get("industry")) or board.industry,
        )


def _sitemap(body: bytes) -> tuple[bool, bool, list[str]]:
    """Return whether a body is an index, whether it is whole, and the addresses in it.

    Raise UnreadableAnswer where it is no sitemap.
    """
    if body[:2] == b"\x1f\x8b":
        try:
            body = zlib.decompressobj(wbits=31).decompress(body, MAXIMUM_BODY)
        except zlib.error as error:
            raise UnreadableAnswer(f"unreadable gzip: {error}") from error
    kind = _KIND_OF_SITEMAP.search(body)
    if kind is None:
        raise UnreadableAnswer(f"no sitemap: it begins with {body[:40]!r}")
    is_whole = bool(kind[2]) or b"</" + kind[1] in body
    urls = [unescape(url) for url in _LOCATION.findall(body.decode("utf-8", "replace"))]
    return kind[1].lower() == b"sitemapindex", is_whole, urls


def _declared_encoding(response: Response) -> str | None:
    stated = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return http_content_type_encoding(stated) or html_body_declared_encoding(response.body[:4096])


def _reservation(response: Response) -> str | None:
    """Return what a page says of text and data mining (W3C TDMRep): "1" where the rights are reserved."""
    stated = response.headers.get("tdm-reservation")
    if not stated and b"tdm-reservation" in response.body:
        found = _RESERVATION.search(response.body)
        stated = found[1] if found else None
    return text(stated.decode("latin-1")) if stated else None
