"""The sample's jobs in the shapes of the vendors' answers."""

import json
import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from markupsafe import escape

from scrapers.sample.jobs import Job, description

_NAMESPACE = uuid.UUID("0d8e3c52-7d1f-5f0e-8d5b-3a9a5c1f2b60")
_WORKPLACES = {"remote": "Remote", "hybrid": "Hybrid", "onsite": "OnSite"}


def identity(job: Job) -> str:
    """Return the identity that the job keeps over the months."""
    return str(uuid.uuid5(_NAMESPACE, f"{job.employer.token}/{job.number}"))


def url(job: Job) -> str:
    """Return the address of the job's page, under a name that is reserved for examples."""
    return f"https://{job.employer.token}.example/jobs/{job.number}"


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)


def greenhouse(jobs: Sequence[Job], unreadable: bool = False) -> dict[str, Any]:
    """Return a Greenhouse listing: the text escaped once more."""
    listed: list[dict[str, Any]] = [
        {
            "id": 700000 + job.number,
            "internal_job_id": 800000 + job.number,
            "title": job.title,
            "absolute_url": url(job),
            "location": {"name": job.employer.place},
            "updated_at": _at(job.posted_on).isoformat(),
            "first_published": _at(job.posted_on).isoformat(),
            "company_name": job.employer.company,
            "language": job.language,
            "requisition_id": f"R{job.number}",
            "departments": [{"id": 1, "name": "Engineering", "child_ids": [], "parent_id": None}],
            "offices": [],
            "metadata": None,
            "data_compliance": [],
            "content": str(escape(description(job))),
        }
        for job in jobs
    ]
    if unreadable:
        listed.append({"id": 699999, "title": None})
    return {"jobs": listed, "meta": {"total": len(listed)}}


def lever(jobs: Sequence[Job], unreadable: bool = False) -> list[dict[str, Any]]:
    """Return a Lever listing: the lists apart from the text."""
    listed: list[dict[str, Any]] = []
    for job in jobs:
        opening, _, rest = description(job).partition("\n")
        blocks = [block for block in rest.split("\n") if block.startswith("<h3>") and "<ul>" in block]
        listed.append(
            {
                "id": identity(job),
                "text": job.title,
                "categories": {
                    "commitment": "Permanent",
                    "department": "Engineering",
                    "location": job.employer.place,
                    "allLocations": [job.employer.place],
                },
                "country": job.employer.country,
                "createdAt": int(_at(job.posted_on).timestamp() * 1000),
                "description": opening,
                "lists": [_lever_list(block) for block in blocks],
                "additional": "\n".join(block for block in rest.split("\n") if block not in blocks),
                "hostedUrl": url(job),
                "applyUrl": f"{url(job)}/apply",
                "workplaceType": "on-site" if job.workplace == "onsite" else job.workplace,
                **_lever_pay(job),
            }
        )
    return [*listed, {"id": "unreadable", "text": None}] if unreadable else listed


def _lever_list(block: str) -> dict[str, str]:
    heading, _, items = block.removeprefix("<h3>").partition("</h3><ul>")
    return {"text": heading, "content": items.removesuffix("</ul>")}


def _lever_pay(job: Job) -> dict[str, Any]:
    if not job.pay:
        return {}
    return {
        "salaryRange": {
            "currency": "EUR",
            "interval": "per-year-salary",
            "min": job.pay[0],
            "max": job.pay[1],
        }
    }


def ashby(jobs: Sequence[Job], unreadable: bool = False) -> dict[str, Any]:
    """Return an Ashby listing."""
    listed: list[dict[str, Any]] = [
        {
            "id": identity(job),
            "title": job.title,
            "department": "Engineering",
            "team": "Core",
            "employmentType": "FullTime",
            "location": job.employer.place,
            "secondaryLocations": [],
            "publishedAt": _at(job.posted_on).isoformat(timespec="milliseconds"),
            "isListed": True,
            "isRemote": job.workplace != "onsite",
            "workplaceType": _WORKPLACES[job.workplace],
            "address": None,
            "jobUrl": url(job),
            "applyUrl": f"{url(job)}/apply",
            "descriptionHtml": description(job),
            "descriptionPlain": "",
            "shouldDisplayCompensationOnJobPostings": job.pay is not None,
            "compensation": _ashby_pay(job),
        }
        for job in jobs
    ]
    if unreadable:
        listed.append({"id": "unreadable", "title": "  "})
    return {"apiVersion": "1", "jobs": listed}


def _ashby_pay(job: Job) -> dict[str, Any]:
    salary = job.pay and {
        "compensationType": "Salary",
        "interval": "1 YEAR",
        "currencyCode": "EUR",
        "minValue": job.pay[0],
        "maxValue": job.pay[1],
    }
    return {
        "compensationTierSummary": None,
        "compensationTiers": [{"components": [salary]}] if salary else [],
    }


def page(job: Job) -> str:
    """Return the page of a job, with schema.org data in it."""
    data = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": job.title,
        "description": description(job),
        "datePosted": job.posted_on.isoformat(),
        "hiringOrganization": {"@type": "Organization", "name": job.employer.company},
        "jobLocation": {"@type": "Place", "address": {"addressLocality": job.employer.place}},
        "identifier": {"@type": "PropertyValue", "value": str(job.number)},
        "employmentType": "FULL_TIME",
        **({"jobLocationType": "TELECOMMUTE"} if job.workplace == "remote" else {}),
    }
    # A closing tag inside the data would end the script early; sites escape it this way.
    written = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return (
        f"<!doctype html><html><head><title>{escape(job.title)}</title>"
        f'<script type="application/ld+json">{written}</script></head><body></body></html>'
    )


def comment(job: Job, number: int, thread: int, day: date) -> dict[str, Any]:
    """Return an advertisement in a monthly thread: a header line with bars, then paragraphs."""
    pay = f"€{job.pay[0] // 1000}k-{job.pay[1] // 1000}k" if job.pay else None
    header = " | ".join(
        filter(
            None,
            (job.employer.company, job.title, job.employer.place, job.workplace.upper(), "Full-time", pay),
        )
    )
    return {
        "id": number,
        "type": "comment",
        "by": "invented",
        "parent": thread,
        "time": int(_at(day).timestamp()),
        "text": f"{escape(header)}<p>{description(job)}",
    }
