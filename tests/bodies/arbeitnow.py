"""Arbeitnow."""

import json
from typing import Any

from tests.bodies import TEXT


def entry(number: int, **changes: Any) -> dict[str, Any]:
    job = {
        "slug": f"teamleiter-entwicklung-porto-{number}",
        "company_name": "Kestrelworks",
        "title": "Teamleiter Entwicklung (m/w/d)",
        "description": TEXT,
        "remote": False,
        "url": f"https://www.arbeitnow.example/jobs/companies/kestrelworks/teamleiter-entwicklung-porto-{number}",
        "tags": ["Python"],
        "job_types": ["Experienced", "Full-time"],
        "location": "Porto",
        "created_at": 1767225600,
    }
    return {**job, **changes}


def page(*jobs: Any, following: str | None = None) -> bytes:
    links = {"first": "?page=1", "last": None, "prev": None, "next": following}
    return json.dumps({"data": list(jobs), "links": links, "meta": {"per_page": 250}}).encode()


def answers(*entries: Any) -> dict[str, bytes]:
    return {"/api/job-board-api?page=1": page(*entries)}
