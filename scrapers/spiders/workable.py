"""Workable job widgets: one listing per board, whole. https://help.workable.com/hc/en-us/articles/115012771647

The documented address, ``www.workable.com/api/accounts/<token>``, redirects to the widget's own, which is asked here.
"""

from typing import Any

from scrapers.answers.values import text, texts
from scrapers.listing_spider import ListingSpider
from scrapers.posting import Posting
from scrapers.registry.board import Board


class WorkableSpider(ListingSpider):
    """A job open in several countries is a row for each, all with one ``shortcode``: their places are merged.

    There is no field for pay. ``created_at`` is when the draft was begun and never stands for ``published_on``.
    """

    name = "workable"
    base_url = "https://apply.workable.com"
    example = "1global"
    path = "/api/v1/widget/accounts/{token}?details=true"
    handled = frozenset(
        {
            "shortcode", "title", "code", "employment_type", "telecommuting", "department", "url", "published_on",
            "country", "city", "state", "locations.country", "locations.city", "locations.region", "locations.hidden",
            "description",
        }
    )  # fmt: skip
    # Level and trade are ticked without care (``function``) or left out; the text says them better.
    ignored = frozenset(
        {
            "shortlink", "application_url", "created_at", "education", "experience", "function", "industry",
            "locations.countryCode",
        }
    )  # fmt: skip

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return ``jobs``; Workable announces no total."""
        return list(answer["jobs"]), None

    def entry_id(self, entry: dict[str, Any]) -> Any:
        """Return the ``shortcode``, which the rows of one job share."""
        return entry.get("shortcode")

    def merged(self, entry: dict[str, Any], twins: list[dict[str, Any]]) -> dict[str, Any]:
        """Return the first row of a job with the places of all its rows."""
        return {**entry, "locations": [place for row in (entry, *twins) for place in _places(row)]}

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one job."""
        places = [(place.get("city"), place.get("region"), place.get("country")) for place in _places(entry)]
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=entry["shortcode"],
            url=text(entry.get("url")),
            title=entry["title"],
            company=board.company,
            locations=texts([", ".join(texts(place)) for place in places]),
            description=entry.get("description") or "",
            posted_at=self.time_of(entry, "published_on"),
            employment_type=text(entry.get("employment_type")),
            workplace="remote" if entry.get("telecommuting") is True else None,
            department=text(entry.get("department")),
            requisition_id=text(entry.get("code")),
            employer_size=board.size,
            employer_industry=board.industry,
        )


def _places(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the places that the employer shows; without any, the row's own."""
    shown = [place for place in entry.get("locations") or [] if place.get("hidden") is not True]
    own = {"city": entry.get("city"), "region": entry.get("state"), "country": entry.get("country")}
    return shown or [own]
