"""Rippling: a row for each place of a posting, and a page for each posting."""

import json
from typing import Any

from tests.bodies import TEXT

BOARD = {"company": "Kestrelworks", "token": "kestrelworks"}
JOBS = "/platform/api/ats/v1/board/kestrelworks/jobs"


def entry(number: int, place: str = "Porto, Portugal", **changes: Any) -> dict[str, Any]:
    uuid = f"33333333-0000-4000-8000-{number:012}"
    row = {
        "uuid": uuid,
        "name": "Tech Lead",
        "department": {"id": "Engineering", "label": "Engineering"},
        "url": f"https://ats.rippling.example/kestrelworks/jobs/{uuid}",
        "workLocation": {"label": place, "id": place},
    }
    return {**row, **changes}


def page(row: dict[str, Any], **changes: Any) -> dict[str, Any]:
    job = {
        "uuid": row["uuid"],
        "name": row["name"],
        "url": row["url"],
        "companyName": "Kestrelworks Lda",
        "description": {"company": "<p>Kestrelworks is 12 years old.</p>", "role": TEXT},
        "workLocations": [row["workLocation"]["label"]],
        "department": {"name": "Engineering", "base_department": "Engineering"},
        "employmentType": {"label": "SALARIED_FT", "id": "Salaried, full-time"},
        "createdOn": "2026-01-02T08:30:00.120000+00:00",
        "payRangeDetails": [],
    }
    return {**job, **changes}


def answers(*entries: Any) -> dict[str, bytes]:
    pages = {f"{JOBS}/{entry['uuid']}": json.dumps(page(entry)).encode() for entry in entries}
    return {JOBS: json.dumps(entries).encode(), **pages}
