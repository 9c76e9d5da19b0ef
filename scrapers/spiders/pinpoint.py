"""Pinpoint careers sites: one listing per tenant. https://developers.pinpointhq.com/docs/jobs-json-endpoint"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from markupsafe import escape
from scrapy.http import Response

from scrapers.answers.listing import Fault, Listing
from scrapers.answers.values import number, text, texts
from scrapers.board_spider import Found
from scrapers.listing_spider import ListingSpider
from scrapers.posting import Posting, PublishedSalary
from scrapers.registry.board import Board

MOST = 1000
_SECTIONS = ("description", "key_responsibilities", "skills_knowledge_expertise", "benefits")
# What the editor leaves before every block.
_EDITOR_MARK = "<!--block-->"


class PinpointSpider(ListingSpider):
    """The full text stands in four fields, three of them with a heading of their own. There is no date of publication.

    Pay counts only where the employer shows it: the amounts are sent either way. ``reporting_to`` may name a person.
    """

    name = "pinpoint"
    base_url = "https://{token}.pinpointhq.com"
    example = "workwithus"
    path = "/postings.json"
    handled = frozenset(
        {
            "id", "title", "url", "path", "description", "key_responsibilities_header", "key_responsibilities",
            "skills_knowledge_expertise_header", "skills_knowledge_expertise", "benefits_header", "benefits",
            "employment_type", "workplace_type", "compensation_visible", "compensation", "compensation_minimum",
            "compensation_maximum", "compensation_currency", "compensation_frequency", "deadline_at",
            "location.name", "location.city", "location.province", "department.name", "job.requisition_id",
            "job.department.name",
        }
    )  # fmt: skip
    ignored = frozenset(
        {
            "reporting_to", "employment_type_text", "workplace_type_text", "location.id", "location.postal_code",
            "location.street_address", "department.id", "job.id", "job.department.id", "job.division",
            "job.structure_custom_group_one",
        }
    )  # fmt: skip

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return ``data``; Pinpoint announces no total."""
        return list(answer["data"]), None

    def parse_board(self, response: Response, board: Board, position: int | None = None) -> Iterator[Found]:
        """Read the listing; one of the greatest length is taken for cut off there.

        @board
        @postings
        """
        for found in super().parse_board(response, board, position):
            yield found
            if isinstance(found, Listing) and found.listed >= MOST:
                yield Fault(
                    "failed", f"{found.listed} postings, the most that an answer holds: there may be more"
                )

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one posting."""
        job = entry.get("job") or {}
        place = entry.get("location") or {}
        department = job.get("department") or entry.get("department") or {}
        where = text(entry.get("url")) or text(entry.get("path"))
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=str(entry["id"]),
            url=urljoin(self.board_url(board), where) if where else None,
            title=entry["title"],
            company=board.company,
            locations=texts(", ".join(texts([place.get("city"), place.get("province"), place.get("name")]))),
            description=_full_text(entry),
            valid_through=self.time_of(entry, "deadline_at"),
            employment_type=text(entry.get("employment_type")),
            workplace=text(entry.get("workplace_type")),
            salary=_salary(entry),
            department=text(department.get("name")),
            requisition_id=text(job.get("requisition_id")),
            employer_size=board.size,
            employer_industry=board.industry,
        )


def _full_text(entry: dict[str, Any]) -> str:
    parts = []
    for name in _SECTIONS:
        if words := text(entry.get(name)):
            heading = text(entry.get(f"{name}_header"))
            parts += [f"<h3>{escape(heading.strip())}</h3>"] if heading else []
            parts.append(words.replace(_EDITOR_MARK, ""))
    return "\n".join(parts)


def _salary(entry: dict[str, Any]) -> PublishedSalary | None:
    """Return the pay, where the employer wants it shown."""
    if entry.get("compensation_visible") is not True:
        return None
    low, high = number(entry.get("compensation_minimum")), number(entry.get("compensation_maximum"))
    words = text(entry.get("compensation"))
    if low is None and high is None and words is None:
        return None
    return PublishedSalary(
        min=low,
        max=high,
        currency=text(entry.get("compensation_currency")),
        period=text(entry.get("compensation_frequency")),
        text=words,
    )
