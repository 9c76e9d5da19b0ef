"""Jobicy."""

import json
from typing import Any

from tests.bodies import TEXT


def entry(number: int, **changes: Any) -> dict[str, Any]:
    job = {
        "id": 150000 + number,
        "url": f"https://jobicy.example/jobs/{150000 + number}-tech-lead",
        "jobSlug": f"{150000 + number}-tech-lead",
        "jobTitle": "Tech Lead",
        "companyName": "Kestrelworks",
        "companyLogo": "https://jobicy.example/logo.png",
        "jobIndustry": ["Software Engineering"],
        "jobType": ["Full-Time"],
        "jobGeo": "Portugal,  Spain",
        "jobLevel": "Senior",
        "jobExcerpt": "Kestrelworks builds lighthouses",
        "jobDescription": TEXT,
        "pubDate": "2026-01-05T10:49:12+00:00",
        "salaryMin": 5300,
        "salaryMax": 6600,
        "salaryCurrency": "EUR",
        "salaryPeriod": "monthly",
    }
    return {**job, **changes}


def answers(*entries: Any) -> dict[str, bytes]:
    answer = {
        "apiVersion": "2.2.16",
        "friendlyNotice": "Please name us.",
        "jobCount": len(entries),
        "jobs": list(entries),
        "success": True,
        "statusCode": 200,
    }
    return {"/api/v2/remote-jobs?count=100": json.dumps(answer).encode()}
