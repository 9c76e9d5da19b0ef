"""BambooHR careers pages: a listing of titles and a page for each text. The JSON behind ``<tenant>.bamboohr.com/careers``.

The vendor documents neither; https://www.bamboohr.com/legal/ names no interface for readers.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from scrapy.http import Response

from scrapers.answers.values import UnreadableAnswer, json_body, text, texts
from scrapers.listing_spider import DetailSpider
from scrapers.posting import Posting, PublishedSalary
from scrapers.registry.board import Board

_WORKPLACES = {"0": "onsite", "1": "remote", "2": "hybrid"}


class BambooHrSpider(DetailSpider):
    """``isRemote`` is mostly null; ``locationType`` says it. Remote postings have their place in ``atsLocation``."""

    name = "bamboohr"
    base_url = "https://{token}.bamboohr.com"
    example = "bamboohr"
    path = "/careers/list"
    gone_when_redirected = True
    handled = frozenset(
        {
            "id", "jobOpeningName", "jobOpeningShareUrl", "jobOpeningStatus", "departmentLabel", "employmentStatusLabel",
            "location.city", "location.state", "location.addressCountry", "atsLocation.city", "atsLocation.state",
            "atsLocation.province", "atsLocation.country", "isRemote", "locationType", "description", "datePosted",
            "compensation",
        }
    )  # fmt: skip
    # ``minimumExperience`` is a rank of the vendor's own list, not years.
    ignored = frozenset(
        {
            "departmentId", "employmentType", "jobCategoryId", "location.postalCode", "atsLocation.countryId",
            "atsLocation.stateId", "minimumExperience", "seekPromoted",
        }
    )  # fmt: skip

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return ``result`` and ``meta.totalCount``."""
        return list(answer["result"]), (answer.get("meta") or {}).get("totalCount")

    def detail_url(self, entry: dict[str, Any], board: Board) -> str:
        """Return where the text of an entry stands."""
        return f"{self._page(entry, board)}/detail"

    def completed(self, entry: dict[str, Any], response: Response) -> dict[str, Any]:
        """Return the entry with its page's ``jobOpening``, whose place is the fuller one."""
        opening = json_body(response.body)["result"]["jobOpening"]
        if not isinstance(opening, dict):
            raise UnreadableAnswer("no jobOpening on it")
        return {**entry, **opening, "id": entry["id"]}

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one opening, or None for one that is not open any more."""
        if (text(entry.get("jobOpeningStatus")) or "Open") != "Open":
            return None
        pay = text(entry.get("compensation"))
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=str(entry["id"]),
            url=text(entry.get("jobOpeningShareUrl")) or self._page(entry, board),
            title=entry["jobOpeningName"],
            company=board.company,
            locations=texts([_place(entry.get("location")), _place(entry.get("atsLocation"))]),
            description=text(entry.get("description")) or "",
            posted_at=self.time_of(entry, "datePosted"),
            employment_type=text(entry.get("employmentStatusLabel")),
            workplace=self._workplace(entry),
            salary=PublishedSalary(text=pay) if pay else None,
            department=text(entry.get("departmentLabel")),
            employer_size=board.size,
            employer_industry=board.industry,
        )

    def _page(self, entry: dict[str, Any], board: Board) -> str:
        return self.board_url(board).removesuffix("list") + quote(str(entry["id"]), safe="")

    def _workplace(self, entry: dict[str, Any]) -> str | None:
        code = text(entry.get("locationType"))
        if code and code not in _WORKPLACES:
            self.fields.unknown[f"locationType {code}"[:200]] += 1
        return _WORKPLACES.get(code or "") or ("remote" if entry.get("isRemote") is True else None)


def _place(given: Any) -> str | None:
    if not isinstance(given, Mapping):
        return None
    country = given.get("addressCountry") or given.get("country")
    return ", ".join(texts([given.get("city"), given.get("state") or given.get("province"), country])) or None
