"""Any site that publishes schema.org JobPosting in its pages: sitemap, then one page per job."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from pydantic import ValidationError
from scrapy.http import Response
from turbohtml import unescape

from scrapers.board import Board
from scrapers.board_spider import BoardSpider, Found, host_of
from scrapers.job_posting_ld import job_postings, name_of, pay, places
from scrapers.listing import Fault, Listing
from scrapers.posting import Posting, PublishedSalary, Rejection
from scrapers.values import text

_LOCATION = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,2000}?)\s*(?:\]\]>)?\s*</loc>", re.I)
MAXIMUM_PAGES = 5000
_OF_JOB_BOARDS = re.compile(
    r"job|career|vacanc|position|stelle|karriere|emplo|vaga|oferta|recruit|職|求人", re.I
)


class JsonLdSpider(BoardSpider):
    """A board is a sitemap. Without any in the registry, a configured ``base_url`` is asked for /sitemap.xml."""

    name = "json_ld"
    host_is_board = True

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

    def parse_board(self, response: Response, board: Board, part: str = "") -> Iterator[Found]:
        """Read a sitemap, or an index of sitemaps, and ask for each page on the same host."""
        if b"<urlset" not in response.body and b"<sitemapindex" not in response.body:
            yield Fault("failed", f"no sitemap: it begins with {response.body[:40]!r}")
            return
        found = [unescape(url) for url in _LOCATION.findall(response.text)]
        urls = list(dict.fromkeys(urljoin(response.url, url) for url in found))
        own = [url for url in urls if host_of(url) == host_of(response.url)]
        if b"<sitemapindex" in response.body:
            if part:
                yield Fault("failed", "an index of sitemaps inside an index of sitemaps")
                return
            named = [url for url in own if _OF_JOB_BOARDS.search(url)]
            for url in named or own:
                yield self.ask(url, self.parse_board, board=board, part=url)
            return
        yield Listing(board.slug, len(own[:MAXIMUM_PAGES]), len(urls), in_full=False, company=board.company)
        for url in own[:MAXIMUM_PAGES]:
            yield self.ask(url, self.parse_page, board=board, page=url)

    def parse_page(self, response: Response, board: Board, page: str) -> Iterator[Found]:
        """Read the job or jobs of one page."""
        encoding = getattr(response, "encoding", "utf-8")
        jobs, faults = job_postings(response.body, encoding)
        if not jobs:
            reason = "; ".join(faults) or "the page has no JobPosting in JSON-LD"
            yield self.rejection(board, reason, page, page)
        for number, job in enumerate(jobs):
            yield self._read(job, board, page, number)

    def _read(self, job: dict[str, Any], board: Board, page: str, number: int) -> Posting | Rejection:
        identity = name_of({"name": _identifier(job)}) or (page if number == 0 else f"{page}#{number}")
        try:
            return self._posting(job, board, page, identity)
        except ValidationError as error:
            first = error.errors()[0]
            return self.rejection(
                board, f"{'.'.join(map(str, first['loc']))}: {first['msg']}", identity, page
            )
        except (TypeError, ValueError, AttributeError) as error:
            return self.rejection(board, f"{type(error).__name__}: {error}", identity, page)

    def _posting(self, job: dict[str, Any], board: Board, page: str, identity: str) -> Posting:
        remote = str(job.get("jobLocationType") or "").upper() == "TELECOMMUTE"
        salary = pay(job)
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=f"{page}#{identity}" if identity != page else page,
            url=page,
            title=job.get("title") or name_of(job.get("name")) or "",
            company=name_of(job.get("hiringOrganization")) or board.company,
            locations=places(job),
            description=_description(job),
            posted_at=self.time_of(job, "datePosted"),
            valid_through=self.time_of(job, "validThrough"),
            employment_type=_joined(job.get("employmentType")),
            workplace="remote" if remote else None,
            salary=PublishedSalary(**salary) if salary else None,
            language=text(job.get("inLanguage")),
            employer_size=board.size,
            employer_industry=name_of(job.get("industry")) or board.industry,
        )


def _identifier(job: dict[str, Any]) -> Any:
    given = job.get("identifier")
    given = given[0] if isinstance(given, list) and given else given
    return given.get("value") if isinstance(given, dict) else given


def _joined(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value if text(part)) or None
    return text(value)


def _description(job: dict[str, Any]) -> str:
    """Return the description and what stands beside it in fields of its own, under their names."""
    parts = [text(job.get("description")) or ""]
    if parts[0].lstrip().startswith("&lt;"):
        parts[0] = unescape(parts[0])
    for field in ("responsibilities", "qualifications", "skills", "experienceRequirements"):
        value = job.get(field)
        words = _joined(value) if not isinstance(value, dict) else None
        if words and words not in parts[0]:
            parts.append(f"<h3>{field[:1].upper()}{field[1:]}</h3><p>{words}</p>")
    return "\n".join(parts)
