"""Careers@Gov, as the data repository writes its list."""

import json
from typing import Any

PATH = "/opengovsg/careersgovsg-jobs-data/main/data/job-listings.json"


def entry(number: int, **changes: Any) -> dict[str, Any]:
    job = {
        "platform": "hrp",
        "postingNo": f"00000000-0000-1fe1-8000-{number:012}",
        "jobId": f"{17000000 + number}",
        "jobTitle": "Tech Lead, Harbour Systems",
        "agency": "Harbour and Beacon Board",
        "agencyId": "0000000001",
        "agencyDescription": "The board keeps the harbours.",
        "startDate": 1767571200000,
        "closingDate": 1769817600000,
        "closingDateText": "Closing on 31 Jan 2026",
        "remainingDays": "Closing in 26 day(s)",
        "employmentType": "Permanent/Contract",
        "employmentTypeCode": "0003",
        "experienceRequired": "05-08 year(s)",
        "experienceYearsMin": 5,
        "experienceYearsMax": 8,
        "field": "Infocomm Technology",
        "fieldCode": "0017",
        "functionalArea": "Infocomm Technology",
        "functionalAreaCode": "0018",
        "industry": "Others",
        "educationCode": "00",
        "isNew": True,
        "location": "",
        "jobDescription": "You will keep our lighthouses <lit>.\n\nWith Python & Go.",
        "jobResponsibilities": "•\tLead six engineers\n•\tReview designs",
        "jobRequirements": "•\tKubernetes\n•\tPostgreSQL",
        "category": "Others",
        "workArrangement": "Full-time",
    }
    return {**job, **changes}


def answers(*entries: Any) -> dict[str, bytes]:
    return {PATH: json.dumps(entries).encode()}
