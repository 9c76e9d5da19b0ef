"""Himalayas."""

import json
from typing import Any

from tests.bodies import TEXT


def path(offset: int = 0) -> str:
    return f"/jobs/api?limit=20&offset={offset}"


def entry(number: int, **changes: Any) -> dict[str, Any]:
    address = f"https://himalayas.example/companies/kestrelworks/jobs/tech-lead-{number}"
    job = {
        "guid": address,
        "title": "Tech Lead",
        "excerpt": "Kestrelworks builds lighthouses.",
        "companyName": "Kestrelworks",
        "companySlug": "kestrelworks",
        "companyLogo": "https://himalayas.example/logo.png",
        "employmentType": "Full Time",
        "minSalary": 80000,
        "maxSalary": 95000,
        "salaryPeriod": "annual",
        "currency": "EUR",
        "seniority": ["Senior"],
        "locationRestrictions": ["Portugal", "Spain"],
        "timezoneRestrictions": [0, 1],
        "categories": ["Tech-Lead"],
        "parentCategories": ["Developer"],
        "description": TEXT,
        "pubDate": 1767603600,
        "expiryDate": 1770282000,
        "applicationLink": address,
    }
    return {**job, **changes}


def listing(*jobs: Any, offset: int = 0, total: int | None = None) -> bytes:
    count = len(jobs) if total is None else total
    answer = {
        "comments": "",
        "updatedAt": 1767603600,
        "offset": offset,
        "limit": 20,
        "totalCount": count,
        "jobs": jobs,
    }
    return json.dumps(answer).encode()


def answers(*entries: Any) -> dict[str, bytes]:
    return {path(): listing(*entries)}
