"""Greenhouse."""

import json
from typing import Any

from tests.bodies import TEXT

BOARD = {"company": "Kestrelworks", "token": "kestrelworks"}


def entry(number: int, **changes: Any) -> dict[str, Any]:
    job = {
        "id": number,
        "internal_job_id": number + 5000,
        "title": "Tech Lead",
        "absolute_url": f"https://kestrelworks.example/jobs/{number}",
        "location": {"name": "Lisbon; Remote"},
        "updated_at": "2026-01-02T05:00:00-05:00",
        "first_published": "2025-12-15T05:00:00-05:00",
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


def listing(*jobs: dict[str, Any], total: int | None = None) -> dict[str, Any]:
    return {"jobs": list(jobs), "meta": {"total": len(jobs) if total is None else total}}


def answers(*entries: Any) -> dict[str, bytes]:
    return {"/v1/boards/kestrelworks/jobs?content=true": json.dumps(listing(*entries)).encode()}
