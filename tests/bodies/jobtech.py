"""JobTech, as its search answers."""

import json
from typing import Any

from tests.bodies import TEXT

PART = "2512"
ATTRIBUTES = {"parts": (PART,)}


def concept(label: str, **more: Any) -> dict[str, Any]:
    return {"concept_id": "aaaa_bbb_ccc", "label": label, "legacy_ams_taxonomy_id": "1", **more}


def wishes(**kinds: list[str]) -> dict[str, Any]:
    empty: dict[str, list[Any]] = {
        kind: [] for kind in ("skills", "languages", "work_experiences", "education", "education_level")
    }
    return {
        **empty,
        **{kind: [concept(label, weight=10) for label in labels] for kind, labels in kinds.items()},
    }


def entry(number: int, **changes: Any) -> dict[str, Any]:
    ad = {
        "id": str(31000000 + number),
        "external_id": "K-1",
        "original_id": None,
        "webpage_url": f"https://ads.example/annonser/{number}",
        "logo_url": None,
        "headline": "Teknisk ledare",
        "application_deadline": "2026-02-28T23:59:59",
        "number_of_vacancies": 1,
        "description": {
            "text": "Kestrelworks builds lighthouses for data.",
            "text_formatted": TEXT,
            "company_information": None,
            "needs": None,
            "requirements": None,
            "conditions": "Heltid, tillsvidare",
        },
        "employment_type": concept("Vanlig anställning"),
        "salary_type": concept("Fast lön"),
        "salary_description": "Fast lön efter överenskommelse",
        "duration": concept("Tillsvidare"),
        "working_hours_type": concept("Heltid"),
        "scope_of_work": {"min": 100, "max": 100},
        "access": None,
        "employer": {
            "phone_number": "08-000 00 00",
            "email": "crew@kestrelworks.example",
            "url": "https://kestrelworks.example",
            "organization_number": "5560000000",
            "name": "Kestrelworks AB",
            "workplace": "Kestrelworks Stockholm",
        },
        "application_details": {"reference": "A. Person", "email": "crew@kestrelworks.example", "url": None},
        "application_contacts": [{"name": "A. Person", "telephone": "08-000 00 00"}],
        "experience_required": True,
        "driving_license_required": False,
        "occupation": concept("Systemutvecklare/Programmerare"),
        "occupation_group": concept("Mjukvaru- och systemutvecklare m.fl."),
        "occupation_field": concept("Data/IT"),
        "workplace_address": {
            "municipality": "Stockholm",
            "municipality_code": "0180",
            "municipality_concept_id": "aaaa_bbb_ccc",
            "region": "Stockholms län",
            "region_code": "01",
            "country": "Sverige",
            "country_code": "199",
            "street_address": None,
            "postcode": None,
            "city": None,
            "coordinates": [18.0, 59.3],
        },
        "workplace_model": concept("Arbete på plats"),
        "must_have": wishes(
            skills=["Python", "C++ <20>"], languages=["Engelska"], work_experiences=["Utvecklare"]
        ),
        "nice_to_have": wishes(skills=["Rust"]),
        "publication_date": "2026-01-05T00:30:00",
        "last_publication_date": "2026-02-28T23:59:59",
        "removed": False,
        "removed_date": None,
        "source_type": "VIA_ANNONSERA",
        "timestamp": 1767600000000,
    }
    return {**ad, **changes}


def listing(*entries: Any, total: int | None = None) -> dict[str, Any]:
    found = len(entries) if total is None else total
    return {"total": {"value": found}, "positions": found, "query_time_in_millis": 5, "hits": list(entries)}


def path(offset: int = 0, part: str = PART) -> str:
    return f"/search?occupation-group={part}&sort=pubdate-desc&limit=100&offset={offset}"


def answers(*entries: Any) -> dict[str, bytes]:
    return {path(): json.dumps(listing(*entries)).encode()}
