"""USAJobs: open announcements of the United States government for information technology, computing and data.

https://developer.usajobs.gov/api-reference/get-api-search. A key, given to an e-mail address, is needed; both are sent
to the host that is asked and nowhere else, and stand neither in the archive nor in what is logged.
"""

import re
from collections.abc import Callable, Iterator
from math import ceil
from typing import Any

from scrapy import Request

from scrapers.answers.values import number, several, text, texts
from scrapers.board_spider import Found
from scrapers.listing_spider import FeedSpider
from scrapers.posting import Posting, PublishedSalary
from scrapers.registry.board import Board

PAGE = 500
# Information technology management, computer science, data science, computer engineering.
SERIES = "2210;1550;1560;0854"
_MAIL = re.compile(r"[\w.+-]+@[\w.-]+\w")
_TAG = re.compile(r"</?[a-z]", re.IGNORECASE)
_DETAILS = "UserArea.Details"
_SECTIONS = {
    "MajorDuties": "Major duties", "QualificationSummary": "Qualifications", "Education": "Education",
    "Requirements": "Requirements", "KeyRequirements": "Key requirements",
}  # fmt: skip


class UsaJobsSpider(FeedSpider):
    """The whole of the search, not a window. ``RemoteIndicator`` is a boolean or its name; places may be display text."""

    name = "usajobs"
    base_url = "https://data.usajobs.gov"
    path = f"/api/search?JobCategoryCode={SERIES}&Fields=Full&ResultsPerPage={PAGE}&Page={{position}}"
    first_position = 1
    maximum_pages = 20
    window = False
    api_key: str = ""
    contact: str = ""
    handled = frozenset(
        {
            "MatchedObjectId", "PositionID", "PositionTitle", "PositionURI", "PositionLocationDisplay",
            "PositionLocation.LocationName", "OrganizationName", "PositionSchedule.Name", "QualificationSummary",
            "PositionRemuneration.MinimumRange", "PositionRemuneration.MaximumRange", "PositionRemuneration.RateIntervalCode",
            "PositionRemuneration.Description", "PublicationStartDate", "ApplicationCloseDate",
            *(f"{_DETAILS}.{name}" for name in ("JobSummary", "RemoteIndicator", *_SECTIONS)),
        }
    )  # fmt: skip
    # The agency's contact may be a person; the remaining details are instructions to applicants and codes.
    ignored = frozenset(
        {
            "ApplyURI", "DepartmentName", "SubAgency", "JobCategory", "JobGrade", "PositionOfferingType", "PositionStartDate",
            "PositionEndDate", "PositionFormattedDescription", "RelevanceRank", "RelevanceScore", "UserArea.IsRadialSearch",
            "PositionLocation.CountryCode", "PositionLocation.CountrySubDivisionCode", "PositionLocation.CityName",
            "PositionLocation.StateCode", "PositionLocation.Longitude", "PositionLocation.Latitude", "PositionSchedule.Code",
            *(
                f"{_DETAILS}.{name}"
                for name in (
                    "AgencyContactEmail", "AgencyContactPhone", "AgencyContactWebsite", "WhoMayApply", "LowGrade", "HighGrade",
                    "PromotionPotential", "SubAgencyName", "OrganizationCodes", "Relocation", "HiringPath", "MCOTags",
                    "TotalOpenings", "AgencyMarketingStatement", "TravelCode", "ApplyOnlineUrl", "DetailStatusUrl", "Evaluations",
                    "HowToApply", "WhatToExpectNext", "RequiredDocuments", "Benefits", "BenefitsUrl",
                    "BenefitsDisplayDefaultText", "OtherInformation", "WithinArea", "CommuteDistance", "ServiceType",
                    "AnnouncementClosingType", "SecurityClearance", "SecurityClearanceRequired", "DrugTestRequired",
                    "AdjudicationType", "TeleworkEligible", "FinancialDisclosure", "BargainingUnitStatus",
                )
            ),
        }
    )  # fmt: skip

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> "UsaJobsSpider":
        """Take the key from the settings, and the e-mail address from the name under which the crawler asks."""
        spider: UsaJobsSpider = super().from_crawler(crawler, *args, **kwargs)  # type: ignore[assignment]
        spider.api_key = crawler.settings.get("SKILLTIDE_API_KEY") or ""
        named = _MAIL.search(crawler.settings.get("USER_AGENT") or "")
        spider.contact = named[0].lstrip("+") if named else ""
        return spider

    def hindrance(self) -> str | None:
        """Return what must be set before USAJobs can be asked; None where it is."""
        if not self.api_key:
            return (
                "a key is needed: ask for one at https://developer.usajobs.gov and set `api_key` under [sources.usajobs], "
                "or the variable SKILLTIDE_SOURCES__USAJOBS__API_KEY"
            )
        if not self.contact:
            return "set `contact` to the e-mail address that the key was given to: USAJobs wants both"
        return None

    def ask(self, url: str, callback: Callable[..., Iterator[Found]], **arguments: Any) -> Request:
        """Return a request with the key, which must not follow a redirect to another host."""
        request = super().ask(url, callback, **arguments)
        request.headers["Authorization-Key"] = self.api_key
        request.headers["User-Agent"] = self.contact
        request.meta["dont_redirect"] = True
        return request

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return the items, each with its descriptor's fields beside its number, and how many there are in all."""
        found = answer["SearchResult"]
        return [_flat(item) for item in found["SearchResultItems"]], found["SearchResultCountAll"]

    def next_position(self, answer: Any, count: int, position: int) -> int | None:
        """Return the next page's number; the vendor says how many there are, at most 10,000 rows."""
        found = answer["SearchResult"]
        said = number((found.get("UserArea") or {}).get("NumberOfPages"))
        pages = said or ceil(found["SearchResultCountAll"] / PAGE)
        return position + 1 if position < pages else None

    def entry_id(self, entry: dict[str, Any]) -> Any:
        """Return ``MatchedObjectId``, the announcement's control number."""
        return entry.get("MatchedObjectId")

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one announcement."""
        details = (entry.get("UserArea") or {}).get("Details") or {}
        at = texts([place.get("LocationName") for place in several(entry.get("PositionLocation"))])
        schedules = texts([part.get("Name") for part in several(entry.get("PositionSchedule"))])
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=str(entry["MatchedObjectId"]),
            url=text(entry.get("PositionURI")),
            title=entry["PositionTitle"],
            company=text(entry.get("OrganizationName")),
            locations=at or texts(entry.get("PositionLocationDisplay")),
            description=_full_text({**entry, **details}),
            posted_at=self.time_of(entry, "PublicationStartDate"),
            valid_through=self.time_of(entry, "ApplicationCloseDate"),
            employment_type=", ".join(schedules) or None,
            workplace="remote" if str(details.get("RemoteIndicator")).lower() == "true" else None,
            salary=_salary(several(entry.get("PositionRemuneration"))),
            requisition_id=text(entry.get("PositionID")),
        )


def _flat(item: Any) -> Any:
    if not isinstance(item, dict) or not isinstance(item.get("MatchedObjectDescriptor"), dict):
        return item
    rest = {name: value for name, value in item.items() if name != "MatchedObjectDescriptor"}
    return {**rest, **item["MatchedObjectDescriptor"]}


def _full_text(said: dict[str, Any]) -> str:
    """Return the summary and, under their headings, what the job is and asks for. Some agencies write HTML, some lines."""
    parts = [_html(text(said.get("JobSummary")) or "")]
    for name, heading in _SECTIONS.items():
        written = [_html(part) for value in several(said.get(name)) if (part := text(value))]
        if written:
            items = "".join(f"<li>{part}</li>" for part in written)
            parts.append(
                f"<h3>{heading}</h3>" + (f"<ul>{items}</ul>" if len(written) > 1 else f"<p>{items[4:-5]}</p>")
            )
    return "\n".join(filter(None, parts))


def _html(part: str) -> str:
    return part if _TAG.search(part) else "<br>".join(part.splitlines())


def _salary(given: list[dict[str, Any]]) -> PublishedSalary | None:
    """Return the first remuneration. The interface states dollars and names no currency."""
    for pay in given:
        low, high = number(pay.get("MinimumRange")), number(pay.get("MaximumRange"))
        if low or high:
            period = text(pay.get("Description")) or text(pay.get("RateIntervalCode"))
            return PublishedSalary(min=low, max=high, currency="USD", period=period)
    return None
