"""Breezy careers pages: a listing of titles, and a page each that may hold its text as schema.org JobPosting.

``<tenant>.breezy.hr/json``, which the vendor does not document. Tenants whose pages are drawn by a script hold no text
for readers: their entries are listed and rejected with that reason.
"""

from typing import Any
from urllib.parse import urlsplit

from scrapy.http import Response

from scrapers.answers.job_posting_ld import description, job_postings, joined, name_of, pay, places
from scrapers.answers.values import UnreadableAnswer, several, text, texts
from scrapers.listing_spider import DetailSpider
from scrapers.posting import Posting, PublishedSalary
from scrapers.registry.board import Board


class BreezySpider(DetailSpider):
    """A tenant that does not exist answers an empty list: only a board's own history tells it from one without jobs."""

    name = "breezy"
    base_url = "https://{token}.breezy.hr"
    example = "breezy"
    path = "/json"
    handled = frozenset(
        {
            "id", "name", "url", "published_date", "type.name", "location.name", "location.is_remote", "locations.name",
            "locations.is_remote", "is_remote", "department", "salary", "company.name", "page.description",
            "page.datePosted", "page.validThrough", "page.employmentType", "page.hiringOrganization", "page.jobLocation",
            "page.applicantLocationRequirements", "page.jobLocationType", "page.baseSalary", "page.responsibilities",
            "page.qualifications", "page.skills", "page.experienceRequirements", "page.educationRequirements",
        }
    )  # fmt: skip
    ignored = frozenset(
        {
            "friendly_id", "type.id", "location.city", "location.state", "location.country", "locations.city",
            "locations.state", "locations.country", "company.logo_url", "company.friendly_id", "page.@context",
            "page.@type", "page.title", "page.url", "page.identifier", "page.image", "page.directApply",
        }
    )  # fmt: skip

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return the list; Breezy announces no total."""
        if not isinstance(answer, list):
            raise TypeError("no list of positions")
        return answer, None

    def detail_url(self, entry: dict[str, Any], board: Board) -> str:
        """Return the position's page on the tenant's own host. Raise KeyError or UnreadableAnswer where none is named."""
        page = urlsplit(text(entry["url"]) or "").path
        if not page.startswith("/") or page == "/":
            raise UnreadableAnswer(f"no address of a page: {entry['url']}")
        return self.board_url(board).removesuffix(self.path) + page

    def completed(self, entry: dict[str, Any], response: Response) -> dict[str, Any]:
        """Return the entry with the JobPosting of its page as ``page``."""
        found, faults = job_postings(response.body)
        if not found:
            raise UnreadableAnswer("; ".join(["it holds no JobPosting with the text", *faults]))
        if not description(found[0]):
            raise UnreadableAnswer("its JobPosting has no text")
        return {**entry, "page": found[0]}

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one position: the listing's values, and the page's where the listing has none."""
        page = entry["page"]
        at = [
            place
            for place in (entry.get("location"), *several(entry.get("locations")))
            if isinstance(place, dict)
        ]
        remote = any(place.get("is_remote") is True for place in (entry, *at))
        salary = {**(pay(page) or {}), **({"text": said} if (said := text(entry.get("salary"))) else {})}
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=str(entry["id"]),
            url=text(entry.get("url")),
            title=entry["name"],
            company=name_of(entry.get("company")) or name_of(page.get("hiringOrganization")) or board.company,
            locations=texts([place.get("name") for place in at]) or places(page),
            description=description(page),
            posted_at=self.time_of(entry, "published_date") or self.time_of(page, "datePosted"),
            valid_through=self.time_of(page, "validThrough"),
            employment_type=name_of(entry.get("type")) or joined(page.get("employmentType")),
            workplace="remote" if remote or page.get("jobLocationType") == "TELECOMMUTE" else None,
            salary=PublishedSalary(**salary) if salary else None,
            department=name_of(entry.get("department")),
            employer_size=board.size,
            employer_industry=board.industry,
        )
