"""Remotive: the remote jobs of its public interface, a day late. https://remotive.com/api-documentation"""

from typing import Any

from scrapers.answers.values import text, texts
from scrapers.listing_spider import FeedSpider
from scrapers.posting import Posting, PublishedSalary
from scrapers.registry.board import Board


class RemotiveSpider(FeedSpider):
    """One request, and no second attempt: more than two a minute are blocked, and four a day are the most."""

    name = "remotive"
    base_url = "https://remotive.com"
    path = "/api/remote-jobs"
    custom_settings = {"RETRY_ENABLED": False}  # noqa: RUF012 - declared so by Scrapy
    handled = frozenset(
        {
            "id", "url", "title", "company_name", "category", "job_type", "publication_date",
            "candidate_required_location", "salary", "description",
        }
    )  # fmt: skip
    ignored = frozenset({"company_logo", "company_logo_url", "tags"})

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return ``jobs`` and ``job-count``, which counts this answer's; ``total-job-count`` is of the paid feed."""
        return list(answer["jobs"]), answer.get("job-count")

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one job. Its date has no zone and is read as UTC."""
        pay = text(entry.get("salary"))
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=str(int(entry["id"])),
            url=text(entry.get("url")),
            title=entry["title"],
            company=text(entry.get("company_name")),
            locations=texts(entry.get("candidate_required_location")),
            description=entry.get("description") or "",
            posted_at=self.time_of(entry, "publication_date"),
            employment_type=text(entry.get("job_type")),
            salary=PublishedSalary(text=pay) if pay else None,
            department=text(entry.get("category")),
        )
