"""What the invented postings of published_fixture say beside their skills: duties, traits, degrees, years, pay.

Planted: leads mentor and hire far more often than others; bigger employers ask for more years; Java comes with
more years than Python; a degree is more often required where the employer is large.
"""

import random

SIZES = (None, "1-50", "51-250", "251-1000", "1001+")
# Duty -> (share among leads, share among other roles)
DUTIES = {
    "mentoring": (0.5, 0.15), "hiring": (0.3, 0.06), "people_management": (0.35, 0.05), "architecture": (0.45, 0.3),
    "hands_on_coding": (0.4, 0.6), "ci_cd_deployment": (0.2, 0.2), "availability_incident": (0.12, 0.14),
    "cloud_cost": (0.05, 0.02), "stakeholder_comm": (0.4, 0.25),
}  # fmt: skip
TRAITS = {"communication": 0.55, "leadership": 0.4, "teamwork": 0.25, "delegation": 0.004}
CERTIFICATES = {"CKA": (0.08, "preferred"), "PMP": (0.05, "required"), "CSM": (0.03, "unstated")}
ROLES = (
    ("tech_lead", "lead"), ("tech_lead", "lead"), ("team_lead", "lead"), ("lead_engineer", "lead"),
    ("engineering_manager", "manager"), ("staff_principal", "staff"),
)  # fmt: skip
PAY_STATED = 0.66
PAY_WITH_RUST = 1.12
TITLES = {"tech_lead": ("Tech Lead", "tech  lead", "Technical Lead, DevOps"), "team_lead": ("Team Lead",)}


def describe(chance: random.Random, posting: dict) -> None:
    """Put role, seniority, degree and pay into a posting."""
    band = SIZES.index(posting["employer_size"])
    role, seniority = chance.choice(ROLES) if posting["is_lead"] else ("senior_ic", "senior")
    named = chance.random() < 0.35 + 0.1 * band
    posting |= {
        "role": role, "seniority": seniority,
        "title": chance.choice(TITLES.get(role, ("Lead Engineer",))) if posting["is_lead"] else "Senior Engineer",
        "people_management": chance.choice([True, None, None, False]),
        "education_level": chance.choice(["bachelor", "bachelor", "master", "diploma"]) if named else None,
        "education_required": chance.random() < 0.7 if named else None,
        "education_or_equivalent": chance.random() < 0.4 if named else None,
    }  # fmt: skip
    if posting["years_min"] is not None:
        posting["years_min"] += (0, -1, 0, 0, 1)[band]


def pay(posting: dict, skills: set[str]) -> None:
    """Let part of the postings state pay, more by a planted part where they name Rust."""
    chance = random.Random(posting["posting_id"])
    states = chance.random() < PAY_STATED
    low = chance.gauss(140_000, 15_000) * (PAY_WITH_RUST if "rust" in skills else 1)
    posting |= {
        "salary_min": round(low) if states else None, "salary_max": round(low + 20_000) if states else None,
        "salary_currency": "USD" if states else None, "salary_period": "year" if states else None,
    }  # fmt: skip


def stated(chance: random.Random, posting: dict, skills: list[dict]) -> dict[str, list[dict]]:
    """Return the rows of the fact tables that the posting fills."""
    at = {
        "posting_id": posting["posting_id"], "matched_text": posting["plain_text"][:2], "start_at": 0, "end_at": 2,
        "section": "requirements", "rule": "invented",
    }  # fmt: skip
    place = 0 if posting["is_lead"] else 1
    years = []
    for skill in skills:
        if skill["skill_id"] in ("java", "python", "rust") and chance.random() < 0.5:
            least = chance.choice([5, 6, 7, 8]) if skill["skill_id"] == "java" else chance.choice([2, 3, 4])
            years.append(
                {**at, "of_what": "skill", "target_ids": [skill["skill_id"]], "years_min": float(least)}
            )
    if posting["is_lead"] and chance.random() < 0.2:
        years.append(
            {**at, "of_what": "lead", "target_ids": [], "years_min": float(chance.choice([1, 2, 2, 3]))}
        )
    return {
        "posting_years": [{**row, "level": "required"} for row in years],
        "posting_responsibility": [
            {**at, "name": name} for name, shares in DUTIES.items() if chance.random() < shares[place]
        ],
        "posting_soft_skill": [
            {**at, "name": name} for name, share in TRAITS.items() if chance.random() < share
        ],
        "posting_certification": [
            {**at, "name": name, "level": level}
            for name, (share, level) in CERTIFICATES.items()
            if chance.random() < share
        ],
    }
