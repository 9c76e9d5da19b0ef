"""Jobicy: the newest hundred remote jobs. https://jobicy.com/jobs-rss-feed, https://github.com/Jobicy/remote-jobs-api"""

from typing import Any

from scrapers.answers.values import number, text, texts
from scrapers.listing_spider import FeedSpider
from scrapers.posting import Posting, PublishedSalary
from scrapers.registry.board import Board


class JobicySpider(FeedSpider):
    """One request, and no second attempt: Jobicy asks for at most one an hour."""

    name = "jobicy"
    base_url = "https://jobicy.com"
    path = "/api/v2/remote-jobs?count=100"
    custom_settings = {"RETRY_ENABLED": False}  # noqa: RUF012 - declared so by Scrapy
    handled = frozenset(
        {
            "id", "url", "jobTitle", "companyName", "jobIndustry", "jobType", "jobGeo", "jobDescription", "pubDate",
            "salaryMin", "salaryMax", "salaryCurrency", "salaryPeriod", "annualSalaryMin", "annualSalaryMax",
        }
    )  # fmt: skip
    ignored = frozenset({"jobSlug", "companyLogo", "jobLevel", "jobExcerpt"})

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return ``jobs`` and ``jobCount``, which counts this answer's."""
        return list(answer["jobs"]), answer.get("jobCount")

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one job. A place may hold a comma; places are parted by a comma and two spaces."""
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=str(int(entry["id"])),
            url=text(entry.get("url")),
            title=entry["jobTitle"],
            company=text(entry.get("companyName")),
            locations=texts((text(entry.get("jobGeo")) or "").split(",  ")),
            description=entry.get("jobDescription") or "",
            posted_at=self.time_of(entry, "pubDate"),
            employment_type=", ".join(texts(entry.get("jobType"))) or None,
            salary=_salary(entry),
            department=", ".join(texts(entry.get("jobIndustry"))) or None,
        )


def _salary(entry: dict[str, Any]) -> PublishedSalary | None:
    """Return pay from the present fields, or from the older ones that hold annual pay only."""
    low, high = number(entry.get("salaryMin")) or None, number(entry.get("salaryMax")) or None
    period = text(entry.get("salaryPeriod"))
    if low is None and high is None:
        low, high = number(entry.get("annualSalaryMin")) or None, number(entry.get("annualSalaryMax")) or None
        period = "annual"
    if low is None and high is None:
        return None
    return PublishedSalary(min=low, max=high, currency=text(entry.get("salaryCurrency")), period=period)
