"""Personio job feeds: one XML document per tenant, whole.

https://developer.personio.de/docs/retrieving-open-job-positions
"""

import re
from typing import Any
from urllib.parse import quote

from markupsafe import escape
from scrapy.http import Response

from scrapers.answers.values import UnreadableAnswer, number, record, several, text, texts, xml_body
from scrapers.listing_spider import ListingSpider
from scrapers.posting import Posting, PublishedSalary
from scrapers.registry.board import Board

# Headings of sections that say whom to write to: "Your contact", "CONTACT_PERSON", "Ihr Kontakt", "Ansprechpartner".
_OF_PEOPLE = re.compile(
    r"(?:(?:your|our|the|dein|ihr|euer|unser)e?\W+)?"
    r"(?:contact(?:[\s_-]?(?:person|us|details|information))?|kontakt(?:person|daten)?|"
    r"ansprech(?:partner|person)\w*(?:\W+in(?:nen)?)?)\W*",
    re.IGNORECASE,
)


class PersonioSpider(ListingSpider):
    """The feed has no address of a posting (it is made from the ``id``) and no field for the way of working.

    Always asked for in English, since title and text change with the language; where a tenant has no English, its own
    language comes. ``createdAt`` is the only date. Sections that name a contact person are left out.
    """

    name = "personio"
    base_url = "https://{token}.jobs.personio.de"
    example = "personio"
    gone_when_redirected = True
    path = "/xml?language=en"
    handled = frozenset(
        {
            "id", "name", "office", "additionalOffices.office", "department", "employmentType", "schedule", "createdAt",
            "jobDescriptions.jobDescription.name", "jobDescriptions.jobDescription.value", "salaryInformation.min",
            "salaryInformation.max", "salaryInformation.currencyCode", "salaryInformation.type",
        }
    )  # fmt: skip
    # A subcompany is a legal entity: the employer is the board's.
    ignored = frozenset(
        {
            "subcompany", "recruitingCategory", "seniority", "yearsOfExperience", "keywords", "occupation",
            "occupationCategory", "salaryInformation.currencySymbol",
        }
    )  # fmt: skip

    def site(self, board: Board) -> str:
        """Return where a tenant's pages stand; those of region ``com`` have another ending."""
        site = self.base_url.replace("{token}", quote(board.token or "", safe=""))
        return site.replace(".jobs.personio.de", ".jobs.personio.com") if board.region == "com" else site

    def board_url(self, board: Board, position: int | None = None) -> str:
        """Return the address of the feed."""
        return self.site(board) + self.path

    def answer(self, response: Response) -> Any:
        """Return the root of the feed."""
        return xml_body(response.body)

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return the positions; Personio announces no total."""
        if answer.tag != "workzag-jobs":
            raise UnreadableAnswer(f"no feed of positions but <{answer.tag}>")
        return [record(position) for position in answer.iterchildren("position")], None

    def merged(self, entry: dict[str, Any], twins: list[dict[str, Any]]) -> dict[str, Any]:
        """Return a position with the offices of all that share its ``id``, and the first text that any of them has."""
        offices = [office for each in (entry, *twins) for office in _offices(each)]
        described = next((each for each in (entry, *twins) if _description(each)), entry)
        return {
            **entry,
            "additionalOffices": {"office": offices},
            "jobDescriptions": described.get("jobDescriptions"),
        }

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one position."""
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=entry["id"],
            url=f"{self.site(board)}/job/{quote(entry['id'].strip(), safe='')}",
            title=entry["name"],
            company=board.company,
            locations=texts(_offices(entry)),
            description=_description(entry),
            posted_at=self.time_of(entry, "createdAt"),
            employment_type="; ".join(texts([entry.get("employmentType"), entry.get("schedule")])) or None,
            salary=_salary(entry.get("salaryInformation")),
            department=text(entry.get("department")),
            employer_size=board.size,
            employer_industry=board.industry,
        )


def _inside(value: Any, name: str) -> list[Any]:
    """Return the elements of a name; an element without any is blank text, not a record."""
    return several(value.get(name)) if isinstance(value, dict) else []


def _offices(entry: dict[str, Any]) -> list[Any]:
    return [*several(entry.get("office")), *_inside(entry.get("additionalOffices"), "office")]


def _description(entry: dict[str, Any]) -> str:
    parts = []
    for section in _inside(entry.get("jobDescriptions"), "jobDescription"):
        words = text(section.get("value")) if isinstance(section, dict) else None
        heading = (text(section.get("name")) or "").strip() if words else ""
        if words and not _OF_PEOPLE.fullmatch(heading):
            parts += [f"<h3>{escape(heading)}</h3>"] if heading else []
            parts.append(words.strip())
    return "\n".join(parts)


def _salary(pay: Any) -> PublishedSalary | None:
    if not isinstance(pay, dict):
        return None
    low, high = number(pay.get("min")), number(pay.get("max"))
    if low is None and high is None:
        return None
    return PublishedSalary(
        min=low, max=high, currency=text(pay.get("currencyCode")), period=text(pay.get("type"))
    )
