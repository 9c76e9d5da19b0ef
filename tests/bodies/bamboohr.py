"""BambooHR: a listing, and a page for each opening."""

import json
from typing import Any

from tests.bodies import TEXT

BOARD = {"company": "Kestrelworks", "token": "kestrelworks"}
# What stands in the listing already; the page repeats the title and adds the rest.
LISTED = ("id", "jobOpeningName", "departmentId", "departmentLabel", "employmentStatusLabel", "employmentType",
          "location", "atsLocation", "isRemote", "locationType")  # fmt: skip


def entry(number: int, **changes: Any) -> dict[str, Any]:
    opening = {
        "id": str(number),
        "jobOpeningName": "Engineering Team Lead",
        "jobOpeningShareUrl": f"https://kestrelworks.example/careers/{number}",
        "jobOpeningStatus": "Open",
        "departmentId": "18",
        "departmentLabel": "Engineering",
        "employmentStatusLabel": "Full-Time",
        "employmentType": None,
        "location": {"city": "Porto", "state": "Norte", "postalCode": "4000", "addressCountry": "Portugal"},
        "atsLocation": {"country": None, "countryId": None, "state": None, "city": None},
        "isRemote": None,
        "locationType": "2",
        "description": TEXT,
        "compensation": "EUR 70,000 - 85,000 a year",
        "datePosted": "2026-01-03",
        "minimumExperience": "Mid-level",
    }
    return {**opening, **changes}


def listing(*openings: dict[str, Any]) -> dict[str, Any]:
    rows = [{name: opening[name] for name in LISTED} for opening in openings]
    return {"meta": {"totalCount": len(rows)}, "result": rows}


def page(opening: dict[str, Any]) -> bytes:
    shown = {name: value for name, value in opening.items() if name != "id"}
    return json.dumps({"meta": {}, "result": {"jobOpening": shown, "formFields": {}}}).encode()


def answers(*entries: Any) -> dict[str, bytes]:
    pages = {f"/careers/{entry['id']}/detail": page(entry) for entry in entries}
    return {"/careers/list": json.dumps(listing(*entries)).encode(), **pages}
