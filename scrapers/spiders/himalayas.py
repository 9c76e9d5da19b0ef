"""Himalayas: the newest of its remote jobs. https://himalayas.app/api"""

from typing import Any

from scrapers.answers.values import number, several, text, texts
from scrapers.listing_spider import FeedSpider
from scrapers.posting import Posting, PublishedSalary
from scrapers.registry.board import Board

PAGE = 20
# The feed holds many times as much; what is newer than a few days stands in the first pages.
WINDOW = 200 * PAGE


class HimalayasSpider(FeedSpider):
    """``locationRestrictions`` says from where one may work. Pages hold at most twenty, whatever is asked."""

    name = "himalayas"
    base_url = "https://himalayas.app"
    path = f"/jobs/api?limit={PAGE}&offset={{position}}"
    maximum_pages = WINDOW
    handled = frozenset(
        {
            "guid", "title", "companyName", "description", "applicationLink", "pubDate", "expiryDate",
            "locationRestrictions", "employmentType", "minSalary", "maxSalary", "currency", "salaryPeriod",
        }
    )  # fmt: skip
    ignored = frozenset(
        {
            "companyLogo", "companySlug", "excerpt", "timezoneRestrictions", "seniority", "categories",
            "parentCategories",
        }
    )  # fmt: skip

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return ``jobs``, and ``totalCount`` where all of it is read."""
        total = answer["totalCount"]
        return list(answer["jobs"]), total if total <= WINDOW else None

    def next_position(self, answer: Any, count: int, position: int) -> int | None:
        """Return the next offset, up to the end of the feed or of the window."""
        following = position + count
        return following if following < min(answer["totalCount"], WINDOW) else None

    def entry_id(self, entry: dict[str, Any]) -> Any:
        """Return ``guid``."""
        return entry.get("guid")

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one job; its address is the one at Himalayas, which asks for a link back."""
        guid = entry["guid"]
        at_himalayas = isinstance(guid, str) and guid.startswith("http")
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=guid,
            url=guid if at_himalayas else text(entry.get("applicationLink")),
            title=entry["title"],
            company=text(entry.get("companyName")),
            locations=texts([_name(place) for place in several(entry.get("locationRestrictions"))]),
            description=text(entry.get("description")) or "",
            posted_at=self.time_of(entry, "pubDate"),
            valid_through=self.time_of(entry, "expiryDate"),
            employment_type=text(entry.get("employmentType")),
            salary=_salary(entry),
        )


def _name(place: Any) -> Any:
    return place.get("name") if isinstance(place, dict) else place


def _salary(entry: dict[str, Any]) -> PublishedSalary | None:
    low, high = number(entry.get("minSalary")), number(entry.get("maxSalary"))
    if low is None and high is None:
        return None
    # Where no period is given, the vendor documents the figures as annual.
    period = text(entry.get("salaryPeriod")) or "annual"
    return PublishedSalary(min=low, max=high, currency=text(entry.get("currency")), period=period)
