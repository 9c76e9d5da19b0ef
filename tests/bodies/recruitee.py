"""Recruitee."""

import json
from typing import Any

from tests.bodies import TEXT

BOARD = {"company": "Kestrelworks", "token": "kestrelworks"}
PATH = "/api/offers/"


def place(**changes: Any) -> dict[str, Any]:
    given = {
        "id": 7,
        "name": "Head office",
        "city": "Lisbon",
        "state": "Lisbon",
        "state_code": "11",
        "country": "Portugal",
        "country_code": "PT",
        "postal_code": "1100-000",
        "street": "Rua do Farol 1",
        "note": None,
        "translations": {"en": {"name": "Head office"}},
    }
    return {**given, **changes}


def entry(number: int, **changes: Any) -> dict[str, Any]:
    offer = {
        "id": number,
        "guid": f"g{number}",
        "slug": f"tech-lead-{number}",
        "position": 1,
        "status": "published",
        "title": "Tech Lead",
        "department": "Engineering",
        "tags": [],
        "location": "Lisbon, Lisbon, Portugal",
        "city": "Lisbon",
        "country": "Portugal",
        "country_code": "PT",
        "state_code": "11",
        "state_name": "Lisbon",
        "postal_code": "1100-000",
        "locations": [place()],
        "remote": False,
        "hybrid": True,
        "on_site": False,
        "created_at": "2026-01-02 08:00:00 UTC",
        "published_at": "2026-01-05 09:30:28 UTC",
        "updated_at": "2026-01-06 10:00:00 UTC",
        "close_at": None,
        "careers_url": f"https://jobs.kestrelworks.example/o/tech-lead-{number}",
        "careers_apply_url": f"https://jobs.kestrelworks.example/o/tech-lead-{number}/c/new",
        "company_name": "Kestrelworks",
        "employment_type_code": "fulltime_permanent",
        "experience_code": "experienced",
        "education_code": None,
        "category_code": "internet",
        "min_hours": 40,
        "max_hours": 40,
        "min_hours_per_week": "40",
        "max_hours_per_week": "40",
        "salary": {"min": "70000", "max": "85000", "period": "year", "currency": "EUR"},
        "description": TEXT,
        "requirements": "<ul><li>8+ years of Java</li></ul>",
        "highlight": None,
        "translations": {"en": {"title": "Tech Lead", "description": TEXT}},
        "open_questions": [{"body": "Are you fluent in English?", "kind": "boolean"}],
        "mailbox_email": "job.abc@kestrelworks.example",
        "options_cv": "required",
        "options_phone": "off",
        "dynamic_fields": [],
        "sharing_title": None,
        "locations_question": "Where would you like to work?",
    }
    return {**offer, **changes}


def listing(*offers: Any) -> dict[str, Any]:
    return {"offers": list(offers)}


def answers(*entries: Any) -> dict[str, bytes]:
    return {PATH: json.dumps(listing(*entries)).encode()}
