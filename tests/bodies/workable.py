"""Workable."""

import json
from typing import Any

from tests.bodies import TEXT

BOARD = {"company": "Kestrelworks", "token": "kestrelworks"}
PATH = "/api/v1/widget/accounts/kestrelworks?details=true"


def place(country: str, city: str = "", region: str = "", hidden: bool = False) -> dict[str, Any]:
    return {"country": country, "countryCode": "XX", "city": city, "region": region, "hidden": hidden}


def entry(number: int, **changes: Any) -> dict[str, Any]:
    job = {
        "title": "Engineering Lead",
        "shortcode": f"KESTREL{number:03}",
        "code": "K-7",
        "employment_type": "Full-time",
        "telecommuting": False,
        "department": "Platform",
        "url": f"https://apply.workable.example/j/KESTREL{number:03}",
        "shortlink": f"https://apply.workable.example/j/KESTREL{number:03}",
        "application_url": f"https://apply.workable.example/j/KESTREL{number:03}/apply",
        "published_on": "2026-01-12",
        "created_at": "2025-11-03",
        "country": "Portugal",
        "city": "Porto",
        "state": "Porto District",
        "education": None,
        "experience": "Mid-Senior level",
        "function": "",
        "industry": "",
        "locations": [place("Portugal", "Porto", "Porto District")],
        "description": TEXT,
    }
    return {**job, **changes}


def listing(*jobs: Any) -> dict[str, Any]:
    return {"name": "Kestrelworks", "description": "<p>About us.</p>", "jobs": list(jobs)}


def answers(*entries: Any) -> dict[str, bytes]:
    return {PATH: json.dumps(listing(*entries)).encode()}
