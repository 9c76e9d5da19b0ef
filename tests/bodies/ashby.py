"""Ashby."""

import json
from typing import Any

from tests.bodies import TEXT

BOARD = {"company": "Kestrelworks", "token": "kestrelworks"}


def entry(number: int, **changes: Any) -> dict[str, Any]:
    job = {
        "id": f"11111111-0000-4000-8000-{number:012}",
        "title": "Staff Engineer",
        "department": "Engineering",
        "team": "Core",
        "employmentType": "FullTime",
        "location": "Madrid",
        "secondaryLocations": [{"location": "Bilbao", "address": None}],
        "publishedAt": "2026-01-10T09:30:00.000+00:00",
        "isListed": True,
        "isRemote": True,
        "address": {"postalAddress": {"addressCountry": "Spain"}},
        "jobUrl": f"https://jobs.ashby.example/kestrelworks/{number}",
        "applyUrl": "https://jobs.ashby.example/apply",
        "descriptionHtml": TEXT,
        "descriptionPlain": "Kestrelworks builds lighthouses for data.",
        "shouldDisplayCompensationOnJobPostings": True,
        "compensation": {
            "compensationTierSummary": "€80K – €95K",
            "scrapeableCompensationSalarySummary": "€80K – €95K",
            "compensationTiers": [
                {
                    "id": "t1",
                    "components": [
                        {"compensationType": "EquityPercentage", "interval": "NONE", "minValue": 1, "maxValue": 2},
                        {
                            "compensationType": "Salary",
                            "interval": "1 YEAR",
                            "currencyCode": "EUR",
                            "minValue": 80000,
                            "maxValue": 95000,
                        },
                    ],
                }
            ],
            "summaryComponents": [],
        },
    }
    return {**job, **changes}


def listing(*jobs: dict[str, Any]) -> dict[str, Any]:
    return {"apiVersion": "1", "jobs": list(jobs)}


def answers(*entries: Any) -> dict[str, bytes]:
    path = "/posting-api/job-board/kestrelworks?includeCompensation=true"
    return {path: json.dumps(listing(*entries)).encode()}
