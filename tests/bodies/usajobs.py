"""USAJobs."""

import json
from typing import Any

# What the spider takes from its operator.
ATTRIBUTES = {"api_key": "invented-key", "contact": "crew@kestrelworks.example"}
CONTACT = {"AgencyContactEmail": "a.person@agency.example", "AgencyContactPhone": "555-0100"}


def path(page: int = 1) -> str:
    return f"/api/search?JobCategoryCode=2210;1550;1560;0854&Fields=Full&ResultsPerPage=500&Page={page}"


def details(**changes: Any) -> dict[str, Any]:
    said = {
        "JobSummary": "<p>You will keep the lighthouses of the coast in service.</p>",
        "MajorDuties": ["Leads a team of specialists.", "Plans the move to Kubernetes."],
        "Education": "",
        "KeyRequirements": ["Background investigation"],
        "WhoMayApply": {"Name": "Open to the public", "Code": "public"},
        "TeleworkEligible": True,
        "RemoteIndicator": False,
        **CONTACT,
    }
    return {**said, **changes}


def entry(number: int, **changes: Any) -> dict[str, Any]:
    announcement = {
        "PositionID": f"LHS-26-{number:04}",
        "PositionTitle": "Supervisory IT Specialist",
        "PositionURI": f"https://usajobs.example/job/{number}",
        "ApplyURI": [f"https://usajobs.example/job/{number}/apply"],
        "PositionLocationDisplay": "Multiple Locations",
        "PositionLocation": [
            {"LocationName": "Portland, Maine", "CountryCode": "United States", "Longitude": -70.2, "Latitude": 43.6},
            {"LocationName": "Newport, Rhode Island", "CountryCode": "United States"},
        ],
        "OrganizationName": "Lighthouse Service",
        "DepartmentName": "Department of Lamps",
        "JobCategory": [{"Name": "Information Technology Management", "Code": "2210"}],
        "JobGrade": [{"Code": "GS"}],
        "PositionSchedule": [{"Name": "Full-time", "Code": "1"}],
        "PositionOfferingType": [{"Name": "Permanent", "Code": "15317"}],
        "QualificationSummary": "Five years of PostgreSQL.\nTwo of them in the lead.",
        "PositionRemuneration": [
            {"MinimumRange": "103409.0", "MaximumRange": "134435.0", "RateIntervalCode": "PA", "Description": "Per Year"}
        ],
        "PublicationStartDate": "2026-01-02T00:00:00.0000",
        "ApplicationCloseDate": "2026-01-20T23:59:59.9970",
        "UserArea": {"Details": details(), "IsRadialSearch": False},
    }  # fmt: skip
    return {
        "MatchedObjectId": str(number),
        "MatchedObjectDescriptor": {**announcement, **changes},
        "RelevanceRank": 0,
    }


def listing(*items: Any, total: int | None = None, pages: int | None = None) -> bytes:
    found: dict[str, Any] = {
        "SearchResultCount": len(items),
        "SearchResultCountAll": len(items) if total is None else total,
        "SearchResultItems": list(items),
    }
    if pages is not None:
        found["UserArea"] = {"NumberOfPages": str(pages), "IsRadialSearch": False}
    return json.dumps({"LanguageCode": "EN", "SearchParameters": {}, "SearchResult": found}).encode()


def answers(*entries: Any) -> dict[str, bytes]:
    return {path(): listing(*entries)}
