"""Remotive."""

import json
from typing import Any

from tests.bodies import TEXT


def entry(number: int, **changes: Any) -> dict[str, Any]:
    job = {
        "id": 1900000 + number,
        "url": f"https://remotive.example/remote-jobs/software-dev/tech-lead-{1900000 + number}",
        "title": "Tech Lead",
        "company_name": "Kestrelworks",
        "company_logo": "https://remotive.example/logo.png",
        "category": "Software Development",
        "tags": ["python"],
        "job_type": "full_time",
        "publication_date": "2026-01-05T09:15:11",
        "candidate_required_location": "Europe",
        "salary": "€70,000 - €90,000",
        "description": TEXT,
    }
    return {**job, **changes}


def answers(*entries: Any) -> dict[str, bytes]:
    answer = {
        "00-warning": "Not too often, please.",
        "0-legal-notice": "Please name us.",
        "job-count": len(entries),
        "total-job-count": 1483,
        "jobs": list(entries),
    }
    return {"/api/remote-jobs": json.dumps(answer).encode()}
