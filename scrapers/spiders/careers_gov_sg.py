"""Careers@Gov, Singapore's public service: https://github.com/opengovsg/careersgovsg-jobs-data (MIT licence).

The repository's ``data/job-listings.json`` is one list of all open jobs, written anew twice a day by the
repository's own workflow, so what is no longer on it is closed. Its schema stands in
``.github/instructions/job-listings.instructions.md`` there. Three systems feed it: ``hrp`` (plain text, or one HTML
text cut into three fields), ``greenhouse`` and ``workable`` (HTML). Most jobs state no place, so none is given. Not
verified: the robots.txt of the raw file host.
"""

import re
from typing import Any

from markupsafe import escape

from scrapers.answers.values import text, texts
from scrapers.listing_spider import FeedSpider
from scrapers.posting import Posting
from scrapers.registry.board import Board

_IDENTITY = ("platform", "jobId", "postingNo")
# Responsibilities, requirements and years stand beside the description, under these names.
_BESIDE = (
    ("jobResponsibilities", "Job responsibilities"),
    ("jobRequirements", "Job requirements"),
    ("experienceRequired", "Experience required"),
)
# The last year that the public service's own system can write stands for "open until filled".
_NEVER = 9999
_ODATA_DATE = re.compile(r"/Date\((-?\d+)(?:[+-]\d{4})?\)/")
_TAG = re.compile(r"</?(?:p|br|li|ul|ol|div|h[1-6]|strong|b|em|span)\b[^>]{0,200}>", re.IGNORECASE)


class CareersGovSgSpider(FeedSpider):
    """``jobId`` names the employer's account where the platform is Workable, so identity takes all three parts.

    ``agencyDescription`` tells of the employer and not of the job; the education field holds codes.
    """

    name = "careers_gov_sg"
    base_url = "https://raw.githubusercontent.com"
    path = "/opengovsg/careersgovsg-jobs-data/main/data/job-listings.json"
    window = False
    handled = frozenset(
        {
            "platform", "postingNo", "jobId", "jobTitle", "agency", "startDate", "closingDate", "employmentType",
            "workArrangement", "field", "location", "jobDescription", "jobResponsibilities", "jobRequirements",
            "experienceRequired",
        }
    )  # fmt: skip
    ignored = frozenset(
        {
            "agencyId", "agencyDescription", "closingDateText", "remainingDays", "employmentTypeCode",
            "experienceYearsMin", "experienceYearsMax", "fieldCode", "functionalArea", "functionalAreaCode",
            "industry", "educationCode", "isNew", "category",
        }
    )  # fmt: skip

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return the list; no total is announced."""
        if not isinstance(answer, list):
            raise TypeError("no list of jobs")
        return answer, None

    def entry_id(self, entry: dict[str, Any]) -> str | None:
        """Return platform, job and posting number; None where the entry has no job number."""
        parts = [text(entry.get(field)) for field in _IDENTITY]
        return "/".join(filter(None, parts)) if parts[1] else None

    def time_of(self, entry: dict[str, Any], field: str) -> Any:
        """Return a time field, also one written as OData does, ``/Date(milliseconds)/``."""
        written = entry.get(field)
        odata = _ODATA_DATE.fullmatch(written) if isinstance(written, str) else None
        return super().time_of({field: int(odata[1])} if odata else entry, field)

    def posting(self, entry: dict[str, Any], board: Board) -> Posting:
        """Return one job. Raise KeyError where it has no title."""
        # What Workable calls the arrangement is where the work is done; the others mean full or part time.
        arrangement = text(entry.get("workArrangement"))
        on_workable = entry.get("platform") == "workable"
        until = self.time_of(entry, "closingDate")
        hours = texts([entry.get("employmentType"), None if on_workable else arrangement])
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=self.entry_id(entry) or "",
            url=_url(entry),
            title=entry["jobTitle"],
            company=text(entry.get("agency")),
            locations=texts(entry.get("location")),
            description=_full_text(entry),
            posted_at=self.time_of(entry, "startDate"),
            valid_through=None if until and until.year == _NEVER else until,
            employment_type=", ".join(hours) or None,
            workplace=arrangement if on_workable else None,
            department=text(entry.get("field")),
        )


def _url(entry: dict[str, Any]) -> str:
    """Return where the job stands, by the pattern that the repository documents for its platform."""
    platform, job, number = (text(entry.get(field)) or "" for field in _IDENTITY)
    if platform == "workable":
        return f"https://apply.workable.com/j/{number}"
    if platform == "greenhouse":
        return f"https://jobs.careers.gov.sg/jobs/greenhouse/{job}?gh_jid={job}"
    return f"https://jobs.careers.gov.sg/jobs/{platform}/{job}/{number}"


def _full_text(entry: dict[str, Any]) -> str:
    """Return the description, then each field beside it under its name, as HTML."""
    parts = [_html(entry.get("jobDescription"))]
    for field, name in _BESIDE:
        if said := _html(entry.get(field)):
            parts.append(f"<h3>{name}</h3>\n<div>{said}</div>")
    return "\n".join(filter(None, parts))


def _html(value: Any) -> str:
    """Return a text as HTML that keeps its lines; one with tags of its own is HTML already."""
    written = text(value) or ""
    return written if _TAG.search(written) else str(escape(written)).replace("\n", "<br>\n")
