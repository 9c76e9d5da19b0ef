"""Ashby job boards: one listing per board, whole. https://developers.ashbyhq.com/docs/public-job-posting-api"""

from typing import Any

from scrapers.answers.values import number, text, texts
from scrapers.listing_spider import ListingSpider
from scrapers.posting import Posting, PublishedSalary
from scrapers.registry.board import Board


class AshbySpider(ListingSpider):
    """``isRemote`` is also true on hybrid jobs, so ``workplaceType`` goes first; unlisted jobs are not shown."""

    name = "ashby"
    base_url = "https://api.ashbyhq.com"
    example = "ashby"
    path = "/posting-api/job-board/{token}?includeCompensation=true"
    handled = frozenset(
        {
            "id", "title", "department", "team", "employmentType", "location", "secondaryLocations.location", "publishedAt",
            "isListed", "isRemote", "workplaceType", "jobUrl", "descriptionHtml", "descriptionPlain",
            "shouldDisplayCompensationOnJobPostings", "compensation.compensationTierSummary",
            "compensation.scrapeableCompensationSalarySummary",
            "compensation.compensationTiers.components.compensationType",
            "compensation.compensationTiers.components.minValue",
            "compensation.compensationTiers.components.maxValue",
            "compensation.compensationTiers.components.currencyCode",
            "compensation.compensationTiers.components.interval",
        }
    )  # fmt: skip
    ignored = frozenset(
        {
            "address", "applyUrl", "secondaryLocations.address", "compensation.summaryComponents",
            "compensation.compensationTiers.id", "compensation.compensationTiers.tierSummary",
            "compensation.compensationTiers.title", "compensation.compensationTiers.additionalInformation",
            "compensation.compensationTiers.components.id", "compensation.compensationTiers.components.summary",
        }
    )  # fmt: skip

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return ``jobs``; Ashby announces no total."""
        return list(answer["jobs"]), None

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one job, or None for one that is not listed."""
        if entry.get("isListed") is False:
            return None
        places = [
            entry.get("location"),
            *(place.get("location") for place in entry.get("secondaryLocations") or []),
        ]
        html = text(entry.get("descriptionHtml"))
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=entry["id"],
            url=text(entry.get("jobUrl")),
            title=entry["title"],
            company=board.company,
            locations=texts(places),
            description=html or entry.get("descriptionPlain") or "",
            description_format="html" if html else "text",
            posted_at=self.time_of(entry, "publishedAt"),
            employment_type=text(entry.get("employmentType")),
            workplace=text(entry.get("workplaceType")) or ("remote" if entry.get("isRemote") else None),
            salary=_salary(entry),
            department=text(entry.get("department")) or text(entry.get("team")),
            employer_size=board.size,
            employer_industry=board.industry,
        )


def _salary(entry: dict[str, Any]) -> PublishedSalary | None:
    """Return the first salary component, where the employer wants pay shown at all."""
    pay = entry.get("compensation")
    if not isinstance(pay, dict) or not entry.get("shouldDisplayCompensationOnJobPostings"):
        return None
    parts = [
        part
        for tier in pay.get("compensationTiers") or []
        for part in tier.get("components") or []
        if part.get("compensationType") == "Salary"
    ]
    summary = text(pay.get("scrapeableCompensationSalarySummary")) or text(pay.get("compensationTierSummary"))
    if not parts:
        return PublishedSalary(text=summary) if summary else None
    return PublishedSalary(
        min=number(parts[0].get("minValue")),
        max=number(parts[0].get("maxValue")),
        currency=text(parts[0].get("currencyCode")),
        period=text(parts[0].get("interval")),
        text=summary,
    )
