"""The Muse."""

import json
from typing import Any

from tests.bodies import TEXT


def path(page: int = 1) -> str:
    categories = (
        "category=Software%20Engineering&category=Computer%20and%20IT&category=Data%20and%20Analytics"
    )
    return f"/api/public/jobs?{categories}&descending=true&page={page}"


def entry(number: int, **changes: Any) -> dict[str, Any]:
    job = {
        "id": number,
        "name": "Engineering Manager",
        "short_name": f"engineering-manager-{number}",
        "type": "external",
        "model_type": "jobs",
        "contents": TEXT,
        "publication_date": "2026-01-03T11:54:53Z",
        "locations": [{"name": "Lisbon, Portugal"}],
        "categories": [{"name": "Software Engineering"}],
        "levels": [{"name": "Management", "short_name": "management"}],
        "tags": [],
        "refs": {"landing_page": f"https://muse.example/jobs/kestrelworks/engineering-manager-{number}"},
        "company": {"id": 7, "short_name": "kestrelworks", "name": "Kestrelworks"},
    }
    return {**job, **changes}


def listing(*jobs: Any, page: int = 1, pages: int = 1, total: int | None = None) -> bytes:
    answer = {
        "page": page, "page_count": pages, "items_per_page": 20, "took": 1, "timed_out": False,
        "total": len(jobs) if total is None else total, "results": list(jobs),
    }  # fmt: skip
    return json.dumps(answer).encode()


def answers(*entries: Any) -> dict[str, bytes]:
    return {path(): listing(*entries)}
