"""The Muse: the newest postings of its categories for software and data. https://www.themuse.com/developers/api/v2"""

from typing import Any

from scrapers.answers.values import text, texts
from scrapers.listing_spider import FeedSpider
from scrapers.posting import Posting
from scrapers.registry.board import Board

# A later page is answered with an error.
LAST_PAGE = 99


class TheMuseSpider(FeedSpider):
    """Twenty a page, newest first. Remote work is a place of its own, "Flexible / Remote", and stays one."""

    name = "themuse"
    base_url = "https://www.themuse.com"
    path = (
        "/api/public/jobs?category=Software%20Engineering&category=Computer%20and%20IT&category=Data%20and%20Analytics"
        "&descending=true&page={position}"
    )
    first_position = 1
    handled = frozenset(
        {"id", "name", "contents", "publication_date", "locations.name", "refs.landing_page", "company.name"}
    )
    ignored = frozenset(
        {
            "short_name",
            "type",
            "model_type",
            "categories",
            "levels",
            "tags",
            "company.id",
            "company.short_name",
        }
    )

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return ``results``, and ``total`` where all of it can be reached."""
        within_reach = answer["page_count"] <= LAST_PAGE
        return list(answer["results"]), answer.get("total") if within_reach else None

    def next_position(self, answer: Any, count: int, position: int) -> int | None:
        """Return the next page's number up to ``page_count`` or the last one that is answered."""
        return position + 1 if position < min(answer["page_count"], LAST_PAGE) else None

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one job."""
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=str(entry["id"]),
            url=text((entry.get("refs") or {}).get("landing_page")),
            title=entry["name"],
            company=text((entry.get("company") or {}).get("name")),
            locations=texts([place.get("name") for place in entry.get("locations") or []]),
            description=text(entry.get("contents")) or "",
            posted_at=self.time_of(entry, "publication_date"),
        )
