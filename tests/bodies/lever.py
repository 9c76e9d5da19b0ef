"""Lever."""

import json
from typing import Any

BOARD = {"company": "Kestrelworks", "token": "kestrelworks"}


def entry(number: int, **changes: Any) -> dict[str, Any]:
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


def answers(*entries: Any) -> dict[str, bytes]:
    return {"/v0/postings/kestrelworks?mode=json&skip=0&limit=100": json.dumps(entries).encode()}
