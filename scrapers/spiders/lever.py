"""Lever postings: a bare list, in pages. https://github.com/lever/postings-api"""

from typing import Any

from markupsafe import escape

from scrapers.answers.values import number, text, texts
from scrapers.listing_spider import ListingSpider
from scrapers.posting import Posting, PublishedSalary
from scrapers.registry.board import Board

PAGE = 100


class LeverSpider(ListingSpider):
    """The full text is the description, each of the ``lists`` under its heading, and the closing."""

    name = "lever"
    base_url = "https://api.lever.co"
    path = f"/v0/postings/{{token}}?mode=json&skip={{position}}&limit={PAGE}"
    example = "leverdemo"
    handled = frozenset(
        {
            "id", "text", "categories.location", "categories.allLocations", "categories.commitment",
            "categories.department", "categories.team", "createdAt", "description", "lists.text", "lists.content",
            "additional", "hostedUrl", "workplaceType", "salaryRange.min", "salaryRange.max", "salaryRange.currency",
            "salaryRange.interval", "salaryDescriptionPlain",
        }
    )  # fmt: skip
    # The plain twins repeat the HTML; the opening stands in the description already.
    ignored = frozenset(
        {
            "categories.level", "country", "applyUrl", "opening", "openingPlain", "descriptionPlain",
            "descriptionBody", "descriptionBodyPlain", "additionalPlain", "salaryDescription",
        }
    )  # fmt: skip

    def board_url(self, board: Board, position: int | None = None) -> str:
        """Return the address of a page; tenants in the European Union live on a host of their own."""
        url = super().board_url(board, position)
        if board.region == "eu" and self.base_url == LeverSpider.base_url:
            return url.replace("//api.lever.co", "//api.eu.lever.co", 1)
        return url

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return the list; Lever announces no total."""
        if not isinstance(answer, list):
            raise TypeError("no list of postings")
        return answer, None

    def next_position(self, answer: Any, count: int, position: int) -> int | None:
        """Return the next offset after a full page; a shorter one is the last."""
        return position + PAGE if count == PAGE else None

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
