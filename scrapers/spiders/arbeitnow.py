"""Arbeitnow: one feed in pages, newest first, updated hourly. https://www.arbeitnow.com/blog/job-board-api"""

from typing import Any, ClassVar

from scrapers.answers.values import text, texts
from scrapers.listing_spider import FeedSpider
from scrapers.posting import Posting
from scrapers.registry.board import Board


class ArbeitnowSpider(FeedSpider):
    """``remote`` is false on jobs whose location is "Remote", so that false says nothing; both are passed on."""

    name = "arbeitnow"
    base_url = "https://www.arbeitnow.com"
    path = "/api/job-board-api?page={position}"
    first_position = 1
    # Below the night's budget of requests, so that a feed without end is seen to be one.
    maximum_pages: ClassVar[int] = 45
    handled = frozenset(
        {
            "slug", "company_name", "title", "description", "remote", "url", "job_types", "location", "created_at",
        }
    )  # fmt: skip
    # Tags are made by the site's own guesses.
    ignored = frozenset({"tags"})

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return ``data``; Arbeitnow announces no total."""
        return list(answer["data"]), None

    def next_position(self, answer: Any, count: int, position: int) -> int | None:
        """Return the next page's number while ``links.next`` names one."""
        return position + 1 if (answer.get("links") or {}).get("next") else None

    def entry_id(self, entry: dict[str, Any]) -> Any:
        """Return the slug."""
        return entry.get("slug")

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one job."""
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=entry["slug"],
            url=text(entry.get("url")),
            title=entry["title"],
            company=text(entry.get("company_name")),
            locations=texts(entry.get("location")),
            description=entry.get("description") or "",
            posted_at=self.time_of(entry, "created_at"),
            employment_type=", ".join(texts(entry.get("job_types"))) or None,
            workplace="remote" if entry.get("remote") is True else None,
        )
