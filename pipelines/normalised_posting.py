"""Every normalised field, once: its type, its unit and what it means. The vocabulary is closed where a Literal stands.

Facts found in the text carry ``Evidence``: offsets into ``plain_text``, the section they stand in and the
rule that found them, so that ``plain_text[start:end] == matched_text`` for every one of them.
"""

from dataclasses import dataclass
from typing import Literal

NORMALISER_VERSION = "2"

Level = Literal["required", "preferred", "unstated"]
Section = Literal[
    "title",
    "header",
    "about",
    "responsibilities",
    "requirements",
    "preferred",
    "stack",
    "benefits",
    "apply",
    "other",
]
Role = Literal[
    "tech_lead", "team_lead", "lead_engineer", "staff_principal", "engineering_manager", "architect",
    "head_director", "it_manager", "senior_ic", "other", "several",
]  # fmt: skip
Seniority = Literal["intern", "junior", "mid", "senior", "staff", "lead", "manager", "director"]
Workplace = Literal["remote", "hybrid", "onsite"]
YearsOf = Literal["total", "lead", "skill", "domain"]
EducationLevel = Literal["none", "diploma", "bachelor", "master", "phd", "degree"]
PayPeriod = Literal["year", "month", "week", "day", "hour"]


@dataclass(frozen=True, slots=True)
class Advertisement:
    """What the normalisers read: a posting's words, and the fields that its source states outright."""

    title: str
    description: str
    description_format: Literal["html", "text"] = "text"
    company: str | None = None
    locations: tuple[str, ...] = ()
    salary_text: str | None = None
    language: str | None = None
    workplace: str | None = None
    employment_type: str | None = None
    salary_min: float | None = None
    salary_max: float | None = None
    salary_currency: str | None = None
    salary_period: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands: ``plain_text[start:end] == matched_text``, its section, and the rule that found it."""

    matched_text: str
    start: int
    end: int
    section: Section
    rule: str


@dataclass(frozen=True, slots=True)
class SkillMention:
    """One distinct skill of a posting, at its strongest level. ``group`` numbers the first alternatives it is one of.

    One that is not ``listed`` is none of the taxonomy's: its label is what the text wrote.
    """

    id: str
    label: str
    kind: Literal["tech", "practice"]
    category: str
    level: Level
    evidence: Evidence
    group: int | None = None
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Skills of which any one will do ("Java or Go"), in the order of the text."""

    skill_ids: tuple[str, ...]
    labels: tuple[str, ...]
    level: Level
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class YearsStatement:
    """An amount of experience asked for, in years. ``targets`` are skill labels or the words of the field."""

    min: float | None
    max: float | None
    of: YearsOf
    targets: tuple[str, ...]
    target_ids: tuple[str, ...]
    level: Level
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Education:
    """The lowest degree that satisfies the posting."""

    level: EducationLevel
    required: bool
    or_equivalent: bool
    fields: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class NamedStatement:
    """A certificate, a spoken language, a soft skill or a responsibility that the text names."""

    name: str
    level: Level
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Salary:
    """Pay stated, in full numbers of ``currency`` (ISO 4217) per ``period``. Text is None where the source gave fields."""

    min: float | None
    max: float | None
    currency: str | None
    period: PayPeriod | None
    text: str | None


@dataclass(frozen=True, slots=True)
class NormalisedPosting:
    """What one posting says. Unknown is ``None`` or empty, never a guess."""

    plain_text: str
    role: Role
    is_lead: bool
    seniority: Seniority | None = None
    countries: tuple[str, ...] = ()
    region: str | None = None
    city: str | None = None
    language: str | None = None
    people_management: bool | None = None
    hands_on: bool | None = None
    skills: tuple[SkillMention, ...] = ()
    any_of: tuple[Alternatives, ...] = ()
    years: tuple[YearsStatement, ...] = ()
    years_min: float | None = None
    years_max: float | None = None
    education: Education | None = None
    certifications: tuple[NamedStatement, ...] = ()
    soft_skills: tuple[NamedStatement, ...] = ()
    responsibilities: tuple[NamedStatement, ...] = ()
    responsibility_codes: tuple[NamedStatement, ...] = ()
    human_languages: tuple[NamedStatement, ...] = ()
    salary: Salary | None = None
    workplace: Workplace | None = None
