"""What ``skilltide extract`` writes of a posting: the names and shapes that other programs rely on."""

from dataclasses import asdict
from typing import Any

from pipelines.normalised_posting import (
    Education,
    NamedStatement,
    NormalisedPosting,
    SkillMention,
    YearsStatement,
)


def contract(posting_id: str, said: NormalisedPosting) -> dict[str, Any]:
    """Return one posting as a JSON-ready object; ``start`` and ``end`` index ``plain_text``."""
    return {
        "posting_id": posting_id,
        "language": said.language,
        "role": said.role,
        "is_lead": said.is_lead,
        "seniority": said.seniority,
        "people_management": said.people_management,
        "hands_on": said.hands_on,
        "skills": [_skill(skill) for skill in said.skills],
        "any_of": [{"names": list(one.labels), "level": one.level} for one in said.any_of],
        "years": [_years(statement) for statement in said.years],
        "years_min": said.years_min,
        "years_max": said.years_max,
        "education": _education(said.education),
        "certifications": [{"name": one.name, "level": one.level} for one in said.certifications],
        "soft_skills": [one.name for one in said.soft_skills],
        "responsibilities": [one.name for one in said.responsibilities],
        "responsibility_codes": [one.name for one in said.responsibility_codes],
        "human_languages": [_named(one) for one in said.human_languages],
        "salary": asdict(said.salary) if said.salary else None,
        "workplace": said.workplace,
        "countries": list(said.countries),
        "plain_text": said.plain_text,
    }


def _skill(skill: SkillMention) -> dict[str, Any]:
    return {
        "id": skill.id,
        "label": skill.label,
        "kind": skill.kind,
        "category": skill.category,
        "listed": skill.listed,
        "level": skill.level,
        "matched_text": skill.evidence.matched_text,
        "start": skill.evidence.start,
        "end": skill.evidence.end,
        "section": skill.evidence.section,
        "rule": skill.evidence.rule,
    }


def _years(statement: YearsStatement) -> dict[str, Any]:
    return {
        "min": statement.min,
        "max": statement.max,
        "of": statement.of,
        "targets": list(statement.targets),
        "level": statement.level,
        "text": statement.evidence.matched_text,
        "start": statement.evidence.start,
        "end": statement.evidence.end,
    }


def _education(education: Education | None) -> dict[str, Any] | None:
    if education is None:
        return None
    return {
        "level": education.level,
        "required": education.required,
        "or_equivalent": education.or_equivalent,
        "fields": list(education.fields),
        "text": education.evidence.matched_text,
    }


def _named(statement: NamedStatement) -> dict[str, Any]:
    return {"name": statement.name, "level": statement.level}
