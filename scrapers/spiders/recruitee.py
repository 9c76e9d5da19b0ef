"""Recruitee careers sites: one listing per tenant, whole.

https://docs.recruitee.com/reference/intro-to-careers-site-api
"""

from typing import Any

from scrapers.answers.values import number, text, texts
from scrapers.listing_spider import ListingSpider
from scrapers.posting import Posting, PublishedSalary
from scrapers.registry.board import Board

_WAYS_OF_WORKING = ("remote", "hybrid", "on_site")


class RecruiteeSpider(ListingSpider):
    """The full text is ``description`` and ``requirements``. Whoever asks for a tenant that has left is sent away.

    ``mailbox_email`` is an address that applications may be sent to: it is never passed on.
    """

    name = "recruitee"
    base_url = "https://{token}.recruitee.com"
    example = "bunq"
    gone_when_redirected = True
    path = "/api/offers/"
    handled = frozenset(
        {
            "id", "title", "status", "department", "location", "locations.name", "locations.city", "locations.state",
            "locations.country", "remote", "hybrid", "on_site", "published_at", "updated_at", "close_at",
            "careers_url", "company_name", "employment_type_code", "salary.min", "salary.max", "salary.period",
            "salary.currency", "description", "requirements", "translations",
        }
    )  # fmt: skip
    # The first place stands at the top once more; the rest is for the form and for sharing.
    ignored = frozenset(
        {
            "guid", "slug", "position", "tags", "city", "state_name", "state_code", "country", "country_code",
            "postal_code", "created_at", "careers_apply_url", "experience_code", "education_code", "category_code",
            "min_hours", "max_hours", "min_hours_per_week", "max_hours_per_week", "highlight", "open_questions",
            "mailbox_email", "options_cv", "options_cover_letter", "options_photo", "options_phone",
            "options_salutation", "options_title", "dynamic_fields", "cover_image", "sharing_image", "sharing_title",
            "sharing_description", "locations_question", "locations_question_required", "locations_question_type",
            "location_question_visible", "locations.id", "locations.state_code", "locations.country_code",
            "locations.postal_code", "locations.street", "locations.note", "locations.translations",
        }
    )  # fmt: skip

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return ``offers``; Recruitee announces no total."""
        return list(answer["offers"]), None

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one offer, or None for one that is not published."""
        if entry.get("status") not in (None, "published"):
            return None
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=str(entry["id"]),
            url=text(entry.get("careers_url")),
            title=entry["title"],
            company=text(entry.get("company_name")) or board.company,
            locations=_places(entry),
            description="\n".join(texts([entry.get("description"), entry.get("requirements")])),
            posted_at=self.time_of(entry, "published_at"),
            updated_at=self.time_of(entry, "updated_at"),
            valid_through=self.time_of(entry, "close_at"),
            employment_type=text(entry.get("employment_type_code")),
            workplace=_workplace(entry),
            salary=_salary(entry.get("salary")),
            department=text(entry.get("department")),
            language=_language(entry),
            employer_size=board.size,
            employer_industry=board.industry,
        )


def _places(entry: dict[str, Any]) -> tuple[str, ...]:
    places = entry.get("locations") or []
    # The name is what the employer calls the place, be it "Head office": it stands in only where no city is given.
    written = [
        ", ".join(texts([place.get("city") or place.get("name"), place.get("state"), place.get("country")]))
        for place in places
    ]
    return texts(written) or texts(entry.get("location"))


def _workplace(entry: dict[str, Any]) -> str | None:
    """Return the way of working; an offer that is hybrid may be ticked as remote, too."""
    ways = [way for way in _WAYS_OF_WORKING if entry.get(way) is True]
    return "hybrid" if "hybrid" in ways else "; ".join(ways) or None


def _language(entry: dict[str, Any]) -> str | None:
    """Return the language whose translation is the text at the top, the tenant's default."""
    translations = entry.get("translations") or {}
    shown = [
        language
        for language, words in translations.items()
        if words.get("description") == entry.get("description")
    ]
    return shown[0] if len(shown) == 1 else None


def _salary(pay: Any) -> PublishedSalary | None:
    if not isinstance(pay, dict):
        return None
    low, high = number(pay.get("min")), number(pay.get("max"))
    if low is None and high is None:
        return None
    return PublishedSalary(
        min=low, max=high, currency=text(pay.get("currency")), period=text(pay.get("period"))
    )
