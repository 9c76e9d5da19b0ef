"""Remote OK."""

import json
from typing import Any

from tests.bodies import TEXT

NOTICE = {"last_updated": 1767225600, "legal": "Please name us and link to us."}


def entry(number: int, **changes: Any) -> dict[str, Any]:
    job = {
        "slug": f"remote-tech-lead-kestrelworks-{number}",
        "id": str(number),
        "epoch": 1767603600,
        "date": "2026-01-05T09:00:00+00:00",
        "company": "Kestrelworks",
        "company_logo": "",
        "position": "Tech Lead",
        "tags": ["dev", "senior"],
        "description": TEXT,
        "location": "Worldwide",
        "apply_url": f"https://remoteok.example/l/{number}",
        "salary_min": 90000,
        "salary_max": 120000,
        "logo": "",
        "url": f"https://remoteok.example/remote-jobs/remote-tech-lead-kestrelworks-{number}",
    }
    return {**job, **changes}


def answers(*entries: Any) -> dict[str, bytes]:
    return {"/api": json.dumps([NOTICE, *entries]).encode()}
