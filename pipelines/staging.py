"""Between normalising and loading: one Parquet part per table and chunk, in a folder of the run.

A row here is a row of the warehouse's ``core`` table of the same name. Values become columns in this file
and nowhere else: lists stay lists, dates are days, times are naive UTC.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.identity import employer_id, posting_id
from pipelines.likeness import signature, skeleton, title_key, words_of
from pipelines.limits import Rows, keep_possible
from pipelines.normalise.contacts import mask_contacts
from pipelines.normalise.money import usd_a_year
from pipelines.normalised_posting import NORMALISER_VERSION, Evidence, NamedStatement, NormalisedPosting
from scrapers.posting import BoardDay, FieldDay, Posting, Rejection, RobotsDay

_TEXTS = pa.list_(pa.string())
_EVIDENCE = [
    ("matched_text", pa.string()),
    ("start_at", pa.int32()),
    ("end_at", pa.int32()),
    ("section", pa.string()),
    ("rule", pa.string()),
]
# What hangs on a posting carries the day of its observation: one run may hold a posting on several days.
_OWNER = [("posting_id", pa.string()), ("observed_on", pa.date32())]
_NAMED = [*_OWNER, ("name", pa.string()), *_EVIDENCE]
_LEVELLED = [*_OWNER, ("name", pa.string()), ("level", pa.string()), *_EVIDENCE]


def _columns(kind: pa.DataType, names: str) -> list[tuple[str, pa.DataType]]:
    return [(name, kind) for name in names.split()]


SCHEMAS: dict[str, pa.Schema] = {
    "posting": pa.schema(
        [
            *_columns(pa.string(), "posting_id source board external_id url title company employer_id"),
            ("locations", _TEXTS),
            *_columns(pa.date32(), "posted_on updated_on valid_through_on"),
            *_columns(
                pa.string(), "employment_type department language requisition_id employer_size industry role"
            ),
            ("is_lead", pa.bool_()),
            ("seniority", pa.string()),
            *_columns(pa.bool_(), "people_management hands_on"),
            *_columns(pa.string(), "country region city workplace"),
            *_columns(pa.float64(), "years_min years_max"),
            ("education_level", pa.string()),
            *_columns(pa.bool_(), "education_required education_or_equivalent"),
            *_columns(pa.float64(), "salary_min salary_max salary_min_usd_year salary_max_usd_year"),
            *_columns(
                pa.string(), "salary_currency salary_period text_sha256 text_skeleton taxonomy_version"
            ),
            *_columns(pa.string(), "normaliser_version plain_text"),
            ("observed_on", pa.date32()),
            ("fetched_at", pa.timestamp("us")),
            *_columns(pa.string(), "archive_reference origin"),
        ]
    ),
    "posting_likeness": pa.schema(
        [*_OWNER, ("title_key", pa.string()), ("shingles", pa.int32()), ("signature", pa.binary())]
    ),
    "posting_skill": pa.schema(
        [
            *_OWNER,
            *_columns(pa.string(), "skill_id level"),
            *_EVIDENCE,
            *_columns(pa.float64(), "years_min years_max"),
            ("group_id", pa.int32()),
            ("is_listed", pa.bool_()),
        ]
    ),
    "posting_years": pa.schema(
        [
            *_OWNER,
            *_columns(pa.float64(), "years_min years_max"),
            ("of_what", pa.string()),
            *_columns(_TEXTS, "targets target_ids"),
            ("level", pa.string()),
            *_EVIDENCE,
        ]
    ),
    "posting_responsibility": pa.schema(_NAMED),
    "posting_responsibility_code": pa.schema(_NAMED),
    "posting_soft_skill": pa.schema(_NAMED),
    "posting_certification": pa.schema(_LEVELLED),
    "posting_language": pa.schema(_LEVELLED),
    "set_aside": pa.schema([*_OWNER, *_columns(pa.string(), "field value reason")]),
    "rejection": pa.schema(
        [*_columns(pa.string(), "source board external_id url reason"), ("observed_on", pa.date32())]
    ),
    "board_day": pa.schema(
        [
            *_columns(pa.string(), "source board company"),
            ("observed_on", pa.date32()),
            ("outcome", pa.string()),
            *_columns(pa.int32(), "advertised listed fetched parsed rejected repeated requests"),
            ("is_window", pa.bool_()),
            ("detail", pa.string()),
        ]
    ),
    "field_day": pa.schema(
        [
            *_columns(pa.string(), "source field"),
            ("known", pa.bool_()),
            *_columns(pa.int32(), "filled entries"),
            ("observed_on", pa.date32()),
        ]
    ),
    "robots_day": pa.schema(
        [
            *_columns(pa.string(), "source host"),
            ("status", pa.int32()),
            ("crawl_delay", pa.float64()),
            ("content_signal", pa.string()),
            ("disallows_all", pa.bool_()),
            ("observed_on", pa.date32()),
        ]
    ),
}

NightRecord = BoardDay | Rejection | FieldDay | RobotsDay
NIGHT_TABLES: dict[type[NightRecord], str] = {
    BoardDay: "board_day",
    Rejection: "rejection",
    FieldDay: "field_day",
    RobotsDay: "robots_day",
}


def posting_rows(
    posting: Posting, said: NormalisedPosting, observed_on: date, origin: str, taxonomy_version: str
) -> Rows:
    """Return the rows of one normalised posting, by table."""
    owner = {
        "posting_id": posting_id(posting.source, posting.board, posting.external_id),
        "observed_on": observed_on,
    }
    facts = {"origin": origin, "taxonomy_version": taxonomy_version, "normaliser_version": NORMALISER_VERSION}
    dollars = _in_dollars(said, posting, observed_on)
    words = words_of(said.plain_text)
    text_skeleton = {"text_skeleton": skeleton(words)}
    rows = {
        "posting": [{**owner, **facts, **_published(posting), **_said(said), **text_skeleton, **dollars}],
        "posting_likeness": [{**owner, **_likeness(posting, words)}],
        "posting_skill": [{**owner, **row} for row in _skill_rows(said)],
        "posting_years": [{**owner, **row} for row in _years_rows(said)],
        "posting_responsibility": [{**owner, **_named(statement)} for statement in said.responsibilities],
        "posting_responsibility_code": [{**owner, **_named(one)} for one in said.responsibility_codes],
        "posting_soft_skill": [{**owner, **_named(statement)} for statement in said.soft_skills],
        "posting_certification": [{**owner, **_levelled(statement)} for statement in said.certifications],
        "posting_language": [{**owner, **_levelled(statement)} for statement in said.human_languages],
    }
    return keep_possible(rows, observed_on)


def _likeness(posting: Posting, words: str) -> dict[str, Any]:
    # Titles are compared by themselves: the town in one of them must not tell two short texts apart.
    signed, shingles = signature(words.removeprefix(words_of(posting.title)))
    return {
        "title_key": title_key(posting.title, posting.company, posting.locations),
        "shingles": shingles,
        "signature": signed,
    }


def _named(statement: NamedStatement) -> dict[str, Any]:
    return {"name": statement.name, **_evidence(statement.evidence)}


def _levelled(statement: NamedStatement) -> dict[str, Any]:
    return {**_named(statement), "level": statement.level}


def _years_rows(said: NormalisedPosting) -> list[dict[str, Any]]:
    return [
        {
            "years_min": years.min,
            "years_max": years.max,
            "of_what": years.of,
            "targets": list(years.targets),
            "target_ids": list(years.target_ids),
            "level": years.level,
            **_evidence(years.evidence),
        }
        for years in said.years
    ]


def _published(posting: Posting) -> dict[str, Any]:
    return {
        "source": posting.source,
        "board": posting.board,
        "external_id": posting.external_id,
        "url": _open(posting.url),
        "title": mask_contacts(posting.title),
        "company": _open(posting.company),
        "employer_id": employer_id(_open(posting.company)),
        "locations": list(posting.locations),
        "posted_on": _day(posting.posted_at),
        "updated_on": _day(posting.updated_at),
        "valid_through_on": _day(posting.valid_through),
        "employment_type": posting.employment_type,
        "department": posting.department,
        "requisition_id": posting.requisition_id,
        "employer_size": posting.employer_size,
        "industry": posting.employer_industry,
        "fetched_at": posting.fetched_at and posting.fetched_at.astimezone(UTC).replace(tzinfo=None),
        "archive_reference": posting.archive_reference,
    }


def _open(words: str | None) -> str | None:
    """Return words without what reaches a person. Without the sign of an address they are as they were."""
    return mask_contacts(words) if words and "@" in words else words


def _said(said: NormalisedPosting) -> dict[str, Any]:
    education, salary = said.education, said.salary
    return {
        "language": said.language,
        "role": said.role,
        "is_lead": said.is_lead,
        "seniority": said.seniority,
        "people_management": said.people_management,
        "hands_on": said.hands_on,
        "country": said.countries[0] if len(said.countries) == 1 else None,
        "region": said.region,
        "city": said.city,
        "workplace": said.workplace,
        "years_min": said.years_min,
        "years_max": said.years_max,
        "education_level": education and education.level,
        "education_required": education and education.required,
        "education_or_equivalent": education and education.or_equivalent,
        "salary_min": salary and salary.min,
        "salary_max": salary and salary.max,
        "salary_currency": salary and salary.currency,
        "salary_period": salary and salary.period,
        "text_sha256": hashlib.sha256(said.plain_text.encode()).hexdigest(),
        "plain_text": None if said.role == "other" else said.plain_text,
    }


def _in_dollars(said: NormalisedPosting, posting: Posting, observed_on: date) -> dict[str, Any]:
    least, most = usd_a_year(said.salary, _day(posting.posted_at) or observed_on)
    return {"salary_min_usd_year": least, "salary_max_usd_year": most}


def _skill_rows(said: NormalisedPosting) -> list[dict[str, Any]]:
    years = {skill: statement for statement in reversed(said.years) for skill in statement.target_ids}
    return [
        {
            "skill_id": skill.id,
            "level": skill.level,
            **_evidence(skill.evidence),
            "years_min": years[skill.id].min if skill.id in years else None,
            "years_max": years[skill.id].max if skill.id in years else None,
            "group_id": skill.group,
            "is_listed": skill.listed,
        }
        for skill in said.skills
    ]


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "matched_text": evidence.matched_text,
        "start_at": evidence.start,
        "end_at": evidence.end,
        "section": evidence.section,
        "rule": evidence.rule,
    }


def _day(moment: datetime | None) -> date | None:
    """The calendar day that the source printed, in the source's own time zone."""
    return moment and moment.date()


def write_part(folder: Path, number: int, rows: Rows) -> None:
    """Write one chunk's rows as ``<table>/part-<number>.parquet``; tables without rows get no file."""
    for table, table_rows in rows.items():
        if table_rows:
            path = folder / table / f"part-{number:05}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(pa.Table.from_pylist(table_rows, SCHEMAS[table]), path, compression="zstd")


def merged(parts: Iterable[Rows]) -> Rows:
    """Return the rows of several postings, table by table."""
    rows: Rows = {}
    for part in parts:
        for table, table_rows in part.items():
            rows.setdefault(table, []).extend(table_rows)
    return rows


def night_rows(records: Sequence[NightRecord], observed_on: date) -> Rows:
    """Return the rows of what one day holds besides postings, by table."""
    rows: Rows = {table: [] for table in NIGHT_TABLES.values()}
    for record in records:
        row = {**record.model_dump(), "observed_on": observed_on}
        row.update({name: mask_contacts(row[name]) for name in ("reason", "detail") if row.get(name)})
        if isinstance(record, BoardDay):
            row["is_window"] = row.pop("window")
        rows[NIGHT_TABLES[type(record)]].append(row)
    return rows
