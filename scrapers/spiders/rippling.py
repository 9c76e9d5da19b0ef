"""Rippling job boards: a listing with one row for each place of a posting, and a page for each text.

``api.rippling.com/platform/api/ats/v1/board/<board>/jobs``: the interface behind https://ats.rippling.com, which the
vendor does not document.
"""

from typing import Any
from urllib.parse import quote

from scrapy.http import Response

from scrapers.answers.values import UnreadableAnswer, json_body, number, several, text, texts
from scrapers.listing_spider import DetailSpider
from scrapers.posting import Posting, PublishedSalary
from scrapers.registry.board import Board


class RipplingSpider(DetailSpider):
    """Rows of one ``uuid`` are one posting in several places. ``employmentType.id`` is what the tenant wrote."""

    name = "rippling"
    base_url = "https://api.rippling.com"
    example = "rippling"
    path = "/platform/api/ats/v1/board/{token}/jobs"
    handled = frozenset(
        {
            "uuid", "name", "url", "department.label", "department.name", "workLocation.label", "workLocations",
            "description.role", "description.company", "employmentType.label", "createdOn", "companyName",
            "unlistedFromSearch", "payRangeDetails.rangeStart", "payRangeDetails.rangeEnd", "payRangeDetails.currency",
            "payRangeDetails.frequency",
        }
    )  # fmt: skip
    ignored = frozenset(
        {
            "department.id", "department.base_department", "workLocation.id", "employmentType.id",
            "payRangeDetails.location", "payRangeDetails.isRemote",
        }
    )  # fmt: skip

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return the list; Rippling announces no total."""
        if not isinstance(answer, list):
            raise TypeError("no list of jobs")
        return answer, None

    def entry_id(self, entry: dict[str, Any]) -> Any:
        """Return ``uuid``."""
        return entry.get("uuid")

    def merged(self, entry: dict[str, Any], twins: list[dict[str, Any]]) -> dict[str, Any]:
        """Return an entry with the places of its further rows."""
        rows = (entry, *twins)
        return {
            **entry,
            "workLocation": [place for row in rows for place in several(row.get("workLocation"))],
        }

    def detail_url(self, entry: dict[str, Any], board: Board) -> str:
        """Return where the text of an entry stands."""
        return f"{self.board_url(board)}/{quote(entry['uuid'], safe='')}"

    def completed(self, entry: dict[str, Any], response: Response) -> dict[str, Any]:
        """Return the entry with what its page adds."""
        page = json_body(response.body)
        if not isinstance(page, dict):
            raise UnreadableAnswer("no object on it")
        return {**entry, **page, "uuid": entry["uuid"]}

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one posting, or None for one that its employer keeps out of listings."""
        if entry.get("unlistedFromSearch") is True:
            return None
        department = entry.get("department") or {}
        labels = [place.get("label") for place in several(entry.get("workLocation"))]
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=entry["uuid"],
            url=text(entry.get("url")),
            title=entry["name"],
            company=text(entry.get("companyName")) or board.company,
            locations=texts(labels) or texts(entry.get("workLocations")),
            description=_full_text(entry.get("description")),
            posted_at=self.time_of(entry, "createdOn"),
            employment_type=text((entry.get("employmentType") or {}).get("label")),
            salary=_salary(several(entry.get("payRangeDetails"))),
            department=text(department.get("label")) or text(department.get("name")),
            employer_size=board.size,
            employer_industry=board.industry,
        )


def _full_text(given: Any) -> str:
    """Return the role and, below it, the employer's words about itself."""
    if not isinstance(given, dict):
        return text(given) or ""
    return "\n".join(filter(None, (text(given.get("role")), text(given.get("company")))))


def _salary(bands: list[dict[str, Any]]) -> PublishedSalary | None:
    """Return the span of the bands (one per place) that are stated in the first one's currency and period."""
    stated = [band for band in bands if number(band.get("rangeStart")) or number(band.get("rangeEnd"))]
    if not stated:
        return None
    unit = (stated[0].get("currency"), stated[0].get("frequency"))
    alike = [band for band in stated if (band.get("currency"), band.get("frequency")) == unit]
    lows = [low for band in alike if (low := number(band.get("rangeStart"))) is not None]
    highs = [high for band in alike if (high := number(band.get("rangeEnd"))) is not None]
    return PublishedSalary(
        min=min(lows, default=None),
        max=max(highs, default=None),
        currency=text(unit[0]),
        period=text(unit[1]),
    )
