"""Greenhouse job boards: one listing per board, whole. https://developers.greenhouse.io/job-board.html"""

from typing import Any

from turbohtml import unescape

from scrapers.answers.values import text, texts
from scrapers.listing_spider import ListingSpider
from scrapers.posting import Posting
from scrapers.registry.board import Board


class GreenhouseSpider(ListingSpider):
    """``content`` is HTML escaped once more; ``updated_at`` moves in bulk and never stands for the posting's date."""

    name = "greenhouse"
    base_url = "https://boards-api.greenhouse.io"
    example = "canonical"
    path = "/v1/boards/{token}/jobs?content=true"
    handled = frozenset(
        {
            "id", "title", "absolute_url", "location.name", "content", "first_published", "updated_at", "company_name",
            "language", "requisition_id", "departments.name", "application_deadline",
        }
    )  # fmt: skip
    ignored = frozenset(
        {
            "internal_job_id", "metadata", "data_compliance", "offices", "education", "ai_disclaimer",
            "include_ai_disclaimer", "ai_opt_out_request_url", "departments.id", "departments.child_ids",
            "departments.parent_id",
        }
    )  # fmt: skip

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return ``jobs`` and ``meta.total``."""
        return list(answer["jobs"]), (answer.get("meta") or {}).get("total")

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one job."""
        departments = texts([part.get("name") for part in entry.get("departments") or []])
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=str(entry["id"]),
            url=text(entry.get("absolute_url")),
            title=entry["title"],
            company=text(entry.get("company_name")) or board.company,
            locations=texts((entry.get("location") or {}).get("name")),
            description=unescape(entry.get("content") or ""),
            posted_at=self.time_of(entry, "first_published"),
            updated_at=self.time_of(entry, "updated_at"),
            valid_through=self.time_of(entry, "application_deadline"),
            department="; ".join(departments) or None,
            language=text(entry.get("language")),
            requisition_id=text(entry.get("requisition_id")),
            employer_size=board.size,
            employer_industry=board.industry,
        )
