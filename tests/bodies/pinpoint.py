"""Pinpoint."""

import json
from typing import Any

from tests.bodies import TEXT

BOARD = {"company": "Kestrelworks", "token": "kestrelworks"}
PATH = "/postings.json"


def entry(number: int, **changes: Any) -> dict[str, Any]:
    posting = {
        "id": str(number),
        "title": "Lead Engineer ",
        "url": f"https://kestrelworks.pinpoint.example/en/postings/{number}",
        "path": f"/en/postings/{number}",
        "description": f"<div><!--block-->{TEXT}</div>",
        "key_responsibilities_header": "What you will do: ",
        "key_responsibilities": "<ul><li><!--block-->Keep the lamps lit.</li></ul>",
        "skills_knowledge_expertise_header": "Skills & experience",
        "skills_knowledge_expertise": "<ul><li><!--block-->8+ years with Java</li></ul>",
        "benefits_header": None,
        "benefits": "",
        "employment_type": "full_time",
        "employment_type_text": "Full Time",
        "workplace_type": "remote",
        "workplace_type_text": "Fully remote",
        "compensation": "£60,000 - £70,000 / year",
        "compensation_minimum": 60000.0,
        "compensation_maximum": 70000.0,
        "compensation_currency": "GBP",
        "compensation_frequency": "year",
        "compensation_visible": True,
        "deadline_at": "2026-02-28T23:59:59-04:00",
        "reporting_to": "A. Person",
        "location": {
            "id": "3", "city": "London", "province": "London", "name": "Remote", "postal_code": None, "street_address": None,
        },
        "job": {
            "id": "9",
            "requisition_id": "K-0395",
            "department": {"id": "1", "name": "Engineering"},
            "division": None,
            "structure_custom_group_one": None,
        },
    }  # fmt: skip
    return {**posting, **changes}


def listing(*postings: Any) -> dict[str, Any]:
    return {"data": list(postings)}


def answers(*entries: Any) -> dict[str, bytes]:
    return {PATH: json.dumps(listing(*entries)).encode()}
