"""Lever postings: a bare list, in pages. https://github.com/lever/postings-api"""

from collections.abc import Iterator
from typing import Any

from markupsafe import escape
from scrapy.http import Response

from scrapers.board import Board
from scrapers.board_spider import Found, ListingSpider
from scrapers.listing import Listing
from scrapers.posting import Posting, PublishedSalary
from scrapers.values import number, text, texts

PAGE = 100


class LeverSpider(ListingSpider):
    """The full text is the description, each of the ``lists`` under its heading, and the closing."""

    name = "lever"
    base_url = "https://api.lever.co"
    path = "/v0/postings/{token}?mode=json"
    handled = frozenset(
        {
            "id", "text", "categories", "createdAt", "description", "lists", "additional", "hostedUrl",
            "workplaceType", "salaryRange", "salaryDescriptionPlain",
        }
    )  # fmt: skip
    # The plain twins repeat the HTML; the opening stands in the description already.
    ignored = frozenset(
        {
            "country", "applyUrl", "opening", "openingPlain", "descriptionPlain", "descriptionBody",
            "descriptionBodyPlain", "additionalPlain", "salaryDescription",
        }
    )  # fmt: skip

    def board_url(self, board: Board) -> str:
        """Return the first page; tenants in the European Union live on a host of their own."""
        url = f"{super().board_url(board)}&skip=0&limit={PAGE}"
        if board.region == "eu" and self.base_url == LeverSpider.base_url:
            return url.replace("//api.lever.co", "//api.eu.lever.co", 1)
        return url

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return the list; Lever announces no total, a page shorter than asked for is the last."""
        if not isinstance(answer, list):
            raise TypeError("no list of postings")
        return answer, None

    def parse_board(self, response: Response, board: Board, skip: int = 0) -> Iterator[Found]:
        """Read one page and ask for the next one after a full page."""
        for found in super().parse_board(response, board):
            yield found
            if isinstance(found, Listing) and found.listed == PAGE:
                after = skip + PAGE
                url = response.url.replace(f"skip={skip}&", f"skip={after}&")
                yield self.ask(url, self.parse_board, board=board, skip=after)

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one posting."""
        categories = entry.get("categories") or {}
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=entry["id"],
            url=text(entry.get("hostedUrl")),
            title=entry["text"],
            company=board.company,
            locations=texts(categories.get("allLocations") or categories.get("location")),
            description=_full_text(entry),
            posted_at=self.time_of(entry, "createdAt"),
            employment_type=text(categories.get("commitment")),
            workplace=text(entry.get("workplaceType")),
            salary=_salary(entry),
            department=text(categories.get("department")) or text(categories.get("team")),
            employer_size=board.size,
            employer_industry=board.industry,
        )


def _full_text(entry: dict[str, Any]) -> str:
    parts = [entry.get("description") or ""]
    for block in entry.get("lists") or []:
        # The heading may hold entities of its own: it is HTML like the rest.
        parts.append(f"<h3>{block.get('text') or ''}</h3><ul>{block.get('content') or ''}</ul>")
    parts.append(entry.get("additional") or "")
    if pay := text(entry.get("salaryDescriptionPlain")):
        parts.append(f"<p>{escape(pay)}</p>")
    return "\n".join(filter(None, parts))


def _salary(entry: dict[str, Any]) -> PublishedSalary | None:
    pay = entry.get("salaryRange")
    if not isinstance(pay, dict):
        return None
    return PublishedSalary(
        min=number(pay.get("min")),
        max=number(pay.get("max")),
        currency=text(pay.get("currency")),
        period=text(pay.get("interval")),
        text=text(entry.get("salaryDescriptionPlain")),
    )
