"""JobTech's JobSearch, the ads of Platsbanken in Sweden: https://jobsearch.api.jobtechdev.se/ (no key, open data).

A query shows at most 100 ads a page and refuses offsets above 2,000. All ads are some 40,000 and the field Data/IT
alone is more than 2,100, so what is asked for are the occupation groups of Data/IT, one by one, by their SSYK code:
https://www.scb.se/ssyk/. The largest is about half of what a query can show. A group is shown whole, so a whole group
closes what it no longer shows; one that outgrows the last offset is partial. The service counts a few ads to more
than one group, and those stand in each. Not verified: whether IT managers (SSYK 1311 and 1312) should be asked for
too, which JobTech keeps in its field of managers.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import escape

from scrapers.answers.values import several, text, texts
from scrapers.listing_spider import FeedSpider
from scrapers.posting import Posting, PublishedSalary
from scrapers.registry.board import Board

PAGE = 100
LAST_OFFSET = 2000
_SWEDEN = ZoneInfo("Europe/Stockholm")
# The names under which the service gives them; readers know the level of a skill by the heading above it.
_LEVELS = (("must_have", "Must have"), ("nice_to_have", "Nice to have"))
_KINDS = ("skills", "languages", "work_experiences", "education", "education_level")
_BESIDE = ("requirements", "needs", "conditions", "company_information")


class JobTechSpider(FeedSpider):
    """What an ad requires and what it merely likes are lists of their own; both are passed on under their names.

    Ignored for the sake of persons: ``application_contacts``, ``application_details`` (mail, and often a name as
    reference), the employer's mail and telephone.
    """

    name = "jobtech"
    base_url = "https://jobsearch.api.jobtechdev.se"
    path = f"/search?occupation-group={{token}}&sort=pubdate-desc&limit={PAGE}&offset={{position}}"
    parts = (
        "2511", "2512", "2513", "2514", "2515", "2516", "2519", "3511", "3512", "3513", "3514", "3515",
    )  # fmt: skip
    window = False
    handled = frozenset(
        {
            "id", "external_id", "headline", "webpage_url", "description.text", "description.text_formatted",
            *(f"description.{field}" for field in _BESIDE),
            *(f"{level}.{kind}" for level, _ in _LEVELS for kind in _KINDS),
            "employer.name", "employer.workplace", "employment_type.label", "working_hours_type.label",
            "salary_description", "occupation.label", "workplace_address.municipality", "workplace_address.city",
            "workplace_address.region", "workplace_address.country", "workplace_model.label", "publication_date",
            "application_deadline", "timestamp", "removed",
        }
    )  # fmt: skip
    ignored = frozenset(
        {
            "original_id", "label", "logo_url", "number_of_vacancies", "workplace_id", "salary_type", "duration",
            "scope_of_work", "access", "application_details", "application_contacts", "experience_required",
            "access_to_own_car", "driving_license_required", "driving_license", "occupation_group",
            "occupation_field", "last_publication_date", "removed_date", "source_type", "keywords", "relevance",
            "remote_work", "open_for_all", "larling", "trainee", "franchise", "hire_work_place", "detected_language",
            "employer.id", "employer.email", "employer.phone_number", "employer.url", "employer.organization_number",
            "workplace_address.street_address", "workplace_address.postcode", "workplace_address.coordinates",
            *(f"workplace_address.{place}_{kind}" for place in ("municipality", "region", "country")
              for kind in ("code", "concept_id")),
            *(f"{field}.{key}" for field in ("employment_type", "working_hours_type", "occupation", "workplace_model")
              for key in ("concept_id", "legacy_ams_taxonomy_id")),
        }
    )  # fmt: skip

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return ``hits`` and ``total.value``."""
        return list(answer["hits"]), answer["total"]["value"]

    def next_position(self, answer: Any, count: int, position: int) -> int | None:
        """Return the next offset, unless the total is reached or the service would refuse it."""
        following = position + PAGE
        return following if following < answer["total"]["value"] and following <= LAST_OFFSET else None

    def time_of(self, entry: dict[str, Any], field: str) -> Any:
        """Return a time field; the service writes local times without saying so."""
        found, written = super().time_of(entry, field), entry.get(field)
        if found and isinstance(written, str) and datetime.fromisoformat(written).tzinfo is None:
            return found.replace(tzinfo=_SWEDEN)
        return found

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one ad, or None for one that was taken down."""
        if entry.get("removed"):
            return None
        employer = entry.get("employer") or {}
        address = entry.get("workplace_address") or {}
        town = text(address.get("municipality")) or text(address.get("city"))
        place = ", ".join(texts([town, address.get("region"), address.get("country")]))
        pay = text(entry.get("salary_description"))
        hours = (*_labels(entry.get("employment_type")), *_labels(entry.get("working_hours_type")))
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=str(entry["id"]),
            url=text(entry.get("webpage_url")),
            title=entry["headline"],
            company=text(employer.get("name")) or text(employer.get("workplace")),
            locations=texts(place),
            description=_full_text(entry),
            posted_at=self.time_of(entry, "publication_date"),
            updated_at=self.time_of(entry, "timestamp"),
            valid_through=self.time_of(entry, "application_deadline"),
            employment_type=", ".join(hours) or None,
            workplace=", ".join(_labels(entry.get("workplace_model"))) or None,
            salary=PublishedSalary(text=pay) if pay else None,
            department=", ".join(_labels(entry.get("occupation"))) or None,
            requisition_id=text(entry.get("external_id")),
        )


def _full_text(entry: dict[str, Any]) -> str:
    """Return the ad's text, what stands beside it, and what it requires and likes, each under its name, as HTML."""
    said = entry.get("description") or {}
    parts = [text(said.get("text_formatted")) or _html(said.get("text"))]
    whole = f"{parts[0]}\n{said.get('text') or ''}"
    for field in _BESIDE:
        if (words := text(said.get(field))) and words not in whole:
            parts.append(f"<h3>{_name(field)}</h3><p>{_html(words)}</p>")
    for level, heading in _LEVELS:
        given = entry.get(level) or {}
        items = [(kind, label) for kind in _KINDS for label in _labels(given.get(kind))]
        if items:
            rows = "".join(f"<li>{_name(kind)}: {escape(label)}</li>" for kind, label in items)
            parts.append(f"<h3>{heading}</h3><ul>{rows}</ul>")
    return "\n".join(filter(None, parts))


def _labels(value: Any) -> tuple[str, ...]:
    """Return the label of a concept, or of each of several; one that is given as text is its own label."""
    return texts([one.get("label") if isinstance(one, dict) else one for one in several(value)])


def _name(field: str) -> str:
    return field.replace("_", " ").capitalize()


def _html(value: Any) -> str:
    return str(escape(text(value) or "")).replace("\n", "<br>\n")
