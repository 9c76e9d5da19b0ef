"""Answers in the vendors' shapes, written for these tests: employers, people and texts are invented."""

from typing import Any

TEXT = (
    "<p>Kestrelworks builds lighthouses for data.</p><h3>Requirements</h3>"
    "<ul><li>At least 5 years of Python or Go</li><li>Kubernetes &amp; PostgreSQL</li></ul>"
    "<h3>Nice to have</h3><ul><li>Rust</li></ul>"
)


def greenhouse_job(number: int, **changes: Any) -> dict[str, Any]:
    job = {
        "id": number,
        "internal_job_id": number + 5000,
        "title": "Tech Lead",
        "absolute_url": f"https://kestrelworks.example/jobs/{number}",
        "location": {"name": "Lisbon; Remote"},
        "updated_at": "2026-02-01T05:00:00-05:00",
        "first_published": "2026-01-15T05:00:00-05:00",
        "company_name": "Kestrelworks",
        "language": "en",
        "requisition_id": "K-1",
        "departments": [{"id": 1, "name": "Engineering", "child_ids": [], "parent_id": None}],
        "offices": [],
        "metadata": None,
        "data_compliance": [],
        "content": TEXT.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
    }
    return {**job, **changes}


def greenhouse_board(*jobs: dict[str, Any], total: int | None = None) -> dict[str, Any]:
    return {"jobs": list(jobs), "meta": {"total": len(jobs) if total is None else total}}


def lever_posting(number: int, **changes: Any) -> dict[str, Any]:
    posting = {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "text": "Engineering Team Lead",
        "categories": {"commitment": "Permanent", "team": "Platform", "location": "Porto", "allLocations": ["Porto", "Faro"]},
        "country": "PT",
        "createdAt": 1767225600000,
        "description": "<div>Kestrelworks builds lighthouses.</div>",
        "lists": [{"text": "What you&#39;ll need", "content": "<li>8+ years with Java</li>"}],
        "additional": "<div>Come as you are.</div>",
        "hostedUrl": f"https://jobs.lever.example/kestrelworks/{number}",
        "applyUrl": None,
        "workplaceType": "hybrid",
        "salaryRange": {"currency": "EUR", "interval": "per-year-salary", "min": 70000, "max": 90000},
        "salaryDescriptionPlain": "Fourteen payments",
    }  # fmt: skip
    return {**posting, **changes}


def ashby_job(number: int, **changes: Any) -> dict[str, Any]:
    job = {
        "id": f"11111111-0000-4000-8000-{number:012}",
        "title": "Staff Engineer",
        "department": "Engineering",
        "team": "Core",
        "employmentType": "FullTime",
        "location": "Madrid",
        "secondaryLocations": [{"location": "Bilbao", "address": None}],
        "publishedAt": "2026-01-10T09:30:00.000+00:00",
        "isListed": True,
        "isRemote": True,
        "address": {"postalAddress": {"addressCountry": "Spain"}},
        "jobUrl": f"https://jobs.ashby.example/kestrelworks/{number}",
        "applyUrl": "https://jobs.ashby.example/apply",
        "descriptionHtml": TEXT,
        "descriptionPlain": "Kestrelworks builds lighthouses for data.",
        "shouldDisplayCompensationOnJobPostings": True,
        "compensation": {
            "compensationTierSummary": "€80K – €95K",
            "scrapeableCompensationSalarySummary": "€80K – €95K",
            "compensationTiers": [
                {
                    "id": "t1",
                    "components": [
                        {"compensationType": "EquityPercentage", "interval": "NONE", "minValue": 1, "maxValue": 2},
                        {
                            "compensationType": "Salary",
                            "interval": "1 YEAR",
                            "currencyCode": "EUR",
                            "minValue": 80000,
                            "maxValue": 95000,
                        },
                    ],
                }
            ],
            "summaryComponents": [],
        },
    }
    return {**job, **changes}


def ashby_board(*jobs: dict[str, Any]) -> dict[str, Any]:
    return {"apiVersion": "1", "jobs": list(jobs)}


def hn_comment(number: int, thread: int, line: str, **changes: Any) -> dict[str, Any]:
    comment = {
        "id": number,
        "type": "comment",
        "by": "a_person",
        "parent": thread,
        "time": 1767312000,
        "text": f"{line}<p>We build lighthouses with Python and Go. Apply by mail: crew at kestrelworks dot example",
    }
    return {**comment, **changes}


def hn_thread(number: int, title: str, comments: list[int]) -> dict[str, Any]:
    return {
        "id": number, "type": "story", "by": "whoishiring", "time": 1767225600, "title": title, "kids": comments,
        "descendants": len(comments),
    }  # fmt: skip


JOB_PAGE = """<html><head><title>Job</title>
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebPage"},
 {"@type": ["JobPosting"], "title": "Lead Developer", "description": "<p>PHP and\ta tab</p>", "datePosted": "2026-01-05",
 "hiringOrganization": {"@type": "Organization", "name": "Kestrelworks"},
 "jobLocation": [{"@type": "Place", "address": {"addressLocality": "Taipei", "addressCountry": {"name": "TW"}}}],
 "baseSalary": {"@type": "MonetaryAmount", "currency": "TWD",
   "value": {"@type": "QuantitativeValue", "minValue": "90000", "maxValue": 120000, "unitText": "MONTH"}},
 "employmentType": ["FULL_TIME", "CONTRACTOR"], "identifier": {"@type": "PropertyValue", "value": 77},
 "skills": ["Laravel", "MySQL"]}]}</script></head><body>x</body></html>"""


def sitemap(*urls: str) -> bytes:
    rows = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()
